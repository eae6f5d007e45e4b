"""A deck made anew from changed documents, with identities, edits, decisions and cloze numbers kept."""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterable, Mapping, Sequence

from quizgen.deck.changes import Change, Changes, compare
from quizgen.deck.match import match_notes
from quizgen.deck.slots import Wordings, match_slots, slots, wordings
from quizgen.model.deck import LABEL, RESERVED, Content, Deck, DeckSource, LeftOut, Line, Note
from quizgen.model.extraction import Extraction


def rebuild(
    old: Deck | None,
    notes: Sequence[Note],
    *,
    name: str,
    extraction: Extraction,
    left_out: Sequence[LeftOut] = (),
    options: Mapping[str, str] | None = None,
    now: int,
    kept_sources: Container[str] = (),
) -> tuple[Deck, Changes]:
    """The deck of the notes made from today's documents, and what changed since ``old``.

    A note that is in the old deck keeps its id, cloze numbers, state and edit; one that is no longer in the documents
    is retired, unless its document is among ``kept_sources`` (it could not be read this time). ``now`` is in seconds
    since 1970 (UTC); what has changed is stamped with it, but always later than the note's last change.
    """
    before = old.notes if old else ()
    candidates = [note for note in before if not note.split_from]
    partner = match_notes(candidates, notes)
    after: dict[str, Note] = {}
    taken = {note.id for note in before}
    for k, made in enumerate(notes):
        if k in partner:
            kept = candidates[partner[k]]
            after[kept.id] = renewed(kept, made, now)
        else:
            note_id = new_id(name, made.id, taken)
            taken.add(note_id)
            after[note_id] = made.model_copy(update={"id": note_id, "created": now, "modified": now})
    ordered = _in_place(before, after, [_left(note, after, kept_sources, now) for note in before])
    deck = Deck(
        schema=1,
        name=name,
        title=old.title if old else "",
        options=dict(options or {}),
        sources=_sources(old, extraction, kept_sources),
        notes=tuple(ordered),
        dangling=tuple(_dangling(extraction)),
        left_out=tuple(left_out),
        created=old.created if old else now,
        modified=now,
    )
    if old and deck.model_copy(update={"modified": old.modified}) == old:
        deck = old
    return deck, compare(old, deck)


def new_id(deck: str, words: str, taken: Container[str]) -> str:
    """An id for a note seen for the first time, from the deck's name and the note's words; none of ``taken``."""
    k = 0
    while True:
        seed = f"{deck}\n{words}\n{k}" if k else f"{deck}\n{words}"
        made = hashlib.sha256(seed.encode()).hexdigest()[:16]
        if made not in taken:
            return made
        k += 1


def renewed(old: Note, made: Note, now: int) -> Note:
    """The old note with what the documents say today; the user's edit wins and the difference is kept beside it."""
    content, used = renumbered(old, made.made, (wordings(old), wordings(made)))
    differs = old.differs
    if old.edited and shown(content) == shown(old.edited):
        differs = None
    elif old.edited and (differs or shown(content) != shown(old.made)):
        differs = content
    state = old.state
    if state == "retired":
        state = old.retired_from or "proposed"
    note = made.model_copy(
        update={
            "id": old.id,
            "state": state,
            "made": content,
            "edited": old.edited,
            "differs": differs,
            "accepted_variants": old.accepted_variants,
            "used": used,
            "created": old.created,
            "modified": old.modified,
        }
    )
    return stamped(old, note, now)


def renumbered(old: Note, content: Content, same: Sequence[Wordings]) -> tuple[Content, tuple[int, ...]]:
    """``content`` with the old note's cloze numbers, new gaps numbered after every number ever used; and the ledger.

    ``same`` tells which lines say the same in other words.
    """
    known = {LABEL: LABEL, **match_slots(slots(old.made), slots(content), same)}
    used = set(old.used) | set(old.made.numbers) | (set(old.edited.numbers) if old.edited else set())
    for slot in slots(content):
        if slot.number not in known:
            known[slot.number] = next_number(used)
            used.add(known[slot.number])
    used |= set(content.numbers) & set(RESERVED)
    return with_numbers(content, known), tuple(sorted(used))


def next_number(used: Iterable[int]) -> int:
    """One more than the highest number ever used, passing over the reserved ones."""
    following = max((number for number in used if number not in RESERVED), default=0) + 1
    return max(RESERVED) + 1 if following in RESERVED else following


def with_numbers(content: Content, numbers: Mapping[int, int]) -> Content:
    """``content`` with every cloze number replaced as ``numbers`` says."""

    def renamed(line: Line) -> Line:
        parts = (
            part if part.cloze is None else part.model_copy(update={"cloze": numbers[part.cloze]})
            for part in line.parts
        )
        return Line(parts=tuple(parts))

    lines = tuple(map(renamed, content.lines))
    return content.model_copy(update={"lines": lines, "aside": renamed(content.aside) if content.aside else None})


def shown(content: Content | None) -> object:
    """What a student can see of a content: everything but its places."""
    if content is None:
        return None
    lines = [
        [(part.text, part.cloze, part.role, part.typed) for part in line.parts]
        for line in (*content.lines, *([content.aside] if content.aside else []))
    ]
    rest = (content.title, content.heading, content.recite, content.layout, content.ordered)
    return len(content.lines), lines, *rest, content.marks, content.repaired, content.extra


def visible(note: Note) -> object:
    """What an exported note depends on, besides the places its words stand at."""
    return (
        shown(note.content),
        note.kind,
        note.importance,
        note.complete,
        note.state == "retired",
        note.speaker,
        [
            (place.source, place.heading, place.called, [(worded.text, worded.instead) for worded in place.differences])
            for place in note.occurrences
        ],
    )


def stamped(old: Note, new: Note, now: int) -> Note:
    """The new note with the time of its last change: ``now`` (later than the last) where anything visible changed."""
    if visible(old) == visible(new):
        return new.model_copy(update={"modified": old.modified})
    return new.model_copy(update={"modified": max(now, old.modified + 1)})


def _left(note: Note, after: Mapping[str, Note], kept_sources: Container[str], now: int) -> Note:
    """What becomes of a note that no document has today: as it was, or retired."""
    if note.id in after:
        return after[note.id]
    gone = note.split_from not in after if note.split_from else note.occurrences[0].source not in kept_sources
    if not gone or note.state in {"retired", "rejected"}:
        return note
    retired = note.model_copy(update={"state": "retired", "retired_from": note.state})
    return stamped(note, retired, now)


def _in_place(before: Sequence[Note], after: Mapping[str, Note], kept: Sequence[Note]) -> list[Note]:
    """The notes in document order; one that is no longer in the documents follows the note it followed before."""
    following: dict[str, list[Note]] = {}
    anchor = ""
    for note in kept:
        if note.id in after:
            anchor = note.id
        else:
            following.setdefault(anchor, []).append(note)
    ordered = list(following.get("", ()))
    for note_id, note in after.items():
        ordered += [note, *following.get(note_id, ())]
    return ordered


def _sources(old: Deck | None, extraction: Extraction, kept_sources: Container[str]) -> tuple[DeckSource, ...]:
    today = [DeckSource(source=d.source, sha256=d.sha256, title=d.title, script=d.script) for d in extraction.documents]
    named = {source.source for source in today}
    kept = [s for s in (old.sources if old else ()) if s.source in kept_sources and s.source not in named]
    return (*today, *kept)


def _dangling(extraction: Extraction) -> Iterable[LeftOut]:
    for document in extraction.documents:
        for found in document.dangling_labels:
            reason = "expanded" if found.expanded_by else "dangling"
            yield LeftOut(source=document.source, text=found.label, reason=reason, spans=found.spans)


__all__ = ["Change", "Changes", "rebuild"]

"""What a user decides about notes: every function takes a deck and gives the deck after the decision.

``now`` is in seconds since 1970 (UTC). Raises DeckError where the deck has no such note or the content cannot be asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from quizgen.cards.lists import SEPARATOR
from quizgen.cards.passage import fit_for_typing
from quizgen.deck.rebuild import new_id, next_number, shown, stamped, with_numbers
from quizgen.deck.slots import slots
from quizgen.errors import DeckError
from quizgen.model.deck import LABEL, Content, Deck, Line, Note, Part, numbers

NEW = 0
"""The cloze number of a gap that an edit adds; the deck gives it its own."""


def accept(deck: Deck, note_ids: Iterable[str], *, now: int) -> Deck:
    """Declare notes right as they are; an edited note stays edited."""
    return _decided(deck, note_ids, now, lambda note: {"state": "edited" if note.edited else "accepted"})


def reject(deck: Deck, note_ids: Iterable[str], *, now: int) -> Deck:
    """Take notes out of study and exports; a rebuild does not bring them back."""
    return _decided(deck, note_ids, now, lambda note: {"state": "rejected"})


def restore(deck: Deck, note_ids: Iterable[str], *, now: int) -> Deck:
    """Undo an acceptance or a rejection."""
    return _decided(deck, note_ids, now, lambda note: {"state": "edited" if note.edited else "proposed"})


def edit(deck: Deck, note_id: str, content: Content, *, now: int) -> Deck:
    """Put the user's version of a note in front. Gaps keep their numbers; a gap numbered ``NEW`` gets one of its own.

    Content that equals the document's version takes the edit back.
    """
    note = _note(deck, note_id)
    content, used = _settled(note, content)
    if shown(content) == shown(note.made):
        changed = note.model_copy(update={"edited": None, "differs": None, "state": "accepted", "used": used})
    else:
        changed = note.model_copy(update={"edited": content, "state": "edited", "used": used})
    return _with(deck, [stamped(note, changed, now)], now)


def take_document(deck: Deck, note_id: str, *, now: int) -> Deck:
    """Give up the user's version of a note for what the documents say today."""
    note = _note(deck, note_id)
    changed = note.model_copy(update={"edited": None, "differs": None, "state": "accepted"})
    return _with(deck, [stamped(note, changed, now)], now)


def keep_edit(deck: Deck, note_id: str, *, now: int) -> Deck:
    """Keep the user's version and stop pointing at the difference."""
    note = _note(deck, note_id)
    return _with(deck, [stamped(note, note.model_copy(update={"differs": None}), now)], now)


def merge(deck: Deck, note_ids: Sequence[str], *, now: int) -> Deck:
    """Make one note of several: the first takes the lines of the others, with new numbers; the others are rejected."""
    first, *others = [_note(deck, note_id) for note_id in dict.fromkeys(note_ids)]
    lines = [line for other in others for line in other.content.lines]
    content = first.content
    has = {line.text for line in content.lines}
    added = [_renewed(line) for line in lines if line.text not in has]
    content = content.model_copy(update={"lines": (*content.lines, *added)})
    return reject(edit(deck, first.id, content, now=now), [other.id for other in others], now=now)


def split(deck: Deck, note_id: str, at: int, *, now: int) -> Deck:
    """Make two notes of one: lines from ``at`` on go to a new note behind it. The new note's cards start anew."""
    note = _note(deck, note_id)
    content = note.content
    if not 0 < at < len(content.lines):
        raise DeckError("{title}: there is nothing on one side of the cut.", title=content.title)
    taken = {other.id for other in deck.notes}
    made = content.model_copy(update={"lines": content.lines[at:], "aside": None})
    made = with_numbers(made, dict(zip((slot.number for slot in slots(made)), numbers(), strict=False)))
    second = note.model_copy(
        update={
            "id": new_id(deck.name, f"{note.id}/{at}", taken),
            "split_from": note.id,
            "made": made,
            "edited": None,
            "differs": None,
            "state": "accepted",
            "used": made.numbers,
            "accepted_variants": {},
            "created": now,
            "modified": now,
        }
    )
    deck = edit(deck, note_id, content.model_copy(update={"lines": content.lines[:at], "aside": None}), now=now)
    notes = [each for old in deck.notes for each in ((old, second) if old.id == note_id else (old,))]
    return deck.model_copy(update={"notes": tuple(notes)})


def _decided(deck: Deck, note_ids: Iterable[str], now: int, update: Callable[[Note], dict[str, str]]) -> Deck:
    notes = [_note(deck, note_id) for note_id in note_ids]
    return _with(deck, [stamped(note, note.model_copy(update=update(note)), now) for note in notes], now)


def _note(deck: Deck, note_id: str) -> Note:
    for note in deck.notes:
        if note.id == note_id:
            return note
    raise DeckError("There is no note {note} in this deck; it may have been rebuilt meanwhile.", note=note_id)


def _with(deck: Deck, changed: Iterable[Note], now: int) -> Deck:
    by_id = {note.id: note for note in changed}
    notes = tuple(by_id.get(note.id, note) for note in deck.notes)
    if notes == deck.notes:
        return deck
    return deck.model_copy(update={"notes": notes, "modified": max(now, deck.modified)})


def _renewed(line: Line) -> Line:
    return Line(
        parts=tuple(part if part.cloze is None else part.model_copy(update={"cloze": NEW}) for part in line.parts)
    )


def _asking(aside: Line, lines: Sequence[Line]) -> Line:
    """The line that asks for a list's label, with the items as they are now."""
    if LABEL not in aside.numbers:
        return aside
    items = Part(text=SEPARATOR.join(line.text for line in lines))
    return Line(parts=(items, *aside.parts[1:]))


def _settled(note: Note, content: Content) -> tuple[Content, tuple[int, ...]]:
    """Edited content with numbers of its own, and the ledger of numbers used."""
    known = {slot.number for slot in (*slots(note.content), *slots(note.made))}
    used = {*note.used, *known}

    def numbered(line: Line) -> Line:
        parts = []
        for part in line.parts:
            number = part.cloze
            if number is not None and number not in known and number != LABEL:
                number = next_number(used)
                used.add(number)
            if number is not None and not part.text.strip():
                raise DeckError("{title}: a gap without words cannot be asked.", title=content.title)
            if part.text:
                typed = number is not None and fit_for_typing(part.text)
                parts.append(part.model_copy(update={"cloze": number, "typed": typed}))
        return Line(parts=tuple(parts))

    lines = tuple(line for line in map(numbered, content.lines) if line.parts)
    aside = _asking(numbered(content.aside), lines) if content.aside else None
    content = content.model_copy(update={"lines": lines, "aside": aside})
    if not content.numbers:
        raise DeckError("{title}: mark at least one gap.", title=content.title)
    return content, tuple(sorted(used | set(content.numbers)))

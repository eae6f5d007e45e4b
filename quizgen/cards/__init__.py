"""Extraction → notes: which cards to make of what was found, one maker a kind of content."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import accumulate, chain, count
from typing import Literal, NamedTuple

from quizgen.cards.formulations import Corpus, formulation_note, sentence_occurrences
from quizgen.cards.lists import list_note, list_occurrences
from quizgen.cards.passage import Places
from quizgen.cards.wording import REASONS, is_bare_count
from quizgen.mask import core, fold
from quizgen.model.deck import LeftOut, Note, Occurrence
from quizgen.model.document import Document
from quizgen.model.extraction import DocumentExtraction, Enumeration, Extraction, Formulation

__all__ = ["REASONS", "make_notes"]

Level = Literal["core", "standard", "all"]
Only = Literal["lists", "formulations"]
Found = Enumeration | Formulation
LEAST: dict[Level, int] = {"core": 1, "standard": 2, "all": 3}
"""Level → the least importance that still goes on a card."""
ITEM_LONGEST = 40
"""An item of at most so many characters is asked as a whole; of a longer one a sentence's own card asks the words."""
LABEL_ASKED = 2
"""The least importance of a list whose items ask for their label."""


def make_notes(
    extraction: Extraction,
    documents: Mapping[str, Document],
    *,
    now: int,
    level: Level = "all",
    only: Only | None = None,
) -> tuple[list[Note], list[LeftOut]]:
    """The notes for what was found, in document order, and what was left out and why.

    ``documents`` maps a source's name to its cleaned document; ``now`` is in seconds since 1970 (UTC). What stands in
    several places, as ``merge`` found out, is one note with several occurrences, at the place of the leading one.
    The ids are for this run; ``deck.rebuild`` settles them.
    """
    notes: dict[str, Note] = {}
    left_out: list[LeftOut] = []
    corpus = _Corpus.of(extraction)
    makers = {d.source: _Maker(d, Places(documents[d.source]), corpus, now) for d in extraction.documents}
    asked = set() if only == "formulations" else _asked_as_items(extraction, LEAST[level])
    for group in _groups(extraction, only):
        importance = min(one.found.importance for one in group)
        made: tuple[int, Note] | str = "level"
        if importance <= LEAST[level]:
            leading = f"{group[0].source}#{group[0].found.id}"
            made = "item" if leading in asked else _first_made(group, makers)
        if isinstance(made, str):
            left_out += [_left_out(one.source, one.found, made) for one in group]
            continue
        note = _together(group, *made, makers)
        notes[_unused(_identity(note), notes)] = note.model_copy(update={"importance": importance})
    return [note.model_copy(update={"id": identity}) for identity, note in notes.items()], left_out


class _Place(NamedTuple):
    """Something found, and the document it was found in."""

    source: str
    found: Found


def _groups(extraction: Extraction, only: Only | None) -> Iterator[list[_Place]]:
    """What was found, in document order, each with what says the same elsewhere behind it."""
    following: dict[str, list[_Place]] = {}
    leading: list[tuple[str, _Place]] = []
    for document in extraction.documents:
        for found in sorted(_wanted(document, only), key=_start):
            place = _Place(document.source, found)
            if found.same_as:
                following.setdefault(found.same_as, []).append(place)
            else:
                leading.append((f"{document.source}#{found.id}", place))
    for reference, place in leading:
        yield [place, *following.get(reference, ())]


def _asked_as_items(extraction: Extraction, least: int) -> set[str]:
    """The formulations (``source#id``) within a short item of a list on a card: nobody is asked the same twice."""
    twice = set()
    for document in extraction.documents:
        items = sorted(
            (span.start, span.end)
            for found in document.enumerations
            if found.importance <= least
            for item in found.items
            if len(item.text) <= ITEM_LONGEST
            for span in item.spans
        )
        starts = [start for start, _ in items]
        reach = [0, *accumulate((end for _, end in items), max)]
        for found in document.formulations:
            if all(span.end <= reach[bisect_right(starts, span.start)] for span in found.spans):
                twice.add(f"{document.source}#{found.id}")
    return twice


def _wanted(document: DocumentExtraction, only: Only | None) -> list[Found]:
    return [
        *(document.enumerations if only != "formulations" else ()),
        *(document.formulations if only != "lists" else ()),
    ]


def _first_made(group: Sequence[_Place], makers: Mapping[str, _Maker]) -> tuple[int, Note] | str:
    """The note of the first of a group that makes one, and which it is; else why the leading one makes none."""
    reason = ""
    for k, one in enumerate(group):
        note = makers[one.source].note(one.found)
        if isinstance(note, Note):
            return k, note
        reason = reason or note
    return reason


def _together(group: Sequence[_Place], leading: int, note: Note, makers: Mapping[str, _Maker]) -> Note:
    """The note with the places of all that says the same."""
    first = group[leading].found
    called = first.label or "" if isinstance(first, Enumeration) else ""
    others = [makers[one.source].places_of(one.found, called) for k, one in enumerate(group) if k != leading]
    occurrences = dict.fromkeys((*note.occurrences, *(place for places in others for place in places)))
    return note.model_copy(update={"occurrences": tuple(occurrences)})


def _unused(identity: str, taken: Container[str]) -> str:
    """Equal words under names of their own are two notes."""
    names = chain([identity], (f"{identity}-{k}" for k in count(2)))
    return next(name for name in names if name not in taken)


class _Corpus(NamedTuple):
    """What a note depends on beyond its own document."""

    speakers: int
    lists_of: Mapping[str, frozenset[str]]
    """Folded item → the folded names of the lists it belongs to."""

    @classmethod
    def of(cls, extraction: Extraction) -> _Corpus:
        speakers = {f.speaker for d in extraction.documents for f in d.formulations if f.kind == "quote" and f.speaker}
        lists: dict[str, set[str]] = {}
        for document in extraction.documents:
            for found in document.enumerations:
                for item in () if found.same_as else found.items:
                    lists.setdefault(core(item.text), set()).add(core(found.label or found.topic or found.id))
        return cls(len(speakers), {item: frozenset(names) for item, names in lists.items()})

    def asks_label(self, found: Enumeration) -> bool:
        """Whether the items lead to one label only, and a label that is a name: one that states their number."""
        alone = all(len(self.lists_of.get(core(item.text), ())) <= 1 for item in found.items)
        named = bool(found.label and found.stated) and not is_bare_count(found.label or "")
        return alone and named and found.importance <= LABEL_ASKED


class _Maker(NamedTuple):
    """Makes the notes of one document."""

    document: DocumentExtraction
    places: Places
    corpus: _Corpus
    now: int

    def note(self, found: Found) -> Note | str:
        """The note, or the reason (a key of ``REASONS``) why there is none."""
        flagged = self.document.flagged
        if isinstance(found, Formulation):
            corpus = Corpus(self.corpus.speakers)
            return formulation_note(found, self.places, corpus=corpus, flagged=flagged, now=self.now)
        ask_label = self.corpus.asks_label(found)
        path = self._path(found)
        note = list_note(found, self.places, path=path, flagged=flagged, ask_label=ask_label, now=self.now)
        return note or "unplaced"

    def places_of(self, found: Found, called: str) -> tuple[Occurrence, ...]:
        """Where something stands that another document's note speaks for; ``called`` is that note's name for a list."""
        if isinstance(found, Formulation):
            return sentence_occurrences(found, self.places)
        return list_occurrences(found, self.places, self._path(found), called)

    def _path(self, found: Enumeration) -> tuple[str, ...]:
        """The names of the lists above, each with the item that leads down to ``found``."""
        lists = {one.id: one for one in self.document.enumerations}
        path: tuple[str, ...] = ()
        seen = {found.id}
        while (parent := lists.get(found.parent or "")) and parent.id not in seen:
            seen.add(parent.id)
            above = [item.text for item in parent.items if item.spans and item.spans[0].start <= _start(found)[0]]
            path = (*filter(None, [parent.label or parent.topic]), *above[-1:], *path)
            found = parent
        return path


def _start(found: Found) -> tuple[int, int, str]:
    spans = found.spans if isinstance(found, Formulation) else [span for item in found.items for span in item.spans]
    return min((span.start for span in spans), default=0), -max((span.end for span in spans), default=0), found.id


def _identity(note: Note) -> str:
    """Made of the words alone."""
    content = note.made
    lines = sorted(core(line.text) for line in content.lines) if note.kind == "list" else [_bare(content.lines[0].text)]
    name = "list" if note.kind == "list" else "sentence"
    return hashlib.sha256("\n".join([name, *lines]).encode()).hexdigest()[:20]


def _bare(text: str) -> str:
    return "".join(char for char in fold(text) if char.isalnum())


def _left_out(source: str, found: Found, reason: str) -> LeftOut:
    if isinstance(found, Formulation):
        return LeftOut(source=source, text=found.text, reason=reason, spans=found.spans)
    text = f"{found.label or found.topic}：{'；'.join(item.text for item in found.items)}"
    return LeftOut(source=source, text=text, reason=reason, spans=tuple(s for item in found.items for s in item.spans))

"""Extraction → notes: which cards to make of what was found, one maker a kind of content."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from quizgen.cards.formulations import Corpus, formulation_note
from quizgen.cards.lists import list_note
from quizgen.cards.passage import Places
from quizgen.cards.wording import REASONS, is_bare_count
from quizgen.mask import core, fold
from quizgen.model.deck import LeftOut, Note
from quizgen.model.document import Document
from quizgen.model.extraction import DocumentExtraction, Enumeration, Extraction, Formulation

__all__ = ["REASONS", "make_notes"]

Level = Literal["core", "standard", "all"]
LEAST: dict[Level, int] = {"core": 1, "standard": 2, "all": 3}
"""Level → the least importance that still goes on a card."""
LABEL_ASKED = 2
"""The least importance of a list whose items ask for their label."""


def make_notes(
    extraction: Extraction,
    documents: Mapping[str, Document],
    *,
    now: int,
    level: Level = "all",
    only: Literal["lists", "formulations"] | None = None,
) -> tuple[list[Note], list[LeftOut]]:
    """The notes for what was found, in document order, and what was left out and why.

    ``documents`` maps a source's name to its cleaned document; ``now`` is in seconds since 1970 (UTC). What stands in
    several places is one note with several occurrences. The ids are for this run; ``deck.rebuild`` settles them.
    """
    notes: dict[str, Note] = {}
    left_out: list[LeftOut] = []
    corpus = _Corpus.of(extraction)
    for document in extraction.documents:
        places = Places(documents[document.source])
        for found, note in _made(document, places, corpus, now, only):
            if found.importance > LEAST[level]:
                left_out.append(_left_out(document.source, found, "level"))
            elif isinstance(note, str):
                left_out.append(_left_out(document.source, found, note))
            else:
                identity = _identity(note)
                notes[identity] = _merged(notes[identity], note) if identity in notes else note
    return [note.model_copy(update={"id": identity}) for identity, note in notes.items()], left_out


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
                for item in found.items:
                    lists.setdefault(core(item.text), set()).add(core(found.label or found.topic or found.id))
        return cls(len(speakers), {item: frozenset(names) for item, names in lists.items()})

    def asks_label(self, found: Enumeration) -> bool:
        """Whether the items lead to one label only, and a label that is a name: one that states their number."""
        alone = all(len(self.lists_of[core(item.text)]) == 1 for item in found.items)
        named = bool(found.label and found.stated) and not is_bare_count(found.label or "")
        return alone and named and found.importance <= LABEL_ASKED


def _made(
    document: DocumentExtraction,
    places: Places,
    corpus: _Corpus,
    now: int,
    only: Literal["lists", "formulations"] | None,
) -> Iterator[tuple[Enumeration | Formulation, Note | str]]:
    lists = {found.id: found for found in document.enumerations}
    everything: list[Enumeration | Formulation] = [
        *(document.enumerations if only != "formulations" else ()),
        *(document.formulations if only != "lists" else ()),
    ]
    for found in sorted(everything, key=_start):
        if isinstance(found, Formulation):
            yield (
                found,
                formulation_note(found, places, corpus=Corpus(corpus.speakers), flagged=document.flagged, now=now),
            )
        else:
            note = list_note(
                found,
                places,
                path=_path(found, lists),
                flagged=document.flagged,
                ask_label=corpus.asks_label(found),
                now=now,
            )
            yield found, note or "unplaced"


def _start(found: Enumeration | Formulation) -> tuple[int, int, str]:
    spans = found.spans if isinstance(found, Formulation) else [span for item in found.items for span in item.spans]
    return min((span.start for span in spans), default=0), -max((span.end for span in spans), default=0), found.id


def _path(found: Enumeration, lists: Mapping[str, Enumeration]) -> tuple[str, ...]:
    """The names of the lists above, each with the item that leads down to ``found``."""
    path: tuple[str, ...] = ()
    seen = {found.id}
    while (parent := lists.get(found.parent or "")) and parent.id not in seen:
        seen.add(parent.id)
        above = [item.text for item in parent.items if item.spans and item.spans[0].start <= _start(found)[0]]
        path = (*filter(None, [parent.label or parent.topic]), *above[-1:], *path)
        found = parent
    return path


def _identity(note: Note) -> str:
    """The same for notes that ask the same; made of the words alone."""
    content = note.made
    lines = sorted(core(line.text) for line in content.lines) if note.kind == "list" else [_bare(content.lines[0].text)]
    name = "list" if note.kind == "list" else "sentence"
    return hashlib.sha256("\n".join([name, *lines]).encode()).hexdigest()[:20]


def _bare(text: str) -> str:
    return "".join(char for char in fold(text) if char.isalnum())


def _merged(first: Note, second: Note) -> Note:
    """One note for two occurrences; a list with a label speaks for one without."""
    if first.kind == "list" and _rank(second) > _rank(first):
        first, second = second, first
    occurrences = dict.fromkeys((*first.occurrences, *second.occurrences))
    return first.model_copy(
        update={"occurrences": tuple(occurrences), "importance": min(first.importance, second.importance)}
    )


def _rank(note: Note) -> tuple[bool, bool]:
    return note.complete, note.made.aside is not None or bool(note.stated)


def _left_out(source: str, found: Enumeration | Formulation, reason: str) -> LeftOut:
    if isinstance(found, Formulation):
        return LeftOut(source=source, text=found.text, reason=reason, spans=found.spans)
    text = f"{found.label or found.topic}：{'；'.join(item.text for item in found.items)}"
    return LeftOut(source=source, text=text, reason=reason, spans=tuple(s for item in found.items for s in item.spans))

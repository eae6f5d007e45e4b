"""Proof that every answer of a deck stands at its place in its document.

The reading here is independent of how cards are made: it takes the source's characters at the recorded offsets, puts
the recorded repairs in place, and compares.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from quizgen.model.deck import Deck, Note, Part
from quizgen.model.document import Document, Span


class Mismatch(NamedTuple):
    """An answer that does not stand where the deck says. ``found`` is what stands there (None: no such place)."""

    note_id: str
    title: str
    source: str
    answer: str
    found: str | None
    spans: tuple[Span, ...]

    def __str__(self) -> str:
        where = ", ".join(f"{span.start}–{span.end}" for span in self.spans) or "no place"
        found = "nothing" if self.found is None else f"“{self.found}”"
        return f"{self.source} [{where}] note {self.note_id} ({self.title}): expected “{self.answer}”, found {found}"


def verify(deck: Deck, documents: Mapping[str, Document]) -> list[Mismatch]:
    """The answers that do not stand at their spans, and what other documents word otherwise where they do not either.

    ``documents`` maps the sources' names to cleaned documents. What a user wrote is the user's own and not checked,
    nor are retired notes, whose words are no longer there.
    """
    sources = {name: Reading(document) for name, document in documents.items()}
    mismatches = []
    for note, source, text, spans in claims(deck):
        found = sources[source].at(spans) if source in sources else None
        if found != text:
            mismatches.append(Mismatch(note.id, note.made.title, source, text, found, spans))
    return mismatches


def claims(deck: Deck) -> Iterator[tuple[Note, str, str, tuple[Span, ...]]]:
    """Everything that is checked: the note, the source, the words and where they are said to stand."""
    for note, part in answers(deck):
        yield note, note.occurrences[0].source, part.text, part.spans
    for note in _checked(deck):
        for place in note.occurrences:
            for worded in place.differences:
                if worded.text:
                    yield note, place.source, worded.text, worded.spans


def answers(deck: Deck) -> Iterator[tuple[Note, Part]]:
    """Each answer of each note as made from the documents."""
    for note in _checked(deck):
        yield from ((note, part) for part in note.made.asked)


def _checked(deck: Deck) -> Iterator[Note]:
    return (note for note in deck.notes if note.state != "retired" and not note.split_from)


class Reading:
    """A document read by source spans, after its repairs."""

    def __init__(self, document: Document) -> None:
        self._raw = document.raw
        self._segments = document.segments
        self._starts = [segment.start for segment in document.segments]

    def at(self, spans: tuple[Span, ...]) -> str | None:
        """The words at the spans, put together; None where there is no such place, or a span ends inside a repair."""
        stretches = [self._stretch(span) for span in spans]
        words = [stretch for stretch in stretches if stretch is not None]
        return "".join(words) if words and len(words) == len(stretches) else None

    def _stretch(self, span: Span) -> str | None:
        if not 0 <= span.start < span.end <= len(self._raw):
            return None
        words = []
        first, last = bisect_right(self._starts, span.start) - 1, bisect_left(self._starts, span.end)
        for segment in self._segments[first:last]:
            if not segment.reason:
                words.append(self._raw[max(segment.start, span.start) : min(segment.end, span.end)])
            elif span.start <= segment.start and segment.end <= span.end:
                words.append(segment.text)
            else:
                return None
        return "".join(words)

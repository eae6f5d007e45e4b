"""Words of a document and the place of each of their characters; what stands around them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from quizgen.model.deck import AskRole, Occurrence, Part
from quizgen.model.document import Document, Span
from quizgen.model.extraction import Piece

AROUND = 60
"""Characters of context kept on either side of an occurrence, at most."""
LONGEST = 400
"""Characters of an occurrence itself, at most."""
LINED = frozenset({"txt", "text", "md", "markdown"})
"""Formats whose line numbers a reader of the file sees."""
TYPED = 12
"""The longest answer to be typed."""
NEAR, CLAUSE = 24, 40
"""Characters of a sentence kept on either side of a list that stands in it, at most, and of a single clause of it."""
LEAST_AROUND = 3
"""Letters of the sentence that must stand around a list to ask for it."""
ELLIPSIS = "……"
_SENTENCE_END = re.compile("[。！？\\n]")
_CLAUSE_END = re.compile("[。！？，；：:\\n]")
_COMMA = re.compile("[，；：]")
_LEADING = " 　，、；：|>#*-"


@dataclass(frozen=True)
class Passage:
    """Words (``text``) at ``spans`` of ``document``; parts are cut out of them with their own places."""

    document: Document
    text: str
    spans: tuple[Span, ...]

    @classmethod
    def of(cls, document: Document, piece: Piece) -> Passage:
        return cls(document, piece.text, piece.spans)

    @cached_property
    def offsets(self) -> tuple[int, ...]:
        """The clean offset of every character; empty where the spans do not give the text back."""
        document = self.document
        offsets = tuple(
            offset
            for span in self.spans
            for offset in range(document.clean_offset(span.start), document.clean_offset(span.end))
        )
        if len(offsets) != len(self.text) or any(
            document.text[o] != c for o, c in zip(offsets, self.text, strict=True)
        ):
            return ()
        return offsets

    def find(self, piece: Piece) -> tuple[int, int] | None:
        """Where a piece of this passage stands in ``text``; None where it does not, or is torn apart."""
        inner = Passage.of(self.document, piece).offsets
        if inner and self.offsets:
            at = bisect_left(self.offsets, inner[0])
            if self.offsets[at : at + len(inner)] == inner:
                return at, at + len(inner)
        return None

    def place(self, start: int, end: int) -> tuple[Span, ...] | None:
        """The source spans of ``text[start:end]``; None where they cannot be told exactly."""
        if start <= 0 and end >= len(self.text):
            return self.spans
        spans: list[Span] = []
        for low, high in _runs(self.offsets[start:end]):
            located = self.document.locate(low, high)
            if located is None:
                return None
            spans += located
        return tuple(spans) or None

    def part(self, start: int, end: int, cloze: int | None = None, role: AskRole | None = None) -> Part:
        """``text[start:end]`` as a part of a card; one that cannot be placed exactly must not be an answer."""
        text = self.text[start:end]
        spans = self.place(start, end) or ()
        return Part(text=text, cloze=cloze, role=role, spans=spans, typed=cloze is not None and fit_for_typing(text))


def fit_for_typing(text: str) -> bool:
    """Whether an answer is short and has nothing in it that a student would type in another way."""
    return len(text) <= TYPED and text.isalnum()


def _runs(offsets: Sequence[int]) -> Iterable[tuple[int, int]]:
    start = 0
    for k in range(1, len(offsets) + 1):
        if k == len(offsets) or offsets[k] != offsets[k - 1] + 1:
            yield offsets[start], offsets[k - 1] + 1
            start = k


class Places:
    """The places of a document in a reader's words: line, page, what stands before and after."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._lined = document.format in LINED
        self._newlines = [k for k, char in enumerate(document.raw) if char == "\n"] if self._lined else []

    def line(self, offset: int) -> int | None:
        """The number (from 1) of the line that a source offset lies on, where the file has lines."""
        return bisect_left(self._newlines, offset) + 1 if self._lined else None

    def around(self, spans: Sequence[Span]) -> str:
        """The sentence that the stretches stand in, with an ellipsis in their place; "" where they fill more than one.

        A sentence that is long before or behind them is cut at its commas.
        """
        text, source = self.document.text, self.document
        start = min(source.clean_offset(span.start) for span in spans)
        end = max(source.clean_offset(span.end) for span in spans)
        if _SENTENCE_END.search(text, start, end):
            return ""
        before = _SENTENCE_END.split(text[max(0, start - 2 * CLAUSE) : start])[-1].lstrip(_LEADING)
        after = _SENTENCE_END.split(text[end : end + 2 * CLAUSE])[0].rstrip()
        words = _tail(before) + ELLIPSIS + _head(after)
        return words if sum(char.isalnum() for char in words) >= LEAST_AROUND else ""

    def clause(self, spans: Sequence[Span]) -> str:
        """The clause that ends with the stretches: what is said to be two, three or four."""
        text, source = self.document.text, self.document
        start, end = source.clean_offset(spans[0].start), source.clean_offset(spans[-1].end)
        low = max(0, start - CLAUSE)
        before = _CLAUSE_END.split(text[low:start])[-1] if _CLAUSE_END.search(text, low, start) or not low else ""
        words = before.strip().lstrip(_LEADING)
        return words + text[start:end] if sum(char.isalnum() for char in words) >= LEAST_AROUND else ""

    def occurrence(self, spans: tuple[Span, ...], heading: tuple[str, ...]) -> Occurrence:
        """The occurrence at ``spans``, with its context out of the same paragraph."""
        text, source = self.document.text, self.document
        start = min(source.clean_offset(span.start) for span in spans)
        end = min(max(source.clean_offset(span.end) for span in spans), start + LONGEST)
        before = max(0, start - AROUND)
        before = max(before, text.rfind("\n", before, start) + 1)
        after = min(len(text), end + AROUND)
        newline = text.find("\n", end, after)
        after = after if newline < 0 else newline
        first = min(span.start for span in spans)
        return Occurrence(
            source=source.source,
            heading=heading,
            spans=spans,
            page=source.page_at(first),
            line=self.line(first),
            before=text[before:start],
            text=text[start:end],
            after=text[end:after],
        )


def _tail(text: str) -> str:
    """The end of a sentence's beginning, from a comma on where it is long; one clause may be longer."""
    commas = [0, *(found.end() for found in _COMMA.finditer(text))]
    last = text[commas[-1] :] if len(text) - commas[-1] <= CLAUSE else ""
    return next((text[at:] for at in commas if len(text) - at <= NEAR), last)


def _head(text: str) -> str:
    commas = [*(found.start() for found in _COMMA.finditer(text)), len(text)]
    first = text[: commas[0]] if commas[0] <= CLAUSE else ""
    return next((text[:at] for at in reversed(commas) if at <= NEAR), first)

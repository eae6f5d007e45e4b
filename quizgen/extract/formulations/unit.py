"""A document as formulations see it: sentences one by one, each with the block and the headings it stands under."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from quizgen.extract.candidate import Range
from quizgen.extract.formulations.cues import fold
from quizgen.extract.outline import Block, Outline
from quizgen.extract.sentences import Clause, Sentence, sentences
from quizgen.model.document import Document

_LONG = 90
"""A sentence of more characters than this is taken apart at its semicolons."""
_CELL = re.compile(r"[^|\n]+")
_ARTICLE = re.compile(r"^第[一二三四五六七八九十百零〇\d]+条", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence, or the part of a long one between semicolons. ``number`` counts the units of its block from 0."""

    start: int
    end: int
    clauses: tuple[Clause, ...]
    block: int
    number: int
    last: bool
    """Whether nothing follows in the block."""


@dataclass(frozen=True)
class View:
    """A document, its outline, and ``text`` in the alphabet that patterns are written in (same offsets)."""

    document: Document
    outline: Outline
    text: str
    units: tuple[Unit, ...] = field(default=())

    @classmethod
    def of(cls, document: Document, outline: Outline) -> View:
        text = fold(document.text, document.script)
        return cls(document, outline, text, tuple(_units(text, outline)))

    def block(self, unit: Unit) -> Block:
        return self.outline.blocks[unit.block]

    @cached_property
    def is_statute(self) -> bool:
        """Whether the document is divided into articles (第N条 at the beginning of lines)."""
        return len(_ARTICLE.findall(self.text)) >= 5

    @cached_property
    def headings(self) -> str:
        """All headings, one after another."""
        return "\n".join(self.text[b.content : b.end] for b in self.outline.blocks if b.kind == "heading")


def _units(text: str, outline: Outline) -> Iterator[Unit]:
    for index, block in enumerate(outline.blocks):
        if block.kind == "heading" and not _is_sentence_heading(text[block.content : block.end]):
            continue
        ranges = [Range(block.content, block.end)]
        if block.kind == "row":
            ranges = [Range(*m.span()) for m in _CELL.finditer(text, block.content, block.end)]
        parts = [part for cell in ranges for sentence in sentences(text, *cell) for part in _parts(sentence)]
        for number, (start, end, clauses) in enumerate(parts):
            yield Unit(start, end, clauses, index, number, number == len(parts) - 1)


def _is_sentence_heading(text: str) -> bool:
    return len(text) > 30 and "。" in text[:-1]


def _parts(sentence: Sentence) -> Iterator[tuple[int, int, tuple[Clause, ...]]]:
    if sentence.end - sentence.start <= _LONG:
        yield sentence.start, sentence.end, sentence.clauses
        return
    first = 0
    for k, clause in enumerate(sentence.clauses):
        if clause.mark in ("；", ";") or k == len(sentence.clauses) - 1:
            clauses = sentence.clauses[first : k + 1]
            end = clause.end if clause.mark else sentence.end
            yield clauses[0].start, end, clauses
            first = k + 1

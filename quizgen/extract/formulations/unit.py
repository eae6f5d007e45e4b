"""The sentences of a document one by one, long ones taken apart, each with its block."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from quizgen.extract.candidate import Range
from quizgen.extract.formulations.cues import cue
from quizgen.extract.outline import Outline
from quizgen.extract.sentences import ENDLESS, Clause, Sentence, sentences

_LONG = 90
"""A sentence of more characters than this is taken apart at its semicolons."""
_NARROWEST, _WINDOW = 14, 66
"""Length of a stretch taken out of a longer sentence."""
_NO_START = rf"{cue('pronoun')}|{cue('no term')}|[也又更还并就都才不仅只]|因|所以|尤其|以"
_BEGINS = re.compile(
    rf"{cue('only')}|必须|(?!{_NO_START})[^，。；：“”是]{{2,14}}(?<![不还只又但更已总正可就])是(?!否|不|因|由)"
)
"""What begins a stretch that stands by itself: a condition, a duty, a subject of which is said what it is."""
_GOES_ON = re.compile(rf"(?:{cue('then')}|也|更|又|还|而|并|是|以及|甚至|乃至)")
_PART_OF_SENTENCE = "di-measure"
"""Markers that are words of their sentence: 第一级者由…决定."""
_CELL = re.compile(r"[^|\n]+")


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
    part: bool = False
    """Whether this is a stretch of a long sentence that stands by itself, beside the whole."""


def units(text: str, outline: Outline) -> Iterator[Unit]:
    """The sentences of folded ``text`` in order, each followed by the stretches of it that stand by themselves."""
    for index, block in enumerate(outline.blocks):
        if block.kind == "heading" and block.title and not _is_sentence_heading(text[block.content : block.end]):
            continue
        begin = block.content
        if block.marker and block.marker.style.startswith(_PART_OF_SENTENCE):
            begin = block.marker.start
        ranges = [Range(begin, block.end)]
        if block.kind == "row":
            ranges = [Range(*m.span()) for m in _CELL.finditer(text, block.content, block.end)]
        parts = [part for cell in ranges for sentence in sentences(text, *cell) for part in _parts(sentence)]
        parts = [part for part in parts if part[1] - part[0] <= ENDLESS]
        for number, (start, end, clauses) in enumerate(parts):
            last = number == len(parts) - 1
            yield Unit(start, end, clauses, index, number, last)
            for stretch in _stretches(text, clauses):
                stop = end if stretch[-1] is clauses[-1] else stretch[-1].end
                yield Unit(stretch[0].start, stop, stretch, index, number, last, part=True)


def _stretches(text: str, clauses: tuple[Clause, ...]) -> Iterator[tuple[Clause, ...]]:
    """Stretches of a long sentence: its beginning, and what begins with a cue such as 只有 or 必须."""
    if clauses[-1].end - clauses[0].start <= _WINDOW + 10 or len(clauses) < 3:
        return
    for first, clause in enumerate(clauses):
        if first and not _BEGINS.match(text, clause.start, clause.end):
            continue
        fits = [
            last
            for last in range(first, len(clauses))
            if clauses[last].end - clause.start <= _WINDOW
            and (last + 1 == len(clauses) or not _GOES_ON.match(text, clauses[last + 1].start))
        ]
        if fits and clauses[fits[-1]].end - clause.start >= _NARROWEST and (first or fits[-1] + 1 < len(clauses)):
            yield clauses[first : fits[-1] + 1]


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


def ramp(value: float, zero: float, one: float) -> float:
    """0 up to ``zero``, 1 from ``one`` on, straight between (``one`` may be the smaller)."""
    return max(0.0, min(1.0, (value - zero) / (one - zero)))

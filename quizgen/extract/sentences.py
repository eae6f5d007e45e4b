"""Sentences and clauses of cleaned text, with quotes and brackets respected.

A sentence never ends inside a pair of quotes or brackets that closes within the same block. Everything here works on
clean offsets and in linear time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from quizgen.extract.candidate import Range

PAIRS = {"“": "”", "‘": "’", "「": "」", "『": "』", "（": "）", "(": ")", "《": "》", "〈": "〉", "【": "】", "[": "]"}
QUOTES = '“‘「『"'
_CLOSING = {close: opening for opening, close in PAIRS.items()}
_ENDS = "。！？!?…"
_BREAKS = "，,；;：:"
_FARTHEST = 600
"""A pair that closes farther away than this many characters is no pair: a mark is missing."""
ENDLESS = 2_000
"""What runs on for so many characters is no sentence: its full stops are missing."""
_MARKS = re.compile("[" + re.escape("".join([*PAIRS, *_CLOSING, _ENDS, _BREAKS, '"', "\n"])) + "]")
_CONTINUES = "，,、；;：:的之和与及等是为"


@dataclass(frozen=True, slots=True)
class Clause:
    """Words up to a comma, semicolon or colon; ``mark`` is that character, empty at the end of the sentence."""

    start: int
    end: int
    mark: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """``[start, end)`` takes in the closing mark (``mark``, empty where the block just stops)."""

    start: int
    end: int
    clauses: tuple[Clause, ...]
    mark: str = ""

    @property
    def range(self) -> Range:
        return Range(self.start, self.end)


def pairs(text: str, start: int, end: int) -> dict[int, int]:
    """Offset of each opening quote or bracket in the range → offset of the mark that closes it.

    A mark without its partner is left out. Straight quotes open and close in turn.
    """
    found: dict[int, int] = {}
    stack: list[int] = []
    straight: int | None = None
    for match in _MARKS.finditer(text, start, end):
        mark, at = match.group(), match.start()
        if mark == '"':
            if straight is None:
                straight = at
            else:
                if at - straight <= _FARTHEST:
                    found[straight] = at
                straight = None
        elif mark in PAIRS:
            stack.append(at)
        elif mark in _CLOSING:
            opening = _CLOSING[mark]
            # a stray opening mark must not swallow the rest: look only a few levels down
            for depth in range(len(stack) - 1, max(-1, len(stack) - 5), -1):
                if text[stack[depth]] == opening:
                    if at - stack[depth] <= _FARTHEST:
                        found[stack[depth]] = at
                    del stack[depth:]
                    break
    return found


def sentences(text: str, start: int, end: int) -> Iterator[Sentence]:
    """The sentences of ``text[start:end]``, a block or a part of one, without surrounding white space."""
    partner = pairs(text, start, end)
    closed = -1  # the end of the outermost pair that we are in
    clauses: list[Clause] = []
    begin = clause = start

    def finish(stop: int, mark: str) -> Iterator[Sentence]:
        nonlocal clauses, begin, clause
        words = stop - len(mark)
        if clause < words and (last := _stripped(text, clause, words)):
            clauses.append(Clause(*last, ""))
        if clauses:
            yield Sentence(clauses[0].start, stop if mark else clauses[-1].end, tuple(clauses), mark)
        clauses, begin, clause = [], stop, stop

    for match in _MARKS.finditer(text, start, end):
        mark, at = match.group(), match.start()
        if at < begin:
            continue
        if at < closed:
            continue
        if at in partner:
            closed = partner[at]
        elif mark == "\n":
            yield from finish(at, "")
            begin = clause = at + 1
        elif at == closed:
            if _ends_inside(text, at, end):
                yield from finish(at + 1, "")
        elif mark in _ENDS:
            stop = at + 1
            while stop < end and text[stop] in _ENDS:
                stop += 1
            yield from finish(stop, text[at:stop])
        elif mark in _BREAKS and not _inside_number(text, at):
            if words := _stripped(text, clause, at):
                clauses.append(Clause(*words, mark))
            clause = at + 1
    yield from finish(end, "")


def _ends_inside(text: str, close: int, end: int) -> bool:
    """Whether a sentence ends with the quote closed at ``close``: 他说：“……。”此后……"""
    if text[close] not in '”’」』"' or text[close - 1] not in "。！？!?":
        return False
    rest = text[close + 1 : min(end, close + 3)].lstrip()
    return not rest or rest[0] not in _CONTINUES + _ENDS + "“「『（(" + '"'


def _inside_number(text: str, at: int) -> bool:
    """Whether the mark belongs to a number or a time: 1,000 or 12:30."""
    return text[at] in ",:" and text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit()


def _stripped(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None

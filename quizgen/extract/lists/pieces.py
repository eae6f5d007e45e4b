"""Pieces of a region between separators, and the frames that neighbouring pieces share."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizgen.extract.candidate import Range
from quizgen.extract.regions import Region
from quizgen.extract.words import boundaries, word_file

_ASIDE = re.compile("[（(][^（）()]*[）)]\\Z")
_HAN = re.compile("[\u3400-\u9fff]")
_CLAUSES = re.compile("[\u3400-\u9fff][，,；;。：:！!？?][\u3400-\u9fff]")
_REMARK = 12
"""Characters from which on what stands in brackets is a remark."""
_HEAD_SHORTEST = 2
_CLAUSE_MARKS = frozenset("，,；;：:。！？!?、“”「」")
_SPACE = " 　\t\r*_`"
_JOINED = re.compile(
    "(?:以及|并且|並且|而且|同时|同時|还有|還有|或者|最后是|最後是|[和与與及跟或并並也更还還而])(?=.{2})"
)


def pieces(
    text: str, region: Region, separator: re.Pattern[str], start: int = 0, end: int | None = None
) -> list[Range]:
    """What stands between the separators of a region's ``shape[start:end]``: no spaces, remarks or empty ones."""
    end = len(region.shape) if end is None else end
    found: list[Range] = []
    at = start
    for match in [*separator.finditer(region.shape, start, end), None]:
        stop = match.start() if match else end
        piece = without_aside(text, stripped(text, Range(region.start + at, region.start + stop)))
        if piece.start < piece.end:
            found.append(piece)
        at = match.end() if match else end
    return found


def without_aside(text: str, piece: Range) -> Range:
    """A piece without the remark in brackets that it ends with; a short one (a translation, a size) is part of it."""
    aside = _ASIDE.search(text[piece.start : piece.end])
    if aside is None or aside.start() < _HEAD_SHORTEST:
        return piece
    remark = len(_HAN.findall(aside[0])) >= _REMARK or _CLAUSES.search(aside[0])
    return stripped(text, Range(piece.start, piece.start + aside.start())) if remark else piece


def stripped(text: str, piece: Range) -> Range:
    start, end = piece
    while start < end and text[start] in _SPACE:
        start += 1
    while end > start and text[end - 1] in _SPACE:
        end -= 1
    return Range(start, end)


def clause_start(shape: str, at: int, longest: int) -> int:
    """Where the words right before ``at`` begin; a character farther back than ``longest`` where they go on."""
    start = at
    while start and at - start <= longest and shape[start - 1] not in _CLAUSE_MARKS:
        start -= 1
    return start


def unjoined(text: str, piece: Range, before: Sequence[Range] = ()) -> Range:
    """A piece without the conjunction that it opens with; where one of those before opens so too, it is none."""
    match = _JOINED.match(text, piece.start, piece.end)
    if match and match[0] in "和与與跟" and any(text.startswith(match[0], other.start) for other in before):
        return piece
    if match and match.end() - piece.start in boundaries(text[piece.start : min(piece.end, piece.start + 12)]):
        return Range(match.end(), piece.end)
    return piece


def shared_prefix(a: str, b: str) -> str:
    at, most = 0, min(len(a), len(b))
    while at < most and a[at] == b[at]:
        at += 1
    return a[:at]


def shared_suffix(a: str, b: str) -> str:
    at, most = 0, min(len(a), len(b))
    while at < most and a[-1 - at] == b[-1 - at]:
        at += 1
    return a[len(a) - at :]


def without_leading(text: str, items: Sequence[Range], prefix: str) -> list[Range]:
    """Items without the opening word that all of them share, where it is one of those that nobody learns."""
    for length in range(min(3, len(prefix)), 0, -1):
        if prefix[:length] in word_file("leading.txt") and all(
            text.startswith(prefix[:length], i.start) for i in items
        ):
            return [Range(i.start + length, i.end) for i in items]
    return list(items)

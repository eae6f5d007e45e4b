"""Printed lines with their places on the page (from PDF or from recognised pictures) → reading order and rows."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import NamedTuple

CELL_GAP = "  "
"""What is put between the pieces of a row; nowhere else do two spaces stand together."""
NEAR = 1.0
OVERLAP = 0.6
"""Of a line's size: pieces nearer than this, or overlapping so little, are one run of words that was taken apart."""
SAME_ROW = 0.5
"""Lines whose middles are nearer than this share of their height stand on one row."""
CROSSING = 0.2
"""Largest share of lines (titles, figures) that may cross the gutter between two columns."""
COLUMN_LINES = 4
COLUMN_FILL = 0.6
"""A column has so many lines at least, and its middle line fills so much of it; the columns of a table do not."""
RUNNING_LINES = 2
"""Lines at the top and at the bottom of a page that may be a running header or footer."""

_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"[\-—–·•~\s]{0,4}(?:第\s?)?(?:\d{1,4}|[ivxlc]{1,7})(?:\s?[页頁])?(?:\s?[/／,，]?\s?(?:共\s?)?\d{1,4}\s?[页頁]?)?[\-—–·•~\s]{0,4}"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of print; sizes and places in points or pixels, measured from the top left of the page."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    page: int = 1
    column: int = 0
    """0 where it spans the page, then 1, 2 from left to right."""
    running: bool = False
    """Whether it belongs to the page and not to the text: header, footer, page number."""

    @property
    def size(self) -> float:
        return self.bottom - self.top


def middle(values: list[float]) -> float:
    """The middle one of the values, which are not empty."""
    return sorted(values)[len(values) // 2]


def ordered(pieces: list[Line]) -> list[Line]:
    """The pieces of one page as lines in reading order: columns one after the other, pieces of a row together."""
    gutter = _gutter(pieces)
    if gutter is None:
        return _rows(pieces)
    lines: list[Line] = []
    band: tuple[list[Line], list[Line]] = ([], [])
    for piece in sorted(pieces, key=lambda p: p.top):
        if piece.left < gutter < piece.right:
            lines += _columns(band)
            lines.append(piece)
            band = ([], [])
        else:
            band[piece.left >= gutter].append(piece)
    return lines + _columns(band)


def marked_running(pages: list[list[Line]]) -> list[list[Line]]:
    """The pages with numbers at the edge, and what repeats there, marked and put first and last."""
    edges = [_edge(lines) for lines in pages]
    seen = Counter(key for edge in edges for key in set(edge.values()))
    needed = max(2, min(3, (len(pages) + 1) // 2))
    marked = []
    for lines, edge in zip(pages, edges, strict=True):
        top: list[Line] = []
        body: list[Line] = []
        bottom: list[Line] = []
        for index, line in enumerate(lines):
            key = edge.get(index)
            if key and (seen[key] >= needed or _PAGE_NUMBER.fullmatch(line.text)):
                (top if key.is_top else bottom).append(replace(line, running=True))
            else:
                body.append(line)
        marked.append([*top, *body, *bottom])
    return marked


class _Place(NamedTuple):
    words: str
    is_top: bool


def _edge(lines: list[Line]) -> dict[int, _Place]:
    """The outermost lines of a page by index: their words (numbers masked) and the edge they stand at."""
    by_place = sorted(range(len(lines)), key=lambda index: lines[index].top)
    top, bottom = by_place[:RUNNING_LINES], by_place[RUNNING_LINES:][-RUNNING_LINES:]
    return {i: _Place(_DIGITS.sub("#", lines[i].text), i in top) for i in (*top, *bottom)}


def _gutter(pieces: list[Line]) -> float | None:
    """The x between two columns of running text, or None where the page has one."""
    if len(pieces) < 2 * COLUMN_LINES:
        return None
    left, right = min(p.left for p in pieces), max(p.right for p in pieces)
    low, high = left + 0.3 * (right - left), left + 0.7 * (right - left)
    best: tuple[int, float] | None = None
    for x in sorted(p.left - 1 for p in pieces if low < p.left < high):
        crossing = sum(p.left < x < p.right for p in pieces)
        if best is None or crossing < best[0]:
            best = (crossing, x)
    if best is None or best[0] > CROSSING * len(pieces):
        return None
    x = best[1]
    sides = [p for p in pieces if p.right <= x], [p for p in pieces if p.left >= x]
    widths = max((p.right for p in sides[0]), default=x) - left, right - x
    full = all(
        len(side) >= COLUMN_LINES and middle([p.right - p.left for p in side]) >= COLUMN_FILL * width
        for side, width in zip(sides, widths, strict=True)
    )
    return x if full else None


def _columns(band: tuple[list[Line], list[Line]]) -> list[Line]:
    return [replace(line, column=number) for number, side in enumerate(band, start=1) for line in _rows(side)]


def _rows(pieces: list[Line]) -> list[Line]:
    """Neighbouring pieces that stand on one row, from left to right, as one line."""
    lines: list[Line] = []
    for piece in pieces:
        last = lines[-1] if lines else None
        gap = piece.left - last.right if last else 0.0
        if last and gap > -OVERLAP * piece.size and _on_one_row(last, piece):
            lines[-1] = replace(
                last,
                text=last.text + (CELL_GAP if gap > NEAR * piece.size else "") + piece.text,
                right=piece.right,
                top=min(last.top, piece.top),
                bottom=max(last.bottom, piece.bottom),
            )
        else:
            lines.append(piece)
    return lines


def _on_one_row(a: Line, b: Line) -> bool:
    return abs((a.top + a.bottom) - (b.top + b.bottom)) / 2 < SAME_ROW * min(a.size, b.size)

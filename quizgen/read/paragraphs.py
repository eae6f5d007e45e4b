"""Printed lines → paragraphs: a line is joined to the next where the text runs on, also over a page or column break."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from quizgen.model.document import PageStart
from quizgen.read.lines import CELL_GAP, Line, middle
from quizgen.read.markup import heading

INDENT = 0.8
"""Of a line's size: a line that begins so much further right is indented."""
PITCH = 1.3
"""Of the usual distance between lines: beyond it a new paragraph begins."""
HEADING_SIZE = 1.12
"""Of the size of the body: larger print is a heading, in so many levels at most:"""
HEADING_LEVELS = 3
HEADING_LENGTH = 40
INDENTED_SHARE = 0.05
"""Share of indented lines from which a text counts as one that indents its paragraphs."""

COLUMN_WIDTH = 12
"""Times its size that a column of running text is wide at least; narrower print is a row of short lines."""
LONE_WIDTH = 18
"""Times its size from which a single long line is taken to be full, though no second one ends where it does."""

_MARKER = re.compile(
    r"第[一二三四五六七八九十百零\d]{1,5}[章节節条條编編款讲講]|[一二三四五六七八九十]{1,3}、|[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）]"
    r"|\d{1,2}[、．]|\d{1,2}\.(?!\d)|\d{1,2}(?:\.\d{1,2}){1,3}(?![\d.%％])|[①-⑳]|[•●○■□◆◇▪➢✓\uf000-\uf0ff\-–] ?(?=\D)"
)
_BULLET = re.compile(r"[•●○■□◆◇▪➢✓·\uf000-\uf0ff]\s*")
_TERMINAL = tuple("。！？!?…；;：:”」』）")
_NO_HEADING_END = tuple("。，；、,;")
_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’…—]")


@dataclass(frozen=True, slots=True)
class _Layout:
    """What is usual in a document: the size of its body, the distance of lines, the width of full lines."""

    size: float
    pitch: float
    widths: dict[int, float]
    lefts: dict[tuple[int, int], float]
    heading_sizes: tuple[float, ...]
    indents: bool


def paragraphs(pages: list[list[Line]]) -> tuple[str, tuple[PageStart, ...]]:
    """The text of the pages, a line a paragraph, and where each page begins.

    Headers, footers and page numbers keep lines of their own; those that fall into a paragraph stand behind it.
    """
    layout = _layout([line for lines in pages for line in lines if not line.running])
    writer = _Writer()
    last: Line | None = None
    for line in (line for lines in pages for line in lines):
        if line.running:
            writer.waiting.append(line)
            continue
        level = _heading_level(line, layout)
        if last is not None and _runs_on(last, line, layout):
            writer.add(line)
        else:
            writer.begin(line, heading(level, line.text) if level else _BULLET.sub("- ", line.text, count=1))
        last = line
    writer.close()
    return "".join(writer.emitted), writer.page_starts()


def _layout(lines: list[Line]) -> _Layout:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[_rounded(line.size)] += len(line.text)
    body = sizes.most_common(1)[0][0] if sizes else 1.0
    steps = [
        b.top - a.top
        for a, b in pairwise(lines)
        if (a.page, a.column) == (b.page, b.column) and 0 < b.top - a.top < 4 * body and _alike(a, b)
    ]
    lefts: dict[tuple[int, int], float] = {}
    for line in lines:
        place = (line.page, line.column)
        lefts[place] = min(lefts.get(place, line.left), line.left)
    widths: dict[int, float] = {}
    for column in {line.column for line in lines}:
        reached = sorted(
            (
                line.right - lefts[line.page, column]
                for line in lines
                if line.column == column and _alike_size(line, body)
            ),
            reverse=True,
        )
        if len(reached) > 1 and reached[0] >= COLUMN_WIDTH * body:
            full = reached[0] - reached[1] < 2 * body or reached[0] >= LONE_WIDTH * body
            widths[column] = reached[0] if full else reached[1]
    larger = sorted((size for size in sizes if size >= HEADING_SIZE * body), reverse=True)
    indented = sum(line.left - lefts[line.page, line.column] > INDENT * line.size for line in lines)
    return _Layout(
        size=body,
        pitch=middle(steps) if steps else 1.5 * body,
        widths=widths,
        lefts=lefts,
        heading_sizes=tuple(larger),
        indents=indented > INDENTED_SHARE * len(lines),
    )


def _heading_level(line: Line, layout: _Layout) -> int:
    """1 for the largest print; 0 for a line of the body."""
    size = _rounded(line.size)
    if size not in layout.heading_sizes or len(line.text) > HEADING_LENGTH or line.text.endswith(_NO_HEADING_END):
        return 0
    return min(layout.heading_sizes.index(size) + 1, HEADING_LEVELS)


def _runs_on(last: Line, line: Line, layout: _Layout) -> bool:
    """Whether ``line`` goes on with the paragraph that ``last`` belongs to."""
    if CELL_GAP in last.text or CELL_GAP in line.text:
        return False
    if not _alike(last, line) or not _is_full(last, line, layout) or _MARKER.match(line.text):
        return False
    indent = line.left - layout.lefts[line.page, line.column]
    hangs = line.left - last.left if (line.page, line.column) == (last.page, last.column) else 0.0
    moved = (line.page, line.column) != (last.page, last.column)
    if not moved and line.top - last.top > PITCH * layout.pitch:
        return False
    if hangs > INDENT * line.size:
        return _MARKER.match(last.text) is not None
    ends = last.text.endswith(_TERMINAL)
    if indent > INDENT * line.size:  # as far in as the line before: a block, or the first line of a paragraph
        return not ends and not moved
    return not ends or layout.indents


def _is_full(last: Line, following: Line, layout: _Layout) -> bool:
    """Whether the first word of the following line would not have fitted on the last one."""
    width = layout.widths.get(last.column)
    if width is None:
        return False
    right = layout.lefts[last.page, last.column] + width
    word = re.match(r"[A-Za-z0-9'’.,%\-]{1,30}", following.text)
    needed = (0.6 * len(word[0]) + 0.5) if word else 2.1
    return right - last.right < needed * last.size


def _alike_size(line: Line, size: float) -> bool:
    return abs(line.size - size) <= 0.1 * size


def _alike(a: Line, b: Line) -> bool:
    return abs(a.size - b.size) <= 0.1 * max(a.size, b.size)


def _rounded(size: float) -> float:
    return round(size * 2) / 2


class _Writer:
    """Puts paragraphs down one by one and remembers where the pages begin."""

    def __init__(self) -> None:
        self.emitted: list[str] = []
        self.waiting: list[Line] = []
        """Running lines that come behind the paragraph that is open."""
        self._length = 0
        self._open: list[str] = []
        self._pages: dict[int, int] = {}

    def begin(self, line: Line, text: str) -> None:
        self.close()
        self._note(line, 0)
        self._open = [text]

    def add(self, line: Line) -> None:
        before = "".join(self._open)
        if re.search(r"[A-Za-z]-$", before) and line.text[:1].islower():
            before = before[:-1]
        elif not _WIDE.match(before[-1:]) and not _WIDE.match(line.text[:1]):
            before += " "
        self._note(line, len(before))
        self._open = [before, line.text]

    def close(self) -> None:
        if self._open:
            self._emit("".join(self._open))
            self._open = []
        for line in self.waiting:
            self._note(line, 0)
            self._emit(line.text)
        self.waiting.clear()

    def page_starts(self) -> tuple[PageStart, ...]:
        return tuple(sorted(PageStart(offset, page) for page, offset in self._pages.items()))

    def _note(self, line: Line, inside: int) -> None:
        self._pages.setdefault(line.page, self._length + inside)

    def _emit(self, text: str) -> None:
        self.emitted.append(text + "\n")
        self._length += len(text) + 1

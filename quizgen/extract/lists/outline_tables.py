"""Tables: what their rows are about (the first column), and cells that hold a list of their own.

| 步骤 | 要点 |            步骤: 采样 | 送检
| 采样 | 早；快；净 |      采样: 早 | 快 | 净
| 送检 | 专人<br>专车 |    送检: 专人 | 专车
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from quizgen.extract.candidate import Candidate, Label, Range
from quizgen.extract.leads import list_name, stripped
from quizgen.extract.lists.naming import label_above
from quizgen.extract.markers import marker_at
from quizgen.extract.numerals import labels
from quizgen.extract.outline import Block
from quizgen.extract.scan import Scan
from quizgen.extract.trim import balanced

_BAR = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"[\s|:-]+")
_BREAK = re.compile(r"<br ?/?>", re.IGNORECASE)
_SEPARATORS = (("break", _BREAK), ("semicolon", re.compile("[；;]")), ("comma", re.compile("、")))
_CELL_LONGEST = 24


def propose(scan: Scan) -> Iterator[Candidate]:
    for rows in _tables(scan):
        cells = [_cells(scan.text, block) for _, block in rows]
        yield from _first_column(scan, rows[0][0], cells)
        for row in cells[1:]:
            yield from _lists_in_cells(scan, cells[0], row)


def _tables(scan: Scan) -> Iterator[list[tuple[int, Block]]]:
    """The tables of a document: rows with their block numbers, each table's heading row first."""
    numbered = list(enumerate(scan.blocks))
    for is_row, group in groupby(numbered, key=lambda pair: pair[1].kind == "row"):
        rows = list(group)
        if is_row and len(rows) >= 2:
            yield rows


def _cells(text: str, block: Block) -> list[Range]:
    """The cells of a row, stripped; empty ones stay, so that columns keep their place."""
    start, end = stripped(text, block.content, block.end)
    start = block.content + (1 if text.startswith("|", block.content) else 0)
    bars = [m.start() for m in _BAR.finditer(text, start, max(start, end))]
    edges = [start - 1, *bars, end]
    return [stripped(text, low + 1, high) for low, high in pairwise(edges)]


def _first_column(scan: Scan, first: int, cells: Sequence[list[Range]]) -> Iterator[Candidate]:
    """What the rows are about; it is called by the heading above the table, else by the column's own heading."""
    text = scan.text
    items = [row[0] for row in cells[1:] if row and row[0].end > row[0].start]
    longest = max((r.end - r.start for r in items), default=0)
    if len(items) < 2 or len(items) < len(cells) - 1 or longest > _CELL_LONGEST:
        return
    head = cells[0][0]
    above = label_above(scan, first, len(items))
    label = above or (Label(text[head.start : head.end], (head,)) if head.end > head.start else None)
    yield Candidate(
        rule="table/column",
        kind="bullets",
        items=tuple((item,) for item in items),
        scope=Range(head.start, cells[-1][-1].end),
        label=label,
        topic=f"{label.text}·{text[head.start : head.end]}" if label and head.end > head.start else "",
        stated=label.count if label else None,
        evidence={"column": 1.0, "column_wide": float(len(cells[0]) > 2), "column_pair": float(len(items) == 2)},
    )


def _lists_in_cells(scan: Scan, head: Sequence[Range], row: Sequence[Range]) -> Iterator[Candidate]:
    text = scan.text
    if not row or row[0].end <= row[0].start:
        return
    name = list_name(text, *row[0], item=True) or row[0]
    for column, cell in enumerate(row[1:], 1):
        split = _split(text, cell)
        if split is None:
            continue
        separator, items = split
        title = text[head[column].start : head[column].end] if column < len(head) else ""
        counts = [mention.count for mention in labels(text, *row[0])]
        label = Label(text[name.start : name.end], (name,), counts[0] if counts else None)
        yield Candidate(
            rule=f"table/{separator}",
            kind="series",
            items=tuple((item,) for item in items),
            scope=cell,
            label=label,
            topic=f"{label.text}·{title}" if title else label.text,
            stated=label.count,
            evidence={
                "cell": 1.0,
                "cell_comma": float(separator == "comma"),
                "cell_pair": float(len(items) == 2),
                "cell_long": float(max(r.end - r.start for r in items) > _CELL_LONGEST),
                "cell_counted": float(label.count == len(items)),
            },
        )


def _split(text: str, cell: Range) -> tuple[str, list[Range]] | None:
    """The parts of a cell by the strongest separator in it, without ordinals of their own."""
    for name, separator in _SEPARATORS:
        stops = list(separator.finditer(text, *cell))
        if not stops:
            continue
        edges = [(m.start(), m.end()) for m in stops]
        starts, ends = [cell.start, *(e for _, e in edges)], [*(s for s, _ in edges), cell.end]
        parts = [stripped(text, *_behind_marker(text, s, e)) for s, e in zip(starts, ends, strict=True)]
        parts = [r for r in parts if r.end > r.start]
        whole = all(balanced(text[r.start : r.end]) for r in parts)
        return (name, parts) if len(parts) >= 2 and whole else None
    return None


def _behind_marker(text: str, start: int, end: int) -> tuple[int, int]:
    start, end = stripped(text, start, end)
    marker = marker_at(text, start, end)
    return (marker.end, end) if marker and marker.end < end else (start, end)

"""Tables: what their rows are about (the first column), and cells that hold a list of their own.

| 步骤 | 要点 |            步骤: 采样 | 送检
| 采样 | 早；快；净 |      采样: 早 | 快 | 净
| 送检 | 专人<br>专车 |    送检: 专人 | 专车
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from statistics import fmean

from quizgen.extract.candidate import Candidate, Label, Range
from quizgen.extract.leads import list_name, stripped
from quizgen.extract.lists.naming import label_above
from quizgen.extract.lists.run_evidence import aspects
from quizgen.extract.markers import marker_at
from quizgen.extract.numerals import to_int
from quizgen.extract.outline import Block
from quizgen.extract.scan import Scan
from quizgen.extract.trim import balanced

_BAR = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"[\s|:-]+")
_BREAK = re.compile(r"<br ?/?>", re.IGNORECASE)
_SEPARATORS = (("break", _BREAK), ("semicolon", re.compile("[；;]")), ("comma", re.compile("、")))
_ANY = re.compile(r"<br ?/?>|[；;、，,]", re.IGNORECASE)
_NUMERAL = re.compile("(?<!第)[一二三四五六七八九十两兩]{1,3}(?=[\u3400-\u9fff])")
_DATE = re.compile(
    r"(?:公元前?|约|約)?\d{1,4}(?:年代?|世纪|世紀)?(?:\d{1,2}月)?(?:\d{1,2}[日号號])?|\d{1,4}[-./]\d{1,2}(?:[-./]\d{1,2})?"
)
_EMPTY_HEADS = ("名称", "名稱", "项目", "項目", "内容", "內容", "序号", "序號", "编号", "編號", "类", "類", "名")
_CELL_LONGEST = 24


def propose(scan: Scan) -> Iterator[Candidate]:
    for rows in _tables(scan):
        cells = [_cells(scan.text, block) for _, block in rows]
        if _compares(scan, rows[0][0], cells[0]):
            for column in range(len(cells[0])):
                yield from _column(scan, rows[0][0], cells, column, compared=True)
            continue
        first = 1 if len(cells[0]) > 1 and _only_numbers(scan.text, cells) else 0
        yield from _column(scan, rows[0][0], cells, first)
        for row in cells[1:]:
            yield from _lists_in_cells(scan, cells[0][first:], row[first:])


def _compares(scan: Scan, first: int, head: Sequence[Range]) -> bool:
    """Whether the title above a table names all its columns (锯子与刨子: | 锯子 | 刨子 |): each is a list."""
    parent = scan.blocks[first].parent
    title = scan.blocks[parent].title if parent is not None else ""
    names = [scan.text[cell.start : cell.end] for cell in head]
    return len(set(names)) == len(names) > 1 and all(name and name in title for name in names)


def _only_numbers(text: str, cells: Sequence[list[Range]]) -> bool:
    return all(row and to_int(text[row[0].start : row[0].end]) is not None for row in cells[1:])


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


def _column(
    scan: Scan, first: int, cells: Sequence[list[Range]], column: int, compared: bool = False
) -> Iterator[Candidate]:
    """What the rows are about (or what a comparison says of one side), called by the column's own heading."""
    text = scan.text
    found = [row[column] for row in cells[1:] if column < len(row) and row[column].end > row[column].start]
    items = _unnumbered(text, found)
    longest = max((r.end - r.start for r in items), default=0)
    if len(items) < 2 or len(items) < len(cells) - 1 or longest > _CELL_LONGEST:
        return
    head = cells[0][column]
    title = text[head.start : head.end]
    label = Label(title, (head,)) if compared else _column_name(scan, first, head, len(items))
    above = label_above(scan, first, len(items))
    yield Candidate(
        rule="table/column",
        kind="bullets",
        items=tuple((item,) for item in items),
        scope=Range(head.start, cells[-1][-1].end),
        label=label,
        topic=f"{above.text}·{title}" if above and title and title != above.text else label.text if label else "",
        stated=label.count if label else None,
        evidence={
            "column": 1.0,
            "column_wide": float(len(cells[0]) > 2),
            "column_pair": float(len(items) == 2),
            "column_labels": fmean(max(_counts(text, item)) > 1 for item in items),
            "column_dates": fmean(bool(_DATE.fullmatch(text, *item)) for item in items),
            "column_compared": float(compared),
        },
    )


def _column_name(scan: Scan, first: int, head: Range, count: int) -> Label | None:
    """The column's heading; where that says nothing of its own, what the title above the table says."""
    title = scan.text[head.start : head.end]
    above = label_above(scan, first, count)
    if above and (
        not title or title in _EMPTY_HEADS or title in aspects() or title in above.text or above.count == count
    ):
        return above
    return Label(title, (head,)) if title else None


def _unnumbered(text: str, cells: Sequence[Range]) -> list[Range]:
    """The cells without their ordinals, where all have one."""
    bare = [Range(*_behind_marker(text, *cell)) for cell in cells]
    return bare if all(a != b for a, b in zip(bare, cells, strict=True)) else list(cells)


def _lists_in_cells(scan: Scan, head: Sequence[Range], row: Sequence[Range]) -> Iterator[Candidate]:
    text = scan.text
    if not row or row[0].end <= row[0].start:
        return
    name = list_name(text, *row[0], item=True) or row[0]
    counts = _counts(text, row[0])
    for column, cell in enumerate(row[1:], 1):
        split = _split(text, cell, counts)
        if split is None:
            continue
        separator, items = split
        title = text[head[column].start : head[column].end] if column < len(head) else ""
        label = Label(text[name.start : name.end], (name,), len(items) if len(items) in counts else None)
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
                "cell_counted": float(label.count is not None),
            },
        )


def _counts(text: str, head: Range) -> list[int]:
    """What a row's heading may promise: the count of its name (四个能力), or the sum of several (三懂三会)."""
    numerals = [to_int(m[0]) for m in _NUMERAL.finditer(text, *head)]
    known = [number for number in numerals if number]
    return [sum(known), *known[:1]]


def _split(text: str, cell: Range, counts: Sequence[int]) -> tuple[str, list[Range]] | None:
    """The parts of a cell by the strongest separator in it, or by all of them where that fulfils its count."""
    found = [(name, _parts(text, cell, separator)) for name, separator in _SEPARATORS]
    every = _parts(text, cell, _ANY)
    if len(every) > 1 and len(every) in counts:
        return "counted", every
    return next(((name, parts) for name, parts in found if len(parts) > 1), None)


def _parts(text: str, cell: Range, separator: re.Pattern[str]) -> list[Range]:
    """What stands between the separators, without ordinals of its own; nothing where a bracket is torn."""
    stops = [m.span() for m in separator.finditer(text, *cell)]
    starts, ends = [cell.start, *(end for _, end in stops)], [*(start for start, _ in stops), cell.end]
    parts = [stripped(text, *_behind_marker(text, low, high)) for low, high in zip(starts, ends, strict=True)]
    parts = [r for r in parts if r.end > r.start]
    return parts if all(balanced(text[r.start : r.end]) for r in parts) else []


def _behind_marker(text: str, start: int, end: int) -> tuple[int, int]:
    start, end = stripped(text, start, end)
    marker = marker_at(text, start, end)
    return (marker.end, end) if marker and marker.end < end else (start, end)

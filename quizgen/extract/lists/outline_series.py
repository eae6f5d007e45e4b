"""A heading, a question or a name with one line under it that is nothing but a series.

## 用具（3 件）          问：围棋的三个阶段是什么？      四大名砚
网兜、鱼叉、竹篓          答：布局；中盘；官子           端砚、歙砚、洮砚、澄泥砚
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.extract.candidate import Candidate, Label, Range
from quizgen.extract.leads import stripped
from quizgen.extract.lists.naming import label_of, topic
from quizgen.extract.lists.outline_runs import enclosing_item
from quizgen.extract.scan import Scan
from quizgen.extract.trim import balanced

_SEPARATORS = tuple(re.compile(pattern) for pattern in ("[；;]", "、", "[/|→]|->", "[，,]", "[ \t\u3000]+"))
_LOOSE = ("，", ",", " ", "\t", "\u3000", "/", "|")
_LOOSE_LONGEST = 8
_PART_LONGEST = 24
_LINE_LONGEST = 240
_CLAUSES = re.compile("[，,](?![^（(]*[）)])")
_STOP = re.compile("[。！？!?：:]")


def propose(scan: Scan) -> Iterator[Candidate]:
    for index, block in enumerate(scan.blocks):
        lead = _lead(scan, index)
        if lead is None or block.end - block.content > _LINE_LONGEST or _goes_on(scan, index):
            continue
        items = _parts(scan.text, block.content, block.end)
        if len(items) < 2:
            continue
        label = label_of(scan, lead, len(items))
        if label is not None and (label.count == len(items) or not _loose(scan.text, items)):
            yield _candidate(scan, index, items, label)


def _lead(scan: Scan, index: int) -> int | None:
    """The titled block that a line stands right under, as the first thing there."""
    block = scan.blocks[index]
    if index == 0 or block.kind not in ("paragraph", "item") or scan.outline.children(index):
        return None
    above = scan.blocks[index - 1]
    if block.kind == "item" and (block.marker is None or block.marker.style != "answer"):
        return None
    opens = above.kind == "heading" or (above.kind == "item" and bool(above.title)) or _asks(scan, index - 1)
    return index - 1 if opens and (block.parent == index - 1 or block.line == above.line + 1) else None


def _goes_on(scan: Scan, index: int) -> bool:
    """Whether the next line is a part of the same paragraph, as where lines are wrapped."""
    below = scan.blocks[index + 1] if index + 1 < len(scan.blocks) else None
    return below is not None and below.kind == "paragraph" and below.line == scan.blocks[index].line + 1


def _asks(scan: Scan, index: int) -> bool:
    block = scan.blocks[index]
    return block.kind == "paragraph" and scan.text[block.content : block.end].rstrip().endswith(tuple("：:？?"))


def _parts(text: str, start: int, end: int) -> list[Range]:
    """The parts of a line that is one series; none where it is a sentence."""
    start, end = stripped(text, start, end)
    if _STOP.search(text, start, end):
        return []
    for separator in _SEPARATORS:
        stops = list(separator.finditer(text, start, end))
        if stops:
            starts, ends = [start, *(m.end() for m in stops)], [*(m.start() for m in stops), end]
            parts = [stripped(text, low, high) for low, high in zip(starts, ends, strict=True)]
            if separator.pattern == "、" and _CLAUSES.search(text, start, end):
                return []
            whole = all(0 < r.end - r.start <= _PART_LONGEST and balanced(text[r.start : r.end]) for r in parts)
            return parts if whole else []
    return []


def _loose(text: str, items: list[Range]) -> bool:
    """Whether commas or spaces part stretches too long for names: clauses of a sentence."""
    mark = text[items[0].end : items[1].start].lstrip("）)”」")[:1]
    return mark in _LOOSE and max(r.end - r.start for r in items) > _LOOSE_LONGEST


def _candidate(scan: Scan, index: int, items: list[Range], label: Label) -> Candidate:
    inner = [scan.text[r.start : r.end] for r in items]
    return Candidate(
        rule="sole-series",
        kind="series",
        items=tuple((item,) for item in items),
        scope=Range(scan.blocks[index].start, scan.blocks[index].end),
        label=label,
        topic=topic(scan, index, label),
        stated=label.count,
        inside=enclosing_item(scan, index),
        evidence={
            "sole": 1.0,
            "sole_pair": float(len(items) == 2),
            "sole_counted": float(label.count == len(items)),
            "sole_spaced": float("、" not in scan.text[items[0].end : items[1].start]),
            "sole_split": float(any("、" in word for word in inner)),
        },
    )

"""Unmarked lines below a lead-in, and names before colons: lists whose writer left the markers out.

消防检查的内容：      文化遗产的种类
通道是否畅通          物质遗产：……
器材是否有效          非物质遗产：……
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import fmean as mean
from statistics import pstdev

from quizgen.extract.candidate import Candidate, Label, Range
from quizgen.extract.leads import asks, list_name, name_before, stripped
from quizgen.extract.lists.alike import common_prefix, common_suffix
from quizgen.extract.lists.naming import label_of, topic
from quizgen.extract.lists.run_evidence import COUNTED, aspects, entry
from quizgen.extract.numerals import labels, to_int
from quizgen.extract.scan import Scan
from quizgen.extract.trim import first_sentence
from quizgen.model.extraction import EnumerationKind

_LINE_LONGEST = 60
_SHORT = 24
_HAN = re.compile("[\u3400-\u9fff]")
_MARKS = re.compile("[，,。！？!?]")
_SENTENCE_NAME = re.compile("(?<=[。！？?])(?P<name>[\u3400-\u9fff]{2,8})[：:]")
_GOES_ON = re.compile(
    r"即|亦即|也就是|也称|也稱|又称|又稱|简称|簡稱|其(?![他它余餘])|因此|所以|从而|從而|但(?!丁)|然而|而且|并且|並且|此外|另外|包括|包含|分[为為]|可分|具体|具體|[该該此这這](?=[^\s])"
)
"""What a line begins with that goes on with the line before."""
_OPEN = re.compile("(?:分[为為]|包括|包含|主要有|如下|具有|称[为為]|稱[为為]|[是指]指)\\Z")
"""What a line ends with that leads to something else."""
_MOST = 20
_REACH = 80
_NAME_LONGEST = 16
_NAME_REACH = 80
_HEAD_LONGEST = 40
_FEWEST = 3
_TOLD = frozenset(
    ("概述", "概论", "概念", "定义", "含义", "简介", "背景", "小结", "总结", "概論", "定義", "含義", "簡介")
)
"""Headings under which there is prose, not a list."""


def propose(scan: Scan) -> Iterator[Candidate]:
    for lead, lines in _groups(scan):
        if len(lines) >= 2:
            yield from _plain(scan, lead, lines)
            yield from _names(scan, lead, lines)
            yield from _promised(scan, lead, lines)
    for index, block in enumerate(scan.blocks):
        if block.kind == "paragraph":
            yield from _glued(scan, index)


def _glued(scan: Scan, index: int) -> Iterator[Candidate]:
    """Names before colons where sentences begin, as many as the words before promise: 三本账：……。经济账：……。"""
    block = scan.blocks[index]
    found = [Range(*m.span("name")) for m in _SENTENCE_NAME.finditer(scan.text, block.content, block.end)]
    words = [scan.text[r.start : r.end] for r in found]
    suffix = common_suffix(words) if len(found) > 2 else ""
    if not suffix:
        return
    counted = re.compile(f"(?P<n>[三四五六七八九十])[\u3400-\u9fff]{{0,2}}?{re.escape(suffix)}")
    told = [m for m in counted.finditer(scan.text, block.content, found[0].start) if to_int(m["n"]) == len(found)]
    if not told:
        return
    label = Label(told[-1][0], (Range(*told[-1].span()),), len(found))
    evidence = {"named_lines": 1.0, "named_framed": 1.0, "line_counted": 1.0}
    candidate = _candidate(scan, index, found, "named-lines", "outline", evidence)
    yield replace(
        candidate, label=label, stated=len(found), topic=label.text, evidence={**candidate.evidence, **evidence}
    )


def _groups(scan: Scan) -> Iterator[tuple[int, list[int]]]:
    """Each lead-in, heading or titled item with the unmarked lines right below it, up to anything else."""
    for at, block in enumerate(scan.blocks):
        if block.kind != "row" and _opens(scan, at):
            lines, follow = _lines_below(scan, at)
            below = scan.blocks[follow] if follow < len(scan.blocks) else None
            if len(lines) > 1 or (lines and not (below and below.kind == "item")):
                yield at, lines


def _opens(scan: Scan, index: int) -> bool:
    """Whether lines below a block may be its list: a heading, a question, a short title that they stand under."""
    block = scan.blocks[index]
    if block.kind == "heading" or asks(scan.text[block.content : block.end]):
        return True
    return 0 < len(block.title) <= _SHORT and index + 1 < len(scan.blocks) and scan.blocks[index + 1].parent == index


def _lines_below(scan: Scan, lead: int) -> tuple[list[int], int]:
    """The unmarked lines below a lead, without those that stand under one of them; and the first block behind."""
    found: list[int] = []
    at, last = lead + 1, min(len(scan.blocks), lead + 1 + _REACH)
    while at < last:
        parent = scan.blocks[at].parent
        if found and parent in found and scan.blocks[at].kind == "item":
            at += 1
            continue
        if not _goes_on(scan, at, first=not found):
            break
        if not found or parent == scan.blocks[found[0]].parent:
            found.append(at)
        elif parent is None or parent < found[0]:
            break
        at += 1
    return found, at


def _goes_on(scan: Scan, index: int, first: bool) -> bool:
    block = scan.blocks[index]
    words = scan.text[block.content : block.end].rstrip()
    between = scan.text[scan.blocks[index - 1].end : block.start]
    return (
        block.kind == "paragraph"
        and not words.endswith(tuple("：:？?"))
        and (first or between.count("\n") <= 1)
        and "|" not in words
    )


def _plain(scan: Scan, lead: int, lines: Sequence[int]) -> Iterator[Candidate]:
    text = scan.text
    items = [Range(scan.blocks[k].content, scan.blocks[k].end) for k in lines]
    lengths = [r.end - r.start for r in items]
    words = [text[r.start : r.end].rstrip(" 。；;，,") for r in items]
    if len(items) > _MOST or max(lengths) > _LINE_LONGEST or not all(_HAN.search(word) for word in words):
        return
    yield _candidate(
        scan, lead, items, "lines", "bullets",
        {
            "lines": 1.0,
            "lines_pair": float(len(items) == 2),
            "lines_even": max(0.0, 1 - pstdev(lengths) / mean(lengths)),
            "lines_framed": float(bool(common_prefix(words) or common_suffix(words))),
            "lines_stopped": mean(text[r.start : r.end].rstrip().endswith("。") for r in items),
            "lines_clauses": mean(bool(_MARKS.search(word)) for word in words),
            "aspects": mean(entry(scan, k).is_aspect for k in lines),
            "lines_named": mean(name_before(text, *r) is not None for r in items),
            "lines_long": float(max(lengths) > _SHORT),
            "lines_go_on": float(any(map(_GOES_ON.match, words[1:]))),
            "lines_open": float(any(map(_OPEN.search, words))),
            "lines_uneven": float(0 < sum(bool(scan.outline.children(k)) for k in lines) < len(lines)),
            "lines_apart": float(len(items) == 2 and _apart(scan, lead, lines[0])),
        },
    )  # fmt: skip


def _apart(scan: Scan, lead: int, first: int) -> bool:
    """Whether an empty line parts the first line from a numbered title: a new page may begin there."""
    block = scan.blocks[lead]
    return block.kind == "item" and scan.text.count("\n", block.end, scan.blocks[first].start) > 1


def _names(scan: Scan, lead: int, lines: Sequence[int]) -> Iterator[Candidate]:
    """The names before the colons of the lines, where they have an ending in common (……遗产)."""
    text = scan.text
    names = [name_before(text, scan.blocks[k].content, scan.blocks[k].end) for k in lines]
    items = [name for name in names if name is not None and name.end - name.start <= _NAME_LONGEST]
    if len(items) < len(lines):
        return
    words = [text[r.start : r.end] for r in items]
    yield _candidate(
        scan, lead, items, "named-lines", "outline",
        {
            "named_lines": 1.0,
            "named_pair": float(len(items) == 2),
            "named_framed": float(bool(common_suffix(words) or common_prefix(words))),
            "named_many": float(len(items) > 8),
            "named_aspects": mean(word in aspects() for word in words),
            "lines_open": float(any(map(_OPEN.search, words))),
        },
    )  # fmt: skip


def _promised(scan: Scan, lead: int, lines: Sequence[int]) -> Iterator[Candidate]:
    """The heads of as many lines as the words before a colon promise (共六项：), with explanations or without."""
    block, text = scan.blocks[lead], scan.text
    end = stripped(text, block.content, block.end).end
    count = next((m.count for m in labels(text, max(block.content, end - 24), end) if m.outer >= end), 0)
    if not text[end : block.end].startswith(("：", ":")) or not _FEWEST <= count <= len(lines):
        return
    heads = [_line_head(text, scan.blocks[k].content, scan.blocks[k].end) for k in lines[:count]]
    if max(r.end - r.start for r in heads) <= _HEAD_LONGEST:
        evidence = {"named_lines": 1.0}
        candidate = _candidate(scan, lead, heads, "named-lines", "outline", evidence)
        yield replace(candidate, stated=count, evidence={**candidate.evidence, "line_counted": 1.0})


def _line_head(text: str, start: int, end: int) -> Range:
    """The name before the colon of a line, else its first sentence."""
    return name_before(text, start, end) or stripped(text, start, first_sentence(text, start, end))


def _candidate(
    scan: Scan, lead: int, items: Sequence[Range], rule: str, kind: EnumerationKind, evidence: dict[str, float]
) -> Candidate:
    block, text = scan.blocks[lead], scan.text
    label = label_of(scan, lead, len(items))
    lead_words = text[block.content : block.end].rstrip()
    led = {
        "line_heading": float(block.kind == "heading"),
        "line_colon": float(lead_words.endswith(("：", ":"))),
        "line_asks": float(asks(lead_words) and not lead_words.endswith(("：", ":"))),
        "line_item": float(block.kind == "item" or (block.kind == "paragraph" and not asks(lead_words))),
        "line_aspect": float(block.title[-2:] in aspects() and block.title[-2:] not in _TOLD),
        "line_counted": float(label is not None and label.count == len(items)),
        "glossary": mean(bool(COUNTED.match(text, item.start, item.start + _NAME_REACH)) for item in items),
        "line_named": float(list_name(text, block.content, block.end) is not None),
    }
    return Candidate(
        rule=rule,
        kind=kind,
        items=tuple((item,) for item in items),
        scope=Range(items[0].start, items[-1].end),
        label=label,
        topic=topic(scan, lead, label),
        stated=label.count if label else None,
        evidence={**evidence, **led},
    )

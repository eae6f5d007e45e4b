"""What the place of a stretch of text says for and against it: its block, the blocks beside it, the titles above."""

from __future__ import annotations

import re
from functools import lru_cache

from quizgen.extract.candidate import Range
from quizgen.extract.formulations.cues import pattern
from quizgen.extract.formulations.facts import FIGURE
from quizgen.extract.formulations.unit import Unit, ramp
from quizgen.extract.formulations.view import View

_NO_LETTER = re.compile(r"[^㐀-鿿A-Za-z]")
_STOP = re.compile(r"[，,；;：:。]")
_WRITING = re.compile(r"(?:报告|办法|条例|规定|通知|方案|意见|总结|汇编|笔记|提纲|大纲|教案|致辞|讲话)(?:[（(].*)?$")


def surroundings(view: View, unit: Unit, range: Range) -> dict[str, float]:
    """The features of a part of ``unit`` that come from where it stands, 0 where one is absent."""
    whole = view.text[range.start : range.end]
    text = whole.rstrip("。；;.，,")
    block, children = view.block(unit), view.outline.children(unit.block)
    row = view.row(unit)
    paragraph, item = block.kind == "paragraph", block.kind == "item"
    open_end = view.text[range.end - 1 : range.end] not in "。！”；」"
    above = view.outline.blocks[block.parent].kind if block.parent is not None else ""
    titles = view.titles(unit.start)
    listed = view.is_listed(range)
    return {
        "emphasised": view.emphasised(range.start, range.end),
        "central": view.centrality(range.start, range.end),
        "headed": headed(view, unit, text),
        "note of heading": _note_of_heading(view, unit, text),
        "named above": named_above(view, unit, text),
        "title line": range.start == unit.start and _is_title_line(view, unit, whole),
        "title run": bool(block.title) and not children,
        "under statement": bool(titles) and bool(pattern("statement title").search(titles[-1])),
        "under procedure": bool(titles) and bool(pattern("procedure title").search(titles[-1])),
        "under heading": above == "heading",
        "under item": above == "item",
        "leads": bool(children) and unit.last and not whole.endswith("。"),
        "notes": view.notes,
        "notes paragraph": view.notes > 0.35 and paragraph,
        "siblings": row.short if item and row.size >= 3 else 0.0,
        "note siblings": row.notes if row.size >= 3 else 0.0,
        "first child": block.parent is not None and row.first == unit.block,
        "listed": listed,
        "listed at length": ramp(len(text), 12, 36) if listed else 0.0,
        "holds list": view.held(range) >= 2,
        "like siblings": like_siblings(view, unit, text),
        "first": unit.number == 0,
        "alone": unit.number == 0 and unit.last,
        "second": unit.number == 1,
        "item": item,
        "row": block.kind == "row",
        "marked": item and block.marker is not None and not block.marker.style.startswith("bullet"),
        "unstopped": paragraph and open_end,
        "unstopped alone": view.stopped(block.kind) if open_end and (paragraph or item) else 0.0,
        "stopped": view.stopped(block.kind) if paragraph else 0.0,
        "stopped items": view.stopped(block.kind) if item else 0.0,
    }


def named_above(view: View, unit: Unit, text: str) -> float:
    """Whether the text begins with a name that a title above it gives."""
    titles = view.titles(unit.start)[-2:]
    begin = re.sub(r"[“”「」《》]", "", text)[:8]
    return float(any(begin[:size] in title for title in titles for size in (3, 2) if len(begin) > 5))


def _is_title_line(view: View, unit: Unit, text: str) -> bool:
    """Whether the text is what the document or a part of it is called: a line of its own without a mark."""
    alone = unit.number == 0 and unit.last and view.block(unit).kind == "paragraph"
    return (
        alone
        and not _STOP.search(text)
        and bool(_WRITING.search(text) or (unit.block == 0 and not FIGURE.search(text)))
    )


def _note_of_heading(view: View, unit: Unit, text: str) -> float:
    """Whether the term before a colon is what the text stands under."""
    term = re.split(r"[：:（(]", text, maxsplit=1)[0].strip()
    return float("：" in text and len(term) >= 2 and any(term in title for title in view.titles(unit.start)[-2:]))


def like_siblings(view: View, unit: Unit, text: str) -> float:
    """Whether a neighbour says the same of something else: begins and ends alike, as the items of a list do."""
    for other in view.beside(unit):
        words = view.text[other.start : other.end].rstrip("。；;，,")
        head, tail = shared(text, words), shared(text[::-1], words[::-1])
        if head + tail >= 6 and head + tail >= 0.3 * min(len(text), len(words)):
            return 1.0
    return 0.0


def shared(one: str, two: str) -> int:
    """How many characters two texts begin with alike."""
    size = 0
    for a, b in zip(one[:20], two[:20], strict=False):
        if a != b:
            break
        size += 1
    return size


def headed(view: View, unit: Unit, text: str) -> float:
    """Whether the text speaks of what the nearest heading names: the share of the heading's character pairs in it."""
    headings = view.titles(unit.start)
    if not headings:
        return 0.0
    pairs = _pairs(headings[-1])
    return sum(pair in text for pair in pairs) / len(pairs) if pairs else 0.0


@lru_cache(maxsize=1_000)
def _pairs(heading: str) -> frozenset[str]:
    """The pairs of neighbouring letters at the beginning of a heading."""
    name = _NO_LETTER.sub("", heading)[:16]
    return frozenset(name[k : k + 2] for k in range(len(name) - 1))

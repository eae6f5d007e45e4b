"""Runs of markers as lists: 一、 二、 三、, （1） （2）, ①②, 一是…二是…, bullets; also numbered headings.

The list is called what its lead-in, question or heading is called; a count in it is what the text promises.
"""

from __future__ import annotations

from collections.abc import Iterator
from statistics import mean

from quizgen.extract.candidate import Candidate, Label, Range
from quizgen.extract.leads import NAME_LONGEST, list_name
from quizgen.extract.markers import is_section
from quizgen.extract.numerals import labels
from quizgen.extract.outline import Block, MarkerRun
from quizgen.extract.scan import Scan
from quizgen.model.extraction import EnumerationKind


def propose(scan: Scan) -> Iterator[Candidate]:
    """The runs of the outline, and the parts of a run that goes on under several items."""
    for run in scan.outline.runs:
        yield _candidate(scan, run, run.items)
        if run.split:
            for part in _parts(scan, run):
                yield _candidate(scan, run, part)


def _parts(scan: Scan, run: MarkerRun) -> Iterator[tuple[int, ...]]:
    by_parent: dict[int | None, list[int]] = {}
    for item in run.items:
        by_parent.setdefault(scan.blocks[item].parent, []).append(item)
    for items in by_parent.values():
        if 1 < len(items) < len(run.items):
            yield tuple(items)


def _candidate(scan: Scan, run: MarkerRun, items: tuple[int, ...]) -> Candidate:
    blocks = [scan.blocks[item] for item in items]
    label = run_label(scan, items)
    scope = Range(blocks[0].start, max(scan.outline.scope_end(item) for item in items))
    stated = label.count if label else None
    return Candidate(
        rule=f"run/{run.style.partition(':')[0]}",
        kind=_kind(run, blocks),
        items=tuple((Range(block.content, block.end),) for block in blocks),
        scope=scope,
        label=label,
        topic=topic(scan, items[0], label),
        stated=stated,
        inside=_inside(scan, items[0]),
        evidence=_evidence(scan, run, items, label),
    )


def _kind(run: MarkerRun, blocks: list[Block]) -> EnumerationKind:
    if run.style.startswith("bullet"):
        return "bullets"
    return "outline" if any(block.kind == "heading" for block in blocks) else "ordinal"


def run_label(scan: Scan, items: tuple[int, ...]) -> Label | None:
    """What the words above the items call them: the lead-in or item right above, else the nearest heading."""
    at = scan.blocks[items[0]].parent
    while at is not None:
        block = scan.blocks[at]
        name = list_name(scan.text, block.content, block.end)
        if name is not None and name.start < name.end:
            return _counted(scan, name, block, len(items))
        at = block.parent
    return None


def _counted(scan: Scan, name: Range, block: Block, items: int) -> Label:
    """The name with the count that it states; a counted phrase that fits is the better name of a long lead-in."""
    text = scan.text
    words = text[name.start : name.end]
    fitting = [m for m in labels(text, block.content, block.end) if m.count == items]
    if fitting and (mention := fitting[-1]):
        whole = mention.start >= name.start and mention.end <= name.end and len(words) <= 20
        if whole:
            return Label(words, (name,), mention.count)
        return Label(mention.text, (Range(mention.start, mention.end),), mention.count)
    promised = [m for m in labels(text, *name) if m.outer >= name.end - 3 and m.count > items]
    return Label(words, (name,), promised[-1].count if promised else None)


def topic(scan: Scan, item: int, label: Label | None) -> str:
    """The list's name under the name of what it is about: 洋流·成因."""
    if label is None:
        return ""
    above = [t for t in scan.outline.headings_at(scan.blocks[item].start) if t and t not in label.text]
    above = [t for t in above if label.text not in t and len(t) <= NAME_LONGEST]
    return f"{above[-1]}·{label.text}" if above and len(label.text) <= 8 else label.text


def _inside(scan: Scan, item: int) -> Range | None:
    at = scan.blocks[item].parent
    while at is not None and scan.blocks[at].kind != "item":
        at = scan.blocks[at].parent
    return None if at is None else Range(scan.blocks[at].start, scan.outline.scope_end(at))


def _evidence(scan: Scan, run: MarkerRun, items: tuple[int, ...], label: Label | None) -> dict[str, float]:
    text = scan.text
    blocks = [scan.blocks[item] for item in items]
    parent = scan.blocks[blocks[0].parent] if blocks[0].parent is not None else None
    lead = text[parent.content : parent.end].rstrip() if parent is not None else ""
    lengths = [block.end - block.content for block in blocks]
    below = sum(bool(scan.outline.children(item)) for item in items) / len(items)
    links = sum("](http" in text[b.content : b.end] or "://" in text[b.content : b.end] for b in blocks) / len(items)
    return {
        "marker": 1.0,
        "bullets": float(run.style.startswith("bullet")),
        "inline": float(run.inline),
        "lead_colon": float(lead.endswith(("：", ":"))),
        "lead_asks": float(lead.endswith(("？", "?"))),
        "heading": float(parent is not None and parent.kind == "heading"),
        "under_item": float(parent is not None and parent.kind == "item"),
        "lead_in": float(parent is not None and parent.kind == "paragraph"),
        "unled": float(parent is None),
        "counted": float(label is not None and label.count == len(items)),
        "short_of_count": float(label is not None and label.count is not None and label.count > len(items)),
        "gaps": float(run.gaps > 0),
        "split": float(run.split and len(items) == len(run.items)),
        "section": float(is_section(run.style) or blocks[0].kind == "heading"),
        "latin": float(run.style.startswith("latin")),
        "bodies": below,
        "links": links,
        "pair": float(len(items) == 2),
        "long_items": float(mean(lengths) > 120),
        "many": float(len(items) > 12),
        "titled": sum(bool(block.title) for block in blocks) / len(items),
        "depth": min(1.0, blocks[0].level / 5),
    }

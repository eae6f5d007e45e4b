"""Runs of markers as lists: 一、 二、 三、, （1） （2）, ①②, 一是…二是…, bullets; also numbered headings.

Articles of a statute are no list, and markers without words of their own (``（1）①…``) none either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quizgen.extract.candidate import Candidate, Range
from quizgen.extract.lists.alike import common_suffix
from quizgen.extract.lists.naming import label_above, topic
from quizgen.extract.lists.run_evidence import row_evidence, run_evidence
from quizgen.extract.lists.wording import row_wordings
from quizgen.extract.markers import is_section
from quizgen.extract.outline import MarkerRun
from quizgen.extract.scan import Scan
from quizgen.model.extraction import EnumerationKind

_REMARK = re.compile(
    "[（(【\\[]?(?:口诀|口訣|助记|助記|巧记|巧記|例如?|举例|舉例|注意?|备注|備註|[Pp][Ss])[：:]"
    "|[Pp]\\.? ?\\d+(?:[-—~]\\d+)?\\Z"
)
_NO_LISTS = ("article", "question", "answer")


def propose(scan: Scan) -> Iterator[Candidate]:
    """The runs of the outline, and the parts of a run that goes on under several items."""
    for run in scan.outline.runs:
        if run.style in _NO_LISTS:
            continue
        items = _without_remarks(scan, run)
        if len(items) > 1:
            yield _candidate(scan, run, items)
        if run.split:
            for part in _parts(scan, run):
                yield _candidate(scan, run, part)


def _without_remarks(scan: Scan, run: MarkerRun) -> tuple[int, ...]:
    """The items of a run; of bullets without those that are an example, a note or a rhyme to remember the others by."""
    if not run.style.startswith("bullet"):
        return run.items
    return tuple(k for k in run.items if not _REMARK.match(scan.text, scan.blocks[k].content, scan.blocks[k].end))


def _parts(scan: Scan, run: MarkerRun) -> Iterator[tuple[int, ...]]:
    by_parent: dict[int | None, list[int]] = {}
    for item in run.items:
        by_parent.setdefault(scan.blocks[item].parent, []).append(item)
    for items in by_parent.values():
        if 1 < len(items) < len(run.items):
            yield tuple(items)


def _candidate(scan: Scan, run: MarkerRun, items: Sequence[int]) -> Candidate:
    blocks = [scan.blocks[item] for item in items]
    top = _topmost(scan, items)
    label = label_above(scan, top, len(items))
    headed = any(scan.outline.children(item) for item in items)
    heads = is_section(run.style) or any(block.kind == "heading" for block in blocks)
    kind: EnumerationKind = "outline" if heads else "bullets" if run.style.startswith("bullet") else "ordinal"
    return Candidate(
        rule=f"run/{run.style.partition(':')[0]}",
        kind=kind,
        items=tuple(
            (r,) for r in row_wordings(scan.text, [Range(b.content, b.end) for b in blocks], headed, run.inline)
        ),
        scope=Range(blocks[0].start, max(scan.outline.scope_end(item) for item in items)),
        label=label,
        topic=topic(scan, top, label),
        stated=label.count if label else None,
        inside=enclosing_item(scan, top),
        evidence={
            **run_evidence(scan, run, items),
            **row_evidence(scan, items, label),
            "section": float(heads),
            "section_framed": float(heads and bool(common_suffix([block.title for block in blocks]))),
            "leftover": _left_over(scan, run),
        },
    )


def _topmost(scan: Scan, items: Sequence[int]) -> int:
    """The first item; of a run that is numbered on over several rows, the first block below what all stand under."""
    if len({scan.blocks[item].parent for item in items}) * 2 > len(items):
        return items[0]
    shared = set(scan.outline.path(items[0])).intersection(*(scan.outline.path(item) for item in items[1:]))
    return next((block for block in scan.outline.path(items[0]) if block not in shared), items[0])


def enclosing_item(scan: Scan, index: int) -> Range | None:
    """The item that a block stands under, with everything under it; None where it stands under none."""
    at = scan.blocks[index].parent
    while at is not None and scan.blocks[at].kind != "item":
        at = scan.blocks[at].parent
    return None if at is None else Range(scan.blocks[at].start, scan.outline.scope_end(at))


def _left_over(scan: Scan, run: MarkerRun) -> float:
    """Whether bullets only follow the numbered items of the same lead."""
    first = scan.blocks[run.items[0]]
    if first.parent is None or not run.style.startswith("bullet"):
        return 0.0
    eldest = scan.outline.children(first.parent)[0]
    marker = scan.blocks[eldest].marker
    return float(eldest < run.items[0] and marker is not None and marker.number is not None)

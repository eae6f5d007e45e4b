"""Headings without numbers that stand side by side under one heading: the parts of a subject."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from statistics import fmean as mean

from quizgen.extract.candidate import Candidate, Label, Range
from quizgen.extract.lists.alike import common_prefix, common_suffix
from quizgen.extract.lists.naming import label_above, topic
from quizgen.extract.lists.outline_runs import enclosing_item
from quizgen.extract.lists.run_evidence import APPARATUS, entry
from quizgen.extract.numerals import labels
from quizgen.extract.scan import Scan

_MOST = 12
_KINDS = re.compile(
    "(?:方法|手段|方式|途径|途徑|技术|技術|措施|策略|模型|模式|形式|类型|類型|种类|種類|分类|分類|类别|類別|理论|理論|学说|學說|流派"
    "|要素|因素|步[骤驟]|阶段|階段|环节|環節|原则|原則|原理|定律|特[点點征徵性]|功能|性质|性質|制度|[部组組]成|结构|結構|动因|動因|原因)"
    "(?:[（(][^（）()]*[）)])?\\Z"
)
"""What a heading ends with whose parts are of one kind: 锻造的方法."""


def propose(scan: Scan) -> Iterator[Candidate]:
    parents = dict.fromkeys(block.parent for block in scan.blocks if block.kind == "heading")
    for parent in parents:
        items = [k for k in scan.outline.children(parent) if scan.blocks[k].kind == "heading"]
        if not 2 <= len(items) <= _MOST or any(scan.blocks[k].marker for k in items):
            continue
        blocks = [scan.blocks[k] for k in items]
        label = label_above(scan, items[0], len(items))
        yield Candidate(
            rule="headings",
            kind="outline",
            items=tuple((Range(block.content, block.end),) for block in blocks),
            scope=Range(blocks[0].start, scan.outline.scope_end(items[-1])),
            label=label,
            topic=topic(scan, items[0], label),
            stated=label.count if label else None,
            inside=enclosing_item(scan, items[0]),
            evidence=_evidence(scan, items, parent, label),
        )


def _evidence(scan: Scan, items: Sequence[int], parent: int | None, label: Label | None) -> dict[str, float]:
    titles = [scan.blocks[k].title for k in items]
    name = label.text if label else ""
    above = scan.blocks[parent] if parent is not None else None
    counted = above is not None and any(m.count == len(items) for m in labels(scan.text, above.content, above.end))
    return {
        "headings": 1.0,
        "apparatus": mean(bool(APPARATUS.search(title)) for title in titles),
        "headings_top": float(above is None),
        "headings_pair": float(len(items) == 2),
        "headings_many": float(len(items) > 6),
        "headings_framed": float(bool(common_suffix(titles) or common_prefix(titles))),
        "headings_of_name": mean(len(set(title) & set(name)) >= 2 for title in titles),
        "headings_counted": float(counted),
        "headings_kinds": float(above is not None and bool(_KINDS.search(above.title))),
        "headings_aspects": mean(entry(scan, k).is_aspect for k in items),
    }

"""Items with an explanation behind a colon or 即, between semicolons or sentences: only the heads are items.

供电：……、……；供水：……、……；供气：……、…… → 供电 | 供水 | 供气
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.extract.candidate import Candidate, Range
from quizgen.extract.lists.features import row_evidence
from quizgen.extract.lists.pieces import pieces
from quizgen.extract.regions import Region
from quizgen.extract.scan import Scan

_SEMICOLON = re.compile("[；;]")
_HEAD = re.compile("[：:]|[，,]即")
_SEVERAL = re.compile("[、，,即]")
_LONGEST = 24
_VALUE_LONGEST = 14


def propose(scan: Scan) -> Iterator[Candidate]:
    for region in scan.regions:
        if not _SEMICOLON.search(region.shape):
            continue
        parts = pieces(scan.text, region, _SEMICOLON)
        if len(parts) >= 2:
            heads = [_head(region, part) for part in parts]
            whole = [head for head in heads if head]
            if len(whole) == len(heads) and not _values(scan.text, parts, whole):
                yield Candidate(
                    rule="headed-semicolons",
                    kind="series",
                    items=tuple((head,) for head in whole),
                    scope=Range(whole[0].start, parts[-1].end),
                    evidence={"headed": 1.0, **row_evidence(scan.text, region, whole)},
                )


def _values(text: str, parts: list[Range], heads: list[Range]) -> bool:
    """Whether what stands behind the heads are single values, to be learnt with them: 大潮：初一；小潮：初八."""
    rests = [text[head.end : part.end] for head, part in zip(heads, parts, strict=True)]
    return all(len(rest) <= _VALUE_LONGEST and not _SEVERAL.search(rest) for rest in rests)


def _head(region: Region, part: Range) -> Range | None:
    shape = region.shape[part.start - region.start : part.end - region.start]
    marks = list(_HEAD.finditer(shape))
    if not marks or not shape[marks[-1].end() :].strip():
        return None
    start = marks[-2].end() if len(marks) > 1 and len(shape[marks[-2].end() : marks[-1].start()].strip("—")) > 1 else 0
    end = marks[0 if start == 0 else -1].start()
    while start < end and shape[start] in "—─ ":
        start += 1
    return Range(part.start + start, part.start + end) if 1 < end - start <= _LONGEST else None

"""Items of two clauses each, where every other clause is built alike.

以预防为主，从源头减少污染，以治理为辅，把存量清理干净 → two items
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quizgen.extract.candidate import Candidate, Range
from quizgen.extract.lists.alike import common_prefix, common_suffix
from quizgen.extract.lists.features import row_evidence
from quizgen.extract.lists.pieces import pieces, shared_prefix, shared_suffix
from quizgen.extract.regions import Region
from quizgen.extract.scan import Scan

_COMMA = re.compile("[，,]")
_HARD = re.compile("[：:；;。！？!?]")


def propose(scan: Scan) -> Iterator[Candidate]:
    for region in scan.regions:
        if region.shape.count("，") + region.shape.count(",") < 3:
            continue
        low = 0
        for stop in [*_HARD.finditer(region.shape), None]:
            high = stop.start() if stop else len(region.shape)
            parts = pieces(scan.text, region, _COMMA, low, high)
            if len(parts) >= 4:
                yield from _pairs(scan.text, region, parts)
            low = stop.end() if stop else high


def _pairs(text: str, region: Region, parts: Sequence[Range]) -> Iterator[Candidate]:
    words = [text[p.start : p.end] for p in parts]
    low = 0
    while low < len(parts) - 3:
        high = low
        while high + 3 < len(parts) and _built_alike(words[high], words[high + 2]):
            high += 2
        if high > low:
            yield _candidate(text, region, parts[low : high + 2], words[low : high + 2])
            low = high + 2
        else:
            low += 1


def _built_alike(one: str, other: str) -> bool:
    """Whether two clauses share their beginning and two characters of their end, or much of either."""
    prefix, suffix = len(shared_prefix(one, other)), len(shared_suffix(one, other))
    return one != other and (prefix >= 3 or suffix >= 3 or (prefix >= 1 and suffix >= 2))


def _candidate(text: str, region: Region, parts: Sequence[Range], words: Sequence[str]) -> Candidate:
    first = parts[0]
    start = max(first.start, text.rfind(words[2][0], first.start, first.end))
    ranges = [Range(start if k == 0 else parts[k].start, parts[k + 1].end) for k in range(0, len(parts) - 1, 2)]
    heads = words[::2]
    evidence = row_evidence(text, region, ranges)
    return Candidate(
        rule="paired-clauses",
        kind="parallel",
        items=tuple((r,) for r in ranges),
        scope=Range(ranges[0].start, ranges[-1].end),
        evidence={
            "paired": 1.0,
            "paired_frame": min(len(common_prefix(heads)) + len(common_suffix(heads)), 4) / 4,
            **evidence,
        },
    )

"""Lists that a composed label counts: three of one kind and one of another in “三会一课”, both told right behind it.

“三查两看”，即查水泵、查阀门、查油位，看压力、看温度 → 3 + 2 items of 三查两看. The first group ends where the second
begins: at a comma or semicolon, while its items are parted by 、 or the like.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quizgen.extract.candidate import Candidate, Label, Range
from quizgen.extract.lists.features import row_evidence
from quizgen.extract.lists.pieces import pieces, unjoined
from quizgen.extract.lists.rows import bounded
from quizgen.extract.numerals import LabelMention, parts_of
from quizgen.extract.regions import Region, sentence_regions
from quizgen.extract.scan import Scan

_MEANS = "(?:即|就是|也就是|是指|指的是|包括|分别是)"
_LEAD = re.compile(
    f'[”」』）)"]?[^，。；：！？,;:\n]{{0,10}}(?:[，,：:（(—]{{1,2}}{_MEANS}?|{_MEANS})[：:“「『（( 　]*'
)
_GROUPS = (re.compile("[；;]"), re.compile("[，,]"))
_ITEMS = re.compile("[、/]")
_JOIN = re.compile("以及|[和与與及]")
_OPENERS = frozenset("：:即是指括（(“「")
_STOP = re.compile("[。！？!?\n]")
_LONGEST = 300


def propose(scan: Scan) -> Iterator[Candidate]:
    for mention in scan.mentions:
        counts = parts_of(mention.text)
        at = scan.outline.block_at(mention.start)
        lead = _LEAD.match(scan.text, mention.end) if len(counts) > 1 and at is not None else None
        if lead is None or at is None:
            continue
        start = lead.end()
        limit = min(scan.blocks[at].end, start + _LONGEST)
        stop = _STOP.search(scan.text, start, limit)
        for region in sentence_regions(scan.text, mention.end, stop.start() if stop else limit):
            if region.start <= start < region.start + len(region.shape):
                yield from _composed(scan, mention, counts, region, start - region.start)


def _composed(
    scan: Scan, mention: LabelMention, counts: Sequence[int], region: Region, low: int
) -> Iterator[Candidate]:
    for separator in _GROUPS:
        groups = pieces(scan.text, region, separator, low)[: len(counts)]
        if len(groups) == len(counts):
            found = [_items(scan, region, group, count) for group, count in zip(groups, counts, strict=True)]
            if all(found):
                yield _candidate(scan, mention, region, [item for items in found for item in items])
                return


def _items(scan: Scan, region: Region, group: Range, count: int) -> Sequence[Range]:
    """The items of a group, where there are as many as its part of the label says; else none."""
    if count == 1:
        return [group] if not _ITEMS.search(scan.text, *group) else []
    parts = pieces(scan.text, region, _ITEMS, group.start - region.start, group.end - region.start)
    if len(parts) > 1:
        parts = [*parts[:-1], unjoined(scan.text, parts[-1])]
        known = scan.text[group.start - 1 : group.start] in _OPENERS
        found = bounded(scan, region, parts, opened=known)
        return found if len(found) == count else []
    joins = [*_JOIN.finditer(scan.text, group.start + 1, group.end - 1)]
    if count == 2 and len(joins) == 1:
        return [Range(group.start, joins[0].start()), Range(joins[0].end(), group.end)]
    return []


def _candidate(scan: Scan, mention: LabelMention, region: Region, items: Sequence[Range]) -> Candidate:
    return Candidate(
        rule="composed",
        kind="labelled",
        items=tuple((item,) for item in items),
        scope=Range(items[0].start, items[-1].end),
        label=Label(mention.text, (Range(mention.start, mention.end),), mention.count),
        stated=mention.count,
        evidence={"composed": 1.0, "counted_behind": 1.0, **row_evidence(scan.text, region, items)},
    )

"""Lists that a numeral label counts: what stands right behind it, or right before it, in exactly so many pieces.

消防四懂：懂火灾危险性、懂预防措施、懂扑救方法、懂逃生路线 → 4 pieces behind 四懂
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.extract.candidate import Candidate, Label, Range
from quizgen.extract.lists.alike import core
from quizgen.extract.lists.features import row_evidence
from quizgen.extract.lists.pieces import pieces, unjoined
from quizgen.extract.lists.regions import Region, sentence_regions
from quizgen.extract.lists.rows import bounded
from quizgen.extract.numerals import LabelMention
from quizgen.extract.scan import Scan

_LEADS_ON = re.compile(
    '[”」』）)"]?[^，。；：！？,;:\n]{0,14}?[，,]?(?:[：:（(—。]|即|就是|也就是|是指|指的是|指|包括|分别是|分别为|分为)+'
    "[：:“「『（( 　—]*"
)
_LEVELS = (
    ("semicolon", re.compile("[；;]")),
    ("clause", re.compile("[，,]")),
    ("flat", re.compile("[，,、]")),
    ("comma", re.compile("、")),
    ("bar", re.compile("[|｜/]")),
)
_STOP = re.compile("[。！？!?\n]")
_LONGEST = 400


def propose(scan: Scan) -> Iterator[Candidate]:
    for mention in scan.mentions:
        at = scan.outline.block_at(mention.start)
        lead = _LEADS_ON.match(scan.text, mention.end)
        if at is not None and lead:
            yield from _behind(scan, mention, lead.end(), at)


def _behind(scan: Scan, mention: LabelMention, start: int, block: int) -> Iterator[Candidate]:
    text = scan.text
    limit = min(len(text), start + _LONGEST)
    stop = _STOP.search(text, start, limit)
    end = stop.start() if stop else limit
    for region in sentence_regions(text, mention.end, end):
        low = max(start - region.start, 0)
        if region.start > start or low >= len(region.shape):
            continue
        yield from _levels(scan, mention, region, low)


def _levels(scan: Scan, mention: LabelMention, region: Region, low: int) -> Iterator[Candidate]:
    text = scan.text
    for name, separator in _LEVELS:
        parts = pieces(text, region, separator, low)
        if not 2 <= len(parts) <= mention.count + 1:
            continue
        options = [parts]
        if name in ("comma", "flat"):
            options.append(list(bounded(scan, region, parts)))
        for items in options:
            if len(items) == mention.count and all(core(text[i.start : i.end]) for i in items):
                items = [items[0], *(unjoined(text, item) for item in items[1:])]
                yield Candidate(
                    rule=f"counted-{name}",
                    kind="labelled",
                    items=tuple((item,) for item in items),
                    scope=Range(items[0].start, items[-1].end),
                    label=Label(mention.text, (Range(mention.start, mention.end),), mention.count),
                    stated=mention.count,
                    evidence={"counted_behind": 1.0, **row_evidence(text, region, items)},
                )

"""Lists that a numeral label counts: what stands right behind it, or right before it, in exactly so many pieces.

消防四懂：懂火灾危险性、懂预防措施、懂扑救方法、懂逃生路线 → 4 pieces behind 四懂
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from quizgen.extract.candidate import Candidate, Label, Range
from quizgen.extract.lists.alike import common_prefix
from quizgen.extract.lists.features import row_evidence
from quizgen.extract.lists.pieces import pieces, stripped, unjoined
from quizgen.extract.lists.rows import bounded, led
from quizgen.extract.numerals import LabelMention
from quizgen.extract.regions import Region, sentence_regions
from quizgen.extract.scan import Scan
from quizgen.extract.words import boundaries

_LEADS_ON = re.compile(
    '[”」』）)"]?[^，。；：！？,;:\n]{0,14}?[，,]?(?:[：:（(—。]|即|就是|也就是|是指|指的是|指(?![向标標示定数數导導挥揮针針责責令出])|包括|分别是|分别为|分为)+'
    "[：:“「『（( 　—]*"
)
_SEMICOLON = re.compile("[；;]")
_CLAUSE = re.compile("[，,]")
_FLAT = re.compile("[，,、]")
_COMMA = re.compile("、")
_BAR = re.compile("[|｜/]")
_COLON = re.compile("[：:]")
_CLAUSE_STOP = re.compile("[，,；;：:。！？!?、（()）]")
_JOIN = re.compile("以及|[和与與及]")
_PAIR_LONGEST = 40
_STOP = re.compile("[。！？!?\n]")
_LONGEST = 400
_TITLE_LONGEST = 8


def propose(scan: Scan) -> Iterator[Candidate]:
    for mention in scan.mentions:
        at = scan.outline.block_at(mention.start)
        lead = _LEADS_ON.match(scan.text, mention.end)
        if at is not None and lead and ("。" not in lead[0] or _is_title(scan, mention, at)):
            yield from _behind(scan, mention, lead.end(), at)
        if at is not None and mention.count == 2:
            yield from _pair_before(scan, mention, at)


def _pair_before(scan: Scan, mention: LabelMention, block: int) -> Iterator[Candidate]:
    """Two items with a conjunction between them, behind a word that leads to them: 分为动脉和静脉两类."""
    low = max(scan.blocks[block].content, mention.start - _PAIR_LONGEST)
    low = max(low, *(stop.end() for stop in _CLAUSE_STOP.finditer(scan.text, low, mention.start)), low)
    words = scan.text[low : mention.start]
    edges = boundaries(words)
    join = max((m.start() for m in _JOIN.finditer(words) if {*m.span()} <= set(edges)), default=0)
    leads = [at for at in edges if 0 < at < join and led(words, edges, at)]
    if leads:
        region = Region(low, mention.start, words, "", low, mention.start)
        pairs = [items for at in reversed(leads) for items in _joined(scan.text, region, at, len(words))]
        for one, other in pairs:
            if scan.text[slice(*one)] != scan.text[slice(*other)]:  # 具有使用价值和价值: 使用 leads to nothing here
                yield _candidate(scan.text, mention, region, (one, other))
                return


def _is_title(scan: Scan, mention: LabelMention, block: int) -> bool:
    """Whether a label with a full stop behind it is all that stands before the stop."""
    return (
        mention.start - scan.blocks[block].content <= _TITLE_LONGEST
        and not scan.text[mention.end : mention.end + 2].lstrip("”」』").rstrip("。")[:1].isalnum()
    )


def _behind(scan: Scan, mention: LabelMention, start: int, block: int) -> Iterator[Candidate]:
    text = scan.text
    limit = min(scan.blocks[block].end, start + _LONGEST)
    if sentences := _sentences(scan, mention, start, block):
        region = Region(start, scan.blocks[block].end, text[start : scan.blocks[block].end], "", start, start)
        told = _candidate(text, mention, region, sentences)
        yield replace(told, evidence={**told.evidence, "sentences": 1.0})
        return
    stop = _STOP.search(text, start, limit)
    end = stop.start() if stop else limit
    for region in sentence_regions(text, mention.end, end):
        low = max(start - region.start, 0)
        if region.start <= start and low < len(region.shape):
            found = dict.fromkeys(_splits(scan, mention.count, region, low))
            for items in found:
                yield _candidate(text, mention, region, items)


def _sentences(scan: Scan, mention: LabelMention, start: int, block: int) -> tuple[Range, ...]:
    """The sentences behind a colon, built alike, where to the end of the paragraph there are as many as promised."""
    text, end = scan.text, scan.blocks[block].end
    if text[start - 1 : start] not in ("：", ":") or end - start > _LONGEST:
        return ()
    stops = [stop.start() for stop in _STOP.finditer(text, start, end)]
    edges = [start, *(stop + 1 for stop in stops)]
    found = [stripped(text, Range(low, high)) for low, high in zip(edges, [*stops, end], strict=True)]
    found = [sentence for sentence in found if sentence.start < sentence.end]
    alike = len(found) == mention.count and common_prefix([text[slice(*sentence)] for sentence in found])
    return tuple(found) if alike else ()


def _splits(scan: Scan, count: int, region: Region, low: int) -> Iterator[tuple[Range, ...]]:
    """The ways in which what follows falls into as many pieces as are promised."""
    text = scan.text
    semicolon = _SEMICOLON.search(region.shape, low)
    wholes = pieces(text, region, _SEMICOLON, low)
    if len(wholes) == count and not any(_COLON.search(text, p.start, p.end) for p in wholes):
        yield tuple(unjoined(text, p) for p in wholes)
    end = semicolon.start() if semicolon else len(region.shape)
    clauses = pieces(text, region, _CLAUSE, low, end)
    if len(clauses) == count and len({"、" in text[p.start : p.end] for p in clauses}) == 1:
        yield tuple(unjoined(text, p) for p in clauses)
    if len(clauses) == 2 * count and len({text[p.start] for p in clauses[::2]}) == 1:
        yield tuple(Range(a.start, b.end) for a, b in zip(clauses[::2], clauses[1::2], strict=True))
    flat = pieces(text, region, _FLAT, low, end)
    if count <= len(flat) <= count + 1 and _even(flat[:count]):
        yield tuple(unjoined(text, p) for p in flat[:count])
    first = _CLAUSE.search(region.shape, low, end)
    for separator in (_COMMA, _BAR):
        parts = pieces(text, region, separator, low, first.start() if first else end)
        if 2 <= len(parts) <= count:
            items = bounded(scan, region, parts)
            if len(items) == count:
                yield items
    if count == 2 and len(pieces(text, region, _COMMA, low, first.start() if first else end)) == 1:
        yield from _joined(text, region, low, first.start() if first else end)


def _even(parts: Sequence[Range]) -> bool:
    sizes = [part.end - part.start for part in parts]
    return max(sizes) - min(sizes) <= 2


def _joined(text: str, region: Region, low: int, end: int) -> Iterator[tuple[Range, ...]]:
    """Two items with nothing but a conjunction between them."""
    part = stripped(text, Range(region.start + low, region.start + end))
    words = text[part.start : part.end]
    edges = set(boundaries(words)) if len(words) <= _PAIR_LONGEST else set()
    joins = [m.span() for m in _JOIN.finditer(words) if m.start() > 1 and {*m.span()} <= edges]
    if len(joins) == 1 and len(words) - joins[0][1] > 1:
        yield Range(part.start, part.start + joins[0][0]), Range(part.start + joins[0][1], part.end)


def _candidate(text: str, mention: LabelMention, region: Region, items: tuple[Range, ...]) -> Candidate:
    return Candidate(
        rule="counted",
        kind="labelled",
        items=tuple((item,) for item in items),
        scope=Range(items[0].start, items[-1].end),
        label=Label(mention.text, (Range(mention.start, mention.end),), mention.count),
        stated=mention.count,
        evidence={"counted_behind": 1.0, **row_evidence(text, region, items)},
    )

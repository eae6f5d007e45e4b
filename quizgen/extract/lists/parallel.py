"""Parallel clauses: neighbours that begin or end with the same words, or are built to the same length.

让老人安心，让家属放心，让护士省心 → shared 让…心
早发现、早报告，早隔离、早治疗 → shared 早
设备老化，管线混乱，记录缺失 → same length
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quizgen.extract.candidate import Candidate, Range
from quizgen.extract.lists.alike import cohesion, common_prefix, common_suffix, core
from quizgen.extract.lists.pieces import pieces, shared_prefix, shared_suffix, unjoined, without_leading
from quizgen.extract.lists.regions import Region, regions
from quizgen.extract.scan import Scan

LEVELS = (
    ("clause", re.compile("[，,]")),
    ("flat", re.compile("[，,、；;]")),
    ("semicolon", re.compile("[；;]")),
)
_HARD = re.compile("[：:。！？!?]|——|──")
_SOFTER = re.compile("[；;]")
LONGEST = 90
_TOO_SHORT = 2


def propose(scan: Scan) -> Iterator[Candidate]:
    for region in regions(scan):
        for start, end in _spans(region):
            for name, separator in LEVELS:
                if not separator.search(region.shape, start, end):
                    continue
                if name == "clause":
                    for low, high in _split(region, start, end, _SOFTER):
                        yield from _runs(scan.text, region, pieces(scan.text, region, separator, low, high), name)
                else:
                    yield from _runs(scan.text, region, pieces(scan.text, region, separator, start, end), name)


def _spans(region: Region) -> Iterator[tuple[int, int]]:
    yield from _split(region, 0, len(region.shape), _HARD)


def _split(region: Region, start: int, end: int, at: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    low = start
    for match in at.finditer(region.shape, start, end):
        if match.start() > low:
            yield low, match.start()
        low = match.end()
    if end > low:
        yield low, end


def _runs(text: str, region: Region, parts: list[Range], level: str) -> Iterator[Candidate]:
    if len(parts) < 2:
        return
    words = [text[p.start : p.end] for p in parts]
    yield from _by_prefix(text, region, parts, words, level)
    yield from _by_suffix(text, region, parts, words, level)
    yield from _by_length(text, region, parts, words, level)
    if region.opener and parts[0].start == region.start and parts[-1].end == region.end:
        yield from _candidate(text, region, parts, level, "closed")
    elif level == "semicolon" and len(parts) >= 2:
        yield from _candidate(text, region, parts, level, "semicolon")


def _by_prefix(text: str, region: Region, parts: list[Range], words: list[str], level: str) -> Iterator[Candidate]:
    at = 0
    while at < len(parts) - 1:
        stop = at + 1
        prefix = words[stop]
        while stop < len(parts):
            shared = shared_prefix(prefix, _bare(words[stop]))
            if not shared or (len(shared) < 2 <= len(prefix) and stop > at + 2):
                break
            prefix, stop = shared, stop + 1
        head = _opened(text, parts[at], prefix) if stop - at >= 3 else None
        if head:
            items = [head, *(_unjoined_to(text, p, prefix) for p in parts[at + 1 : stop])]
            yield from _candidate(text, region, items, level, "prefix")
            at = stop - 1 if stop - at > 3 else at + 1
        elif stop - at >= 4:
            items = [_unjoined_to(text, p, prefix) for p in parts[at + 1 : stop]]
            yield from _candidate(text, region, items, level, "prefix")
            at = stop - 1
        else:
            at += 1


def _bare(words: str) -> str:
    return words


def _unjoined_to(text: str, piece: Range, prefix: str) -> Range:
    return piece if text.startswith(prefix, piece.start) else unjoined(text, piece)


def _opened(text: str, piece: Range, prefix: str) -> Range | None:
    """The part of a piece that begins with the prefix its successors have, or None."""
    at = text.rfind(prefix, piece.start, piece.end)
    return Range(at, piece.end) if at >= 0 and piece.end - at > len(prefix) else None


def _by_suffix(text: str, region: Region, parts: list[Range], words: list[str], level: str) -> Iterator[Candidate]:
    at = 0
    while at < len(parts) - 2:
        suffix, stop = words[at], at + 1
        while stop < len(parts):
            shared = shared_suffix(suffix, words[stop])
            if not shared or (len(shared) < 2 <= len(suffix) and stop > at + 1):
                break
            suffix, stop = shared, stop + 1
        items = parts[at:stop]
        if stop < len(parts) and stop - at >= 2 and len(suffix) < len(words[stop]):
            closed = text.find(suffix, parts[stop].start, parts[stop].end)
            if closed > parts[stop].start and len(suffix) < len(words[at]):
                items = [*items, Range(parts[stop].start, closed + len(suffix))]
        if len(items) >= 3 and len(suffix) < min(i.end - i.start for i in items):
            yield from _candidate(text, region, items, level, "suffix")
            at += len(items) - 1
        else:
            at += 1


def _by_length(text: str, region: Region, parts: list[Range], words: list[str], level: str) -> Iterator[Candidate]:
    """Rows of at least three short pieces whose lengths differ by one at most."""
    at = 0
    sizes = [len(core(word)) for word in words]
    while at < len(parts):
        stop = at + 1
        while stop < len(parts) and abs(sizes[stop] - sizes[stop - 1]) <= 1 and _TOO_SHORT < sizes[stop] <= 14:
            stop += 1
        if stop - at >= 3 and max(sizes[at:stop]) - min(sizes[at:stop]) <= 2:
            yield from _candidate(text, region, parts[at:stop], level, "length")
        at = stop


def _candidate(text: str, region: Region, items: Sequence[Range], level: str, shape: str) -> Iterator[Candidate]:
    words = [text[i.start : i.end] for i in items]
    if any(not core(word) or len(word) > LONGEST for word in words):
        return
    prefix, suffix = common_prefix(words), common_suffix(words)
    items = without_leading(text, items, prefix)
    if any(i.end - i.start < 2 for i in items):
        return
    yield Candidate(
        rule=f"parallel-{shape}-{level}",
        kind="parallel" if shape in ("prefix", "suffix", "length") else "series",
        items=tuple((item,) for item in items),
        scope=Range(items[0].start, items[-1].end),
        evidence={
            f"parallel_{shape}": 1.0,
            f"level_{level}": 1.0,
            "count": min(len(items), 6) / 6,
            "pair": float(len(items) == 2),
            "prefix": min(len(prefix), 4) / 4,
            "suffix": min(len(suffix), 4) / 4,
            "cohesion": cohesion(words),
            "closed": float(bool(region.opener) and items[0].start == region.start and items[-1].end == region.end),
            "length": min(sum(map(len, words)) / len(words), 40) / 40,
        },
    )

"""Parallel clauses: neighbours that begin or end with the same words, or are built to the same length.

让老人安心，让家属放心，让护士省心 → shared 让…心
早发现、早报告，早隔离、早治疗 → shared 早
设备老化，管线混乱，记录缺失 → same length
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from quizgen.extract.candidate import Candidate, Range
from quizgen.extract.lists.alike import common_prefix, common_suffix, core
from quizgen.extract.lists.features import row_evidence
from quizgen.extract.lists.pieces import pieces, shared_prefix, shared_suffix, unjoined, without_leading
from quizgen.extract.lists.rows import bounded, led
from quizgen.extract.regions import Region
from quizgen.extract.scan import Scan
from quizgen.extract.words import boundaries, opens_with_verb

LEVELS = (
    ("clause", re.compile("[，,]")),
    ("flat", re.compile("[，,、]")),
    ("semicolon", re.compile("[；;]")),
)
_HARD = re.compile("[：:。！？!?]")
_SOFTER = re.compile("[；;]")
_SEPARATED = re.compile("[，,、；;]")
_COLONS = frozenset(("：", ":"))
LONGEST = 90
_LED_LONGEST = 40
MOST = 14
"""Characters of a piece above which equal length tells nothing."""


class _Row(NamedTuple):
    """Items that ``shape`` makes a row, and what speaks for it."""

    shape: str
    items: tuple[Range, ...]
    evidence: dict[str, float]


def propose(scan: Scan) -> Iterator[Candidate]:
    for region in scan.regions:
        if not _SEPARATED.search(region.shape):
            continue
        made: dict[tuple[bool, tuple[Range, ...]], list[_Row]] = {}
        for name, parts in _levels(scan, region):
            whole = name == "semicolon" or _fills(region, parts)
            if (whole, parts) not in made:
                made[whole, parts] = list(_rows(scan, region, parts, whole))
            yield from (_candidate(row, name) for row in made[whole, parts])


def _levels(scan: Scan, region: Region) -> Iterator[tuple[str, tuple[Range, ...]]]:
    """The pieces of a region by each kind of separator; two kinds often give the same."""
    for start, end in _split(region, 0, len(region.shape), _HARD):
        for name, separator in LEVELS:
            spans = [(start, end)] if name == "semicolon" else _split(region, start, end, _SOFTER)
            for low, high in spans:
                if separator.search(region.shape, low, high):
                    parts = pieces(scan.text, region, separator, low, high)
                    if region.shape[high : high + 1] in _COLONS:
                        parts = parts[:-1]  # the last one leads to what stands behind the colon
                    if len(parts) >= 2:
                        yield name, tuple(parts)


def _fills(region: Region, parts: Sequence[Range]) -> bool:
    return bool(region.opener) and parts[0].start == region.start and parts[-1].end == region.end


def _split(region: Region, start: int, end: int, at: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    low = start
    for match in at.finditer(region.shape, start, end):
        if match.start() > low:
            yield low, match.start()
        low = match.end()
    if end > low:
        yield low, end


def _rows(scan: Scan, region: Region, parts: Sequence[Range], whole: bool) -> Iterator[_Row]:
    text = scan.text
    if whole:
        yield from _row(text, region, parts, "whole")
    if len(parts) == 2:
        return  # a lone pair is no row unless a label counts it
    words = [text[p.start : p.end] for p in parts]
    found: set[tuple[int, int]] = set()
    for shape, runs in _SHAPES:
        for low, high in runs(words):
            if (low, high) in found:
                continue
            found.add((low, high))
            before = parts[low - 1] if low else None
            after = parts[high] if high < len(parts) else None
            run = parts[low:high]
            if shape in ("verbs", "copula"):
                items: Sequence[Range] = _led_row(text, run, before) if shape == "verbs" else run
                yield from _row(text, region, items, shape)
                continue
            if shape == "prefix":
                run = _opened_row(text, run, before)
                items = run if _of_one_size(run) else bounded(scan, region, run, None, after, opened=True)
            else:
                if after and "、" not in text[run[-1].end : after.start] and common_suffix(words[low:high]):
                    after = None  # a clause that goes on behind the shared ending is none of the row
                opened = before is None and text[run[0].start - 1 : run[0].start] in _COLONS
                items = bounded(scan, region, run, before, after, opened=opened)
            if len(items) > 2:
                yield from _row(text, region, items, shape)


def _prefixed(words: list[str]) -> Iterator[tuple[int, int]]:
    """Runs of at least two pieces that begin alike."""
    low = 0
    while low < len(words) - 1:
        prefix, high = words[low], low + 1
        while high < len(words):
            shared = shared_prefix(prefix, words[high])
            if not shared or (len(shared) < 2 <= len(prefix) and high > low + 1):
                break
            prefix, high = shared, high + 1
        if high - low >= 2:
            yield low, high
        low = max(low + 1, high - 1 if high - low > 1 else low + 1)


def _suffixed(words: list[str]) -> Iterator[tuple[int, int]]:
    """Runs of at least two pieces that end alike."""
    low = 0
    while low < len(words) - 1:
        suffix, high = words[low], low + 1
        while high < len(words):
            shared = shared_suffix(suffix, words[high])
            if not shared or (len(shared) < 2 <= len(suffix) and high > low + 1):
                break
            suffix, high = shared, high + 1
        if high - low >= 2:
            yield low, high
        low = max(low + 1, high - 1 if high - low > 1 else low + 1)


def _infixed(words: list[str]) -> Iterator[tuple[int, int]]:
    """Runs of at least three pieces that have two characters in a row in common, away from their ends."""
    inner = [{word[at : at + 2] for at in range(1, len(word) - 2)} for word in words]
    low = 0
    while low < len(words) - 2:
        shared, high = inner[low], low + 1
        while high < len(words) and shared & inner[high]:
            shared, high = shared & inner[high], high + 1
        if high - low >= 3:
            yield low, high
        low = max(low + 1, high - 1)


def _verbal(words: list[str]) -> Iterator[tuple[int, int]]:
    """Runs of at least three pieces that open with a verb; one in between may not."""
    verbs = [opens_with_verb(word) and len(word) <= 36 for word in words]
    low = 0
    while low < len(words):
        high = low
        while high < len(words) and (verbs[high] or (high + 1 < len(words) and high > low and verbs[high + 1])):
            high += 1
        if high - low >= 2:
            yield low, high
        low = high + 1


def _copular(words: list[str]) -> Iterator[tuple[int, int]]:
    """Runs of at least three pieces of the form X是Y with a short X."""
    built = [0 < word.find("是", 1, 12) < len(word) - 1 for word in words]
    low = 0
    while low < len(words):
        high = low
        while high < len(words) and built[high]:
            high += 1
        if high - low >= 3:
            yield low, high
        low = high + 1


def _even(words: list[str]) -> Iterator[tuple[int, int]]:
    """Runs of at least three short pieces whose lengths differ by one at most."""
    sizes = [len(core(word)) for word in words]
    low = 0
    while low < len(words):
        high = low + 1
        while high < len(words) and abs(sizes[high] - sizes[high - 1]) <= 1 and 1 < sizes[high] <= MOST:
            high += 1
        if high - low >= 2:
            yield low, high
        low = high


def _of_one_size(run: Sequence[Range]) -> bool:
    """Whether the last piece is not much longer than the others, so that nothing foreign is behind it."""
    sizes = [piece.end - piece.start for piece in run]
    return len(run) > 2 and sizes[-1] <= 2 * max(sizes[:-1]) and max(sizes) > 6


def _opened_row(text: str, parts: Sequence[Range], before: Range | None) -> list[Range]:
    """The pieces of a run that begins alike, with the end of the piece before that begins so too."""
    prefix = common_prefix([text[p.start : p.end] for p in parts])
    size = sum(p.end - p.start for p in parts) / len(parts)
    if before:
        starts = [m.start() for m in re.finditer(re.escape(prefix), text[before.start : before.end])]
        near = [s for s in starts if before.end - before.start - s > len(prefix)]
        if near:
            at = near[0] if len(prefix) == 1 else min(near, key=lambda s: abs(before.end - before.start - s - size))
            return [Range(before.start + at, before.end), *parts]
    return list(parts)


def _led_row(text: str, parts: Sequence[Range], before: Range | None) -> Sequence[Range]:
    """A run of verbs, with the end of the piece before that begins with a verb behind a word that leads to it."""
    if before is None:
        return parts
    low = max(before.start, before.end - _LED_LONGEST)
    words = text[low : before.end]
    edges = boundaries(words)
    for at in edges[1:-1]:
        if led(words, edges, at) and opens_with_verb(words[at:]):
            return [Range(low + at, before.end), *parts]
    return parts


def _row(text: str, region: Region, items: Sequence[Range], shape: str) -> Iterator[_Row]:
    items = [items[0], *(unjoined(text, item, [*items[:k], *items[k + 1 :]]) for k, item in enumerate(items) if k)]
    words = [text[i.start : i.end] for i in items]
    if len(items) < 2 or any(not core(word) or len(word) > LONGEST for word in words):
        return
    evidence = row_evidence(text, region, items)
    items = without_leading(text, items, common_prefix(words))
    if all(i.end - i.start >= 2 for i in items):
        yield _Row(shape, tuple(items), evidence)


def _candidate(row: _Row, level: str) -> Candidate:
    return Candidate(
        rule=f"parallel-{row.shape}-{level}",
        kind="parallel",
        items=tuple((item,) for item in row.items),
        scope=Range(row.items[0].start, row.items[-1].end),
        evidence={f"parallel_{row.shape}": 1.0, f"level_{level}": 1.0, **row.evidence},
    )


_SHAPES = (
    ("prefix", _prefixed),
    ("suffix", _suffixed),
    ("infix", _infixed),
    ("copula", _copular),
    ("verbs", _verbal),
    ("length", _even),
)

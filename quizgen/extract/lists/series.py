"""Series with separators inside a clause: A、B、C和D; A/B/C; A + B + C; A→B→C.

收治时要检查瞳孔、脉搏、呼吸和血压四项指标 → 瞳孔 | 脉搏 | 呼吸 | 血压
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quizgen.extract.candidate import Candidate, Range
from quizgen.extract.lists.alike import alike
from quizgen.extract.lists.features import row_evidence
from quizgen.extract.lists.pieces import pieces, unjoined
from quizgen.extract.lists.rows import bounded
from quizgen.extract.regions import Region
from quizgen.extract.scan import Scan
from quizgen.extract.words import boundaries

_CLAUSE_END = re.compile("[，,；;：:。！？!?]|=+ ?>+")
_ETC = re.compile("(?<![平相同对均高初中上下优])等(?![级級待候于於同边边腰号號])")
_JOIN = re.compile("[和与與及]")
_NEXT = re.compile("以及|[和与與及]")
"""What joins a second series to one that 等 and a noun have closed (甲、乙等部门和丙、丁等企业)."""
_FOUR = 4
_JOINS = re.compile("以及|或者|[和与與及或]")
SEPARATORS = (
    ("comma", re.compile("、")),
    ("slash", re.compile(r"(?<=[^\s\d])[ ]?[/／][ ]?(?=[^\s\d/])")),
    ("arrow", re.compile(r" ?(?:→|->|➜|⇒|＞|(?<=[\u3400-\u9fff])>(?=[\u3400-\u9fff])) ?")),
    ("plus", re.compile(r"(?<=[^\s\d]) ?[+＋] ?(?=[^\s\d])")),
    ("bar", re.compile(r" ?[|｜] ?")),
)
_SEPARATED = re.compile("[、/／→>➜⇒＞+＋|｜]")
"""A character of each of them."""


def propose(scan: Scan) -> Iterator[Candidate]:
    for region in scan.regions:
        if not _SEPARATED.search(region.shape):
            continue
        for name, separator in SEPARATORS:
            if separator.search(region.shape):
                yield from _in_region(scan, region, separator, name)


def _in_region(scan: Scan, region: Region, separator: re.Pattern[str], name: str) -> Iterator[Candidate]:
    start = 0
    for stop in [*_CLAUSE_END.finditer(region.shape), None]:
        end = stop.start() if stop else len(region.shape)
        if separator.search(region.shape, start, end):
            for parts in _ended(scan.text, pieces(scan.text, region, separator, start, end)):
                halves = _halves(scan.text, parts)
                for row in halves or [parts]:
                    yield _series(scan, region, row, name)
                    yield from _in_four(scan, region, row, name)
                if len(parts) >= 4:
                    yield from _inner(scan, region, parts, name)
                if split := _parted(scan.text, parts):
                    yield _series(scan, region, split, name)
        start = stop.end() if stop else end


def _ended(text: str, parts: list[Range]) -> Iterator[list[Range]]:
    """The pieces up to one that says 等, and those behind it with what is joined to that one."""
    row: list[Range] = []
    for part in parts:
        row.append(part)
        if etc := _ETC.search(text, part.start + 1, part.end):
            if len(row) >= 2:
                yield row
            row = []
            if (joins := [*_NEXT.finditer(text, etc.end(), part.end)]) and part is not parts[-1]:
                row = [Range(joins[-1].end(), part.end)]
    if len(row) >= 2:
        yield row


def _halves(text: str, parts: list[Range]) -> list[list[Range]]:
    """Two series that a conjunction in the middle joins (甲一、甲二和乙一、乙二); none where there is no such one."""
    inner = [k for k, p in enumerate(parts) if 0 < k < len(parts) - 1 and _JOIN.search(text, p.start + 1, p.end)]
    if len(parts) < 5 or len(inner) != 1:
        return []
    at = inner[0]
    join = _JOIN.search(text, parts[at].start + 1, parts[at].end)
    others = sorted(part.end - part.start for k, part in enumerate(parts) if k not in (0, at, len(parts) - 1))
    if join is None or parts[at].end - parts[at].start < 2 * others[len(others) // 2]:
        return []
    left = [*parts[:at], Range(parts[at].start, join.start())]
    right = [Range(join.end(), parts[at].end), *parts[at + 1 :]]
    return [row for row in (left, right) if len(row) >= 2]


def _parted(text: str, parts: list[Range]) -> list[Range]:
    """The pieces, one of the inner ones parted at its conjunction into two that look like the others; else none."""
    for k, part in enumerate(parts[1:-1], 1):
        words = text[part.start : part.end]
        joins = [m for m in _JOINS.finditer(words) if {*m.span()} <= set(boundaries(words))]
        if len(joins) == 1:
            others = [text[p.start : p.end] for p in (*parts[1:k], *parts[k + 1 : -1])] or [text[slice(*parts[-1])]]
            halves = words[: joins[0].start()], words[joins[0].end() :]
            if all(len(half) > 1 and alike(half, others) > alike(words, others) for half in halves):
                inner = [Range(part.start, part.start + joins[0].start()), Range(part.start + joins[0].end(), part.end)]
                return [*parts[:k], *inner, *parts[k + 1 :]]
    return []


def _inner(scan: Scan, region: Region, parts: list[Range], name: str) -> Iterator[Candidate]:
    """Two series in one, the first of them an attribute: 新、旧、备用的阀门、管道、仪表."""
    for at in range(1, len(parts) - 1):
        piece = region.shape[parts[at].start - region.start : parts[at].end - region.start]
        of = piece.rfind("的")
        if 0 < of < len(piece) - 2:
            yield _series(scan, region, [Range(parts[at].start + of + 1, parts[at].end), *parts[at + 1 :]], name)
            if at > 1:
                yield _series(scan, region, [*parts[:at], Range(parts[at].start, parts[at].start + of)], name)


def _series(scan: Scan, region: Region, parts: list[Range], name: str) -> Candidate:
    items = bounded(scan, region, [*parts[:-1], unjoined(scan.text, parts[-1], parts[1:-1])])
    return _candidate(scan, region, items, name)


def _in_four(scan: Scan, region: Region, parts: list[Range], name: str) -> Iterator[Candidate]:
    """Three items of four characters, as the one in the middle has: 履行保护生命、减轻痛苦、增进健康职责."""
    if len(parts) != 3 or parts[1].end - parts[1].start != _FOUR:
        return
    head, tail = parts[0], unjoined(scan.text, parts[2])
    before, behind = (scan.text[r.start : r.end] for r in (head, tail))
    whole = len(behind) != _FOUR + 1  # a single character that is left is the rest of a word
    if whole and len(before) - _FOUR in boundaries(before) and _FOUR in boundaries(behind):
        items = Range(head.end - _FOUR, head.end), parts[1], Range(tail.start, tail.start + _FOUR)
        yield _candidate(scan, region, items, name)


def _candidate(scan: Scan, region: Region, items: Sequence[Range], name: str) -> Candidate:
    return Candidate(
        rule=f"series-{name}",
        kind="series",
        items=tuple((item,) for item in items),
        scope=Range(items[0].start, items[-1].end),
        evidence={
            f"series_{name}": 1.0,
            **row_evidence(scan.text, region, items),
        },
    )

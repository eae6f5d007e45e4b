"""Series with separators inside a clause: A、B、C和D; A/B/C; A + B + C; A→B→C.

The pieces between two separators are known exactly; where the first item begins and the last one ends is found by
comparing possible cuts with them.

    收治时要检查瞳孔、脉搏、呼吸和血压四项指标 → 瞳孔 | 脉搏 | 呼吸 | 血压
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from quizgen.extract.candidate import Candidate, Range
from quizgen.extract.lists.alike import alike, boundaries, cohesion, core
from quizgen.extract.lists.regions import BLANK, Region, regions
from quizgen.extract.numerals import labels
from quizgen.extract.scan import Scan

_CLAUSE_END = re.compile("[，,；;：:。！？!?]|——|──|=+ ?>+|——")
SEPARATORS = (
    re.compile("、"),
    re.compile(r"(?<=[^\s\d])[ ]?[/／][ ]?(?=[^\s\d/])"),
    re.compile(r" ?(?:→|->|➜|⇒|＞|(?<=[\u3400-\u9fff])>(?=[\u3400-\u9fff])) ?"),
    re.compile(r"(?<=[^\s\d]) ?[+＋] ?(?=[^\s\d])"),
    re.compile(r" ?[|｜] ?"),
)
_JOIN = re.compile("以及|及其|或者|[和与與及或並且]")
_ETC = re.compile("[ ]?(?:等等|等|……|\\.{3,})")
_LEADS = re.compile(
    "(?:的|是|在|为|為|了|着|著|对|對|把|从|從|以|与|與|有|到|由|被|让|讓|使|如|即|及|和|向|将|將|包括|例如|比如|包含|含|于|於|为了|"
    "坚持|堅持|存在|克服|落实|实现|加强|解决|推动|推进|具有|达到|做好|做到|保持|增强|提高|通过|按照|根据|分为|划分为|分成|"
    "主要|共同|不断|努力|充分|切实|认真|始终|扎实|应当|应该|必须|需要|可以|能够)\\Z"
)
_FOLLOWS = re.compile(
    "(?:等|的|之|上|中|下|里|内|方面|这|這|那|各|几|幾|多|三者|二者|两者|兩者|为|為|是|在|对|對|都|均|而|并|等等|[一二三四五六七八九十两兩]|[”“「」』）)]|\\d)"
)
LONGEST = 60
"""Characters of an item above which a cut is not looked for."""


@dataclass(frozen=True, slots=True)
class _Cut:
    score: float
    ranges: tuple[Range, ...]


def propose(scan: Scan) -> Iterator[Candidate]:
    for region in regions(scan):
        for index, separator in enumerate(SEPARATORS):
            if separator.search(region.shape):
                yield from _in_region(scan.text, region, separator, index)


def _in_region(text: str, region: Region, separator: re.Pattern[str], index: int) -> Iterator[Candidate]:
    start = 0
    for stop in [*_CLAUSE_END.finditer(region.shape), None]:
        end = stop.start() if stop else len(region.shape)
        seps = list(separator.finditer(region.shape, start, end))
        if seps and end > start:
            candidate = _series(text, region, start, end, seps, index)
            if candidate:
                yield candidate
        start = stop.end() if stop else end


def _series(text: str, region: Region, start: int, end: int, seps: list[re.Match[str]], index: int) -> Candidate | None:
    base = region.start
    edges = [start, *(edge for sep in seps for edge in (sep.start(), sep.end())), end]
    pieces = [Range(base + a, base + b) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    pieces = [_strip(text, piece) for piece in pieces]
    if any(piece.start >= piece.end for piece in pieces):
        return None
    middle = [text[p.start : p.end] for p in pieces[1:-1]]
    closed = bool(region.opener) and start == 0 and end == len(region.shape)
    head, tail = _ends(text, pieces, middle, region)
    items = (*([head.ranges[0]]), *pieces[1:-1], *tail.ranges)
    words = [text[i.start : i.end] for i in items]
    if any(not core(word) or len(word) > LONGEST for word in words):
        return None
    after = text[items[-1].end : items[-1].end + 12]
    etc = bool(_ETC.match(after))
    before = text[max(0, items[0].start - 12) : items[0].start]
    evidence = {
        "series": 1.0,
        "count": min(len(items), 6) / 6,
        "cohesion": cohesion(words),
        "head_cut": head.score,
        "tail_cut": tail.score,
        "closed": float(closed),
        "etc": float(etc),
        "example": float(bool(_EXAMPLE.search(before))),
        "separator": float(index > 0),
    }
    return Candidate(
        rule=f"series-{('comma', 'slash', 'arrow', 'plus', 'bar')[index]}",
        kind="series",
        items=tuple((item,) for item in items),
        scope=Range(items[0].start, items[-1].end),
        evidence=evidence,
    )


_EXAMPLE = re.compile("(?:如|例如|比如|诸如|譬如|像)[：:]?\\Z")


def _strip(text: str, piece: Range) -> Range:
    start, end = piece
    while start < end and text[start] in " 　\t*_`":
        start += 1
    while end > start and text[end - 1] in " 　\t*_`":
        end -= 1
    return Range(start, end)


def _ends(text: str, pieces: list[Range], middle: list[str], region: Region) -> tuple[_Cut, _Cut]:
    """The best cuts of the first and of the last piece."""
    first, last = pieces[0], pieces[-1]
    tails = list(_tails(text, last, region))
    if middle:
        tail = max(tails, key=lambda cut: cut.score + _fit(text, cut.ranges, middle))
        template = middle + [text[r.start : r.end] for r in tail.ranges]
        heads = list(_heads(text, first))
        head = max(heads, key=lambda cut: cut.score + _fit(text, cut.ranges, template))
    else:
        heads = list(_heads(text, first))
        head, tail = max(
            ((h, t) for h in heads for t in tails),
            key=lambda pair: (
                pair[0].score
                + pair[1].score
                + _fit(text, pair[0].ranges, [text[r.start : r.end] for r in pair[1].ranges])
                + (
                    _fit(text, pair[1].ranges[:1], [text[r.start : r.end] for r in pair[1].ranges[1:]])
                    if len(pair[1].ranges) > 1
                    else 0
                )
            ),
        )
        template = [text[r.start : r.end] for r in tail.ranges]
    return (
        _Cut(_fit(text, head.ranges, template), head.ranges),
        _Cut(_fit(text, tail.ranges, middle or [text[head.ranges[0].start : head.ranges[0].end]]), tail.ranges),
    )


def _fit(text: str, ranges: tuple[Range, ...], template: list[str]) -> float:
    return sum(alike(text[r.start : r.end], template) for r in ranges) / len(ranges)


def _heads(text: str, piece: Range) -> Iterator[_Cut]:
    """Possible first items: the whole piece, and what is left after each word of it."""
    words = text[piece.start : piece.end]
    yield _Cut(0.22, (piece,))
    if words[-1] in "”」』" and (opened := max(words.rfind(q) for q in "“「『")) > 0:
        yield _Cut(0.5, (Range(piece.start + opened, piece.end),))
    cuts = boundaries(words[-LONGEST:])
    shift = max(0, len(words) - LONGEST)
    for at in cuts[1:-1]:
        before = words[: shift + at]
        bonus = 0.2 if _LEADS.search(before) else 0.0
        yield _Cut(bonus, (Range(piece.start + shift + at, piece.end),))


def _tails(text: str, piece: Range, region: Region) -> Iterator[_Cut]:
    """Possible last items: one that ends somewhere in the piece, or two with a conjunction between them."""
    words = text[piece.start : piece.end]
    shape = region.shape[piece.start - region.start : piece.end - region.start]
    mentions = {mention.start for mention in labels(text, piece.start, min(region.end, piece.end + 12))}
    ends = [at for at in boundaries(words[:LONGEST]) if at]
    ends = [
        at for at in ends if at == len(shape) or BLANK not in shape[at - 1 : at + 1] or shape[at - 1 : at] in "”」』）"
    ]
    joins = [(m.start(), m.end()) for m in _JOIN.finditer(shape[:LONGEST]) if m.start() and m.end() < len(shape)]
    for end in ends:
        after = words[end:]
        bonus = 0.22 if not after else 0.2 if _FOLLOWS.match(after) else 0.0
        if piece.start + end in mentions or text[piece.start + end - 1 : piece.start + end + 1] == "“":
            bonus = 0.5
        if _ETC.match(after):
            bonus = 0.4
        whole = Range(piece.start, piece.start + end)
        yield _Cut(bonus, (whole,))
        for a, b in joins:
            if b < end:
                yield _Cut(
                    bonus + 0.05, (Range(piece.start, piece.start + a), Range(piece.start + b, piece.start + end))
                )

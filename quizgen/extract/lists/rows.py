"""Where the first item of a row begins and the last one ends.

The pieces between two separators are known exactly. The first piece of a row may carry the words that lead to it, the
last one the words that go on after it: both are found by comparing possible cuts with the pieces in between.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from quizgen.extract.candidate import Range
from quizgen.extract.lists.alike import alike, boundaries, core
from quizgen.extract.lists.regions import BLANK, Region
from quizgen.extract.numerals import labels

LONGEST = 60
"""Characters of a piece in which cuts are looked for."""
GOOD = 0.8
"""How alike a neighbour's cut must be to join a row."""
_JOIN = re.compile("以及|及其|或者|[和与與及或並]")
_ETC = re.compile("[ ]?(?:等等|等|……|\\.{3,})")
_FOLLOWS = re.compile(
    "等|的|之|上|中|下|里|内|方面|这|這|那|各|几|幾|多|三者|二者|两者|兩者|为|為|是|在|对|對|都|均|而|并|"
    "[一二三四五六七八九十两兩]|[”“「」』）)]|[0-9]"
)
_QUOTES = {"”": "“", "」": "「", "』": "『"}


@dataclass(frozen=True, slots=True)
class Row:
    """Items, how well the first and the last fit the others, and how many characters were cut off before and behind."""

    items: tuple[Range, ...]
    head_fit: float
    tail_fit: float
    head_cut: int
    tail_cut: int


@dataclass(frozen=True, slots=True)
class _Cut:
    bonus: float
    ranges: tuple[Range, ...]


@cache
def lead_words() -> re.Pattern[str]:
    lines = Path(__file__).parent.with_name("data").joinpath("lead_words.txt").read_text("utf-8").splitlines()
    words = [line for line in lines if line and not line.startswith("#")]
    return re.compile(f"(?:{'|'.join(sorted(words, key=len, reverse=True))})\\Z")


def bounded(
    text: str, region: Region, parts: Sequence[Range], before: Range | None = None, after: Range | None = None
) -> Row:
    """The row that ``parts`` make, its ends cut, with the neighbours ``before`` and ``after`` where a part of them fits."""
    first, last = parts[0], parts[-1]
    middle = [text[p.start : p.end] for p in parts[1:-1]]
    tails, heads = list(_tails(text, last, region)), list(_heads(text, first))
    if middle:
        tail = max(tails, key=lambda cut: cut.bonus + _fit(text, cut.ranges, middle) + _even(text, cut.ranges, middle))
        template = middle + _words(text, tail.ranges)
        head = max(
            heads, key=lambda cut: cut.bonus + _fit(text, cut.ranges, template) + _even(text, cut.ranges, template)
        )
    else:
        head, tail = max(((h, t) for h in heads for t in tails), key=lambda pair: _pair_fit(text, *pair))
        template = _words(text, tail.ranges)
    items = [*head.ranges, *parts[1:-1], *tail.ranges]
    if before and head.ranges == (first,):
        more = max(_heads(text, before), key=lambda cut: cut.bonus + _fit(text, cut.ranges, _words(text, items)))
        if _fit(text, more.ranges, _words(text, items)) >= GOOD and _same_size(text, more.ranges, items):
            items, first, head = [*more.ranges, *items], before, more
    if after and tail.ranges == (last,):
        more = max(_tails(text, after, region), key=lambda cut: cut.bonus + _fit(text, cut.ranges, _words(text, items)))
        if _fit(text, more.ranges, _words(text, items)) >= GOOD and _same_size(text, more.ranges, items):
            items, last, tail = [*items, *more.ranges], after, more
    words = _words(text, items)
    return Row(
        tuple(items),
        alike(words[0], words[1:]),
        alike(words[-1], words[:-1]),
        items[0].start - first.start,
        last.end - items[-1].end,
    )


def _words(text: str, ranges: Sequence[Range]) -> list[str]:
    return [text[r.start : r.end] for r in ranges]


def _fit(text: str, ranges: Sequence[Range], template: Sequence[str]) -> float:
    return sum(alike(text[r.start : r.end], template) for r in ranges) / len(ranges)


def _even(text: str, ranges: Sequence[Range], template: Sequence[str]) -> float:
    """A bonus where the siblings are all of one length and these are too."""
    sizes = {len(core(word)) for word in template}
    return 0.2 if len(template) > 1 and sizes == {len(core(word)) for word in _words(text, ranges)} else 0.0


def _same_size(text: str, more: Sequence[Range], items: Sequence[Range]) -> bool:
    sizes = [len(core(word)) for word in _words(text, items)]
    return all(min(sizes) - 1 <= len(core(word)) <= max(sizes) + 1 for word in _words(text, more))


def _pair_fit(text: str, head: _Cut, tail: _Cut) -> float:
    words = _words(text, tail.ranges)
    inner = alike(words[0], words[1:]) if len(words) > 1 else 0.0
    return head.bonus + tail.bonus + _fit(text, head.ranges, words) + inner


def _heads(text: str, piece: Range) -> Iterator[_Cut]:
    """Possible first items: the whole piece, and what is left after each word of it."""
    words = text[piece.start : piece.end]
    yield _Cut(0.22, (piece,))
    opener = _QUOTES.get(words[-1])
    if opener and (opened := words.rfind(opener)) > 0:
        yield _Cut(0.5, (Range(piece.start + opened, piece.end),))
        return
    shift = max(0, len(words) - LONGEST)
    for at in boundaries(words[shift:])[1:-1]:
        before = words[max(0, shift + at - 4) : shift + at]
        bonus = 0.3 if before.endswith("——") else 0.2 if lead_words().search(before) else 0.0
        yield _Cut(bonus, (Range(piece.start + shift + at, piece.end),))


def _tails(text: str, piece: Range, region: Region) -> Iterator[_Cut]:
    """Possible last items: one that ends somewhere in the piece, or two with a conjunction between them."""
    words = text[piece.start : piece.end]
    shape = region.shape[piece.start - region.start : piece.end - region.start]
    mentions = {mention.start for mention in labels(text, piece.start, min(region.end, piece.end + 12))}
    edges = set(boundaries(words[:LONGEST]))
    ends = sorted(at for at in edges if at and _outside(shape, at))
    joins = [m.span() for m in _JOIN.finditer(shape[:LONGEST]) if m.start() and {*m.span()} <= edges]
    for end in ends:
        rest = words[end:]
        bonus = 0.22 if not rest else 0.2 if _FOLLOWS.match(rest) else 0.0
        if _ETC.match(rest) or rest.startswith("——"):
            bonus = 0.4
        if piece.start + end in mentions or (rest[:1] == "“" and piece.start + end + 1 in mentions):
            bonus = 0.6
        yield _Cut(bonus, (Range(piece.start, piece.start + end),))
        for low, high in joins:
            if high < end:
                pair = (Range(piece.start, piece.start + low), Range(piece.start + high, piece.start + end))
                yield _Cut(bonus + 0.05, pair)


def _outside(shape: str, at: int) -> bool:
    """Whether a cut does not go through a bracket or a quotation."""
    return at == len(shape) or (shape[at] != BLANK and (shape[at - 1] != BLANK or shape[at] not in "”」』）)》"))

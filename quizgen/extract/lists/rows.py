"""Where the first item of a row begins and the last one ends.

The pieces between two separators are known exactly. The first piece of a row may carry the words that lead to it, the
last one the words that go on after it: both are found by comparing possible cuts with the pieces in between.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from quizgen.extract.candidate import Range
from quizgen.extract.lists.alike import alike, boundaries, core
from quizgen.extract.lists.regions import BLANK, Region
from quizgen.extract.numerals import labels
from quizgen.extract.words import word_file

LONGEST = 60
"""Characters of a piece in which cuts are looked for."""
WHOLE = 0.22
"""What speaks for leaving a piece as it is."""
GOOD = 0.775
"""How alike a neighbour's cut must be to join a row."""
_JOIN = re.compile("以及|及其|或者|[和与與及或並]")
_ETC = re.compile("[ ]?(?:等等|等|……|\\.{3,})")
_FOLLOWS = re.compile(
    "等|的|之|上|中|下|里|内|方面|这|這|那|各|几|幾|多|三者|二者|两者|兩者|为|為|是|在|对|對|都|均|而|并|"
    "[一二三四五六七八九十两兩]|[”“「」』）)]|[0-9]"
)
_TO_LABEL = re.compile("(?:等|的|既|即|这|這|上述|以上)?[“「『]?")
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
    """What may stand right before the first item."""
    words = sorted(word_file("lead_words.txt"), key=lambda word: (-len(word), word))
    return re.compile(rf"(?:{'|'.join(words)})\Z")


def bounded(
    text: str,
    region: Region,
    parts: Sequence[Range],
    before: Range | None = None,
    after: Range | None = None,
    opened: bool = False,
) -> Row:
    """The row that ``parts`` make, its ends cut, with those neighbours of which a part fits.

    ``opened`` tells that the first item's beginning is known.
    """
    first, last = parts[0], parts[-1]
    middle = [text[p.start : p.end] for p in parts[1:-1]]
    tails = list(_tails(text, last, region, middle))
    heads = [_Cut(0.0, (first,))] if opened else list(_heads(text, first, region, parts[1:]))
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
        more = max(
            _heads(text, before, region, items), key=lambda cut: cut.bonus + _fit(text, cut.ranges, _words(text, items))
        )
        if _fit(text, more.ranges, _words(text, items)) >= GOOD and _same_size(text, more.ranges, items):
            items, first, head = [*more.ranges, *items], before, more
    if after and tail.ranges == (last,):
        more = max(
            _tails(text, after, region, _words(text, items)),
            key=lambda cut: cut.bonus + _fit(text, cut.ranges, _words(text, items)),
        )
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
    slack = int(min(sizes) < max(sizes))
    return all(min(sizes) - slack <= len(core(word)) <= max(sizes) + slack for word in _words(text, more))


def _pair_fit(text: str, head: _Cut, tail: _Cut) -> float:
    words = _words(text, tail.ranges)
    inner = alike(words[0], words[1:]) if len(words) > 1 else 0.0
    return head.bonus + tail.bonus + _fit(text, head.ranges, words) + inner


def _heads(text: str, piece: Range, region: Region, siblings: Sequence[Range]) -> Iterator[_Cut]:
    """Possible first items: the whole piece, and what is left after each word of it."""
    words = text[piece.start : piece.end]
    shape = region.shape[piece.start - region.start : piece.end - region.start]
    yield _Cut(0.0 if _leads_alone(text, piece, siblings) else WHOLE, (piece,))
    opener = _QUOTES.get(words[-1])
    if opener and (opened := words.rfind(opener)) > 0:
        yield _Cut(0.5, (Range(piece.start + opened, piece.end),))
        return
    shift = max(0, len(words) - LONGEST)
    sizes = {s.end - s.start for s in siblings}
    if len(sizes) == 1 and (at := len(words) - sizes.pop()) > 0 and _outside(shape, at):
        yield _Cut(-0.05, (Range(piece.start + at, piece.end),))
    for at in boundaries(words[shift:])[1:-1]:
        if not _outside(shape, shift + at):
            continue
        before = words[max(0, shift + at - 4) : shift + at]
        rest = Range(piece.start + shift + at, piece.end)
        bonus = 0.3 if before.endswith("——") else 0.2 if lead_words().search(before) else 0.0
        yield _Cut(bonus / 2 if _leads_alone(text, rest, siblings) else bonus, (rest,))


def _leads_alone(text: str, piece: Range, siblings: Sequence[Range]) -> bool:
    """Whether a piece begins with a word that leads to an item, and its siblings do not."""
    for size in (3, 2, 1):
        if lead_words().fullmatch(text, piece.start, piece.start + size):
            return not any(text[s.start : s.start + 1] == text[piece.start] for s in siblings)
    return False


def _tails(text: str, piece: Range, region: Region, siblings: Sequence[str]) -> Iterator[_Cut]:
    """Possible last items: one that ends somewhere in the piece, or two with a conjunction between them."""
    words = text[piece.start : piece.end]
    shape = region.shape[piece.start - region.start : piece.end - region.start]
    mentions = {mention.start for mention in labels(text, piece.start, min(region.end, piece.end + 12))}
    edges = set(boundaries(words[:LONGEST]))
    ends = sorted(at for at in edges if at and _outside(shape, at))
    joins = [m.span() for m in _JOIN.finditer(shape[:LONGEST]) if m.start() and {*m.span()} <= edges]
    joining = -0.2 if any(_JOIN.search(sibling, 1) for sibling in siblings) else 0.15
    for end in ends:
        rest = words[end:]
        bonus = WHOLE if not rest else 0.2 if _FOLLOWS.match(rest) else 0.0 if len(rest) > 2 else -0.15
        if _ETC.match(rest) or rest.startswith("——"):
            bonus = 0.4
        named = _TO_LABEL.match(text, piece.start + end)
        if named and named.end() in mentions:
            bonus = 0.4 if words[end - 1] in "这這等既即" else 0.6
        yield _Cut(bonus, (Range(piece.start, piece.start + end),))
        for low, high in joins:
            if high < end:
                pair = (Range(piece.start, piece.start + low), Range(piece.start + high, piece.start + end))
                yield _Cut(bonus + joining, pair)


def _outside(shape: str, at: int) -> bool:
    """Whether a cut does not go through a bracket or a quotation."""
    return at == len(shape) or (shape[at] != BLANK and (shape[at - 1] != BLANK or shape[at] not in "”」』）)》"))

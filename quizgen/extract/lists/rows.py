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
from quizgen.extract.lists.alike import Siblings, alike, common_suffix, core
from quizgen.extract.regions import BLANK, Region
from quizgen.extract.scan import Scan
from quizgen.extract.words import boundaries, opens_with_verb, tag, word_file

LONGEST = 60
"""Characters of a piece in which cuts are looked for."""
WHOLE = 0.22
"""What speaks for leaving a piece as it is."""
GOOD = 0.775
"""How alike a neighbour's cut must be to join a row."""
_LEAD_LONGEST = 4
_LONGEST_WORD = 8
_LED = (0.0, 0.2, 0.3, 0.3, 0.3)
"""What speaks for a cut behind a lead-in word of so many characters."""
_PARTED = -0.5
"""What speaks for a cut inside a long word."""
_TIES = frozenset("与與及和")
_TIED = -0.1
"""What speaks for a cut behind a lead-in word that ties nouns as well (轴向拉伸与压缩)."""
_JOIN = re.compile("以及|及其|或者|[和与與及或並]")
_ETC = re.compile("[ ]?(?:等等|等|……|\\.{3,})")
_FOLLOWS = re.compile(
    "等|的|之|上|中|下|里|内|方面|这|這|那|各|几|幾|多|相[当當适適应應符称稱结結一统統协協匹衔銜互]|互相|组成|組成|进行|進行|加以|予以|构成|構成|三者|二者|两者|兩者|为|為|是|在|对|對|都|均|而|并|"
    "[一二三四五六七八九十两兩]|[”“「」』）)]|[0-9]"
)
_TAIL_WORDS = frozenset("的等中上下内里间时了着之")
"""Single characters that may be left over behind the last item."""
_OF = re.compile("的")
_OF_NOUN = re.compile("(?<!目)的(?!确|確)")
_WHEN = re.compile("(?<=..)(?<![及同平小按随隨当當临臨暂暫准準定有不])[时時]\\Z")
_BRACKETED = re.compile("[（(][^（）()]*[）)]\\Z")
_TO_BRACKET = re.compile("[^（(]*[（(]")
_NOMINAL = frozenset(("n", "a", "b", "i", "j", "l", "s", "t", ""))
_COMPLEMENTS = frozenset("好到出成完清")
"""What may follow a verb as part of it (处理好)."""
_FIGURE = re.compile("[0-9０-９]")
_TO_LABEL = re.compile("(?:等|的|既|即|这|這|上述|以上)?[“「『]?")
_QUOTES = {"”": "“", "」": "「", "』": "『"}


@dataclass(frozen=True, slots=True)
class _Cut:
    bonus: float
    ranges: tuple[Range, ...]


@cache
def _lead_words() -> re.Pattern[str]:
    """What may stand right before the first item."""
    words = sorted(word_file("lead_words.txt"), key=lambda word: (-len(word), word))
    return re.compile(rf"(?:{'|'.join(words)})\Z")


def bounded(
    scan: Scan,
    region: Region,
    parts: Sequence[Range],
    before: Range | None = None,
    after: Range | None = None,
    opened: bool = False,
) -> tuple[Range, ...]:
    """The items that ``parts`` make, its ends cut, with those neighbours of which a part fits.

    ``opened`` tells that the first item's beginning is known.
    """
    text = scan.text
    first, last = parts[0], parts[-1]
    middle = _words(text, parts[1:-1])
    tails = list(_tails(scan, last, region, middle, bool(middle) and len(common_suffix(_words(text, parts))) > 1))
    heads = [_Cut(0.0, (first,))] if opened else list(_heads(text, first, region, parts[1:]))
    if middle:
        tail = _best(text, tails, middle)
        head = _best(text, heads, [*middle, *_words(text, tail.ranges)])
    else:
        head, tail = _best_pair(text, heads, tails)
    items = [*head.ranges, *parts[1:-1], *tail.ranges]
    if before and head.ranges == (first,):
        more = _best(text, list(_heads(text, before, region, items)), _words(text, items)).ranges
        if _joins(text, more, items):
            items = [*more, *items]
    if after and tail.ranges == (last,):
        siblings = _words(text, items)
        more = _best(text, list(_tails(scan, after, region, siblings)), siblings).ranges
        if _joins(text, more, items):
            items = [*items, *more]
    return tuple(items)


def _best(text: str, cuts: Sequence[_Cut], siblings: Sequence[str]) -> _Cut:
    """The cut that makes the most of likeness and of what stands around it; the first of equals."""
    template = Siblings(siblings)
    told = set(siblings)
    one_size = next(iter(template.sizes)) if len(siblings) > 1 and len(template.sizes) == 1 else None

    def worth(cut: _Cut) -> float:
        words = _words(text, cut.ranges)
        even = 0.2 if one_size and all(len(core(word)) == one_size for word in words) else 0.0
        if not told.isdisjoint(words):
            even = -1.0  # no item stands twice in a list
        return cut.bonus + even + sum(map(template.likeness, words)) / len(words)

    return max(cuts, key=worth)


def _best_pair(text: str, heads: Sequence[_Cut], tails: Sequence[_Cut]) -> tuple[_Cut, _Cut]:
    """The best cuts of two pieces with nothing in between: first the tail, then the head that fits it."""
    best: tuple[float, _Cut, _Cut] | None = None
    for tail in tails:
        words = _words(text, tail.ranges)
        template = Siblings(words)
        inner = alike(words[0], words[1:]) if len(words) > 1 else 0.0
        for head in heads:
            first = head.ranges[0]
            worth = head.bonus + tail.bonus + inner + template.likeness(text[first.start : first.end])
            if best is None or worth > best[0]:
                best = worth, head, tail
    assert best is not None
    return best[1], best[2]


def _joins(text: str, more: Sequence[Range], items: Sequence[Range]) -> bool:
    """Whether a neighbour's cut is alike enough to be one more item."""
    template = Siblings(_words(text, items))
    words = _words(text, more)
    slack = int(template.low < template.high)
    return all(
        template.low - slack <= len(core(word)) <= template.high + slack and template.likeness(word) >= GOOD
        for word in words
    )


def _words(text: str, ranges: Sequence[Range]) -> list[str]:
    return [text[r.start : r.end] for r in ranges]


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
    edges = [shift + at for at in boundaries(words[shift:])]
    sizes = {s.end - s.start for s in siblings}
    if len(sizes) == 1 and (at := len(words) - sizes.pop()) > 1 and _outside(shape, at) and not _in_token(words, at):
        firsts = {text[s.start] for s in siblings}
        alien = len(firsts) == 1 and text[piece.start + at] not in firsts
        bonus = _PARTED if _parts_word(words, edges, at) else -0.2 if alien else -0.05
        yield _Cut(bonus, (Range(piece.start + at, piece.end),))
    verbal = 2 * sum(opens_with_verb(text[s.start : s.end]) for s in siblings) > len(siblings)
    for before, at, after in zip(edges, edges[1:], edges[2:], strict=False):
        if not _outside(shape, at):
            continue
        rest = Range(piece.start + at, piece.end)
        size = led(words, edges, at)
        bonus = (
            0.3
            if words.endswith(("——", " ", "\u3000"), 0, at)
            else _TIED
            if size == 1 and words[at - 1] in _TIES
            else _LED[size]
        )
        if not bonus and not verbal:
            bonus = _kinds_apart(words[before:at], words[at:after])
        yield _Cut(bonus / 2 if _leads_alone(text, rest, siblings) else bonus, (rest,))


def led(words: str, edges: Sequence[int], at: int) -> int:
    """How long the word is that leads to an item and ends at ``at``, one of the ``edges`` (有, not that of 国有)."""
    match = _lead_words().search(words, max(0, at - _LEAD_LONGEST), at)
    if words[at : at + 1] in _COMPLEMENTS and at + 1 in edges:
        return 0
    return at - match.start() if match and match.start() in edges else 0


def _parts_word(words: str, edges: Sequence[int], at: int) -> bool:
    """Whether a cut goes through a word of three characters or more that the dictionary knows (锦衣卫)."""
    low = max(edge for edge in edges if edge <= at)
    high = min(edge for edge in edges if edge >= at)
    return low < at < high and high - low > 2 and bool(tag(words[low:high]))


def _kinds_apart(before: str, after: str) -> float:
    """What speaks for a cut between a verb and a noun, and against one beside a figure or in a compound (土壤养分)."""
    if before[-1].isdigit() or after[0].isdigit():
        return -0.15
    kinds = "v" if "v" in (tag(before)[:1], tag(before[-2:])[:1]) else tag(before)[:1], tag(after)[:1]
    return (
        0.2
        if kinds[0] == "v" and kinds[1] in _NOMINAL and after not in _COMPLEMENTS
        else -0.15
        if kinds == ("n", "n")
        else 0.0
    )


def _leads_alone(text: str, piece: Range, siblings: Sequence[Range]) -> bool:
    """Whether a piece begins with a word that leads to an item, and its siblings do not."""
    for size in (3, 2, 1):
        within = text[piece.start : min(piece.end, piece.start + _LONGEST_WORD)]
        if _lead_words().fullmatch(text, piece.start, piece.start + size) and size in boundaries(within):
            return not any(text[s.start : s.start + 1] == text[piece.start] for s in siblings)
    return False


def _tails(scan: Scan, piece: Range, region: Region, siblings: Sequence[str], whole: bool = False) -> Iterator[_Cut]:
    """Possible last items: one that ends somewhere in the piece (``whole``: where that ends), or two with a
    conjunction between them.
    """
    text = scan.text
    words = text[piece.start : piece.end]
    shape = region.shape[piece.start - region.start : piece.end - region.start]
    edges = set(boundaries(words[:LONGEST]))
    edges.update(of.start() for of in _OF_NOUN.finditer(words))
    if when := _WHEN.search(words):
        edges.add(when.start())
    ends = sorted(at for at in edges if at and _outside(shape, at))
    if whole:
        ends = ends[-1:]
    elif kept := _shared_end(siblings):
        ends = [at for at in ends if not kept.match(words, at)] or ends
    nouns = len(siblings) > 0 and not any("的" in sibling for sibling in siblings)
    modifiers = len(siblings) > 0 and all(sibling.endswith("的") for sibling in siblings)
    joins = [m.span() for m in _JOIN.finditer(shape[:LONGEST]) if m.start() and {*m.span()} <= edges]
    for end in ends:
        rest = words[end:]
        bonus = WHOLE if not rest else 0.2 if _FOLLOWS.match(rest) else 0.0 if len(rest) > 2 else -0.15
        if when and end == when.start():
            bonus = 0.3
        if len(rest) == 1 and rest not in _TAIL_WORDS:
            bonus = -0.3
        if _ETC.match(rest) or rest.startswith("——"):
            bonus = 0.4
        if modifiers and words[end - 1] == "的" and "的" not in words[: end - 1]:
            bonus = 0.5
        named = _TO_LABEL.match(text, piece.start + end)
        if named and named.end() in scan.label_starts:
            bonus = 0.4 if words[end - 1] in "这這等既即" else 0.6
        yield _Cut(bonus, (Range(piece.start, piece.start + end),))
        for low, high in joins:
            if high < end:
                pair = (Range(piece.start, piece.start + low), Range(piece.start + high, piece.start + end))
                told = any(words[low:high] in sibling[1:] for sibling in siblings)
                closed = nouns and rest.startswith("的") and "或" not in words[low:high]
                yield _Cut(bonus + (-0.2 if told else 0.25 if closed else 0.15), pair)


def _shared_end(siblings: Sequence[str]) -> re.Pattern[str] | None:
    """What may not be cut off the last item, for all its siblings have it: a figure (13个), a closing 的 or bracket."""
    if not siblings:
        return None
    if all(sibling.endswith("的") for sibling in siblings):
        return _OF
    if all(map(_BRACKETED.search, siblings)):
        return _TO_BRACKET
    return _FIGURE if all(map(_FIGURE.search, siblings)) else None


def _in_token(words: str, at: int) -> bool:
    """Whether a cut goes through a number or a Latin word."""
    return words[at - 1 : at + 1].isascii() and words[at - 1 : at + 1].isalnum()


def _outside(shape: str, at: int) -> bool:
    """Whether a cut does not go through a bracket or a quotation."""
    return at == len(shape) or (shape[at] != BLANK and (shape[at - 1] != BLANK or shape[at] not in "”」』）)》"))

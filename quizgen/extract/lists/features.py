"""Evidence that every row of items has, whichever proposer found it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from quizgen.extract.candidate import Range
from quizgen.extract.lists.alike import common_prefix, common_suffix, core, measured
from quizgen.extract.regions import Region
from quizgen.extract.words import cut, opens_with_verb, tag

_ETC = re.compile("[”」』]?[ ]?(?:等|……|\\.{3,})")
_ETC_KIND = re.compile("[”」』]?等[\u3400-\u9fff]{2,8}?(?=[，,。；;、的和与與及：:\n]|\\Z)")
"""等 and the noun for what has been named (……等重点环节)."""
_MAXIM = 4
_OF_MAXIMS = re.compile("的[\u3400-\u9fff]{0,4}?(?:方针|方針|原则|原則)")
"""What two phrases of four characters are declared to be (……的方针)."""
_EXAMPLE = re.compile("(?:如|例如|比如|诸如|譬如|像)[：:，“]?\\Z")
_OPENS = re.compile("[：:，,；;。！？“‘「『（(\\n|—]")
_DECLARED = re.compile(
    "[ ]?(?:都|均|共同)?(?:是|为|為|(?:构成|構成|组成|組成)了?)(?:其|[它他她][们們]?的|[^，。；、：\n]{1,14}的)"
    "[\u3400-\u9fff]{2,6}[。；;\n]"
)
"""What the subject of a sentence is declared to be (……是其来源。)."""
_SEPARATOR = re.compile("[、，,；;/|+→]")
_ASIDE = re.compile("[（(][^（）()]*[）)]")
_PERSONAL = re.compile("(?<![自忘])我(?![们們国國党黨省市县縣校军軍])|[你您她咱俺]|他(?![们們人国國])")
_COPULA_WITHIN = 40
_DEFINES = re.compile(".(?:是指|指的是)")
_REFERENCE = re.compile("(?:前款|本[条條法])?第[〇零一二三四五六七八九十百\\d]+[条條款项項目章节節编編]")
"""An item of a statute, brackets left out: 第（一）项."""
_UNEVEN_FROM = 8
_GREETS = re.compile(
    "(?:\\A|[，,。！!；;：:])[ 　]*(?:最后|最後|在此)?(?:衷心|诚挚|誠摯|谨|謹|恭|预|預|再次|并|並|也)?"
    "(?:祝|[愿願](?=[你您大各我]))[^，,。！!；;：:]*\\Z"
)
_AMOUNT = re.compile(
    "[〇零一二三四五六七八九十百千万两兩半几幾\\d.]+[元角分毛块塊斤两兩里米岁歲年月日天周次回遍刻秒步口声聲杯碗]钱?"
)
_PERSONS = ("们", "們", "先生", "女士", "同志", "朋友")
_CLOSES = re.compile("[，,；;。！？：”’」』）)\\n|]|\\Z")
_AROUND = 400
"""Characters of the sentence before and behind a row that say something about it."""


def row_evidence(text: str, region: Region, items: Sequence[Range]) -> dict[str, float]:
    """Named features of a row of items that stand in one region."""
    words = [measured(text[i.start : i.end]) for i in items]
    sizes = [len(word) for word in words]
    count = len(items)
    if not all(sizes):
        return {"empty": 1.0}
    start, end = items[0].start, items[-1].end
    opened = start == region.start or bool(_OPENS.match(text[start - 1 : start]))
    aside = _ASIDE.match(text, end, region.end)
    end = aside.end() if aside else end
    closed = end == region.end or bool(_CLOSES.match(text[end : end + 1]))
    prefix, suffix = common_prefix(words), common_suffix(words)
    mean = sum(sizes) / count
    between = [_ASIDE.sub("", text[a.end : b.start]).strip() for a, b in pairwise(items)]
    ruling = between[0][:1]
    before, after = text[start - 1 : start], text[end : end + 1]
    low, high = max(region.sentence, start - _AROUND), min(region.sentence_end, end + _AROUND)
    return {
        "row": 1.0,
        "pair": float(count == 2),
        "three": float(count == 3),
        "more": min(max(count - 3, 0), 4) / 4,
        "even": 1 - (max(sizes) - min(sizes)) / max(sizes),
        "equal": float(max(sizes) == min(sizes)),
        "short": float(mean < 2.5),
        "long": min(max(mean - 8, 0), 24) / 24,
        "prefix": min(len(prefix), 3) / 3,
        "suffix": min(len(suffix), 3) / 3,
        "framed": float(count > 2 and (len(prefix) > 1 or len(suffix) > 1)),
        "opened": float(opened),
        "ended": float(closed),
        "quoted": float(region.opener in {"“", "「", "『", "‘"} and start == region.start and end == region.end),
        "bracketed": float(region.opener in {"（", "("} and start == region.start and end == region.end),
        "etc": float(bool(_ETC.match(text[end : end + 3]))),
        "etc_kind": float(bool(_ETC_KIND.match(text, end, min(region.end, end + 12)))),
        "declared": float(start - region.sentence <= 1 and bool(_DECLARED.match(text, end))),
        "modifiers": float(count > 2 and all(word.endswith("的") for word in words)),
        "maxims": float(count == 2 and set(sizes) == {_MAXIM} and bool(_OF_MAXIMS.match(text, end, end + 8))),
        "example": float(bool(_EXAMPLE.search(text[max(0, start - 3) : start]))),
        "colon": float(text[start - 1 : start] in {"：", ":"}),
        "of": float(text[end : end + 1] in {"的", "之"}),
        "mixed_marks": float(len({gap[:1] for gap in between[:-1]}) > 1),
        "left_over": float(before == ruling != "") + float(after == ruling != ""),
        "joined": float(any(not _SEPARATOR.search(gap) for gap in between)),
        "personal": float(bool(_PERSONAL.search(text, low, high))),
        "trailing": min(_distance(text, end, region.end), 12) / 12,
        "sentence_long": min(region.sentence_end - region.sentence, 160) / 160,
        "verbal": sum(map(opens_with_verb, words)) / count,
        "copular": float(all(map(_is_copular, words))),
        "definitions": float(all(_DEFINES.search(word) for word in words)),
        "references": float(_refer([core(text[i.start : i.end]) for i in items])),
        "uneven_inner": float(_uneven(sizes)),
        "remarks": float(all(text[i.end - 1] in "）)" for i in items)),
        "people": float(2 * sum(tag(word).startswith("nr") for word in words) > count),
        "whole_sentence": float(
            end == region.end == region.sentence_end and start - region.start <= 2 and not region.opener
        ),
        "infix": min(len(_common_part(words)), 4) / 4,
        "addressed": float(all(word.endswith(_PERSONS) for word in words)),
        "greets": float(bool(_GREETS.search(text[low : start + 2]))),
        "amounts": float(all(map(_AMOUNT.fullmatch, words))),
        "digits": sum(any(char.isdigit() for char in word) for word in words) / count,
        "latin": sum(word.isascii() for word in words) / count,
    }


def _is_copular(word: str) -> bool:
    """Whether an item says what something is."""
    return "是" in word and "是" in cut(word[:_COPULA_WITHIN])[1:-1]


def _refer(words: Sequence[str]) -> bool:
    """Whether items are references to a statute (前款第一项、第二项、第四项情形)."""
    return all(map(_REFERENCE.fullmatch, words[:-1])) and bool(_REFERENCE.match(words[-1]))


def _uneven(sizes: Sequence[int]) -> bool:
    """Whether one of the inner items is far longer than the others: two lists are run into one there."""
    return max(sizes[1:-1], default=0) >= max(_UNEVEN_FROM, 3 * sorted(sizes)[len(sizes) // 2])


def _common_part(words: Sequence[str]) -> str:
    """The longest stretch that all words share inside (of the first 40 characters)."""
    first, best = words[0][:40], ""
    for start in range(1, len(first)):
        while start + len(best) < len(first) and all(first[start : start + len(best) + 1] in w[1:] for w in words[1:]):
            best = first[start : start + len(best) + 1]
    return best


def _distance(text: str, at: int, end: int) -> int:
    """How many characters lie between the last item and the next mark of punctuation."""
    match = _CLOSES.search(text, at, min(end, at + 12))
    return (match.start() if match else min(end, at + 12)) - at

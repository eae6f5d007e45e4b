"""What a thing is divided into or made up of: its parts stand from the verb to the end of the clause.

织物分为机织物和针织物。 → 机织物 | 针织物 · 船闸由闸室、闸首和引航道组成 → 闸室 | 闸首 | 引航道. Where the clause goes
on behind the last part (包括河水和湖水的污染), nothing is known of where it ends, and nothing is suggested.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from quizgen.extract.candidate import Candidate, Label, Range
from quizgen.extract.lists.alike import alike
from quizgen.extract.lists.features import row_evidence
from quizgen.extract.lists.pieces import clause_start, pieces, stripped
from quizgen.extract.numerals import BARE, to_int
from quizgen.extract.regions import Region
from quizgen.extract.scan import Scan
from quizgen.extract.words import boundaries, opens_with_verb, word_file

_VERB = re.compile(
    "(?P<divided>(?:划分|劃分|区分|區分|细分|細分|分)(?:为|為|成))"
    "|(?P<comprised>(?<!不)(?:包括|包含)(?![了着著在])(?:[但並并]?不限[于於])?)"
    "|(?P<made>(?<![自理缘緣事])由(?![于於此来來]))"
    "|(?P<has>(?<![具没沒所只带帶持拥擁享占不])(?:有|是(?![指使让讓由])))"
)
_STOP = re.compile("[，,；;：:。！？!?]|——")
_MADE = re.compile("(?:所|共同)?(?:组成|組成|构成|構成)(?=[的，,；;。）)]|\\Z)")
_ETC = re.compile("等(?![级級待候于於同边邊])|……")
_COUNT = re.compile(
    "(?:这|這)?(?P<n>[二两兩三四五六七八九十]{1,2})"
    "(?P<m>[个個大项項种種类類级級]|部分|方面|阶段|階段|步骤|步驟|要素|层次|層次|环节|環節|时期|時期)[^、]{0,8}\\Z"
)
_COMMA = re.compile("、")
_JOIN = re.compile("以及|及其|或者|[和与與及或]")
_WEAK = re.compile("[与與及或]")
_GIVEN = re.compile(".*?(?:把|将|將)(?=..)|其中(?=..)")
_BY = re.compile("(?<=..)(?:按照|依照|依据|依據|根据|根據|按)(?=..)")
_ADVERB = re.compile(
    "(?:主要|一般|通常|大致|大体|大體|分别|分別|具体|具體|常见的?|常見的?|基本上|可以|应当|應當|必须|必須|能够|能夠|[又也都均则則还還再就可应應])\\Z"
)
_NAMELESS = re.compile("其中?|[它他她]们?|[我你]们?|[这這那此并並].{0,2}|内容|內容|同时|同時|以及|.")
_SOME = re.compile("多[个個种種]|若干|[几幾][个個种種]|许多|許多|很多|一些|各[种種]")
_SUBJECT_LONGEST = 28
_LONGEST = 28
_REACH = 240


class _Parts(NamedTuple):
    items: list[Range]
    stated: int | None
    bare: bool
    etc: bool
    comma: bool


def propose(scan: Scan) -> Iterator[Candidate]:
    for region in scan.regions:
        for verb in _VERB.finditer(region.shape):
            start = clause_start(region.shape, verb.start(), _SUBJECT_LONGEST)
            if verb.start() - start > _SUBJECT_LONGEST:
                continue
            if verb.lastgroup == "has" and not region.shape[start : verb.start()].endswith(_class_nouns()):
                continue
            parts = _parts(scan.text, region, verb)
            if parts and _sound(scan.text, parts.items):
                yield _candidate(scan, region, verb, parts)


@cache
def _class_nouns() -> tuple[str, ...]:
    return tuple(sorted(word_file("class_nouns.txt")))


def _parts(text: str, region: Region, verb: re.Match[str]) -> _Parts | None:
    """What stands from the verb to the end of its clause, in parts; None where it does not fall into parts."""
    shape = region.shape
    start = verb.end() + (shape[verb.end() : verb.end() + 1] in ("：", ":"))
    stop = _STOP.search(shape, start, start + _REACH)
    end = stop.start() if stop else min(len(shape), start + _REACH)
    if verb.lastgroup == "made":
        made = _MADE.search(shape, start, end)
        if made is None:
            return None
        end = made.start()
    count = _COUNT.search(shape, start, end)
    end = count.start() if count else end
    etc = _ETC.search(shape, start, end)
    if etc and "、" in shape[etc.end() : end]:
        return None
    end = etc.start() if etc else end
    between = pieces(text, region, _COMMA, start, end)
    items = _split(text, between)
    stated = to_int(count["n"]) if count else None
    if len(items) < 2 or (stated and stated != len(items)):
        return None
    bare = bool(count and count.end("m") == count.end() and count["m"] in BARE)
    return _Parts(items, stated, bare, bool(etc), len(between) > 1)


def _split(text: str, parts: list[Range]) -> list[Range]:
    """The pieces, the last one parted at the conjunction in it; none where it is not clear which one parts it."""
    if not parts:
        return []
    *others, last = parts
    words = text[last.start : last.end]
    joins = _joins(words)
    inner = Counter(text[p.start : p.end][slice(*span)] for p in others for span in _joins(text[p.start : p.end]))
    if others:
        joins = [span for span in joins if 2 * inner[words[slice(*span)]] < len(others)]
    if not joins:
        return parts
    if len(joins) > 1 and not others:
        joins = [span for span in joins if not _WEAK.fullmatch(words, *span)]
        if len(joins) != 1:
            return []
    siblings = [text[p.start : p.end] for p in others]
    low, high = max(joins, key=lambda span: _likeness(words[: span[0]], words[span[1] :], siblings))
    return [*others, stripped(text, Range(last.start, last.start + low)), Range(last.start + high, last.end)]


def _joins(words: str) -> list[tuple[int, int]]:
    edges = set(boundaries(words))
    return [m.span() for m in _JOIN.finditer(words) if m.start() and m.end() < len(words) and {*m.span()} <= edges]


def _likeness(one: str, other: str, siblings: Sequence[str]) -> float:
    return alike(one, [*siblings, other]) + alike(other, [*siblings, one])


def _sound(text: str, items: Sequence[Range]) -> bool:
    """Whether all parts may be names, and the clause does not go on behind the last one."""
    words = [text[i.start : i.end] for i in items]
    if not all(0 < len(word) <= _LONGEST for word in words) or any(map(_SOME.match, words)):
        return False
    *others, last = words
    longest = max(map(len, others))
    if len(words) == 2:
        return min(map(len, words)) > 1 and len(last) <= 2 * longest + 2 and ("的" in last) <= ("的" in others[0])
    return max(len(last), len(words[0])) <= 2 * max(map(len, words[1:-1])) + 6


def _candidate(scan: Scan, region: Region, verb: re.Match[str], parts: _Parts) -> Candidate:
    text, items, kind = scan.text, parts.items, verb.lastgroup or ""
    label = _label(text, region, verb, parts.stated if parts.bare else None)
    opens = not region.shape[: verb.start()].strip()
    pair = len(items) == 2
    verbal = any(opens_with_verb(text[i.start : i.end]) for i in items)
    return Candidate(
        rule="divided",
        kind="series",
        items=tuple((item,) for item in items),
        scope=Range(items[0].start, items[-1].end),
        label=label,
        stated=label.count if label else None,
        evidence={
            kind: 1.0,
            "series_comma": float(not pair or parts.comma),
            f"{kind}_pair": float(pair and (label is not None or opens)),
            "pair_verbal": float(pair and verbal),
            "pair_etc": float(pair and parts.etc),
            **row_evidence(text, region, items),
        },
    )


def _label(text: str, region: Region, verb: re.Match[str], count: int | None) -> Label | None:
    """The subject of the verb without its adverbs; with the verb in 织物按工艺可分为 and before a colon."""
    start, end = clause_start(region.shape, verb.start(), _SUBJECT_LONGEST), verb.start()
    given = _GIVEN.match(region.shape, start, end)
    start = given.end() if given else start
    colon = verb.lastgroup == "divided" and region.shape[verb.end() : verb.end() + 1] in ("：", ":")
    if colon or _BY.search(region.shape, start, end):
        end = verb.end()
    edges = boundaries(region.shape[start:end])  # 原则 and 反应 end in no adverb
    while (adverb := _ADVERB.search(region.shape, start, end)) and adverb.start() - start in edges:
        end = adverb.start()
    if verb.lastgroup == "made" and region.shape.endswith("是", start, end):
        end -= 1
    name = stripped(text, Range(region.start + start, region.start + end))
    if name.end - name.start < 1 or _NAMELESS.fullmatch(text, *name):
        return None
    return Label(text[name.start : name.end], (name,), count)

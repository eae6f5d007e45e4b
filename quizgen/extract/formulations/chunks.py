"""What could be hidden of a sentence: quoted words, figures, slots of parallels, series, names, verbs with object.

Nothing is decided here; ``gaps`` weighs the chunks. All offsets count from the beginning of the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from quizgen.extract.formulations.borders import torn
from quizgen.extract.formulations.cues import cue
from quizgen.extract.formulations.tokens import MARKS, Word, does

_SHORTEST, _FEWEST, _LONGEST, _ENDING, _SERIES = 2, 4, 10, 14, 20
_NUMBER = r"\d[\d,.]{0,20}(?<![,.])[万亿]{0,2}"
_HAN_NUMBER = "[一二三四五六七八九十百千万亿两零〇]"
_FIGURE = re.compile(
    r"(?<!\d)(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日)|(?<!\d)\d{4}年\d{1,2}月(?!\d)"
    rf"|(?<![A-Za-z\d.\-])(?:{_NUMBER}\s?[%％]\s?[～~—至-]\s?{_NUMBER}[%％]|{_NUMBER}\s?[～~—至-]\s?{_NUMBER})"
    rf"|(?<![A-Za-z\d.\-第]){_NUMBER}(?=\s?(?:多|余|几)?\s?{cue('unit')})"
    rf"|百分之{_HAN_NUMBER}{{1,12}}"
    rf"|(?<![第几数一二三四五六七八九十百千万亿两零〇\d.])(?:[二三四五六七八九十百千万亿两]|一(?=[百千万亿])){_HAN_NUMBER}{{0,20}}"
    r"(?=(?:多|余)?(?:年|个月|日|元|人|名|次|倍|岁|周岁|小时|分钟|天|周|米|公里|亩|吨|届))"
)
_SUFFIXES = "率度性力者化权法式型品物学区员家费额期量值"
_JOINS = (
    "的是在和与及以把被将对为由从到向给于或而且也都就才又还更最不没未无有等之其各每该此本这那要会能可应须得让使令并则即若"
    "如后前上下中内外了着过地所因至当非只仅很太较约自按用做作成称叫指个种条项次些我他她它你们人先再既乃需时处里间来去出起说"
)
_LONE = re.compile(rf"(?<!{_HAN_NUMBER})(?!{_HAN_NUMBER})[㐀-鿿](?<![{_JOINS}])")
"""A character that joins nothing and is no number: cut off from its word, it goes with the one behind (元 数据)."""
_LOCAL = "时后前内中处"
_REFERS = re.compile(r"^[条款项目号](?!目)|之日起?|以[上下]$|前款|本条|本法|上述|第.{0,3}[条款项]|\ufe0f")
_LATIN = re.compile(r"[A-Za-z0-9]")
_QUOTED = re.compile(r"[“「『](?P<n>[^”」』“「『]{2,24})[”」』]")
_COPULA = re.compile(r"是|为|在于|即|成为|作为|指|：|取决于|关系|来自|来源于|称|叫|属于|包括")
_PHRASE = re.compile(r"[^，。；：、！？“”「」『』（）()《》\s]+")
_LOOSE = "的是以把在对为和与及中上下等地得了着"
_INNER = (
    "的",
    "和",
    "与",
    "及",
    "之",
    "最",
    "为",
    "以",
    "从",
    "到",
    "在",
    "其",
    "最为",
    *"一二两三四五六七八九十个种项条",
)
"""What joins words within the ending of a clause that can be asked for as a whole."""


class Chunk(NamedTuple):
    start: int
    end: int
    evidence: dict[str, float]


def chunks(text: str, tokens: list[Word]) -> Iterator[Chunk]:
    """All chunks of ``text`` (Simplified), some of them more than once with different evidence."""
    for match in _FIGURE.finditer(text):
        yield Chunk(*match.span(), {"figure": 1})
    for match in _QUOTED.finditer(text):
        if not match["n"].isdigit():
            yield Chunk(*match.span("n"), {"quoted": 1})
    starts, ends = {word.start: word for word in tokens}, {word.end: word for word in tokens}
    first, stop = {word.start: k for k, word in enumerate(tokens)}, {word.end: k + 1 for k, word in enumerate(tokens)}
    tears: dict[tuple[int, int], bool] = {}
    for propose in (_pieces, _modified, _endings, _series, _clauses, _slots):
        for chunk in propose(text, tokens):
            start, end = place = _to_words(text, chunk, starts, ends)
            if _fair(text, start, end):
                if place not in tears:
                    words = start in first and end in stop
                    tears[place] = not words or torn(text, tokens, first[start], stop[end])
                yield Chunk(start, end, {**chunk.evidence, "torn": float(tears[place])})


def _to_words(text: str, chunk: Chunk, starts: dict[int, Word], ends: dict[int, Word]) -> tuple[int, int]:
    """The chunk without 时, 内, … at its end, and with the single characters that belong to its first or last word."""
    start, end, _ = chunk
    while end - start > 2 and text[end - 1] in _LOCAL and end - 1 in starts:
        end -= 1
    if text[end - 1] == "之" and _PHRASE.match(text, end):
        end += 1
    if (after := starts.get(end)) and after.end == end + 1 and text[end] in _SUFFIXES:
        end += 1
    before = ends.get(start)
    if before and before.start == start - 1 and _LONE.match(text, before.start):
        start -= 1
    if "slot" in chunk.evidence:
        while start not in starts and start > chunk.start - 2 and text[start - 1] not in _JOINS:
            start -= 1
        while end not in ends and end < chunk.end + 2:
            end += 1
    return start, end


def _fair(text: str, start: int, end: int) -> bool:
    """Whether a chunk cuts no name or Latin word, and is more than a unit or a character in the middle of a phrase."""
    chunk, before, after = text[start:end], text[start - 1 : start] if start else "", text[end : end + 1]
    if end - start == 1 and not (before in ("", "、") and after in ("", "、", "，", "。")):
        return False
    if text.count("《", 0, start) > text.count("》", 0, start) and not (before == "《" and after == "》"):
        return False
    if before and (_LATIN.match(before) or before in "-_/") and _LATIN.match(chunk):
        return False
    if _LATIN.match(after) and _LATIN.match(chunk[-1]):
        return False
    if MARKS.match(chunk) or MARKS.match(chunk[-1]):
        return False
    return (
        before not in ("所", "不")
        and not (before and (before.isdigit() or before in "万亿"))
        and not _REFERS.search(chunk)
    )


def _pieces(text: str, tokens: list[Word]) -> Iterator[Chunk]:
    """Names (根本工作路线), verbs with their object (脱离群众), and bare verbs, between what only joins words."""
    run: list[Word] = []
    for word in (*tokens, Word(len(text), len(text), "")):
        if word.kind:
            run.append(word)
            continue
        yield from _cut_run(text, run)
        run = []


def _modified(text: str, tokens: list[Word]) -> Iterator[Chunk]:
    """A short head with what stands before its 的: 集体智慧的结晶."""
    for k in range(1, len(tokens) - 1):
        if text[tokens[k].start : tokens[k].end] != "的" or tokens[k + 1].kind != "n" or not tokens[k - 1].kind:
            continue
        first = k - 1
        while first and tokens[first - 1].kind == "n":
            first -= 1
        end = tokens[k + 1].end
        if _FEWEST <= end - tokens[first].start <= _LONGEST and (k + 2 == len(tokens) or not tokens[k + 2].kind):
            yield _chunk(text, tokens[first].start, end, {"head and modifier": 1})


def _endings(text: str, tokens: list[Word]) -> Iterator[Chunk]:
    """What a clause ends with, from any of its words on: 最 深厚 的 根源; 守好 粮食 安全 底线."""
    begin = 0
    for k, word in enumerate(tokens):
        if MARKS.match(text, word.end) or word.end == len(text):
            for first in range(k, begin - 1, -1):
                head = text[tokens[first].start : tokens[first].end]
                if word.end - tokens[first].start > _ENDING or not (does(text, tokens[first]) or head in _INNER):
                    break
                if word.end - tokens[first].start >= _FEWEST:
                    shape = "verb and object" if tokens[first].kind == "v" else "whole ending"
                    yield _chunk(text, tokens[first].start, word.end, {shape: 1})
        if MARKS.match(text, word.start):
            begin = k + 1


def _cut_run(text: str, run: list[Word]) -> Iterator[Chunk]:
    at = 0
    while at < len(run):
        names = at
        while names < len(run) and run[names].kind == "v":
            names += 1
        stop = names
        while stop < len(run) and run[stop].kind != "v":
            stop += 1
        if stop == names:
            verb = run[max(at, names - 2)].start
            if run[names - 1].end - verb >= 4:
                yield _chunk(text, verb, run[names - 1].end, {})
        else:
            start, end = run[names].start, run[stop - 1].end
            while end - start > _LONGEST and names < stop - 1:
                names += 1
                start = run[names].start
            yield _chunk(text, start, end, {})
            if names > at and run[names - 1].kind == "v" and end - run[names - 1].start <= _LONGEST:
                yield _chunk(text, run[names - 1].start, end, {"verb and object": 1})
        at = max(stop, names, at + 1)


def _chunk(text: str, start: int, end: int, evidence: dict[str, float]) -> Chunk:
    clause = max(text.rfind(mark, 0, start) for mark in "，。；：")
    found = dict(evidence)
    if text[end : end + 1] in ("", "，", "。", "；", "！", "”", "、"):
        found["clause end"] = 1
    if _COPULA.search(text, clause + 1, start):
        found["predicate"] = 1
    return Chunk(start, end, found)


def _series(text: str, tokens: list[Word]) -> Iterator[Chunk]:
    """Short phrases joined by 、 or 和 into one answer: 拥护不拥护、赞成不赞成; 关系人心向背、事业成败."""
    starts, ends = {word.start for word in tokens}, {word.end for word in tokens}
    for clause in re.finditer(r"[^，。；：！？“”「」『』（）()《》\s]+", text):
        parts = [match.span() for match in re.finditer(r"[^、]+", clause.group())]
        if not parts:
            continue
        last_from, last_to = parts[-1]
        if joint := re.search("[和与及]", clause.group()[last_from:]):  # 甲、乙和丙
            parts[-1:] = [(last_from, last_from + joint.start()), (last_from + joint.end(), last_to)]
        if len(parts) < 2 or any(a == b for a, b in parts):
            continue
        sizes = [b - a for a, b in parts]
        size = min(sizes) if len(sizes) == 2 else max(sizes[1:-1])
        start = clause.start() + parts[0][1] - min(size, sizes[0])
        end = clause.start() + parts[-1][0] + min(size, sizes[-1])
        clean = start in starts and end in ends and text[start] not in _LOOSE and text[end - 1] not in _LOOSE
        if clean and size <= 8 and min(sizes) >= 2 and 5 <= end - start <= _SERIES:
            yield _chunk(text, start, end, {"series" if len(sizes) > 2 or not joint else "pair": 1.0})


def _clauses(text: str, tokens: list[Word]) -> Iterator[Chunk]:
    """Whole clauses short enough to be one answer: 吃苦在前."""
    starts = {word.start for word in tokens if word.kind}
    for match in re.finditer(r"[^，。；：！？、“”「」『』（）()《》\s]{4,8}(?=[，。；！]|$)", text):
        if match.start() in starts and text[match.start() - 1 : match.start()] in ("", "，", "；", "。", "："):
            yield Chunk(*match.span(), {"short clause": 1})


def _slots(text: str, tokens: list[Word]) -> Iterator[Chunk]:
    """What differs between neighbouring phrases that begin or end alike."""
    phrases = [m.span() for m in _PHRASE.finditer(text)]
    for (a, b), (c, d) in pairwise(phrases):
        one, two = text[a:b], text[c:d]
        head = _common(one, two) or _framed(one, two)
        tail = _common(one[head:][::-1], two[head:][::-1])
        if (head >= 2 or tail >= 2) and max(len(one), len(two)) <= 24:
            for start, end in ((a + head, b - tail), (c + head, d - tail)):
                while start < end and text[start] in "是在于为即把以的被就":
                    start += 1
                if end - start == 1 and start > a:  # a single character is asked with the one before: 修德, 修身
                    start -= 1
                if _SHORTEST <= end - start <= _LONGEST:
                    yield Chunk(start, end, {"slot": 1})


def _framed(one: str, two: str) -> int:
    """Where the last words differ of two phrases of one length that share some in their middle: 先修(德), 先修(身)."""
    alike = [k for k, (a, b) in enumerate(zip(one, two, strict=False)) if a == b]
    return alike[-1] + 1 if len(one) == len(two) and len(alike) >= 2 else 0


def _common(one: str, two: str) -> int:
    size = 0
    while size < min(len(one), len(two)) and one[size] == two[size]:
        size += 1
    return size

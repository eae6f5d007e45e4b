"""Which words of a formulation to hide: content chunks with one right answer that the rest does not give away.

Candidates are quoted words, figures, slots of parallel phrases, what follows 是 or 在于, and runs of content words.
Each is weighed by named evidence; the best that do not overlap are taken, one to four a formulation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from quizgen.extract.candidate import Range
from quizgen.extract.formulations.cues import cue, pattern, words
from quizgen.extract.words import cut, tag, weight
from quizgen.model.extraction import FormulationKind

_SHORTEST, _FEWEST, _LONGEST, _SERIES = 2, 4, 10, 20
_FIGURE = re.compile(
    rf"(?<![A-Za-z\d.\-])(?P<n>\d[\d,.]*)(?=\s*(?:[～~—至到-]\s*\d|多|余|几)?\s*{cue('unit')}|\s*[～~—至到-]\s*\d)"
    r"|(?P<h>[二三四五六七八九十百千万亿两][一二三四五六七八九十百千万亿两]*|一[十百千万亿][一二三四五六七八九十百千万亿]*)"
    r"(?=(?:多|余)?(?:年|个月|日|元|人|名|次|倍|岁|周岁|小时|分钟|天|周|米|公里|亩|吨|届))"
)
_QUOTED = re.compile(r"[“「『](?P<n>[^”」』“「『]{2,24})[”」』]")
_COPULA = re.compile(r"是|为|在于|即|成为|作为|指|：|取决于|关系|来自|来源于|称|叫|属于|包括")
_MARKS = re.compile(r"[，。；：？！、“”「」『』（）()《》\s|/=＝<>—…·,.;:!?\"']+")
_PHRASE = re.compile(r"[^，。；：、！？“”「」『』（）()《》\s]+")
_LOOSE = "的是以把在对为和与及中上下等地得了着"
_EMPTY = frozenset(words("empty"))
_WHOSE = ("我们", "他们", "我", "他", "她", "它", "其")
_DOING = re.compile(r"[在到成给了着过得出入起上下住]$")
_PREPOSITIONS = "为对向同与把以从给被将"
_COUNTS = ((10, 1), (30, 2), (64, 3))
"""How many gaps a text bears: up to this many characters, so many; longer texts bear four."""
_NOMINAL = frozenset(words("nominal tags"))
_VERBAL = frozenset(words("verbal tags"))
_WEIGHTS = {
    "quoted": 2.0,
    "figure": 2.2,
    "slot": 0.7,
    "series": 2.2,
    "pair": 1.4,
    "short clause": 0.5,
    "behind preposition": -0.5,
    "head and modifier": 0.3,
    "verb and object": -0.1,
    "predicate": 0.9,
    "clause end": 1.0,
    "first": -1.4,
    "weighty": 0.4,
    "rare": 0.9,
    "good length": 0.8,
    "heading": -1.2,
    "term": -2.0,
    "stands elsewhere": -4.0,
    "vague": -2.0,
}


class _Chunk(NamedTuple):
    start: int
    end: int
    evidence: dict[str, float]


class _Word(NamedTuple):
    start: int
    end: int
    kind: str
    """``n`` for what names, ``v`` for what does, empty for what only joins."""


def choose_gaps(text: str, kind: FormulationKind, term: Range | None = None, heading: str = "") -> list[Range]:
    """The gaps of ``text`` (Simplified), best first, as ranges within it; ``term`` is what a definition defines."""
    found: dict[tuple[int, int], dict[str, float]] = {}
    for chunk in _candidates(text):
        found.setdefault((chunk.start, chunk.end), {}).update(chunk.evidence)
    scored = []
    for (start, end), evidence in found.items():
        evidence |= _judged(text, start, end, heading, term)
        scored.append((-sum(_WEIGHTS[name] * value for name, value in evidence.items()), start, end))
    taken: list[Range] = []
    most = next((count for size, count in _COUNTS if len(text) <= size), 4)
    hidden = 0
    for score, start, end in sorted(scored):
        if len(taken) == most or -score < (1.2 if taken else -1.5):
            break
        apart = all(end <= gap.start or start >= gap.end for gap in taken)
        if apart and hidden + end - start <= max(0.6 * len(text), 4) and not _twin(text, start, end, taken):
            taken.append(Range(start, end))
            hidden += end - start
    return taken


def _twin(text: str, start: int, end: int, taken: list[Range]) -> bool:
    return any(text[gap.start : gap.end] == text[start:end] for gap in taken)


def _candidates(text: str) -> Iterator[_Chunk]:
    for match in _FIGURE.finditer(text):
        yield _Chunk(*match.span("n" if match["n"] else "h"), {"figure": 1})
    for match in _QUOTED.finditer(text):
        if not match["n"].isdigit():
            yield _Chunk(*match.span("n"), {"quoted": 1})
    tokens = _words(text)
    yield from _pieces(text, tokens)
    yield from _modified(text, tokens)
    yield from _series(text, tokens)
    yield from _clauses(text, tokens)
    yield from _slots(text)


def _words(text: str) -> list[_Word]:
    found: list[_Word] = []
    at = 0
    before = ""
    for word in cut(text):
        start, at = at, at + len(word)
        found.append(_Word(start, at, _kind(word, before)))
        before = word
    return found


def _kind(word: str, before: str) -> str:
    mark = tag(word).lower()
    if _MARKS.fullmatch(word) or word.isdigit() or word in _EMPTY or (len(word) == 1 and before in _WHOSE):
        return ""
    if word == "之" or (mark == "m" and word.startswith("第")):
        return "n"
    if mark in _VERBAL or (len(word) > 1 and _DOING.search(word) and mark not in _NOMINAL):
        return "v"
    return "n" if mark in _NOMINAL or (not mark and len(word) > 1) else ""


def _pieces(text: str, tokens: list[_Word]) -> Iterator[_Chunk]:
    """Names (根本工作路线), verbs with their object (脱离群众), and bare verbs, between what only joins words."""
    run: list[_Word] = []
    for word in (*tokens, _Word(len(text), len(text), "")):
        if word.kind:
            run.append(word)
            continue
        yield from _cut_run(text, run)
        run = []


def _modified(text: str, tokens: list[_Word]) -> Iterator[_Chunk]:
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


def _cut_run(text: str, run: list[_Word]) -> Iterator[_Chunk]:
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


def _chunk(text: str, start: int, end: int, evidence: dict[str, float]) -> _Chunk:
    clause = max(text.rfind(mark, 0, start) for mark in "，。；：")
    found = dict(evidence)
    if text[end : end + 1] in ("", "，", "。", "；", "！", "”", "、"):
        found["clause end"] = 1
    if _COPULA.search(text, clause + 1, start):
        found["predicate"] = 1
    return _Chunk(start, end, found)


def _series(text: str, tokens: list[_Word]) -> Iterator[_Chunk]:
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


def _clauses(text: str, tokens: list[_Word]) -> Iterator[_Chunk]:
    """Whole clauses short enough to be one answer: 吃苦在前."""
    starts = {word.start for word in tokens if word.kind}
    for match in re.finditer(r"[^，。；：！？、“”「」『』（）()《》\s]{4,8}(?=[，。；！]|$)", text):
        if match.start() in starts and text[match.start() - 1 : match.start()] in ("", "，", "；", "。", "："):
            yield _Chunk(*match.span(), {"short clause": 1})


def _slots(text: str) -> Iterator[_Chunk]:
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
                    yield _Chunk(start, end, {"slot": 1})


def _framed(one: str, two: str) -> int:
    """Where the last words differ of two phrases of one length that share some in their middle: 先修(德), 先修(身)."""
    alike = [k for k, (a, b) in enumerate(zip(one, two, strict=False)) if a == b]
    return alike[-1] + 1 if len(one) == len(two) and len(alike) >= 2 else 0


def _common(one: str, two: str) -> int:
    size = 0
    while size < min(len(one), len(two)) and one[size] == two[size]:
        size += 1
    return size


def _judged(text: str, start: int, end: int, heading: str, term: Range | None) -> dict[str, float]:
    chunk, rest = text[start:end], text[:start] + "\0" + text[end:]
    size = end - start
    rare = max((weight(word) for word in cut(chunk)), default=0.0)
    return {
        "rare": min(1.0, rare / 14),
        "good length": 1.0 if 3 <= size <= 8 else 0.4 if size == 2 or size <= 14 else 0.0,
        "weighty": float(bool(pattern("weighty").search(chunk))),
        "first": float(start <= 1),
        "term": float(term is not None and start < term.end and term.start < end),
        "heading": float(len(chunk) > 1 and chunk in heading),
        "stands elsewhere": float(chunk in rest),
        "vague": float(chunk in _EMPTY),
        "behind preposition": float(text[start - 1 : start] in _PREPOSITIONS and start > 0),
    }

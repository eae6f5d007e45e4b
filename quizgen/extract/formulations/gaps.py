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
from quizgen.extract.words import cut, is_content_word, weight
from quizgen.model.extraction import FormulationKind

_SHORTEST, _LONGEST, _SERIES = 2, 10, 16
_FIGURE = re.compile(rf"(?<![A-Za-z\d.\-])(?P<n>\d[\d,.]*)(?=\s*(?:多|余|几)?\s*{cue('unit')})")
_QUOTED = re.compile(r"[“「『](?P<n>[^”」』“「『]{2,24})[”」』]")
_PREDICATE = re.compile(
    r"(?:是|在于|称为|叫做|为|即|成为|作为|：|取决于|关系|来自|来源于|必须|坚持|注重的是|注重|突出)$"
)
_MARKS = re.compile(r"[，。；：？！、“”「」『』（）()《》\s|/=＝<>—…·,.;:!?\"']+")
_EMPTY = frozenset(words("empty"))
_COUNTS = ((14, 1), (34, 2), (70, 3))
"""How many gaps a text bears: up to this many characters, so many; longer texts bear four."""


class _Chunk(NamedTuple):
    start: int
    end: int
    evidence: dict[str, float]


_WEIGHTS = {
    "quoted": 1.6,
    "figure": 2.2,
    "term": 1.2,
    "slot": 1.3,
    "series": 1.0,
    "predicate": 1.2,
    "last": 0.5,
    "first": -0.9,
    "weighty": 0.3,
    "rare": 0.9,
    "good length": 0.8,
    "heading": -1.2,
    "stands elsewhere": -4.0,
    "vague": -1.5,
    "cut short": -0.6,
}


def choose_gaps(text: str, kind: FormulationKind, term: Range | None = None, heading: str = "") -> list[Range]:
    """The gaps of ``text`` (Simplified), best first, as ranges within it; ``term`` is what a definition defines."""
    found: dict[tuple[int, int], dict[str, float]] = {}
    for chunk in _candidates(text, term):
        found.setdefault((chunk.start, chunk.end), {}).update(chunk.evidence)
    scored = []
    for (start, end), evidence in found.items():
        evidence |= _judged(text, start, end, heading, term)
        score = sum(_WEIGHTS[name] * value for name, value in evidence.items())
        scored.append((-score, start, end))
    taken: list[Range] = []
    most = next((count for size, count in _COUNTS if len(text) <= size), 4)
    hidden = 0
    for score, start, end in sorted(scored):
        if len(taken) == most or -score < (0.8 if taken else -2.0):
            break
        apart = all(end <= gap.start or start >= gap.end for gap in taken)
        if apart and hidden + end - start <= max(0.5 * len(text), 4) and not _twin(text, start, end, taken):
            taken.append(Range(start, end))
            hidden += end - start
    return taken


def _twin(text: str, start: int, end: int, taken: list[Range]) -> bool:
    return any(text[gap.start : gap.end] == text[start:end] for gap in taken)


def _candidates(text: str, term: Range | None) -> Iterator[_Chunk]:
    for match in _FIGURE.finditer(text):
        yield _Chunk(*match.span("n"), {"figure": 1})
    for match in _QUOTED.finditer(text):
        if len(match["n"]) <= _SERIES and not match["n"].isdigit():
            yield _Chunk(*match.span("n"), {"quoted": 1})
    if term and term.end - term.start <= _SERIES:
        yield _Chunk(*term, {"term": 1})
    runs = list(_runs(text))
    for start, end, whole in runs:
        evidence = {} if whole else {"cut short": 1.0}
        if _PREDICATE.search(text[max(0, start - 4) : start]):
            evidence["predicate"] = 1
        if end >= len(text.rstrip("。；，、！”」")):
            evidence["last"] = 1
        yield _Chunk(start, end, evidence)
    yield from _series(text, runs)
    yield from _slots(text)


def _runs(text: str) -> Iterator[tuple[int, int, bool]]:
    """Runs of content words without a mark or function word between, the end of too long ones."""
    words: list[tuple[int, int]] = []
    at = 0
    for word in (*cut(text), "。"):
        start, at = at, at + len(word)
        joins = word in ("之", "于") and words
        if (is_content_word(word) and not _MARKS.fullmatch(word) and word not in _EMPTY) or joins:
            words.append((start, at))
            continue
        while words and text[words[-1][0] : words[-1][1]] in ("之", "于"):
            words.pop()
        if words:
            first = next(k for k in range(len(words)) if words[-1][1] - words[k][0] <= _LONGEST or k == len(words) - 1)
            if words[-1][1] - words[first][0] >= _SHORTEST:
                yield words[first][0], words[-1][1], first == 0
        words = []


def _series(text: str, runs: list[tuple[int, int, bool]]) -> Iterator[_Chunk]:
    """Runs joined by 、 or 和 into one answer: 拥护不拥护、赞成不赞成."""
    for k, (start, end, whole) in enumerate(runs):
        last = end
        count = 1
        for after_start, after_end, after_whole in runs[k + 1 :]:
            if text[last:after_start] not in ("、", "和", "与") or not after_whole or after_end - start > _SERIES:
                break
            last, count = after_end, count + 1
        joined_before = k and text[runs[k - 1][1] : start] in ("、", "和", "与")
        if count > 1 and whole and not joined_before:
            evidence = {"series": 1.0}
            if _PREDICATE.search(text[max(0, start - 4) : start]):
                evidence["predicate"] = 1
            yield _Chunk(start, last, evidence)


def _slots(text: str) -> Iterator[_Chunk]:
    """What differs between neighbouring phrases that begin or end alike."""
    phrases = [(m.start(), m.end()) for m in re.finditer(r"[^，。；：、！？“”「」]+", text)]
    for (a, b), (c, d) in pairwise(phrases):
        one, two = text[a:b], text[c:d]
        head = _common(one, two)
        tail = _common(one[head:][::-1], two[head:][::-1])
        if (head >= 2 or tail >= 2) and max(len(one), len(two)) <= 24:
            for start, end in ((a + head, b - tail), (c + head, d - tail)):
                if _SHORTEST <= end - start <= _LONGEST:
                    yield _Chunk(start, end, {"slot": 1})


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
        "first": float(start <= 1 and not (term and (start, end) == tuple(term))),
        "heading": float(len(chunk) > 1 and chunk in heading),
        "stands elsewhere": float(chunk in rest),
        "vague": float(chunk in _EMPTY),
    }

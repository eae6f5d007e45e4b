"""Which words of a formulation to hide: content chunks with one right answer that the rest does not give away.

Each chunk is weighed by named evidence; the best that do not overlap are taken, one to four a formulation.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from quizgen.extract.candidate import Range
from quizgen.extract.formulations.chunks import chunks
from quizgen.extract.formulations.cues import pattern
from quizgen.extract.formulations.tokens import EMPTY, tokenize
from quizgen.extract.words import weight

_PREPOSITIONS = "为对向同与把以从给被将"
_DEMANDS = re.compile("只有|必须|要(?!求)|应当?|务必|不得|不能|才能")
_COUNTS = ((10, 1), (30, 2), (64, 3))
"""How many gaps a text bears: up to this many characters, so many; longer texts bear four."""
_WEIGHTS = {
    "quoted": 2.0,
    "figure": 2.2,
    "slot": 0.9,
    "series": 2.8,
    "pair": 1.4,
    "short clause": 0.5,
    "behind preposition": -0.8,
    "head and modifier": -0.3,
    "verb and object": -0.1,
    "whole ending": 0.0,
    "predicate": 0.9,
    "clause end": 1.0,
    "first": -1.4,
    "weighty": 0.1,
    "rare": 0.5,
    "good length": 0.7,
    "heading": -1.2,
    "term": -2.0,
    "stands elsewhere": -4.0,
    "vague": -2.0,
    "torn": -3.0,
    "one of a series": -0.8,
    "whose": -1.0,
    "demanded": 0.4,
}


def choose_gaps(text: str, term: Range | None = None, heading: str = "") -> list[Range]:
    """The gaps of ``text`` (Simplified), best first, as ranges within it; ``term`` is what a definition defines."""
    found: dict[tuple[int, int], dict[str, float]] = {}
    tokens = tokenize(text)
    starts = [word.start for word in tokens]
    rarity = [weight(text[word.start : word.end]) for word in tokens]
    for chunk in chunks(text, tokens):
        found.setdefault((chunk.start, chunk.end), {}).update(chunk.evidence)
    scored = []
    for (start, end), evidence in found.items():
        rarest = max(rarity[bisect_left(starts, start) : bisect_left(starts, end)], default=0.0)
        evidence |= {"rare": min(1.0, rarest / 14)}
        evidence |= _judged(text, start, end, heading, term)
        if "slot" in evidence:  # parallels are asked for one by one
            evidence["one of a series"] = 0.0
        if "figure" in evidence:  # a sentence may begin with its date
            evidence["first"] = 0.0
        scored.append((-sum(_WEIGHTS[name] * value for name, value in evidence.items()), start, end))
    taken: list[Range] = []
    most = next((count for size, count in _COUNTS if len(text) <= size), 4)
    hidden = 0
    for score, start, end in sorted(scored):
        if len(taken) == most or -score < (1.5 if taken else -1.5):
            break
        apart = all(end < gap.start or start > gap.end for gap in taken)
        if apart and hidden + end - start <= max(0.6 * len(text), 4) and not _twin(text, start, end, taken):
            taken.append(Range(start, end))
            hidden += end - start
    return taken


def _twin(text: str, start: int, end: int, taken: list[Range]) -> bool:
    return any(text[gap.start : gap.end] == text[start:end] for gap in taken)


def _given_away(chunk: str, rest: str) -> bool:
    """Whether the words stand in the rest of the text; a figure only where it is the same figure (2 is not in 200)."""
    if not chunk[0].isdigit():
        return chunk in rest
    return bool(re.search(rf"(?<![\d.]){re.escape(chunk)}(?![\d.]*\d)", rest))


def _judged(text: str, start: int, end: int, heading: str, term: Range | None) -> dict[str, float]:
    chunk, rest = text[start:end], text[:start] + "\0" + text[end:]
    size = end - start
    clause = max(text.rfind(mark, 0, start) for mark in "，。；：") + 1
    return {
        "good length": 1.0 if 3 <= size <= 8 else 0.4 if size == 2 or size <= 14 else 0.0,
        "weighty": float(bool(pattern("weighty").search(chunk))),
        "first": float(start <= 1),
        "term": float(term is not None and start < term.end and term.start < end),
        "heading": float(len(chunk) > 1 and chunk in heading),
        "stands elsewhere": float(_given_away(chunk, rest)),
        "vague": float(chunk in EMPTY),
        "one of a series": float("、" in (text[start - 1 : start], text[end : end + 1]) and "、" not in chunk),
        "whose": float(text[end : end + 1] == "的"),
        "demanded": float(bool(_DEMANDS.search(text, clause, start))),
        "behind preposition": float(text[start - 1 : start] in _PREPOSITIONS and start > 0),
    }

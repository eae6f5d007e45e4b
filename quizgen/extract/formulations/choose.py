"""From candidates to formulations: weigh the evidence, keep the best that do not overlap, collapse repeats."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from quizgen.extract.candidate import Range
from quizgen.extract.formulations.candidate import Candidate
from quizgen.extract.formulations.evidence import evidence
from quizgen.extract.formulations.view import View
from quizgen.model.extraction import Importance

_USUAL = 42
_WORDS_OF_IT, _SENTENCES_OF_IT = 2_000, 80
"""About how many formulations a teacher takes from a document of so many characters in so many sentences."""
_BY_WORDS, _BY_SENTENCES = 0.4, 0.22
"""How their number grows with the length of a document, as exponents: of a longer one a smaller part is taken."""
_EVEN, _OF_EVEN = -0.1, 0.3
"""The score at which a formulation is as likely worth a card as not; how much that counts for the score needed."""
_LEAST, _MOST = -0.6, 0.75
"""Bounds of the score that a formulation needs."""
_CORE, _USEFUL = 1.1, 0.3
_ALWAYS_CORE = ("attributed", "meant", "so-called")
"""Rules whose finds are core whatever else speaks for them."""
_AHEAD = {"attributed": 1.0, "attributed behind": 1.0}
"""By how much a quotation goes before the sentence that holds it: the quotation with its speaker is the card."""
_SIZES = ("tiny", "short", "one clause")
_SHORTEST, _LONGEST = 6, 160
_SHINGLE = 4
_SAME = 0.75
"""Two texts are one formulation when the shorter shares this much of its shingles with the longer…"""
_PART = 0.4
"""… and is no less than this part of it: a short sentence that a long one takes up is worth a card of its own."""
_BLANK = re.compile(r"[_＿]{2,}[、，,和及或 ]{1,3}[_＿]{2,}")
"""A row of blanks is what an exercise asks for; a single one may be part of a pattern to learn."""
_WORDS = re.compile(r"[^\w]|_")


@dataclass(frozen=True, slots=True)
class Weighed:
    """A candidate with all its evidence, its score, and what became of it (``taken`` or why not)."""

    candidate: Candidate
    evidence: dict[str, float]
    score: float
    verdict: str
    twins: tuple[Range, ...] = ()

    @property
    def importance(self) -> Importance:
        certain = self.score >= _CORE or self.candidate.rule in _ALWAYS_CORE
        return 1 if certain else 2 if self.score >= _USEFUL else 3


@cache
def weights() -> dict[str, float]:
    """Weight of each feature, and ``bias``; ``rule:NAME`` is the weight of a proposer's rule."""
    rows = files(__package__).joinpath("weights.tsv").read_text("utf-8").splitlines()
    return {name: float(fitted) for name, _, fitted in (row.split("\t") for row in rows if not row.startswith("#"))}


def choose(view: View, candidates: Iterable[Candidate]) -> list[Weighed]:
    """All candidates in order of their place, each with its verdict."""
    resolved = resolve(view, weighed(view, candidates))
    least = needed(view, [item.score for item in resolved if item.verdict == "taken"])
    judged = [_with(w, "too little evidence") if w.verdict == "taken" and w.score < least else w for w in resolved]
    return sorted(judged, key=lambda w: w.candidate.range)


def weighed(view: View, candidates: Iterable[Candidate]) -> list[Weighed]:
    """The candidates of a fair length with their scores. Of equal ranges the first proposed stays."""
    found: dict[Range, Weighed] = {}
    for candidate in candidates:
        size = candidate.range.end - candidate.range.start
        fair = _SHORTEST <= size <= _LONGEST and not _BLANK.search(view.text, *candidate.range)
        if fair and candidate.range not in found:
            found[candidate.range] = weigh(view, candidate)
    return list(found.values())


def needed(view: View, scores: list[float]) -> float:
    """The score that a formulation of this document needs.

    Between the even point and the score at which the document has as many formulations as teachers take from a text of
    its length: where everything sounds important, more is asked of a sentence, and less where little does.
    """
    most = int(_USUAL * (view.size / _WORDS_OF_IT) ** _BY_WORDS * (view.count / _SENTENCES_OF_IT) ** _BY_SENTENCES)
    at = sorted(scores, reverse=True)[most] if most < len(scores) else _LEAST
    return max(_LEAST, min(_MOST, _OF_EVEN * _EVEN + (1 - _OF_EVEN) * at))


def weigh(view: View, candidate: Candidate) -> Weighed:
    found = {**candidate.evidence, **evidence(view, candidate.unit, candidate.range)}
    if candidate.rule in _AHEAD:  # sayings are short
        found = {name: value for name, value in found.items() if name not in _SIZES}
    table = weights()
    score = table["bias"] + table.get(f"rule:{candidate.rule}", 0.0)
    score += sum(table.get(name, 0.0) * value for name, value in found.items())
    return Weighed(candidate, found, round(score, 3), "taken")


def resolve(view: View, candidates: Iterable[Weighed]) -> list[Weighed]:
    """The candidates with those refused that overlap a better one or repeat a fuller one."""
    best_first = sorted(candidates, key=lambda w: (-w.score - _AHEAD.get(w.candidate.rule, 0.0), w.candidate.range))
    taken: dict[int, list[Range]] = {}
    kept: list[Weighed] = []
    done: list[Weighed] = []
    for item in best_first:
        place, rivals = item.candidate.range, taken.setdefault(item.candidate.unit.block, [])
        at = bisect_left(rivals, place)
        if any(_overlap(place, rival) for rival in rivals[max(0, at - 1) : at + 1]):
            done.append(_with(item, "overlaps a better one"))
        else:
            rivals.insert(at, place)
            kept.append(item)
    return done + _collapsed(view, kept)


def _collapsed(view: View, kept: list[Weighed]) -> list[Weighed]:
    """Repeats give way to the fullest, which remembers their places."""
    index: dict[str, list[int]] = {}
    groups: list[list[Weighed]] = []
    sizes: list[int] = []
    for item in sorted(kept, key=lambda w: (w.candidate.range.start - w.candidate.range.end, w.candidate.range)):
        words = _WORDS.sub("", view.text[item.candidate.range.start : item.candidate.range.end])
        own = {words[k : k + _SHINGLE] for k in range(max(1, len(words) - _SHINGLE + 1))}
        shared: dict[int, int] = {}
        for shingle in own:
            for group in index.get(shingle, ()):
                shared[group] = shared.get(group, 0) + 1
        fuller = [g for g, n in shared.items() if n >= _SAME * len(own) and len(own) >= _PART * sizes[g]]
        if fuller:
            groups[max(fuller, key=lambda group: (shared[group], -group))].append(item)
            continue
        for shingle in own:
            index.setdefault(shingle, []).append(len(groups))
        groups.append([item])
        sizes.append(len(own))
    result: list[Weighed] = []
    for twins in groups:
        fullest = twins[0]
        places = tuple(sorted(twin.candidate.range for twin in twins[1:]))
        score = max(w.score for w in twins)
        repeated = {"repeated": 1.0} if places else {}
        result.append(Weighed(fullest.candidate, fullest.evidence | repeated, score, "taken", places))
        result.extend(_with(twin, "repeats a fuller one") for twin in twins[1:])
    return result


def _with(item: Weighed, verdict: str) -> Weighed:
    return Weighed(item.candidate, item.evidence, item.score, verdict)


def _overlap(one: Range, two: Range) -> bool:
    return one.start < two.end and two.start < one.end

"""Is a typed answer right? Tolerant where a teacher is, strict on figures, units, dates and negation."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import resources
from typing import Final, NamedTuple

from quizgen.extract.words import cut
from quizgen.model.quiz import Expected, Grade, ItemVerdict, Rating, Reason
from quizgen.quiz.diff import diff
from quizgen.quiz.normal import canonical, plain, simple, to_simplified, unit_names

CREDIT: Final[dict[Grade, float]] = {"right": 1.0, "almost": 0.5, "wrong": 0.0}
SUGGESTED: Final[dict[Grade, Rating]] = {"right": 3, "almost": 2, "wrong": 1}
_SLIPS = ((18, 3), (10, 2), (5, 1))
"""From this length on, so many slips of the pen are let pass as almost right."""
_ALIKE = 0.4
"""Answers less alike have nothing in common."""
_IDLE = frozenset("的地得了之着")
"""Left out or put in, these change nothing that a student is asked for."""
_SIGNS = frozenset("0123456789+-/<>≤≥=±×÷%‰°#&@$€£¥")
_FORMS = ((plain, "same"), (simple, "script"), (canonical, "numeral"))
_AND = frozenset(("和", "与", "及", "以及"))
_BETWEEN_PARTS = re.compile(r"[、，,；;]+")
_HEAD = re.compile(r"([\u4e00-\u9fff“”]{2,12})[：:].")
"""What an item is called, in front of its explanation."""
_ADDED = re.compile(r"[（(][^（）()]*[）)]")


class _Judged(NamedTuple):
    grade: Grade
    reason: Reason


def grade_text(given: str, expected: Expected) -> ItemVerdict:
    """Judge one typed answer against one expected thing; the diff is against the wording it comes closest to."""
    if not plain(given) and given.strip() != expected.text.strip():
        return ItemVerdict(
            expected=expected.text, grade="wrong", reason="empty", diff=diff("", expected.text) if expected.text else ()
        )
    wordings = (expected.text, *expected.also)
    judged = [judge(given, wording) for wording in wordings]
    best = max(range(len(wordings)), key=lambda k: (CREDIT[judged[k].grade], -k))
    grade, reason = judged[best]
    if grade == "wrong" and any(judge(given, name).grade == "right" for name in _names(expected.text)):
        best, grade, reason = 0, "almost", "incomplete"
    if grade == "right" and best > 0:
        reason = "variant"
    return ItemVerdict(
        expected=expected.text, given=given, grade=grade, reason=reason, diff=diff(given, wordings[best])
    )


@lru_cache(maxsize=20_000)
def judge(given: str, wording: str) -> _Judged:
    """Judge an answer against one wording."""
    if given.strip() == wording.strip():
        return _Judged("right", "same")
    for form, reason in _FORMS:
        if form(given) == form(wording):
            return _Judged("right", reason)  # type: ignore[arg-type]
    if (mine := _parts(given)) == (wanted := _parts(wording)):
        return _Judged("right", "same")
    if sorted(mine) == sorted(wanted):
        return _Judged("almost", "order")
    ours, theirs = canonical(given), canonical(wording)
    if _figures(ours) != _figures(theirs):
        both = _figures(ours) and _figures(theirs)
        return _Judged("wrong", "figure" if both or _alike(ours, theirs) else "different")
    if [char for char in ours if char in _negations()] != [char for char in theirs if char in _negations()]:
        return _Judged("wrong", "negation" if _alike(ours, theirs) else "different")
    changes = _changes(ours, theirs)
    if any(_decisive(a, b) for a, b in changes):
        return _Judged("wrong", "different")
    if _sound_alike(ours, theirs):
        return _Judged("almost", "homophone")
    if all(a + b in _IDLE for a, b in changes):
        return _Judged("almost", "typo")
    allowed = next((slips for length, slips in _SLIPS if len(theirs) >= length), 0)
    if sum(max(len(a), len(b)) for a, b in changes) <= allowed or _swapped(ours, theirs, allowed):
        return _Judged("almost", "typo")
    return _Judged("wrong", "different")


def _alike(ours: str, theirs: str) -> bool:
    """Whether what two answers differ in can be named; else they are simply different."""
    from rapidfuzz.distance import Indel

    return Indel.normalized_similarity(ours, theirs) >= _ALIKE


def _names(wording: str) -> list[str]:
    """What names the same thing in short: the words before its explanation, or all without what stands in brackets,
    unless that is a figure or denies something."""
    names = [match[1]] if (match := _HEAD.match(wording)) else []
    added, rest = canonical("".join(_ADDED.findall(wording))), _ADDED.sub("", wording)
    if added and len(plain(rest)) > 1 and not _figures(added) and _negations().isdisjoint(added):
        names.append(rest)
    return names


def _parts(text: str) -> list[str]:
    """What 和, 与, 及 and commas join, in canonical form. Only words of their own join, and none behind a negation."""
    parts = [""]
    for piece in _BETWEEN_PARTS.split(text):
        for word in cut(to_simplified(piece)):
            if word in _AND and parts[-1][-1:] not in ("", *_negations()):
                parts.append("")
            else:
                parts[-1] += word
        parts.append("")
    return [form for part in parts if (form := canonical(part))]


def _figures(text: str) -> list[str]:
    return _figure_pattern().findall(text)


@lru_cache(maxsize=1)
def _figure_pattern() -> re.Pattern[str]:
    units = "|".join(map(re.escape, sorted(unit_names(), key=lambda name: (-len(name), name))))
    return re.compile(rf"[-<>≤≥=±]?\d[\d.:/-]*(?:{units}|[%‰°年月日])?")


def _changes(ours: str, theirs: str) -> list[tuple[str, str]]:
    from rapidfuzz.distance import Levenshtein

    found = (op for op in Levenshtein.opcodes(ours, theirs) if op.tag != "equal")
    return [(ours[op.src_start : op.src_end], theirs[op.dest_start : op.dest_end]) for op in found]


def _sound_alike(ours: str, theirs: str) -> bool:
    return len(ours) == len(theirs) and all(_sounds(a) & _sounds(b) for a, b in zip(ours, theirs, strict=True))


def _swapped(ours: str, theirs: str, allowed: int) -> bool:
    """Whether two neighbouring characters changed places and nothing else happened."""
    if not allowed or len(ours) != len(theirs):
        return False
    at = [k for k in range(len(ours)) if ours[k] != theirs[k]]
    return len(at) == 2 and at[1] == at[0] + 1 and ours[at[0]] + ours[at[1]] == theirs[at[1]] + theirs[at[0]]


@lru_cache(maxsize=10_000)
def _sounds(char: str) -> frozenset[str]:
    from pypinyin import Style, pinyin

    return frozenset(pinyin(char, style=Style.NORMAL, heteronym=True)[0])


def _decisive(ours: str, theirs: str) -> bool:
    """Whether a change is none that happens by a slip: another sign, a word put in or left out that weighs, the
    opposite."""
    both = ours + theirs
    if any(char in _SIGNS for char in both):
        return True
    if not ours or not theirs:
        return any(char in _weighty() for char in both)
    return any(a + b in _opposites() for a in ours for b in theirs)


@lru_cache(maxsize=1)
def _negations() -> frozenset[str]:
    return frozenset("".join(_words("negations.txt")))


@lru_cache(maxsize=1)
def _weighty() -> frozenset[str]:
    return frozenset("".join(_words("weighty.txt")))


@lru_cache(maxsize=1)
def _opposites() -> frozenset[str]:
    return frozenset(a + b for word in _words("opposites.txt") for a in word for b in word if a != b)


def _words(name: str) -> list[str]:
    text = resources.files("quizgen.quiz").joinpath(name).read_text("utf-8")
    return [word for line in text.splitlines() if not line.startswith("#") for word in line.split()]

"""Whether two texts say the same in nearly the same words, and what it is that differs.

Strict on purpose: every difference that is let pass has a name. Numbers, negations and opposites never are.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from quizgen.clean.conversion import simplified
from quizgen.extract.words import word_file
from quizgen.mask import fold
from quizgen.model.extraction import Difference, Piece, Reason

_SIGNS = frozenset("+×÷=<>≥≤≠±%‰°℃$€£¥#&@")
_FIGURE = re.compile(r"(?<![0-9a-z])-?[0-9]+(?:[.,:/~-][0-9]+)*")
_MEASURED = re.compile("([一二三四五六七八九十两]+)[个项条大种](?!月|小时|星期|世纪|年|人)")
SHORTEST = 4
"""Letters that must be the same on either side of a slip."""
LONGEST_SLIP = 2
"""Letters that one text may have and the other not."""


class Form(NamedTuple):
    """A text in ever coarser forms: ``letters`` without punctuation, width and script; ``bare`` also without 的 and
    measure words; ``sense`` also with one word for all its synonyms. ``figures`` are the numbers in digits."""

    letters: str
    bare: str
    sense: str
    figures: tuple[str, ...]


@lru_cache(maxsize=50_000)
def form(text: str, script: str) -> Form:
    """The forms of a text; ``script`` is its document's."""
    folded = fold(simplified(text) if script == "hant" else text)
    letters = "".join([char for char in folded if char.isalnum() or char in _SIGNS])
    bare = _MEASURED.sub(r"\1", letters).replace("的", "") or letters
    sense = _synonyms().sub(lambda found: _first()[found[0]], bare)
    return Form(letters, bare, sense, tuple(_FIGURE.findall(folded)))


def difference(one: Form, other: Form) -> Reason | None:
    """What two texts differ by; None where it is more than a difference of wording."""
    if one.figures != other.figures:
        return None
    if one.letters == other.letters:
        return "punctuation"
    if one.bare == other.bare:
        return "particle"
    if one.sense == other.sense:
        return "synonym"
    return _slip(one.sense, other.sense)


def reworded(leading: str, variant: Piece, script: str) -> tuple[Difference, ...]:
    """A variant's wording beside the leading one; nothing where the letters are the same."""
    one, other = form(leading, script), form(variant.text, script)
    if one.letters == other.letters:
        return ()
    reason = difference(one, other) or "clause"
    return (Difference(text=variant.text, instead=leading, reason=reason, spans=variant.spans),)


def _slip(one: str, other: str) -> Reason | None:
    """The name of the only stretch by which two texts differ, where it is small and weighs nothing."""
    before = _common(one, other)
    after = _common(one[before:][::-1], other[before:][::-1])
    mine, theirs = one[before : len(one) - after], other[before : len(other) - after]
    if before + after < SHORTEST - 1 or set(mine + theirs) & _weighty():
        return None
    if one[max(0, before - 1) : before].isnumeric() or one[len(one) - after :][:1].isnumeric():
        return None  # 三个月 is not 三月
    if mine and theirs:
        return "homophone" if len(mine) == len(theirs) == 1 and _sounds_like(mine, theirs) else None
    extra = mine or theirs
    if before + after < SHORTEST or not extra.isalpha() or extra.isascii():
        return None
    if extra in word_file("adverbs.txt"):
        return "adverb"
    return "letters" if len(extra) <= LONGEST_SLIP else None


def _common(one: str, other: str) -> int:
    size = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        size += 1
    return size


def _sounds_like(one: str, other: str) -> bool:
    return bool(_sounds(one) & _sounds(other))


@lru_cache(maxsize=5_000)
def _sounds(char: str) -> frozenset[str]:
    from pypinyin import Style, pinyin

    return frozenset(pinyin(char, style=Style.NORMAL, heteronym=True)[0])


def _rows(name: str) -> list[str]:
    lines = files(__package__).joinpath(name).read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


@cache
def _weighty() -> frozenset[str]:
    return frozenset("".join(_rows("weighty.txt")))


@cache
def _first() -> dict[str, str]:
    """Word → the first of its row."""
    return {word: row.split()[0] for row in _rows("synonyms.txt") for word in row.split()}


@cache
def _synonyms() -> re.Pattern[str]:
    return re.compile("|".join(sorted(_first(), key=lambda word: (-len(word), word))))

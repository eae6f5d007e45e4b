"""Where words begin and end, and what they weigh. The only module that knows the segmenter.

Cutting is rjieba's, which divides text as jieba does by the same dictionary and is ready in a tenth of the time; it is
loaded at the first call. What a word is and weighs is asked of jieba's dictionary itself.
"""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import accumulate
from math import log
from pathlib import Path

from quizgen.dictionary import TOTAL, entry


@lru_cache(maxsize=50_000)
def cut(text: str) -> tuple[str, ...]:
    """The words of a short stretch of text, in order; joined they give it back."""
    import rjieba

    return tuple(rjieba.cut(text, False))


@lru_cache(maxsize=10_000)
def boundaries(text: str) -> tuple[int, ...]:
    """Offsets at which words begin or end, with 0 and the length."""
    return tuple(accumulate(map(len, cut(text)), initial=0))


def tag(word: str) -> str:
    """The part of speech that the dictionary gives a word (n, v, a, …), empty for a word it does not know."""
    known = entry(word)
    return known.tag if known else ""


def weight(word: str) -> float:
    """How much a word tells: the negative log of its frequency in the dictionary, about 3 to 17."""
    known = entry(word)
    return log(TOTAL) - log((known and known.frequency) or 1)


@cache
def word_file(name: str) -> frozenset[str]:
    """The words of a file in ``data``, one a line; lines with # are remarks."""
    lines = Path(__file__).with_name("data").joinpath(name).read_text("utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def opens_with_verb(text: str) -> bool:
    """Whether a clause begins with a verb of two characters, or with an adverb and one. Needs no segmenter."""
    for size in (4, 3, 2):
        if text[:size] in word_file("adverbs.txt"):
            return text[size : size + 2] in word_file("verbs.txt") or text[size : size + 1] in "把将對对向为為让讓使做"
    return text[:2] in word_file("verbs.txt")

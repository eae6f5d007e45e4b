"""Where words begin and end, and what they weigh. The only module that knows the segmenter.

The segmenter's dictionary is loaded at the first call, so nothing here costs anything until a candidate span needs it.
"""

from __future__ import annotations

import logging
from functools import cache, lru_cache
from math import log
from pathlib import Path
from typing import Any

_FUNCTION_TAGS = frozenset(
    ["c", "d", "p", "r", "u", "uj", "ul", "uz", "ug", "ud", "uv", "y", "e", "o", "m", "q", "f", "k", "zg", "df"]
)


@cache
def _jieba() -> Any:
    import jieba

    jieba.setLogLevel(logging.WARNING)
    jieba.initialize()
    return jieba


@lru_cache(maxsize=4096)
def cut(text: str) -> tuple[str, ...]:
    """The words of a short stretch of text, in order; joined they give it back."""
    return tuple(_jieba().lcut(text, HMM=False))


@cache
def _tags() -> dict[str, str]:
    tags: dict[str, str] = {}
    with _jieba().get_module_res("dict.txt") as file:
        for line in file:
            word, _, tag = line.decode("utf-8").split()
            tags[word] = tag
    return tags


def tag(word: str) -> str:
    """The part of speech that the dictionary gives a word (n, v, a, …), empty for a word it does not know."""
    return _tags().get(word, "")


def is_content_word(word: str) -> bool:
    """Whether a word names something: not a particle, pronoun, preposition, conjunction, adverb or bare numeral."""
    if not any(char.isalnum() for char in word):
        return False
    tag = _tags().get(word)
    return tag not in _FUNCTION_TAGS if tag else len(word) > 1 or not word.isdigit()


def weight(word: str) -> float:
    """How much a word tells: the negative log of its frequency in the segmenter's dictionary, about 3 to 17."""
    jieba = _jieba()
    frequency = jieba.dt.FREQ.get(word) or 1
    return log(jieba.dt.total) - log(frequency)


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

"""jieba's dictionary, asked word by word: how often a word occurs, and its part of speech.

Loading the dictionary takes a second, so nothing is loaded: its lines are in order of their first characters, and a
word is looked up among the lines that begin as it does (which are in no strict order among themselves). The few words
that are not all Han stand before the others.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

TOTAL = 60_101_967
"""The frequencies of all words together."""
_FIRST = "一"
"""The first of the Han characters, and the first word that is all Han."""


class Entry(NamedTuple):
    """How often a word occurs among ``TOTAL`` words, and its part of speech (n, v, a, …)."""

    frequency: int
    tag: str


@lru_cache(maxsize=50_000)
def entry(word: str) -> Entry | None:
    """What the dictionary says about a word; None where it does not know it."""
    if not word or any(char.isspace() for char in word):
        return None
    lines, (start, end) = _lines(), _begin_with(word[0]) if min(word) >= _FIRST else _others()
    found = lines.find(f"\n{word} ".encode(), start, end)
    if found < 0:
        return None
    _, frequency, tag = lines[found + 1 : lines.index(b"\n", found + 1)].split()
    return Entry(int(frequency), tag.decode())


@cache
def _lines() -> bytes:
    """The dictionary, with a line break before and behind each line."""
    jieba = find_spec("jieba")
    assert jieba
    assert jieba.submodule_search_locations
    return b"\n" + Path(jieba.submodule_search_locations[0], "dict.txt").read_bytes()


@lru_cache(maxsize=10_000)
def _begin_with(first: str) -> tuple[int, int]:
    """Where the lines of the words with this first character begin and end, with the line break before them."""
    return _first_from(first.encode()), _first_from(first.encode() + b"\xff") + 1


@cache
def _others() -> tuple[int, int]:
    """The same for the words that have other characters."""
    return 0, _lines().index(f"\n{_FIRST} ".encode()) + 1


def _first_from(sought: bytes) -> int:
    """The line break before the first line that is not less than ``sought`` in its first bytes."""
    lines = _lines()
    low, high = 0, len(lines) - 1
    while low < high:
        middle = (low + high) // 2
        line = lines.rfind(b"\n", 0, middle + 1)
        if lines[line + 1 : line + 1 + len(sought)] < sought:
            low = lines.index(b"\n", middle + 1)
        else:
            high = line
    return low

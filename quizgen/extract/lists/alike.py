"""How alike the items of a list are in length, in their first and last characters and in their words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from quizgen.extract.words import cut

_SKIPPED = str.maketrans("", "", "“”‘’「」『』\"'（）() 　")


def core(text: str) -> str:
    """An item's words without quotation marks, brackets and spaces."""
    return text.translate(_SKIPPED)


def alike(item: str, siblings: Sequence[str]) -> float:
    """How much an item looks like its siblings, 0 to 1. No segmenter needed."""
    one, others = core(item), [core(s) for s in siblings]
    if not one or not others:
        return 0.0
    low, high = min(map(len, others)), max(map(len, others))
    length = (
        1.0 if low <= len(one) <= high else 1 - abs(len(one) - (low if len(one) < low else high)) / max(len(one), high)
    )
    last = _agreement(one[-1], [o[-1] for o in others if o])
    first = _agreement(one[0], [o[0] for o in others if o])
    return 0.56 * length + 0.24 * last + 0.2 * first


def _agreement(char: str, others: list[str]) -> float:
    """1 where a character is the siblings' common one, 0 where they have another in common, else a half."""
    if len(set(others)) == 1 and len(others) > 1:
        return 1.0 if char == others[0] else 0.0
    return 0.8 if char in others else 0.5


def cohesion(items: Sequence[str]) -> float:
    """The mean likeness of each item to all others."""
    return sum(alike(item, [*items[:k], *items[k + 1 :]]) for k, item in enumerate(items)) / len(items)


def common_prefix(items: Sequence[str]) -> str:
    first, last = min(items), max(items)
    at = 0
    while at < min(len(first), len(last)) and first[at] == last[at]:
        at += 1
    return first[:at]


def common_suffix(items: Sequence[str]) -> str:
    return common_prefix([item[::-1] for item in items])[::-1]


def boundaries(text: str) -> list[int]:
    """Offsets at which words begin or end, with 0 and the length."""
    at, found = 0, [0]
    for word in cut(text):
        at += len(word)
        found.append(at)
    return found


def increasing(values: Sequence[int]) -> bool:
    return all(a < b for a, b in pairwise(values))

"""How alike the items of a list are in length, in their first and last characters and in their words."""

from __future__ import annotations

import re
from collections.abc import Sequence

_SKIPPED = str.maketrans("", "", "“”‘’「」『』\"'（）() 　")
_ASIDE = re.compile("[（(][^（）()]*[）)]")


def core(text: str) -> str:
    """An item's words without quotation marks, brackets and spaces."""
    return text if text.isalnum() else text.translate(_SKIPPED)


def measured(text: str) -> str:
    """An item's words as they are compared with its siblings': without what it adds in brackets."""
    return core(_ASIDE.sub("", text)) or core(text)


class Siblings:
    """What the items of a row have in common, to compare another one with."""

    def __init__(self, items: Sequence[str]) -> None:
        cores = [c for c in map(measured, items) if c]
        self.sizes = {len(c) for c in cores}
        self.low, self.high = min(self.sizes, default=0), max(self.sizes, default=0)
        self.firsts, self.lasts = {c[0] for c in cores}, {c[-1] for c in cores}
        self.several = len(cores) > 1

    def likeness(self, item: str) -> float:
        """How much an item looks like its siblings in length, first and last character, 0 to 1."""
        one = measured(item)
        if not one or not self.high:
            return 0.0
        size = len(one)
        length = 1.0
        if not self.low <= size <= self.high:
            length -= abs(size - (self.low if size < self.low else self.high)) / max(size, self.high)
        return 0.56 * length + 0.24 * self._agreement(one[-1], self.lasts) + 0.2 * self._agreement(one[0], self.firsts)

    def _agreement(self, char: str, chars: set[str]) -> float:
        """1 where a character is the siblings' common one, 0 where they have another in common, else a half."""
        if len(chars) == 1 and self.several:
            return float(char in chars)
        return 0.8 if char in chars else 0.5


def alike(item: str, siblings: Sequence[str]) -> float:
    """How much an item looks like its siblings, 0 to 1. No segmenter needed."""
    return Siblings(siblings).likeness(item)


def common_prefix(items: Sequence[str]) -> str:
    first, last = min(items), max(items)
    for at, (one, other) in enumerate(zip(first, last, strict=False)):
        if one != other:
            return first[:at]
    return first[: len(last)]


def common_suffix(items: Sequence[str]) -> str:
    return common_prefix([item[::-1] for item in items])[::-1]

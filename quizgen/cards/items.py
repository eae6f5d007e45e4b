"""What of an item a card hides: what tells it from the other items of its list. The rest stays visible as a cue."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import accumulate

from quizgen.extract.words import cut
from quizgen.mask import shared

_KEY = re.compile(r"(?P<key>[^，。；：:！？]{1,16})(?<!\d)[：:]\s*(?=\S)")
"""A name and a colon at the beginning of an item: 浅层土：0～20 厘米."""
_BRACKETS = {"（": "）", "(": ")", "《": "》", "“": "”", "「": "」", "『": "』", "[": "]", "【": "】"}


def hidden_of(items: Sequence[str], frame: tuple[str, str], *, counted: bool) -> list[tuple[int, int]]:
    """What to hide of each item, as a range of its characters.

    Where every item is a name with what it stands for behind a colon, one of the two is asked and the other shown: the
    name in a list whose label counts its items (``counted``), for then the names are what is counted, else what stands
    behind it. Otherwise all but the frame is hidden (``frame_of``; ``frame`` is what extraction names).
    """
    keys = [key for key in map(_KEY.match, items) if key]
    if len(keys) == len(items) > 1 and len({key["key"] for key in keys}) == len(items):
        if counted:
            return [key.span("key") for key in keys]
        return [(key.end(), len(item)) for key, item in zip(keys, items, strict=True)]
    before, after = frame_of(items, frame)
    return [(before, len(item) - after) for item in items]


def frame_of(items: Sequence[str], frame: tuple[str, str]) -> tuple[int, int]:
    """How many characters all items share at their beginning and end, and that stay visible on a card.

    The frame that extraction names, or else what the items have in common (two characters or more). It is made of
    whole words of every item and opens no bracket that it does not close. Two letters must be left of every item: a
    single one is hidden together with its frame, for it would stand in every other word.
    """
    before, after = len(frame[0]), len(frame[1])
    if (before or after) and all(item.startswith(frame[0]) and item.endswith(frame[1]) for item in items):
        named = _whole(items, before, after)
        if any(named) and _left_over(items, *named):
            return named
    if len(items) < 2:
        return 0, 0
    before = shared(items)
    before, after = _whole(items, before, shared([item[before:][::-1] for item in items]))
    before = before if _letters(items[0][:before]) >= 2 else 0
    after = after if _letters(items[0][len(items[0]) - after :]) >= 2 else 0
    return (before, after) if _left_over(items, before, after) else (0, 0)


def _left_over(items: Iterable[str], before: int, after: int) -> bool:
    return all(_letters(item[before : len(item) - after]) >= 2 for item in items)


def _whole(items: Sequence[str], before: int, after: int) -> tuple[int, int]:
    """The frame, made smaller until it ends where words end in all items, and holds both of a pair of brackets."""
    borders = [{0, *accumulate(map(len, cut(item)))} for item in items]
    while before and not (all(before in row for row in borders) and _balanced(items[0][:before])):
        before -= 1
    sizes = [len(item) for item in items]
    while after and not (
        all(size - after in row for size, row in zip(sizes, borders, strict=True))
        and _balanced(items[0][sizes[0] - after :])
    ):
        after -= 1
    return before, after


def _balanced(text: str) -> bool:
    return all(text.count(opening) == text.count(closing) for opening, closing in _BRACKETS.items())


def _letters(text: str) -> int:
    return sum(char.isalnum() for char in text)

"""Stretches of a sentence in which separators are on one level: the sentence itself, and what stands in brackets.

A region's ``shape`` is its text with everything inside brackets and quotation marks blanked out, so that a separator
found in it belongs to this level. The inside of a bracket or of quotation marks is a region of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

BLANK = "\ufffc"
_PAIRS = {
    "“": "”",
    "‘": "’",
    "「": "」",
    "『": "』",
    "（": "）",
    "(": ")",
    "《": "》",
    "〈": "〉",
    "【": "】",
    "[": "]",
}
_MARKS = re.compile("[“”‘’「」『』（）()《》〈〉【】\\[\\]]")
_DEEPEST = 3
"""Marks inside so many others are plain text."""
_TITLES = frozenset("《〈")


@dataclass(frozen=True, slots=True)
class Region:
    """``[start, end)`` of the text; ``shape`` as long as it; ``opener`` is the mark that it stands in, or empty.

    ``sentence`` is the start of the sentence that it belongs to.
    """

    start: int
    end: int
    shape: str
    opener: str = ""
    sentence: int = 0
    sentence_end: int = 0


def sentence_regions(text: str, start: int, end: int) -> Iterator[Region]:
    """The regions of one sentence. A mark without its partner is plain text."""
    stack: list[tuple[str, int]] = []
    pairs: list[tuple[int, int]] = []
    for match in _MARKS.finditer(text, start, end):
        mark = match[0]
        if mark in _PAIRS:
            if len(stack) < _DEEPEST:
                stack.append((mark, match.start()))
            continue
        for depth in range(len(stack) - 1, max(-1, len(stack) - 4), -1):
            if _PAIRS[stack[depth][0]] == mark:
                pairs.append((stack[depth][1], match.start()))
                del stack[depth:]
                break
    pairs.sort()
    yield _region(text, start, end, "", pairs, start, end)
    for opened, closed in pairs:
        if text[opened] not in _TITLES and closed - opened > 3:
            inner = [pair for pair in pairs if opened < pair[0] and pair[1] < closed] if len(pairs) < 60 else []
            yield _region(text, opened + 1, closed, text[opened], inner, start, end)


def _region(
    text: str, start: int, end: int, opener: str, pairs: list[tuple[int, int]], sentence: int, sentence_end: int
) -> Region:
    parts: list[str] = []
    at = start
    for opened, closed in pairs:
        if opened >= at:
            parts.append(text[at:opened] + text[opened] + BLANK * (closed - opened - 1) + text[closed])
            at = closed + 1
    parts.append(text[at:end])
    return Region(start, end, "".join(parts), opener, sentence, sentence_end)

"""Where an answer stands in a text a second time, so that no front gives away what it asks for.

Texts are compared folded (width, letter case) and answers without the punctuation around them: 四风 is found in
“四风”. A number counts only as a whole: 15 does not stand in 2015.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import takewhile

BLANK = "＿＿"
"""What stands for a masked answer where there is no gap to fill, as in a title."""


def fold(text: str) -> str:
    """``text`` with width, case and kinds of blank evened out, character by character: offsets keep their meaning."""
    if text.isprintable() and unicodedata.is_normalized("NFKC", text):
        lower = text.lower()
        if len(lower) == len(text):
            return lower
    return "".join(map(_fold, text))


@lru_cache(maxsize=20_000)
def _fold(char: str) -> str:
    folded = " " if char.isspace() else unicodedata.normalize("NFKC", char).lower()
    return folded if len(folded) == 1 else char


def core(answer: str) -> str:
    """The answer folded, without punctuation and blanks at its ends; the answer itself if it is nothing else."""
    folded = fold(answer)
    if folded.isalnum():
        return folded
    start, end = 0, len(folded)
    while start < end and not folded[start].isalnum():
        start += 1
    while start < end and not folded[end - 1].isalnum():
        end -= 1
    return folded[start:end] or folded


def standing(text: str, answers: Iterable[str]) -> list[tuple[int, int]]:
    """The ranges of ``text``, in order and apart, at which one of the answers stands; the longer answer goes first."""
    folded = fold(text)
    needles = [needle for answer in answers if answer.strip() and (needle := core(answer)) in folded]
    if not needles:
        return []
    needles = sorted(set(needles), key=lambda needle: (-len(needle), needle))
    taken: list[tuple[int, int]] = []
    for needle in needles:
        for start, end in _found(folded, needle):
            if all(end <= low or high <= start for low, high in taken):
                taken.append((start, end))
    return sorted(taken)


def _found(text: str, needle: str) -> Iterator[tuple[int, int]]:
    at = text.find(needle)
    while at >= 0:
        end = at + len(needle)
        if not _inside_number(text, at, end):
            yield at, end
        at = text.find(needle, end)


def _inside_number(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    return (before.isdecimal() and text[start].isdecimal()) or (after.isdecimal() and text[end - 1].isdecimal())


def masked(text: str, answers: Iterable[str], blank: str = BLANK) -> str:
    """``text`` with a blank in place of every answer in it."""
    found = standing(text, answers)
    if not found:
        return text
    pieces, done = [], 0
    for start, end in found:
        pieces += [text[done:start], blank]
        done = end
    return "".join([*pieces, text[done:]])


def shared(texts: Sequence[str]) -> int:
    """How many characters all texts begin with alike."""
    return len(list(takewhile(lambda chars: len(set(chars)) == 1, zip(*texts, strict=False))))

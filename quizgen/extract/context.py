"""What stays visible of a list on its cards: the frame that its items share, and the words that lead to it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizgen.extract.lists.alike import common_prefix, common_suffix
from quizgen.extract.trim import balanced
from quizgen.extract.words import boundaries

REACH = 80
"""Characters before a list that are looked at for the words that lead to it."""
COINED = 4
"""Items up to this length are coined alike (防盗, 防潮; 因时制宜) and share characters, not words."""
LEAD_LONGEST = 32
LEAD_SHORTEST = 3
_SENTENCE = re.compile("[。！？；\n][”’」』）)]*")
_OPENED = re.compile("[“‘「『（(《【]")
_CLOSED = re.compile("[”’」』）)》】]")
_EDGES = " 　\t：:，,、。；;—–-→=*_`|>"
_ASIDE = re.compile(r"\A[（(][^（）()]*[）)](?=.)|\A(?:其中|此外|另外|同时|同時|例如|比如)[，,]")
_WRAPPED = re.compile("\\A[“‘「『（(《【]([^“”‘’「」『』（）()《》【】]*)[”’」』）)》】]\\Z")
_LINK = re.compile(
    r"(?:主要|分别|分別|一般|通常)?"
    r"(?:是指|指的是|包括|包含|分为|分為|例如|比如|譬如|(?<![具没沒所只带帶持拥擁享占还還不总總但可就凡认認作成行称稱因以人假立随隨])[有是为為如即])\Z"
)
"""Words that only point at what follows, and are no part of another word (具有, 认为, 不如)."""
_ONE_TOKEN = re.compile(r"[A-Za-z0-9.%％‰]")
"""Characters that a frame must not part: of a Latin word, of a number with its sign."""


def frame(items: Sequence[str]) -> tuple[str, str]:
    """What all items begin and end with; it never parts a Latin word, a number or a pair of brackets.

    定价导向, 成本导向 → ("", "导向"); 口径（粗）, 口径（细） → ("口径", ""). Something is left of every item.
    """
    before, after = len(common_prefix(items)), len(common_suffix(items))
    after = min(after, min(map(len, items)) - before - 1) if items else 0
    after = max(after, 0)
    before = min(before, min(map(len, items)) - 1)
    before, after = _outside_brackets(items[0], before, after)
    while before and _parts(items, before):
        before -= 1
    while after and any(_parts([item], len(item) - after) for item in items):
        after -= 1
    if min(map(len, items)) > COINED:
        before, after = _at_words(items, before, after)
    while after and not _whole(items, before, after):
        after -= 1
    while before and not _whole(items, before, after):
        before -= 1
    return items[0][:before], items[0][len(items[0]) - after :] if after else ""


def _at_words(items: Sequence[str], before: int, after: int) -> tuple[int, int]:
    """The frame cut back to where words end in every item: 坚持一天…, 坚持一年… share 坚持; 成年人, 老人 share nothing.

    A longer ending is one of words, however the segmenter takes what stands before it.
    """
    found = [set(boundaries(item)) for item in items]
    before = max(at for at in range(before + 1) if all(at in ends for ends in found))
    if after == 1 and any(len(item) - 1 not in ends for item, ends in zip(items, found, strict=True)):
        after = 0
    return before, after


def _outside_brackets(item: str, before: int, after: int) -> tuple[int, int]:
    """The frame without what it shares of the inside of a bracket: 《木经》, 《鲁班经》 share the marks alone."""
    open_at: list[int] = []
    for at in range(before):
        if _OPENED.match(item[at]):
            open_at.append(at)
        elif _CLOSED.match(item[at]) and open_at:
            open_at.pop()
    close_at: list[int] = []
    for at in range(len(item) - 1, len(item) - after - 1, -1):
        if _CLOSED.match(item[at]):
            close_at.append(at)
        elif _OPENED.match(item[at]) and close_at:
            close_at.pop()
    return open_at[-1] + 1 if open_at else before, len(item) - close_at[-1] if close_at else after


def _parts(items: Sequence[str], at: int) -> bool:
    """Whether a cut at ``at`` goes through a Latin word or a number in one of the items."""
    return any(_ONE_TOKEN.match(item[at - 1]) and _ONE_TOKEN.match(item[at : at + 1]) for item in items)


def _whole(items: Sequence[str], before: int, after: int) -> bool:
    """Whether brackets and quotation marks open and close on the same side of the cuts."""
    return all(balanced(item[before : len(item) - after]) for item in items)


def lead(text: str, low: int, start: int) -> str:
    """The clause before ``start`` that leads to a list, without the verb or mark that only points at it; may be empty.

    ``low`` is where its block begins. "…。按颜色可分为" → 按颜色可; "一次能源（如" → 一次能源.
    """
    words = _SENTENCE.split(text[max(low, start - REACH) : start])[-1]
    words = _ASIDE.sub("", _closed(words).strip(_EDGES)).strip(_EDGES)
    while len(words) > LEAD_LONGEST and "，" in words:
        words = words.split("，", 1)[1]
    words = _closed(words).strip(_EDGES)
    bare = _LINK.sub("", words).rstrip(_EDGES)
    shortest = LEAD_SHORTEST if len(words) - len(bare) < 2 else 2
    words = _WRAPPED.sub(r"\1", bare if len(bare) >= shortest or not bare else words)
    return words if len(words) >= shortest else ""


def _closed(words: str) -> str:
    """The words without what stands before a bracket that only closes, or behind one that only opens."""
    depth = 0
    for at, char in enumerate(words):
        if _OPENED.match(char):
            depth += 1
        elif _CLOSED.match(char):
            if depth == 0:
                return _closed(words[at + 1 :])
            depth -= 1
    if depth == 0:
        return words
    opens = [found.start() for found in _OPENED.finditer(words)]
    return words[: opens[-depth]] if opens[-depth] >= LEAD_SHORTEST else words[opens[-depth] + 1 :]

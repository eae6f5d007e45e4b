"""Cut an item down to what a student memorises. Every proposer's items pass through ``trim``.

"是预防感染的关键。护士应当……；" → 是预防感染的关键
"“洗手”" → 洗手
"""

from __future__ import annotations

import re

from quizgen.extract.candidate import Range
from quizgen.extract.lists.alike import common_prefix

_LEADING = re.compile(
    r"[\s　,，.。;；:：、!！?？·•*_`~\-—–=>|]+"
    r"|(?:以及|并且|或者|的|了(?![解却卻然结結如])|和(?![平谐諧睦解蔼藹气氣尚]))(?=.{2})"
)
_TRAILING = re.compile(
    r"(?:(?<=.)[这這那]|[\s　,，.。;；:：、!！?？*_`~=\-—|]|(?<=[^平相同均对對高初中上優优何])等|……)\Z"
)
_EXPLAINED = re.compile("[：:][^：:]*、")
"""An item with an explanation that is itself a row of examples (弦：蚕丝、钢丝等) keeps its 等."""
_REACH = 3
"""Characters in which the last thing to cut off is looked for, with the one before it."""
_DATE = re.compile(r"(?:从|自|到|至|在)?\s?\d{2,4}\s?年(?:\s?(?:到|至|—|-)\s?.{1,12}(?:年|世纪|世紀|中叶|中葉|末))?")
_SENTENCE_END = re.compile("[。！？!?；;]")
_PAIRS = {"“": "”", "‘": "’", "「": "」", "『": "』", "（": "）", "(": ")", "《": "》", "【": "】", "[": "]"}
_INTERVAL = re.compile(r"[(（\[] ?[-+]?[\d.∞]+ ?[,，] ?[-+]?[\d.∞]+ ?[)）\]]")
"""A numeric interval, half open or not: (25, 40]."""
_CLOSERS = {close: opened for opened, close in _PAIRS.items()}
_MARKS = re.compile("[" + re.escape("".join(_PAIRS) + "".join(_CLOSERS)) + '"]')
_QUOTES = {"“": "”", "「": "」", "『": "』", "‘": "’", '"': '"'}


def trim(text: str, item: tuple[Range, ...]) -> tuple[Range, ...]:
    """The ranges of an item without what does not belong to it; empty where nothing whole is left."""
    if len(item) != 1:
        return item if all(balanced(text[r.start : r.end]) for r in item) else ()
    start, end = item[0]
    end = first_sentence(text, start, end)
    while start < end:
        before = (start, end)
        match = _LEADING.match(text, start, end)
        start = match.end() if match else start
        while match := _TRAILING.search(text[max(start, end - _REACH) : end]):
            if match[0] == "等" and _EXPLAINED.search(text, start, end):
                break
            end -= match.end() - match.start()
        start, end = _unquoted(text, start, end)
        if (start, end) == before:
            break
    return (Range(start, end),) if start < end and balanced(text[start:end]) and "\n" not in text[start:end] else ()


def balanced(words: str) -> bool:
    """Whether every bracket and quotation mark in it has its partner in it."""
    if not _MARKS.search(words):
        return True
    stack: list[str] = []
    for char in _INTERVAL.sub("", words):
        if char in _PAIRS:
            stack.append(char)
        elif char in _CLOSERS and (not stack or stack.pop() != _CLOSERS[char]):
            return False
    return not stack and words.count('"') % 2 == 0


def first_sentence(text: str, start: int, end: int) -> int:
    """Where the first sentence ends, its mark left out; a mere date (从2020年到2035年。) is none."""
    for stop in _SENTENCE_END.finditer(text, start, end):
        head = text[start : stop.start()].strip()
        if len(head) > 1 and balanced(head) and not _DATE.fullmatch(head):
            return stop.start()
    return end


def _unquoted(text: str, start: int, end: int) -> tuple[int, int]:
    """The inside of quotation marks that hold the whole item."""
    close = _QUOTES.get(text[start : start + 1])
    if close and end - start > 2 and text[end - 1] == close and close not in text[start + 1 : end - 1]:
        return start + 1, end - 1
    return start, end


_CLAUSE = re.compile(r"(?<!\d)[，,]|[，,](?! ?\d)")
_HEADED = re.compile("[：:]|——|──|[，,](?:即|也就是|就是|主要是|具体是)")
_NAMED = re.compile("[”」』]\\Z")
"""What ends in a quoted name (抓好“三个环节”) is whole without its explanation."""
_LONG_REST = 30
_MANY_CLAUSES = 2.8
_HEAD_LONGEST = 24
_SETS_SCENE = tuple("上中下里內内时時后後前看说說")
"""A first clause that ends so (思想上，……; 从根本上说，……) only sets the scene for the words to learn."""

_GOES_ON = re.compile(
    "[我咱]?[们們]?(?:都|也|就|则|則|才|便|仍|却|卻|只有|只能|只要|必须|必須|应当|應當|不得|不能|可以|是(?![否不]))"
)
"""Words that a clause begins with whose subject or condition is the clause before."""


def trim_row(text: str, items: tuple[tuple[Range, ...], ...], marked: bool = False) -> tuple[tuple[Range, ...], ...]:
    """Items cut down together: to their heads where each goes on to explain itself at length.

    ``marked`` items have ordinals or bullets of their own; they are cut only where they run on for long.

    动作要快，……，……，……；判断要准，……，……；…… → 动作要快 | 判断要准 | ……
    """
    if len(items) < 2 or any(len(item) != 1 for item in items):
        return items
    ranges = [item[0] for item in items]
    heads = _named_heads(text, ranges) or _first_clauses(text, ranges, marked)
    return tuple((head,) for head in heads) if heads else items


def _named_heads(text: str, items: list[Range]) -> list[Range]:
    """What stands before a colon, a dash or 即, where items are short but for the explanations that follow."""
    marks = [_HEADED.search(text, item.start, item.end) for item in items]
    rests = [item.end - mark.end() for item, mark in zip(items, marks, strict=True) if mark]
    heads = [Range(item.start, mark.start() if mark else item.end) for item, mark in zip(items, marks, strict=True)]
    whole = all(1 < head.end - head.start <= _HEAD_LONGEST and balanced(text[head.start : head.end]) for head in heads)
    named = all(_NAMED.search(text[head.start : head.end]) for head in heads)
    least = 1 if named else _LONG_REST if len(rests) == len(items) else _LONG_REST // 2
    return heads if whole and rests and sum(rests) / len(rests) >= least else []


def _first_clauses(text: str, items: list[Range], marked: bool) -> list[Range]:
    """The first clauses, where items run on for several and the first ones alone are parallel."""
    clauses = [_CLAUSE.split(text[item.start : item.end]) for item in items]
    firsts = [parts[0] for parts in clauses]
    framed = not marked and all(len(parts) > 1 for parts in clauses) and len(common_prefix(firsts)) >= 2
    if sum(map(len, clauses)) / len(items) < (2 if framed else _MANY_CLAUSES):
        return []
    sizes = [len(first) for first in firsts]
    shared = len({first[0] for first in firsts}) == 1 or len({first[-1] for first in firsts}) == 1
    if not all(3 <= size <= _HEAD_LONGEST and balanced(first) for size, first in zip(sizes, firsts, strict=True)):
        return []
    if any(first.endswith(_SETS_SCENE) or _DATE.fullmatch(first) for first in firsts):
        return []
    if any(len(parts) > 1 and _GOES_ON.match(parts[1]) for parts in clauses):
        return []
    return (
        [Range(item.start, item.start + size) for item, size in zip(items, sizes, strict=True)]
        if shared or max(sizes) - min(sizes) <= 2
        else []
    )

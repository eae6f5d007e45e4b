"""Cut an item down to what a student memorises. Every proposer's items pass through ``trim``.

"是预防感染的关键。护士应当……；" → 是预防感染的关键
"“洗手”" → 洗手
"""

from __future__ import annotations

import re

from quizgen.extract.candidate import Range

_LEADING = re.compile(r"[\s　,，.。;；:：、!！?？·•*_`~\-—–=>|]+|(?:以及|并且|或者)(?=.{2})")
_TRAILING = re.compile(r"(?:[\s　,，.。;；:：、!！?？*_`~=\-—|]|(?<=.)等等?|……|\.{3,})+\Z")
_SENTENCE_END = re.compile("[。！？!?；;]")
_PAIRS = {"“": "”", "‘": "’", "「": "」", "『": "』", "（": "）", "(": ")", "《": "》", "【": "】", "[": "]"}
_CLOSERS = {close: opened for opened, close in _PAIRS.items()}
_QUOTES = {"“": "”", "「": "」", "『": "』", "‘": "’", '"': '"'}


def trim(text: str, item: tuple[Range, ...]) -> tuple[Range, ...]:
    """The ranges of an item without what does not belong to it; empty where nothing whole is left."""
    if len(item) != 1:
        return item if all(balanced(text[r.start : r.end]) for r in item) else ()
    start, end = item[0]
    end = _first_sentence(text, start, end)
    while start < end:
        before = (start, end)
        match = _LEADING.match(text, start, end)
        start = match.end() if match else start
        match = _TRAILING.search(text[start:end])
        end = start + match.start() if match else end
        start, end = _unquoted(text, start, end)
        if (start, end) == before:
            break
    return (Range(start, end),) if start < end and balanced(text[start:end]) and "\n" not in text[start:end] else ()


def balanced(words: str) -> bool:
    """Whether every bracket and quotation mark in it has its partner in it."""
    stack: list[str] = []
    for char in words:
        if char in _PAIRS:
            stack.append(char)
        elif char in _CLOSERS and (not stack or stack.pop() != _CLOSERS[char]):
            return False
    return not stack and words.count('"') % 2 == 0


def _first_sentence(text: str, start: int, end: int) -> int:
    for stop in _SENTENCE_END.finditer(text, start, end):
        head = text[start : stop.start()]
        if len(head.strip()) > 1 and balanced(head):
            return stop.start()
    return end


def _unquoted(text: str, start: int, end: int) -> tuple[int, int]:
    """The inside of quotation marks that hold the whole item."""
    close = _QUOTES.get(text[start : start + 1])
    if close and end - start > 2 and text[end - 1] == close and close not in text[start + 1 : end - 1]:
        return start + 1, end - 1
    return start, end

"""What a list of the outline is called: by its lead-in or the item above it, else by the nearest heading."""

from __future__ import annotations

import re

from quizgen.extract.candidate import Label, Range
from quizgen.extract.leads import NAME_LONGEST, PREDICATE, list_name
from quizgen.extract.markers import inline_markers, marker_at
from quizgen.extract.numerals import labels
from quizgen.extract.outline import Block
from quizgen.extract.scan import Scan
from quizgen.extract.words import cut, tag

_NOTHING = re.compile(
    r"(?:主要)?有?(?:以下|下列|如下)?[\d一二两兩三四五六七八九十]+(?:个方面|個方面|方面|大?[点點条條个個项項种種])\Z"
)
_POINTS_ON = re.compile(
    r"(?:参考|參考)?(?:答案|解答|解析)(?:要点|要點)?|答|(?:主要|分别|分別|具体|具體|通常|一般)*(?:包括|包含|分为|分為|有|如下)"
)
"""What introduces a list without naming it."""
_KINDS = re.compile(r"[\d一二两兩三四五六七八九十]+大?[种種类類级級]\Z")
"""A count of what was named before it: 通路有三种."""
_LISTED = re.compile("下列|以下(?![几幾二两兩三四五六七八九十])")
_CLAUSE = re.compile("[，,]")
_SERIES = re.compile("、[^、]+、[^、]+")
_FAR = 400
_NUMBERS_REACH = 40
_WHOLE_LONGEST = 20
_BARE_LONGEST = 8
"""A name as short as this (成因, 主要特点) says nothing without what it is about."""


def label_above(scan: Scan, item: int, count: int) -> Label | None:
    """The name of a list of ``count`` items whose first one is the block ``item``."""
    above = scan.blocks[item].parent
    return None if above is None else label_of(scan, above, count)


def label_of(scan: Scan, lead: int, count: int) -> Label | None:
    """The name that the block ``lead``, or else what stands above it, gives to ``count`` items."""
    at: int | None = lead
    stated: int | None = None
    fallback: Label | None = None
    while at is not None:
        block = scan.blocks[at]
        name = _name_in(scan.text, block)
        if name is not None and name.start < name.end:
            label = _counted(scan, name, block, count)
            stated = stated or label.count
            if not _says_only_how_many(label) and not _is_sentence(block, label):
                return Label(label.text, label.ranges, stated)
            fallback = fallback or (_last_clause(label) if label.count is None else label)
        at = block.parent
    return fallback


def _is_sentence(block: Block, label: Label) -> bool:
    """Whether the words of a lead-in tell something (在池塘里，常见……) and are no name; a statute's are (下列……)."""
    if block.kind != "paragraph" or _LISTED.search(label.text):
        return False
    return bool(_CLAUSE.search(label.text) or _SERIES.search(label.text))


def _last_clause(label: Label) -> Label | None:
    """The last clause of a sentence, where it may be a name."""
    cut = max((m.end() for m in _CLAUSE.finditer(label.text)), default=0)
    words = label.text[cut:]
    if not 2 < len(words) <= _WHOLE_LONGEST or _SERIES.search(words) or PREDICATE.match(words):
        return None
    (whole,) = label.ranges
    return Label(words, (Range(whole.end - len(words), whole.end),))


def _name_in(text: str, block: Block) -> Range | None:
    """The name in a block: an item has it at its beginning, a paragraph at its end."""
    item = block.kind == "item"
    start = block.content if item else max(block.content, block.end - _FAR)
    end = min(block.end, block.content + _FAR) if item else block.end
    start = _behind_numbers(text, start, end, item)
    name = list_name(text, start, end, heading=block.kind == "heading", item=item)
    if name is None or _POINTS_ON.fullmatch(text, *name):
        return None
    marker = marker_at(text, *name)  # 问题一、……
    return Range(marker.end, name.end) if marker and marker.end < name.end else name


def _behind_numbers(text: str, start: int, end: int, item: bool) -> int:
    """Where words begin of which numbers in mid-line have no second one and so are no list: 棉花1. 种类(1)按长度."""
    low = start if item else max(start, end - _NUMBERS_REACH)
    if item and end - start > NAME_LONGEST:
        return start
    ends = [marker.end for marker in inline_markers(text, low, end) if marker.style.startswith("arabic")]
    return ends[-1] if ends and end - ends[-1] > 1 else start


def topic(scan: Scan, item: int, label: Label | None) -> str:
    """The list's name under the name of what it is about: 洋流·成因."""
    if label is None:
        return ""
    titles = scan.outline.headings_at(scan.blocks[item].start)
    above = [t for t in titles if t not in label.text and label.text not in t and len(t) <= NAME_LONGEST]
    return f"{above[-1]}·{label.text}" if above and len(label.text) <= _BARE_LONGEST else label.text


def _says_only_how_many(label: Label) -> bool:
    """``有以下三点``: a count of nothing in particular."""
    return label.count is not None and bool(_NOTHING.match(label.text))


def _counted(scan: Scan, name: Range, block: Block, items: int) -> Label:
    """The name with the count that it states; a counted phrase that fits is the better name of a long lead-in.

    Only a count at the end speaks of the list: “三个代表”重要思想的形成条件 does not promise three conditions.
    """
    text = scan.text
    words = text[name.start : name.end]
    end = name.start + len(words) - len(_bracketed(words))
    mentions = [
        m
        for m in labels(text, max(block.content, name.start - _FAR), min(block.end, name.end + _FAR))
        if m.end >= end - 1 or m.start >= name.end or (m.count == items and _CLAUSE.match(text, m.outer))
    ]
    fitting = [m for m in mentions if m.count == items]
    promising = fitting or [m for m in mentions if m.count > items and m.start >= name.start and m.head]
    if not promising:
        return Label(words, (name,))
    mention = promising[-1]
    before = words[: max(0, mention.start - name.start)]
    if _KINDS.fullmatch(mention.text) and not _KINDS.search(words):
        return Label(words, (name,), mention.count)
    inside = mention.start >= name.start and mention.end <= name.end
    if inside and mention.outer > mention.end and mention.outer >= name.end:  # the count stands in brackets behind
        return Label(text[name.start : mention.end], (Range(name.start, mention.end),), mention.count)
    whole = not before or before.endswith(("的", "之")) or (bool(block.title) and not tells(before))
    if inside and whole and len(words) <= _WHOLE_LONGEST:
        return Label(words, (name,), mention.count)
    if inside and before.endswith(("以下", "下列")) and text.startswith("的", mention.end):
        return Label(text[mention.start : name.end], (Range(mention.start, name.end),), mention.count)
    return Label(mention.text, (Range(mention.start, mention.end),), mention.count)


def tells(words: str) -> bool:
    """Whether words hold a verb or a mark and do not just say what is counted (江南 in 江南三绝)."""
    return any(not word.isalnum() or tag(word)[:1] in ("v", "p", "d", "r", "c", "u", "") for word in cut(words))


def _bracketed(words: str) -> str:
    """The bracket that a name ends with, or nothing."""
    found = re.search(r"[（(][^（）()]*[）)]\Z", words)
    return found[0] if found else ""

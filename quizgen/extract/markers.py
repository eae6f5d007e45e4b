"""Typed ordinals: 一、 （一） 1. ① 第一， 一是 首先 步骤1： - and how each is read.

The styles stand in ``marker_styles.STYLES``. ``marker_at`` reads the marker that a line begins with,
``inline_markers`` those in the middle of lines. Whether a marker belongs to a list is not decided here: a run of them
has to start at one and go on (``runs.py``).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from quizgen.extract.marker_styles import CIRCLED, STEMS, STYLES, MarkerStyle
from quizgen.extract.numerals import to_int
from quizgen.extract.words import cut


class Found(NamedTuple):
    """A marker in the text: ``style`` is its row's name, with the word or prefix that its run has to share."""

    style: str
    number: int | None
    start: int
    end: int
    glued: bool = False
    """It stands right behind a word, without a mark between: it can only go on with a run."""
    opens: bool = False
    """It is glued and the first of its run all the same, since the second one comes next: 操作要点1.洗手。2.铺巾。"""


_SEQUENCE = {"首先": 1, "首要的是": 1, "其次": 2, "再次": 3, "再者": 3, "此外": 4, "最后": 0, "最後": 0}
LAST = 0
"""The number of 最后: it follows on any number and closes the run."""

_BULLET = re.compile(
    r"(?P<b>[-*+])[ \t]+(?:\[[ xX]\][ \t]+)?|(?P<c>[•●·◆◇■□▪▫▶►▸➢➤→★☆※○◎✓✔✦–—])(?![●·•○★☆※—–])[ \t\u3000]*(?=\S)"
)
_INLINE_BULLET = re.compile(r"(?<=[ \t\u3000：:])(?P<c>[•●◆◇■□▪▫▶►➢➤✓✔✦◎※])[ \t\u3000]*(?=[^\s•●◆◇■□▪▫])")
_COMPILED = tuple((style, re.compile(style.pattern)) for style in STYLES)
_INLINE_AT = {style.name: style.inline for style in STYLES}
_SECTIONS = frozenset(style.name for style in STYLES if style.section)
_INLINE = re.compile(
    rf"[{CIRCLED}⑴-⒇㈠-㈩⒈-⒛]"
    r"|[（(【〔\[][ \t]*(?:\d{1,2}\ufe0f?|[一二三四五六七八九十]{1,3}|[A-Ha-h])[ \t]*[）)】〕\]]"
    r"|第[一二三四五六七八九十]{1,3}(?:[，,、：:；是]|[个個]?[阶階步类類种種级級层層方环環点點个個])"
    r"|其[一二三四五六七八九十]{1,3}[，,、：:是]"
    r"|[一二三四五六七八九十]{1,3}[是为為要靠看抓查讲曰则来、.．]|\d{1,2}[.．、）)]|[A-Ha-h][.．、)）]"
    r"|[1-9]\ufe0f?\u20e3|首先|首要的是|其次|再次|再者|此外|最[后後]"
)
_MAY_GLUE = ("han-point", "arabic-point", "arabic-paren-end")
"""Styles of which a marker that is next in its run is taken right behind a word: …防冻2、施肥."""
_NEXT = {
    "han-point": re.compile("(?<![一二三四五六七八九十第之])[一二](?=[ \t]?[、.．])"),
    "arabic-paren-end": re.compile(r"(?<![\d(（第表图圖])[12](?=[ \t]?[)）])"),
    "arabic-point": re.compile(r"(?<![\d第表图圖])(?<!\d[.．])[12](?=[ \t]?[.．、](?!\d))"),
}
_NEXT_REACH = 1200
_WORD_REACH = 6
_CLAUSE_BEFORE = frozenset("。！？!?；;：:，,、 \t\u3000”’」』》）)…—|>")
_ENDS_CLAUSE = frozenset("，。；、：！？,.;:!?）)”’」』")
_REFERS = frozenset("第款项条至到图表式例见")
_REFERS_ON = frozenset("第至到图表式例见")
"""Of these, what refers even where the next number follows (图1. 图2.), unlike 注意事项1. 2."""
_FIRSTS = tuple("①❶➀➊⓵㊀⑴㈠⒈Ⅰⅰ")
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


def is_section(style: str) -> bool:
    """Whether a style, as ``Found.style`` names it, numbers the sections of a work."""
    return style.partition(":")[0] in _SECTIONS


def marker_at(text: str, offset: int, end: int) -> Found | None:
    """The marker that begins at ``offset`` (the first character of a line's words), or None."""
    for style, pattern in _beginning_with(text[offset : offset + 1]):
        if match := pattern.match(text, offset, end):
            found = _found(style, match)
            if found is not None and not (style.name == "numbered-word" and _runs_on(text, match.start("n"), end)):
                return found
    return None


@cache
def _beginning_with(char: str) -> tuple[tuple[MarkerStyle, re.Pattern[str]], ...]:
    """The rows that a character may begin, in order."""
    return tuple(row for row in _COMPILED if re.match(f"[{row[0].starts}]", char))


def bullet_at(text: str, offset: int, end: int) -> Found | None:
    """The bullet that begins at ``offset``, or None; ``---`` and ``**bold**`` are none."""
    match = _BULLET.match(text, offset, end)
    if match is None or match.end() >= end:
        return None
    return Found(f"bullet:{match['b'] or match['c']}", None, match.start(), match.end())


def inline_markers(text: str, start: int, end: int) -> Iterator[Found]:
    """Markers inside a line, behind ``start``; references (前款第（一）项) and numbers (1.5) are none."""
    for match in _INLINE.finditer(text, start, end):
        at = match.start()
        if at == start:
            continue
        found = marker_at(text, at, end)
        if found is None or found.end >= end:
            continue
        inline = _INLINE_AT[found.style.partition(":")[0]]
        before = text[at - 1]
        if before in ".．" and at - 1 > start and text[at - 2] >= "\u3400":
            before = "。"
        glued = inline == "clause" and before not in _CLAUSE_BEFORE
        if inline == "never" or (glued and (found.style not in _MAY_GLUE or before < "\u3400")):
            continue
        opens = glued and before not in _REFERS_ON and _opens(text, found)
        if (before in _REFERS and not opens) or _is_note(text, found):
            continue
        yield found._replace(glued=glued, opens=opens)


def inline_bullets(text: str, start: int, end: int, first: Found | None) -> list[Found]:
    """The bullets inside a line of the kind that it begins with, or of one that stands three times in it."""
    style = first.style if first is not None and not first.style.endswith(("-", "*", "+")) else ""
    found = [
        Found(f"bullet:{match['c']}", None, match.start(), match.end())
        for match in _INLINE_BULLET.finditer(text, start, end)
        if match.start() > start and match.end() < end
    ]
    counts = Counter(bullet.style for bullet in found)
    return [bullet for bullet in found if bullet.style == style or counts[bullet.style] > 2]


def _runs_on(text: str, start: int, end: int) -> bool:
    """Whether the number of a numbered word is rather the first of a run that the word is the heading of."""
    number = marker_at(text, start, end)
    return number is not None and number.style in _NEXT and _opens(text, number)


def _opens(text: str, found: Found) -> bool:
    """Whether a first marker behind a word is followed by the second, not by another first or that word (步骤2.)."""
    if found.number != 1:
        return False
    if text[found.start] == "一" and cut(text[max(0, found.start - _WORD_REACH) : found.start + 1])[-1] != "一":
        return False  # 统一、
    following = _NEXT[found.style].search(text, found.end, found.end + _NEXT_REACH)
    return following is not None and following[0] in "二2" and text[following.start() - 1] != text[found.start - 1]


def _is_note(text: str, found: Found) -> bool:
    """Whether a mark in mid-line is a citation ([1]), a footnote (……①。) or an argument: f(1)."""
    opening, before, after = text[found.start], text[found.start - 1], text[found.end]
    return opening in "[〔" or after in _ENDS_CLAUSE or (opening in "(（" and before.isascii() and before.isalnum())


def _found(style: MarkerStyle, match: re.Match[str]) -> Found | None:
    groups = match.groupdict()
    digits = groups.get("n") or groups.get("m")
    number = None if digits is None else _number(style.name, digits)
    if digits is not None and number is None:
        return None
    key, name = groups.get("key"), style.joins or style.name
    return Found(f"{name}:{key}" if key else name, number, match.start(), match.end())


def _number(style: str, digits: str) -> int | None:
    if style == "sequence":
        return _SEQUENCE[digits]
    if style in ("latin", "latin-paren"):
        return ord(digits.lower()) - ord("a") + 1
    if style == "roman-ascii":
        return _ROMAN.index(digits) + 1
    if style == "roman-small":
        return _ROMAN.index(digits.upper()) + 1
    if style == "stem":
        return STEMS.index(digits) + 1
    if len(digits) == 1 and not digits.isdecimal() and not "一" <= digits <= "龥":
        return ord(digits) - ord(max(first for first in _FIRSTS if first <= digits)) + 1
    number = to_int(digits)
    return number or None

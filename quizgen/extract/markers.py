"""Typed ordinals: 一、 （一） 1. ① 第一， 一是 首先 步骤1： - and how each is read.

A row of ``STYLES`` is one style with an example and counter-examples; specific rows stand before general ones.
``marker_at`` reads the marker that a line begins with, ``inline_markers`` those in the middle of lines. Whether a
marker belongs to a list is not decided here: a run of them has to start at one and go on (``runs.py``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

from quizgen.extract.numerals import to_int

Inline = Literal["free", "clause", "never"]
"""Where a style may begin in mid-line: anywhere, behind a punctuation mark or a space, or not at all."""


class Found(NamedTuple):
    """A marker in the text: ``style`` is its row's name, with the word or prefix that its run has to share."""

    style: str
    number: int | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class MarkerStyle:
    """A row of the marker table; group ``n`` is the ordinal, ``key`` what all markers of one run share."""

    name: str
    starts: str
    """The characters that it may begin with, as in a character class."""
    pattern: str
    example: str
    number: int | None
    rejects: tuple[str, ...] = ()
    inline: Inline = "never"
    joins: str = ""
    """The style whose runs this sloppier form goes on with (``2 浇水`` after ``1.施肥``)."""
    section: bool = False
    """Numbers the sections of a work (第三章, 第七条): a heading, never the marker of a list item."""


_HAN_FIRST = "一二三四五六七八九十"
_HAN = f"[{_HAN_FIRST}]{{1,3}}"
_UNITS = "倍万萬亿億千百元个個米克升毫公斤吨岁歲年月日小度分秒级級次人名号號版"
_SEQUENCE = {"首先": 1, "首要的是": 1, "其次": 2, "再次": 3, "再者": 3, "此外": 4, "最后": 0, "最後": 0}
LAST = 0
"""The number of 最后: it follows on any number and closes the run."""

STYLES: tuple[MarkerStyle, ...] = (
    MarkerStyle(
        "chapter",
        "第",
        rf"第(?P<n>{_HAN}|\d{{1,3}})(?P<key>[章节節篇编編讲課课题題]|部分|单元|單元)"
        r"(?:[ \t\u3000：:、.．]+|(?=[^\s的中里内我课]))",
        "第三章 细胞",
        3,
        ("第三章的内容", "第一节课上"),
        section=True,
    ),
    MarkerStyle(
        "article",
        "第",
        r"第(?P<n>[一二三四五六七八九十百零〇]{1,7}|\d{1,4})条(?:之[一二三四五六七八九十]+)?[ \t\u3000：:]+",
        "第七条 租用仓库",
        7,
        ("第一条建议",),
        section=True,
    ),
    MarkerStyle(
        "di-measure",
        "第",
        rf"第(?P<n>{_HAN})(?P<key>[个個]?(?:阶段|階段|步[骤驟]?|[类類种種级級层層]次?|方面|环节|環節|[点點个個]))"
        r"(?:者[是为為]?|[，,、：:是])[ \t]*",
        "第二步：称重",
        2,
        ("第一次", "第三种人"),
        "free",
    ),
    MarkerStyle("di", "第", rf"第(?P<n>{_HAN})[，,、：:；是][ \t]*", "第二，开窗通风", 2, ("第二天", "第一个"), "free"),
    MarkerStyle("di-space", "第", rf"第(?P<n>{_HAN})(?:[.．]|[ \t\u3000]+)", "第二 开窗通风", 2, ("第二天",)),
    MarkerStyle("qi", "其", rf"其(?P<n>{_HAN})[，,、：:是][ \t]*", "其二，浇水要足", 2, ("其一生", "其实"), "clause"),
    MarkerStyle(
        "han-word",
        _HAN_FIRST,
        rf"(?P<n>{_HAN})(?P<key>[是要靠看抓查讲曰则来])(?:[，,：:][ \t]*|(?=[^\s，。、；]))",
        "二是检查阀门",
        2,
        ("一是。", "百要"),
        "clause",
    ),
    MarkerStyle(
        "han-point",
        _HAN_FIRST,
        rf"(?P<n>{_HAN})[ \t]?[、.．](?![ \t]*(?:{_HAN}[、和线级类等]|[线级类等]))[ \t]*",
        "三、田间管理",
        3,
        ("一、二、三线城市", "一线"),
        "clause",
    ),
    MarkerStyle(
        "han-comma",
        _HAN_FIRST,
        rf"(?P<n>{_HAN})[，,：:\u3000 \t]+(?=\S)",
        "三，田间管理",
        3,
        ("三田",),
        joins="han-point",
    ),
    MarkerStyle(
        "han-paren",
        "（(【〔\\[",
        rf"[（(【〔\[][ \t]*(?P<n>{_HAN})[ \t]*[）)】〕\]](?![ \t]*[项款目条])[、.．]?[ \t]*",
        "（三）浇水",
        3,
        ("（三）项规定", "（三月）"),
        "free",
    ),
    MarkerStyle("han-paren-end", _HAN_FIRST, rf"(?P<n>{_HAN})[）)][、.．]?[ \t]*", "三）浇水", 3, ("（三）",)),
    MarkerStyle(
        "decimal",
        "0-9",
        r"(?P<key>\d{1,2}(?:[.．]\d{1,2}){0,3}[.．])(?P<n>\d{1,2})"
        rf"(?:[ \t\u3000、：:]+|[.．](?!\d)[ \t]*|(?=[\u4e00-\u9fff《“])(?![{_UNITS}]))",
        "2.3 焊接",
        3,
        ("2.3%", "2024.1", "1.5倍", "3.2万元"),
    ),
    MarkerStyle(
        "arabic-point",
        "0-9",
        r"(?P<n>\d{1,2})[ \t]?[.．、](?!\d)[ \t\u3000]*",
        "3.浇水",
        3,
        ("3.5升", "2024.", "3月"),
        "clause",
    ),
    MarkerStyle(
        "arabic-paren",
        "（(【〔\\[",
        r"[（(【〔\[][ \t]*(?P<n>\d{1,2})[ \t]*[）)】〕\]](?![ \t]*[项款目条])[、.．]?[ \t]*",
        "（3）浇水",
        3,
        ("（3）款", "（2024）", "(25, 40]"),
        "free",
    ),
    MarkerStyle(
        "arabic-paren-end", "0-9", r"(?P<n>\d{1,2})[）)][、.．]?[ \t]*", "3）浇水", 3, ("12:3）", "（3）"), "clause"
    ),
    MarkerStyle(
        "arabic-comma", "0-9", r"(?P<n>\d{1,2})[，,：:](?!\d)[ \t]*", "3,浇水", 3, ("3,000",), joins="arabic-point"
    ),
    MarkerStyle(
        "arabic-space",
        "0-9",
        r"(?P<n>\d{1,2})[ \t\u3000]+(?=[\u4e00-\u9fff“《])",
        "3 浇水",
        3,
        ("3 kg", "2024 年"),
        joins="arabic-point",
    ),
    MarkerStyle("circled", "①-⑳❶-❿➀-➉", r"(?P<n>[①-⑳❶-❿➀-➉])[、.．]?[ \t]*", "③浇水", 3, (), "free"),
    MarkerStyle("paren-digit", "⑴-⒇㈠-㈩", r"(?P<n>[⑴-⒇㈠-㈩])[、.．]?[ \t]*", "⑶浇水", 3, (), "free"),
    MarkerStyle("digit-point", "⒈-⒛", r"(?P<n>[⒈-⒛])[ \t]*", "⒊浇水", 3, (), "free"),
    MarkerStyle(
        "roman", "Ⅰ-Ⅻ", r"(?P<n>[Ⅰ-Ⅻ])[、.．：:]?[ \t]+|(?P<m>[Ⅰ-Ⅻ])[、.．：:][ \t]*", "Ⅲ. 浇水", 3, ("Ⅲ度烧伤",)
    ),
    MarkerStyle("roman-ascii", "IVX", r"(?P<n>I{1,3}|IV|VI{0,3}|IX|X)[.．、][ \t]*(?=\S)", "III. 浇水", 3, ("IP地址",)),
    MarkerStyle(
        "latin", "A-Ha-h", r"(?P<n>[A-Ha-h])[.．、)）][ \t]*(?![A-Za-z0-9.])", "c. 浇水", 3, ("e.g.", "A.B"), "clause"
    ),
    MarkerStyle("latin-paren", "（(", r"[（(](?P<n>[A-Ha-h])[)）][ \t]*", "（c）浇水", 3, ("(cd)",), "clause"),
    MarkerStyle(
        "sequence",
        "首其再此最",
        r"(?P<n>首先|首要的是|其次|再次|再者|此外|最[后後])(?:[，,、：:是][ \t]*|(?=[要必应须加坚]))",
        "再次，修剪枝条",
        3,
        ("最后一次", "其次数"),
        "clause",
    ),
    MarkerStyle(
        "numbered-word",
        "\u4e00-\u9fff",
        r"(?![例图圖表注式练練习習附])(?P<key>[\u4e00-\u9fff]{1,4}?)(?<!第)[ \t]*"
        rf"(?P<n>\d{{1,2}}|{_HAN})[ \t]*[：:、.．][ \t]*(?=[^\d\s])",
        "步骤3：浇水",
        3,
        ("上午9:30", "步骤：浇水", "例1：浇水", "实现了第三、浇水"),
    ),
    MarkerStyle("question", "问Q【", r"(?:问|Q|【问】|问题)\d{0,3}[：:][ \t]*", "问：何时浇水", None, ("问题很多",)),
    MarkerStyle("answer", "答A【解", r"(?:答案?|A|【答】|解答)\d{0,3}[：:][ \t]*", "答：清晨", None, ("答复",)),
)

_BULLET = re.compile(
    r"(?P<b>[-*+])[ \t]+(?:\[[ xX]\][ \t]+)?|(?P<c>[•●·◆◇■□▪▫▶►▸➢➤→★☆※○◎✓✔✦–—])(?![●·•○★☆※—–])[ \t\u3000]*(?=\S)"
)
_COMPILED = tuple((style, re.compile(style.pattern)) for style in STYLES)
_INLINE_AT = {style.name: style.inline for style in STYLES}
_SECTIONS = frozenset(style.name for style in STYLES if style.section)
_INLINE = re.compile(
    r"[①-⑳❶-❿➀-➉⑴-⒇㈠-㈩⒈-⒛]|[（(【〔\[][ \t]*(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[A-Ha-h])[ \t]*[）)】〕\]]"
    r"|第[一二三四五六七八九十]{1,3}(?:[，,、：:；是]|[个個]?[阶階步类類种種级級层層方环環点點个個])"
    r"|其[一二三四五六七八九十]{1,3}[，,、：:是]"
    r"|[一二三四五六七八九十]{1,3}[是要靠看抓查讲曰则来、.．]|\d{1,2}[.．、）)]|[A-Ha-h][.．、)）]"
    r"|首先|首要的是|其次|再次|再者|此外|最[后後]"
)
_CLAUSE_BEFORE = frozenset("。！？!?；;：:，,、 \t\u3000”’」』）)…—|>")
_ENDS_CLAUSE = frozenset("，。；、：！？,.;:!?）)”’」』")
_REFERS = frozenset("第款项条至到图表式例见")
_CIRCLES = {"①": 1, "❶": 1, "➀": 1, "⑴": 1, "㈠": 1, "⒈": 1, "Ⅰ": 1}


def is_section(style: str) -> bool:
    """Whether a style, as ``Found.style`` names it, numbers the sections of a work."""
    return style.partition(":")[0] in _SECTIONS


def marker_at(text: str, offset: int, end: int) -> Found | None:
    """The marker that begins at ``offset`` (the first character of a line's words), or None."""
    for style, pattern in _beginning_with(text[offset : offset + 1]):
        if match := pattern.match(text, offset, end):
            found = _found(style, match)
            if found is not None:
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
        if inline == "never" or (inline == "clause" and before not in _CLAUSE_BEFORE) or before in _REFERS:
            continue
        if _is_note(text, found):
            continue
        yield found


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
        return ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"].index(digits) + 1
    if len(digits) == 1 and not digits.isascii() and not "一" <= digits <= "龥":
        first = max((c for c in _CIRCLES if c <= digits), default=digits)
        return ord(digits) - ord(first) + 1
    number = to_int(digits)
    return number or None

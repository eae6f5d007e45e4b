"""The marker table: one row a style of ordinal, with an example and counter-examples; specific rows come first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Inline = Literal["free", "clause", "never"]
"""Where a style may begin in mid-line: anywhere, behind a punctuation mark or a space, or not at all."""


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


CIRCLED = "①-⑳❶-❿➀-➓⓵-⓾㊀-㊉"
_HAN_FIRST = "一二三四五六七八九十"
_HAN = f"[{_HAN_FIRST}]{{1,3}}"
_FORMAL = "壹贰叁肆伍陆柒捌玖拾貳參陸"
_NO_REFERENCE = r"(?![ \t]*(?:[项項](?!目)|款(?![项項待式])|目(?![的标標录錄前光])|[条條](?![件例款约約理目])))"
"""Not a reference (第（一）项), but （一）项目 or （一）目的 may begin a line."""
_DIGITS = "0-9０-９"
STEMS = "甲乙丙丁戊己庚辛壬癸"
_UNITS = "倍万萬亿億千百元个個米克升毫公斤吨岁歲年月日小度分秒级級次人名号號版"

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
        rf"第(?P<n>{_HAN}|\d{{1,2}})(?P<key>[个個]?(?:阶段|階段|步[骤驟]?|[类類种種级級层層]次?|方面|环节|環節|[点點个個]))"
        r"(?:者[是为為]?|(?:希望|要求|建议|建議|体会|體會|意见|意見|想法|感受|启示|啟示)?[，,、：:是])[ \t]*",
        "第二步：称重",
        2,
        ("第一次", "第三种人", "第一点希望大家"),
        "free",
    ),
    MarkerStyle(
        "di-measure-space",
        "第",
        rf"第(?P<n>{_HAN}|\d{{1,2}})(?P<key>阶段|階段|步[骤驟]?|[类類]|环节|環節)[ \t\u3000]+(?=\S)",
        "第三步 称重",
        3,
        ("第三步称重", "第三 步"),
        joins="di-measure",
    ),
    MarkerStyle("di", "第", rf"第(?P<n>{_HAN})[，,、：:；是][ \t]*", "第二，开窗通风", 2, ("第二天", "第一个"), "free"),
    MarkerStyle("di-space", "第", rf"第(?P<n>{_HAN})(?:[.．]|[ \t\u3000]+)", "第二 开窗通风", 2, ("第二天",)),
    MarkerStyle("qi", "其", rf"其(?P<n>{_HAN})[，,、：:是][ \t]*", "其二，浇水要足", 2, ("其一生", "其实"), "clause"),
    MarkerStyle(
        "han-word",
        _HAN_FIRST,
        rf"(?P<n>{_HAN})(?P<key>[是为為要靠看抓查讲曰则来])(?:[，,：:][ \t]*|(?=[^\s，。、；]))",
        "二是检查阀门",
        2,
        ("一是。", "百要"),
        "clause",
    ),
    MarkerStyle(
        "han-point",
        _HAN_FIRST,
        rf"(?P<n>{_HAN})[ \t]?[、.．](?![ \t]*(?:{_HAN}[、和线级类等号號楼层層届期]|[线级类等]))[ \t]*",
        "三、田间管理",
        3,
        ("一、二、三线城市", "一线"),
        "clause",
    ),
    MarkerStyle("han-formal", _FORMAL, rf"(?P<n>[{_FORMAL}]{{1,3}})[、.．][ \t]*", "參、田間管理", 3, ("陆地",)),
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
        rf"[（(【〔\[][ \t]*(?P<n>{_HAN})[ \t]*[）)】〕\]]{_NO_REFERENCE}[、.．]?[ \t]*",
        "（三）浇水",
        3,
        ("（三）项规定", "（三）目规定", "（三月）"),
        "free",
    ),
    MarkerStyle("han-paren-end", _HAN_FIRST, rf"(?P<n>{_HAN})[）)][、.．]?[ \t]*", "三）浇水", 3, ("（三）",)),
    MarkerStyle(
        "decimal",
        _DIGITS,
        r"(?P<key>\d{1,2}(?:[.．]\d{1,2}){0,3}[.．])(?P<n>\d{1,2})"
        rf"(?:[ \t\u3000、：:]+|[.．](?!\d)[ \t]*|(?=[\u4e00-\u9fff《“])(?![{_UNITS}]))",
        "2.3 焊接",
        3,
        ("2.3%", "2024.1", "1.5倍", "3.2万元"),
    ),
    MarkerStyle(
        "arabic-point",
        _DIGITS,
        r"(?P<n>\d{1,2})[ \t]?[.．、](?!\d)[ \t\u3000]*",
        "3.浇水",
        3,
        ("3.5升", "2024.", "3月"),
        "clause",
    ),
    MarkerStyle(
        "arabic-paren",
        "（(【〔\\[",
        rf"[（(【〔\[][ \t]*(?P<n>\d{{1,2}})\ufe0f?[ \t]*[）)】〕\]]{_NO_REFERENCE}[、.．]?[ \t]*",
        "（3）浇水",
        3,
        ("（3）款", "（2024）", "(25, 40]"),
        "free",
    ),
    MarkerStyle(
        "arabic-paren-end",
        _DIGITS,
        r"(?P<n>\d{1,2})[ \t]?[）)][、.．]?[ \t]*",
        "3）浇水",
        3,
        ("12:3）", "（3）"),
        "clause",
    ),
    MarkerStyle(
        "arabic-comma", _DIGITS, r"(?P<n>\d{1,2})[，,：:](?!\d)[ \t]*", "3,浇水", 3, ("3,000",), joins="arabic-point"
    ),
    MarkerStyle(
        "arabic-space",
        _DIGITS,
        r"(?P<n>\d{1,2})[ \t\u3000]+(?=[\u4e00-\u9fff“《])",
        "3 浇水",
        3,
        ("3 kg", "2024 年"),
        joins="arabic-point",
    ),
    MarkerStyle("circled", CIRCLED, rf"(?P<n>[{CIRCLED}])\ufe0f?[、.．]?[ \t]*", "③浇水", 3, (), "free"),
    MarkerStyle("keycap", "1-9", r"(?P<n>[1-9])\ufe0f?\u20e3[ \t]*", "3\ufe0f\u20e3 浇水", 3, ("3 浇水",), "free"),
    MarkerStyle("paren-digit", "⑴-⒇㈠-㈩", r"(?P<n>[⑴-⒇㈠-㈩])[、.．]?[ \t]*", "⑶浇水", 3, (), "free"),
    MarkerStyle("digit-point", "⒈-⒛", r"(?P<n>[⒈-⒛])[ \t]*", "⒊浇水", 3, (), "free"),
    MarkerStyle(
        "roman",
        "Ⅰ-Ⅻⅰ-ⅻ",
        r"(?P<n>[Ⅰ-Ⅻⅰ-ⅻ])[、.．：:）)]?[ \t]+|(?P<m>[Ⅰ-Ⅻⅰ-ⅻ])[、.．：:）)][ \t]*",
        "Ⅲ. 浇水",
        3,
        ("Ⅲ度烧伤",),
    ),
    MarkerStyle("roman-ascii", "IVX", r"(?P<n>I{1,3}|IV|VI{0,3}|IX|X)[.．、][ \t]*(?=\S)", "III. 浇水", 3, ("IP地址",)),
    MarkerStyle(
        "roman-small",
        "ivx",
        r"(?P<n>i{1,3}|iv|vi{0,3}|ix|x)[.．、)）][ \t]*(?![A-Za-z0-9.\s])",
        "iii. 浇水",
        3,
        ("i.e.", "x.1", "vim"),
    ),
    MarkerStyle("stem", STEMS, rf"(?P<n>[{STEMS}])[、.．][ \t]*(?![{STEMS}])", "丙、澆水", 3, ("甲、乙双方", "丁香")),
    MarkerStyle(
        "step", "Ss", r"(?P<key>[Ss]tep|STEP)[ \t]?(?P<n>\d{1,2})[：:.．、 \t]+(?=\S)", "Step 3：浇水", 3, ("Steps：",)
    ),
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

"""Definitions: X是指Y, 所谓X，就是Y, X即Y, 把…称为X, X：Y in notes, 什么是X？…, and statements of what X is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from quizgen.extract.candidate import Range
from quizgen.extract.formulations.candidate import Candidate
from quizgen.extract.formulations.cues import cue
from quizgen.extract.formulations.subjects import restored
from quizgen.extract.formulations.trim import trimmed
from quizgen.extract.formulations.unit import Unit, View


class Form(NamedTuple):
    """A way to define. ``pattern`` matches at the beginning of a sentence and names the ``term``."""

    name: str
    pattern: re.Pattern[str]
    example: str
    rejects: tuple[str, ...] = ()


_BRACKET = r"(?:[（(][^（）()\n]{1,40}[）)])?"
_TERM = (
    rf"(?P<term>[^，。；：？！、“”「」（）()\n]{{1,30}}?{_BRACKET}"
    r"|[“「][^”」]{1,24}[”」][^，。；：？！、（）()]{0,12}?)"
)
_NOT_DEFINED = r"(?<![不还只可又但更已总正却要])"

FORMS = (
    Form(
        "meant",
        re.compile(
            rf"^(?:所谓(?:的)?|本(?:法|条例|办法|规定|规则|标准|细则)(?:所称|所指)(?:的)?|这里(?:的|所说的)|广义的?|狭义的?)?{_TERM}"
            r"[，,]?\s*(?:是指|指的是|就是指|系指|意指|(?<=[，”）])意为|指(?!出|导|示|挥|标|定|数|望|责|引|令|明|向|南|教|纹))\s*[^。？]{4,}"
        ),
        "渗透是指水分子通过半透膜的扩散",
        ("会议指出必须加强管理", "他的指导思想很明确"),
    ),
    Form(
        "so-called",
        re.compile(rf"^(?:所谓|本(?:法|条例|办法|规定)所称)(?:的)?{_TERM}[，,]\s*(?:就是|即|是|乃)[^。？]{{4,}}"),
        "所谓复利，就是利上加利的计息方式",
    ),
    Form(
        "means",
        re.compile(rf"^{_TERM}[，,]\s*(?:就是|主要是|即|亦即|乃)(?!说|便|使|将|可|要是|时|刻)(?:要)?[^。？]{{4,}}"),
        "光合作用，就是绿色植物利用光能合成有机物的过程",
        ("他来了，就是没说话", "天黑以后，即使下雨也要赶路"),
    ),
    Form(
        "that is",
        re.compile(rf"^{_TERM}(?<![立当随旋在])即(?!便|使|将|可|刻|时|日|席|兴|位)[^。？]{{4,}}"),
        "熵即系统无序程度的量度",
        ("即便如此他仍坚持", "立即停止操作并报告"),
    ),
    Form(
        "called",
        re.compile(
            r"^[^。？]{4,80}?(?:称为|称作|称之为|叫做|叫作|简称(?:为)?|统称(?:为)?|定义为)\s*(?P<term>[“「]?[^，。；（()）”」]{2,20}[”」]?)(?=[，。；（(]|$)"
        ),
        "单位时间内完成的功称为功率",
        ("他被称为",),
    ),
    Form(
        "also called",
        re.compile(
            rf"^{_TERM}(?:[，,]|[（(])?(?:又称|也称|又叫|也叫|亦称|俗称|简称|全称|别称|别名|又名)(?:为|作)?[^。？]{{2,}}"
        ),
        "氯化钠，俗称食盐，是常见的盐",
    ),
    Form(
        "formula",
        re.compile(r"^(?P<term>[^，。；：=＝<>]{2,24}?)\s*(?:==\s*>|=+>|[=＝]|——)\s*(?!>)[^=＝|…]{4,}(?=[=＝]|$)"),
        "速度=路程÷时间",
        ("a>=b",),
    ),
    Form(
        "note",
        re.compile(
            r"^(?P<term>[^，。；：？！、\n]{2,24}(?:[（(][^）)]{1,40}[）)])?[^，。；：？！\n]{0,8}?)\s*[：:]\s*(?!$)[^。？：:]{4,}"
        ),
        "败血症：细菌侵入血液并大量繁殖引起的全身感染",
    ),
    Form(
        "is",
        re.compile(
            rf"^{_TERM}[，,]?{_NOT_DEFINED}(?:[就即乃才都也便]是|是(?!不是|因为|由于|不|在|为了|从|如何|怎|什么|说))(?!否)[^。？]{{4,}}"
        ),
        "细胞是生命活动的基本单位",
        ("这是一个故事", "但是他没有来"),
    ),
)
_WORD = re.compile(r"[㐀-鿿A-Za-z）)”」]")
_VERBAL = "说道问答曰云诗写"
_NARRATED = re.compile(rf"[在了他她我你们]|{cue('speech')}$")
_NO_TERM = re.compile(rf"^(?:{cue('pronoun')}|{cue('no term')})")
_IT_IS = re.compile(rf"^{cue('pronoun')}(?:就|也|都|既|不仅|不但)?是(?!否|不是)")
_ASKED = re.compile(r"(?:什么是|何谓|何为|何者为|试述|简述|名词解释)\s*(?P<term>[^？?，。#]{2,24})[？?]?")


def propose(view: View) -> Iterator[Candidate]:
    asked: Range | None = None
    for unit in view.units:
        text = view.text[unit.start : unit.end]
        if match := _ASKED.match(text):
            asked = Range(unit.start + match.start("term"), unit.start + match.end("term"))
            continue
        whole = trimmed(view, unit)
        text = view.text[whole.start : whole.end]
        if _IT_IS.match(text) and (subject := restored(view, unit, whole)):
            yield Candidate("is", "definition", whole, unit, term=subject[0])
            continue
        for form in FORMS:
            if (match := form.pattern.match(text)) and not _NO_TERM.match(match["term"]):
                if form.name == "note" and not _is_note(view, unit, match["term"]):
                    continue
                if form.name == "formula":  # what stands behind a second arrow is a remark
                    whole = Range(whole.start, whole.start + len(match.group().rstrip()))
                term = _bare(view, whole.start + match.start("term"), whole.start + match.end("term"))
                found = {"asked": 1.0} if asked and view.text[asked.start : asked.end] in text else {}
                yield Candidate(form.name, "definition", whole, unit, term=term, evidence=found)
                break
        asked = None


def _is_note(view: View, unit: Unit, term: str) -> bool:
    """Whether a colon explains a term: at the beginning of a block, behind words rather than a number or a title."""
    return (
        unit.number == 0
        and view.block(unit).kind != "row"
        and bool(_WORD.search(term[-2:]))
        and term[-1] not in _VERBAL
        and not _NARRATED.search(term)
    )


def _bare(view: View, start: int, end: int) -> Range:
    """The term without its quotation marks."""
    if view.text[start] in "“「" and view.text[end - 1] in "”」":
        return Range(start + 1, end - 1)
    return Range(start, end)

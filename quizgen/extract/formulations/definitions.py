"""Definitions: X是指Y, 所谓X，就是Y, X即Y, 把…称为X, X：Y in notes, 什么是X？…, and statements of what X is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from quizgen.extract.candidate import Range
from quizgen.extract.formulations.candidate import Candidate
from quizgen.extract.formulations.cues import cue, words
from quizgen.extract.formulations.subjects import restored
from quizgen.extract.formulations.trim import trimmed
from quizgen.extract.formulations.unit import Unit, ramp
from quizgen.extract.formulations.view import View
from quizgen.extract.words import cut, tag


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
            rf"^{_TERM}[，,]?{_NOT_DEFINED}(?:[就即乃才都也便既]是|是(?!不是|[^，。；：]{{1,30}}的(?:[，。；]|$)|因为|由于|不|在|为了|从|如何|怎|什么|说))(?!否)[^。？]{{4,}}"
        ),
        "细胞是生命活动的基本单位",
        ("这是一个故事", "但是他没有来"),
    ),
)
_BARE = re.compile(r"[（(].*?[）)]|[“”「」\s]")
_WORD = re.compile(r"[㐀-鿿A-Za-z）)”」]")
_VERBAL = "说道问答曰云诗写"
_NARRATED = re.compile(rf"[在了他她我你们]|{cue('speech')}$")
_NO_TERM = re.compile(rf"^{cue('pronoun')}")
_BEGINS = frozenset(words("no term"))
_ABLE = re.compile(r"可(?:持续|再生|行|燃|溶|变|控|靠|耕)")
_GENERIC = re.compile(cue("generic head") + r"(?:[（(].*)?")
_COUNTS = re.compile(rf"(?<![所没]){cue('counting')}[^，]{{0,12}}?[“「]?[一二三四五六七八九十两几\d]+[^是的]{{0,10}}$")
_LISTS = re.compile(r"(?:分为|分成|包括|包含|如下|主要有)$")
_TIME = re.compile(r"(?:[年月日天]|时候|期间|以来|[今之以]后|当时|时期)$|\d{4}年.*[在于了].")
_SAYING = re.compile(rf"(?<=..){cue('speech')}[^，。的]*$")
_HEAD = re.compile(rf"{cue('definition head')}[：:]\s*(?=[^，。：]{{1,20}}(?:是|指|即|为))")
_NO_NAME = re.compile(r"[，。；：？！、“”]|[和与的]")
_GENUS = re.compile(r"(?:：|是|指|即|为)[^。；应须]{4,60}的(?P<genus>[^的，。；、：是（）]{2,9})[。.]?$")
_MEANING = re.compile(r"(?:是指|指的是|指|即|就是)(?!出|导|示)[^。？]{6,}")
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
        if head := _HEAD.match(text):
            whole = Range(whole.start + head.end(), whole.end)
            text = text[head.end() :]
        found = {"asked": 1.0} if asked and view.text[asked.start : asked.end] in text else {}
        if _IT_IS.match(text) and (subject := restored(view, unit, whole)):
            yield Candidate("is", "definition", whole, unit, term=subject[0])
        elif _MEANING.match(text) and (title := _title_before(view, unit)):
            yield Candidate("meant", "definition", Range(title.start, whole.end), unit, term=title, evidence=found)
        elif formed := list(_formed(view, unit, whole, found)):
            yield from formed
        elif name := _title_over(view, unit):
            yield Candidate("gloss", "definition", whole, unit, term=name, evidence=_of_term(view, name, whole))
        asked = None


def _formed(view: View, unit: Unit, whole: Range, found: dict[str, float]) -> Iterator[Candidate]:
    """The candidate of the first form that matches. A clause before a colon that is no term leaves a fact."""
    text = view.text[whole.start : whole.end]
    for form in FORMS:
        match = form.pattern.match(text)
        if not match or (form.name == "note" and not _is_note(view, unit, match["term"])):
            continue
        if form.name == "formula":  # what stands behind a second arrow is a remark
            whole = Range(whole.start, whole.start + len(match.group().rstrip()))
        term = _bare(view, whole.start + match.start("term"), whole.start + match.end("term"))
        if names(view.text[term.start : term.end]):
            told = found | _of_term(view, term, whole)
            yield Candidate(form.name, "definition", whole, unit, term=term, evidence=told)
            return
        if form.name == "note":
            yield Candidate(form.name, "fact", whole, unit, evidence=found)
            return


def names(term: str) -> bool:
    """Whether words before 是 or a colon can be a term: no generic head, no time, no clause that counts or says."""
    return not (
        not term
        or _NO_TERM.match(term)
        or _GENERIC.fullmatch(term)
        or _COUNTS.search(term)
        or _LISTS.search(term)
        or _TIME.search(term)
        or _SAYING.search(term)
        or term.endswith(("的", "永远", "始终", "一直", "往往", "总", "正"))
        or (cut(term)[0] in _BEGINS and not _ABLE.match(term))
    )


def _of_term(view: View, term: Range, whole: Range) -> dict[str, float]:
    """What speaks for a term: the document comes back to it, and what is said of it takes up its words."""
    name = _BARE.sub("", view.text[term.start : term.end])
    said = view.text[term.end : whole.end]
    genus = _names_genus(said)
    return {
        "term recurs": ramp(view.text.count(name), 1, 4),
        "field": float(view.heads[name] > 1),
        "genus": genus,
        "listed genus": genus and view.is_listed(whole),
        "echo": sum(char in said for char in set(name)) / len(set(name)) if len(name) > 2 else 0.0,
    }


def _names_genus(said: str) -> bool:
    """Whether what is said of a term ends with what kind of thing it is: 渗透：水分子通过半透膜的扩散."""
    match = _GENUS.search(said)
    return match is not None and tag(cut(match["genus"])[-1])[:1] in ("n", "v", "")


def _title_before(view: View, unit: Unit) -> Range | None:
    """The few words that make a sentence of their own before 是指… in the same block: 注意的广度。是指…"""
    before = view.before(unit)
    if before is None or before.block != unit.block or len(before.clauses) != 1:
        return None
    title = trimmed(view, before)
    words = view.text[title.start : title.end].rstrip("。")
    return Range(title.start, title.start + len(words)) if 2 <= len(words) <= 16 and names(words) else None


def _title_over(view: View, unit: Unit) -> Range | None:
    """The term in a line of its own that a sentence stands right below: 渗透：⏎水分子通过半透膜的扩散。"""
    above = view.block(unit).parent
    if above is None or unit.number or unit.part or view.row(unit).first != unit.block:
        return None
    over = view.outline.blocks[above]
    line = view.text[over.content : over.end]
    title = line.rstrip("：: ")
    if not 2 <= len(title) <= 20 or (title == line and over.kind != "heading") or _NO_NAME.search(title):
        return None
    if not _names_genus("：" + view.text[unit.start : unit.end]):
        return None
    return Range(over.content, over.content + len(title)) if names(title) else None


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

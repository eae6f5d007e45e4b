"""What speaks for and against a stretch of text being worth knowing by heart, as named features of about 0..1."""

from __future__ import annotations

import re

from quizgen.extract.candidate import Range
from quizgen.extract.formulations.cues import cue, pattern, words
from quizgen.extract.formulations.facts import FIGURE
from quizgen.extract.formulations.subjects import restored
from quizgen.extract.formulations.surroundings import surroundings
from quizgen.extract.formulations.unit import Unit, ramp
from quizgen.extract.formulations.view import ASPECT, ME, PERSON, View
from quizgen.extract.words import cut

_HAN = re.compile(r"[㐀-鿿]")
_COPULA = re.compile(
    r"^[^，。；：？]{1,40}?(?<![但可要凡只都总若还就如于算老正而])(?:就是|即是|才是|都是|也是|既是|不仅是|是)(?!否|不是|因为|由于|说|指|非)[^。？]{2,}"
)
_COPULA_LATER = re.compile(r"[，；](?:就|才|都|也|既|更|这)?(?:就|都|才)?是(?!否)")
_OBLIGATION = pattern("modal")
_ONLY = pattern("only then")
_DAY = re.compile(r"(?<![年\d])\d{1,2}\s*月\s*\d{1,2}\s*日")
_DATE = re.compile(r"\d{3,4}\s*年|\d{1,2}\s*月\s*\d{1,2}\s*日|\d{1,2}\s*世纪|[〇零一二三四五六七八九]{4}年|公元前?")
_BARE_DATE = re.compile(r"[\d\s年月日世纪公元前后初末约至到、～~—\-–()（）%％.]+")
_FIGURE_CLAIM = re.compile(r"(?:\d|[百千万亿])[^，。]{0,4}(?:%|％|次|人|元|倍|家|万|亿|个|年|日|岁|小时|分钟|天|月)")
_QUOTED = re.compile(r"[“「『\"][^”」』\"]{2,40}[”」』\"]")
_TITLE = re.compile(r"《[^》]{2,40}》")
_STOP = re.compile(r"[，,；;：:。]")
_TORN_START = re.compile(r"^[，、；：)）”」]")
_CONNECTIVE = re.compile(
    r"^(?:但|而|且|也|还|又|则|却|然而|不过|于是|接着|随后|然后|这样|如此|所以|因此|因而|由于|因为|虽然|尽管|即使|哪怕|为了?|随着|通过|经过|根据|按照|在.{1,20}(?:中|上|下|时|里|后|前|方面|过程中|情况下)[，,])"
)
_EXAMPLE = re.compile(rf"^{cue('example')}|^如(?![果何此今期实同若有])|[，；]{cue('example')}")
_INTRO = re.compile(
    r"(?:[：:]|如下[。]?|以下[几一二三四五六七八九十\d][^。]{0,12}|有以下[^。]*|下列[^。]{0,12}|(?:主要|大致)?(?:包括|分为|有))$|^(?:以下|下面|下列)(?:就?是|为|将|介绍)"
)
_RECORD = re.compile(
    r"^[（(].{0,60}(?:会议|大会|委员会|人民政府|常务会|公告|号).{0,12}(?:通过|公布|发布|修订|批准|施行)[）)]?$"
    r"|^[^，。；：“”]{2,50}(?:强调|指出|表示|要求|说|讲话)$"
    r"|^在.{2,40}(?:会|会议|大会|仪式|活动|论坛|峰会)(?:开幕式|闭幕式)?上的(?:讲话|致辞|报告|发言|演讲)$"
)
"""When and where something was said or passed, without what it says."""
_PRONOUN_START = re.compile(rf"^{cue('pronoun')}")
_FIRST_PERSON = pattern("firstperson")
_WE = re.compile(r"(?:我们|咱们)(?!党|国|军|共产党|中国|的党|是|来自|伟大|民族)")
_SUBJECTLESS = re.compile(rf"^{cue('work')}")
_HAS_SUBJECT = re.compile(r"[^，。；]{2,6}?(?:是(?!否)|指|即|：|应当|必须|不得)")
"""A verb at the beginning belongs to a name: 推广是…, 建设单位应当…."""
_FIRST_WORD = 8
"""So many characters are cut to find the first word."""
_SERIES = re.compile(r"[：:][^：:，。；]*、[^：:，。；]*$|[：:][^：:。]{1,40}(?:；[^：:。；]{1,40})+$")
_NAKED_SERIES = re.compile(r"^[^，。；：、]+(?:、[^，。；：、]+){2,}$")
_SAYS = re.compile(r"[：:][^：:]*(?:的|为|由|因|引起|所致|适用|用于|表现|指|是|可|主要|使|将|以|最)")
_COUNTED = re.compile(
    r"^[^：:，。]{0,20}[一二三四五六七八九十两几]+(?:个|项|大|种|条|点|类|方面|环节|阶段|步)[^：:，。]{0,10}[：:]"
)
_ASK = re.compile(
    r"^(?:\d+[.、．])?\s*(?:如何|为什么|怎样|怎么|简述|试述|论述|什么是|什么叫|何谓|为何|请(?!求|示|假|愿)|谈谈|说明(?![书文：])|试(?=[简论分比用从说举谈])|结合(?=材料|实际|所学|上述)|分析(?=上述|材料|下列|以下))"
    r"|^(?:【[^】]{1,6}】)?阅读(?:下面|下列|以下|材料)|[？?]|(?:是什么|有哪些|有什么|什么|哪些)$|^[^，。具有]{0,16}意义$"
)
_US = re.compile(rf"我们(?!党|国)|自己|{cue('self')}|{cue('now')}")
_IMPERATIVE = re.compile(r"^(?:一定)?(?:要|应当|应该|应|须|务必|必须|坚持|让|努力|切实|坚定|牢记|树立|牢固|把握)")
_HOLDS = re.compile(
    rf"{cue('speech')}(?:过|道)?[：:，,]?\s*[“「][^”」]{{8,}}[”」](?!的|[㐀-鿿]{{2}})|^[“「][^”」]{{8,}}[”」][，。]?[^，。]{{0,14}}{cue('speech')}"
)
_NEGATED = re.compile(r"^不(?:能|得|要|可|应|准|许)")


def evidence(view: View, unit: Unit, range: Range) -> dict[str, float]:
    """The features of ``range``, a part of ``unit`` or all of it. A feature that is 0 is left out."""
    whole = view.text[range.start : range.end]
    text = whole.rstrip("。；;.，,")
    clauses = _STOP.split(text)
    block = view.block(unit)
    size = len(text)
    foreign = 1 - len(_HAN.findall(text)) / max(1, size - len(clauses))
    says = bool(_OBLIGATION.search(text) or _COPULA.match(text))
    found: dict[str, float] = surroundings(view, unit, range) | {
        "copula": bool(_COPULA.match(text)),
        "copula later": bool(_COPULA_LATER.search(text)),
        "obligation": bool(_OBLIGATION.search(text)),
        "only then": bool(_ONLY.search(text)),
        "weighty": min(1.0, len(pattern("weighty").findall(text)) / 2),
        "superlative": bool(pattern("superlative").search(text)),
        "figure": bool(FIGURE.search(text)),
        "figure claim": bool(_FIGURE_CLAIM.search(text)),
        "day without year": bool(_DAY.search(text)),
        "date": bool(_DATE.search(text)),
        "quoted": bool(_QUOTED.search(text)),
        "title": bool(_TITLE.search(text)),
        "event": bool(pattern("event").search(text)),
        "effect": bool(pattern("effect").search(text)),
        "concept": bool(pattern("concept").search(text)),
        "parallel": parallel(clauses),
        "legal": view.is_statute and bool(pattern("legal").search(text)),
        "statute": view.is_statute,
        "narrative": view.narrative,
        "note says": bool(_SAYS.search(text)),
        "no subject": _opens(text, "no subject"),
        "note value": _note_value(text),
        "listing": text.count("；") >= 2 and max(map(len, text.split("；")[1:])) <= 25,
        "counted label": bool(_COUNTED.search(text)),
        "imperative item": block.kind == "item" and bool(_IMPERATIVE.match(text)),
        "series": bool(_SERIES.search(text)) or (bool(_NAKED_SERIES.match(text)) and not says),
        "ask": bool(_ASK.search(text)),
        "part": unit.part,
        "ends open": unit.part and view.text[unit.end : unit.end + 1] not in "。；",
        "begins inside": unit.part and view.text[unit.start - 1 : unit.start] in "，：",
        "short": ramp(size, 14, 6),
        "tiny": ramp(size, 9, 5),
        "longish": ramp(size, 45, 90),
        "long": ramp(size, 80, 160),
        "exhortation": bool(_OBLIGATION.search(text)) and bool(_US.search(text)),
        "imperative": bool(_IMPERATIVE.match(text)),
        "one clause": len(clauses) == 1,
        "many clauses": ramp(len(clauses), 4, 9),
        "question": bool(pattern("question").search(text)),
        "self": min(1.0, len(pattern("self").findall(text)) / 2),
        "now": bool(pattern("now").search(text[:24])),
        "person": bool(PERSON.search(text)),
        "hedge": bool(pattern("hedge").search(text)),
        "colloquial": bool(pattern("colloquial").search(text)),
        "resolution": bool(pattern("resolution").search(text)),
        "aspect": min(1.0, len(ASPECT.findall(text)) / 3),
        "short phrases": sum(len(clause) == 4 for clause in clauses) / len(clauses),
        "bare date": bool(_BARE_DATE.fullmatch(text)),
        "first person": bool(_FIRST_PERSON.search(text)) or bool(ME.search(text)),
        "we": bool(_WE.search(text)),
        "second person": bool(pattern("secondperson").search(text)),
        "story": min(1.0, len(pattern("story").findall(text)) / 2),
        "example": bool(_EXAMPLE.search(text)),
        "intro": bool(_INTRO.search(text)),
        "reference": bool(pattern("reference").search(text)),
        "remark": bool(pattern("remark").search(text)),
        "site": bool(pattern("site").search(text)),
        "torn": bool(_TORN_START.match(text)) or _opens(text, "torn") or not _balanced(text),
        "connective": bool(_CONNECTIVE.match(text)),
        "pronoun": bool(_PRONOUN_START.match(text)) and not restored(view, unit, range),
        "holds quotation": bool(_HOLDS.search(text)),
        "work": bool(_SUBJECTLESS.match(text)) and not _HAS_SUBJECT.match(text),
        "leads said": bool(view.outline.children(unit.block)) and unit.last and _note_value(text),
        "record": bool(_RECORD.search(text)),
        "prohibition": bool(_NEGATED.match(text)),
        "exclamation": text.endswith(("！", "!")),
        "foreign": foreign,
        "hardly Chinese": ramp(foreign, 0.6, 0.8),
    }
    return {name: round(float(value), 3) for name, value in found.items() if value}


def parallel(clauses: list[str]) -> float:
    """How much of the text is parallel: the share of clauses that begin or end like another, or have its shape."""
    clauses = [c for c in (c.strip("“”「」、 ") for c in clauses) if c]
    if len(clauses) < 2:
        return 0.0
    alike = sum(
        any(
            (a[:2] == b[:2] or a[-2:] == b[-2:] or (len(a) == len(b) and len(set(a) & set(b)) >= 2))
            and len(a) >= 3
            and abs(len(a) - len(b)) <= max(2, len(a) // 2)
            for j, b in enumerate(clauses)
            if j != i and abs(i - j) <= 2
        )
        for i, a in enumerate(clauses)
    )
    return alike / len(clauses)


def _note_value(text: str) -> float:
    """How much is said behind the colon of a note (败血症：…), a bare series counting little."""
    name, colon, value = text.partition("：") if "：" in text else text.partition(":")
    if not colon or len(name) > 30:
        return 0.0
    return ramp(len(value) - 3 * value.count("、"), 4, 16)


def _opens(text: str, row: str) -> bool:
    """Whether the first word of the text is one of a row of cues: 与, not 与会者."""
    return bool(pattern(row).match(text)) and cut(text[:_FIRST_WORD])[0] in words(row)


def _balanced(text: str) -> bool:
    return all(text.count(a) == text.count(b) for a, b in (("“", "”"), ("（", "）"), ("《", "》"), ("「", "」")))

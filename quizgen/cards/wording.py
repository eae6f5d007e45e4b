"""What cards say in their own words, in the script of the document."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Literal

from quizgen.clean.reasons import SCRIPT
from quizgen.mask import BLANK, core, fold, masked, standing
from quizgen.model.deck import NoteKind
from quizgen.model.document import Document, Script, Segment, Span
from quizgen.model.extraction import Flagged

TITLE_LONGEST = 40
_BARE_COUNT = re.compile(
    "(?:以下|下列|如下|这|這)?[0-9一二三四五六七八九十两兩]{1,3}"
    "(?:[个個种種类類级級点點条條项項大][种種类類]?|[个個]?(?:方面|层次|層次|部分|阶段|階段))"
)
_FRAMED = re.compile(r"[【〖\[]([^【】〖〗\[\]]+)[】〗\]]((?:[（(][^（）()]*[）)])?)")
_NAMELESS = re.compile(
    r"(?:主要|具体|具體|分别|分別|内容|內容|又|还|還)*"
    r"(?:包括|包含|分为|分為|如下|以下|有|是|即|其中|例如|比如|如|依序|依次|依次为|依次為)"
    r"|(?:简称|簡稱|简记|簡記|合称|合稱|记作|記作|叫作?|称|稱)(?:为|為|作)?"
    r"|(?:包括|包含|分为|分為|分成|共有|共|有)[0-9一二三四五六七八九十两兩]+[个個种種类類项項点點条條].{0,12}"
)
_MARKER = re.compile(r"(?:[-*•·]\s+|[①-⑳]|[（(]\d{1,3}[）)]|\d{1,3}[.、．](?!\d))\s*")
_LEADING = re.compile(r"(?:(?:参考|參考|标准|標準)?答案|答)[：:]\s*|(?:例如|比如|譬如)[：:，, ]*")
_ORDINARY = re.compile("主要|基本|常见|常見|重要|一般|具体|具體")
_EXPLAINED = re.compile(r"(?P<name>[^：:…]{2,})[：:](?P<explanation>.*)")
NAME_LONGEST = 14
"""Letters of a title that may hold a name and its explanation (情境特征：守信原则); of a longer one only the name."""
SUBJECT_LONGEST = 20
_ORNAMENTS = frozenset({"So", "Sk", "Mn", "Me", "Cf"})
"""Emoji with their joiners and variants."""

REASONS: dict[str, tuple[str, str]] = {
    "level": ("重要程度低于所选级别", "less important than the level asked for"),
    "item": ("已作为列表的一项", "asked as an item of a list"),
    "no-gap": ("没有唯一答案的填空处", "no gap with a single right answer"),
    "too-bare": ("遮住答案后所剩文字太少", "too little is left once the answer is hidden"),
    "dangling": ("只有名称，文中没有展开", "named, but its items stand nowhere"),
    "expanded": ("名称在此，各项见另一文档", "named here, its items stand in another document"),
    "unplaced": ("答案无法与原文逐字对应", "the answer cannot be traced to the source character by character"),
}
"""Why something was left out: key → (Chinese, English)."""

Phrase = Literal["incomplete", "restored", "repaired", "was", "flagged", "together", "contradicted"]
PHRASES: dict[Phrase, tuple[str, str]] = {
    "incomplete": ("原文只列出 {shown}/{stated}", "原文只列出 {shown}/{stated}"),
    "restored": ("〔〕内为补出的主语", "〔〕內為補出的主語"),
    "repaired": ("答案含校订文字", "答案含校訂文字"),
    "was": ("原文作：{before}", "原文作：{before}"),
    "flagged": ("原文此处疑有误", "原文此處疑有誤"),
    "together": ("——合称", "——合稱"),
    "contradicted": ("各文档所列不同，此处据《{source}》", "各文件所列不同，此處據《{source}》"),
}
UNTITLED: dict[NoteKind, tuple[str, str]] = {
    "list": ("列举", "列舉"),
    "definition": ("概念", "概念"),
    "quote": ("论述", "論述"),
    "slogan": ("提法", "提法"),
    "principle": ("论断", "論斷"),
    "fact": ("数据", "數據"),
}


def say(phrase: Phrase, script: Script, **values: object) -> str:
    return PHRASES[phrase][script == "hant"].format(**values)


def title_of(kind: NoteKind, script: Script, candidates: Iterable[str], answers: list[str]) -> tuple[str, str]:
    """The first candidate that still asks something once the answers are masked in it: as shown, and as it was.

    Half of its letters must be left, and no more than one blank be in it; where no candidate will do, the kind's name
    stands in (and "" as it was).
    """
    for candidate in filter(None, map(brief if kind == "list" else plain_name, candidates)):
        shown = masked(candidate, answers)
        left = _letters(shown.replace(BLANK, ""))
        if left >= 2 and 2 * left >= _letters(candidate) and shown.count(BLANK) < 2 and not _NAMELESS.fullmatch(shown):
            return shown, candidate
    return UNTITLED[kind][script == "hant"], ""


def plain_name(name: str) -> str:
    """A heading without the ornaments and numbers around it: ``【清箱】``, ``🐝 清箱`` and ``（2）清箱`` are 清箱."""
    bare = name.strip()
    bare = _MARKER.sub("", bare, count=1) if _MARKER.match(bare) else bare
    while bare and unicodedata.category(bare[0]) in _ORNAMENTS:
        bare = bare[1:].lstrip()
    framed = _FRAMED.fullmatch(bare)
    return framed[1] + framed[2] if framed else bare or name


def brief(name: str) -> str:
    """What a list is called, without what leads to its items and, where it is long, without what explains it.

    清箱工具有 is 清箱工具; 参考答案：清箱的步骤 is 清箱的步骤.
    """
    from quizgen.extract.words import cut, tag

    bare = plain_name(name)
    bare = (_LEADING.sub("", bare, count=1) if _LEADING.match(bare) else bare) or bare
    explained = _EXPLAINED.fullmatch(bare)
    if explained and (_letters(bare) > NAME_LONGEST or _NAMELESS.fullmatch(explained["explanation"].strip())):
        bare = explained["name"]
    words = list(cut(bare))
    while words and words[-1] in _leads_on() and not (len(words[-1]) == 1 and tag("".join(words[-2:-1])) == "v"):
        words.pop()
    if len(words) > 1 and words[0] in {"是", "即"}:
        words = words[1:]
    return "".join(words).strip(" 　·：:，,") or bare


@cache
def _leads_on() -> frozenset[str]:
    lines = files("quizgen.cards").joinpath("leads_on.txt").read_text("utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


def with_subject(title: str, heading: Sequence[str], answers: Sequence[str]) -> str:
    """A title that every subject of a kind has (意义, 症状), with the subject's name out of the headings above.

    洋务运动 › 影响 › 意义 gives 洋务运动·意义. A heading that holds an answer is no name.
    """
    from quizgen.extract.words import word_file

    kinds = word_file("aspects.txt")

    def is_side(name: str) -> bool:
        return name in kinds or (_ORDINARY.match(name) is not None and name[2:] in kinds)

    if not is_side(title):
        return title
    above = (plain_name(step) for step in reversed(heading))
    subject = next((step for step in above if not is_side(step)), "")
    fits = 0 < _letters(subject) <= SUBJECT_LONGEST and title not in subject and not standing(subject, answers)
    return f"{subject}·{title}" if fits else title


def is_bare_count(label: str) -> bool:
    """Whether a label only counts (四类, 以下三点, 两个方面) and says nothing of what it counts."""
    return bool(_BARE_COUNT.fullmatch(label))


def fuller_name(label: str, heading: Sequence[str]) -> str:
    """The heading right above a list where it says more than the list's own name: 做到以下三点 over 三点."""
    above = plain_name(heading[-1]) if heading else ""
    return above if core(label) in core(above) and len(above) <= TITLE_LONGEST else ""


def own_title(document: Document) -> str:
    """The document's title, or "" where it only repeats the file's name."""
    return "" if document.title in {document.source, document.source.rpartition(".")[0]} else document.title


def _letters(text: str) -> int:
    return sum(char.isalnum() for char in text)


def repairs(document: Document, asked: Iterable[Sequence[Span]]) -> tuple[str, ...]:
    """What the source has where repairs changed letters of an answer; width, punctuation and blanks do not count.

    ``asked`` are the spans of every answer.
    """
    said = []
    for spans in asked:
        raw = "".join(document.raw[span.start : span.end] for span in spans)
        if any(_rewritten(document, spans)):
            said.append(say("was", document.script, before=" ".join(raw.split())))
    return tuple(dict.fromkeys(said))


def is_mended(document: Document, asked: Iterable[Sequence[Span]]) -> bool:
    """Whether an answer holds letters that a repair had to restore; a page brought back to its own script does not
    count, for that says nothing about a single answer."""
    return any(segment.reason != SCRIPT for spans in asked for segment in _rewritten(document, spans))


def _rewritten(document: Document, spans: Sequence[Span]) -> Iterator[Segment]:
    for span in spans:
        for segment in document.changed(document.clean_offset(span.start), document.clean_offset(span.end)):
            inside = span.start <= segment.start and segment.end <= span.end
            if inside and _bare(document.raw[segment.start : segment.end]) != _bare(segment.text):
                yield segment


def _bare(text: str) -> str:
    return "".join(char for char in fold(text) if char.isalnum())


def is_flagged(flagged: Iterable[Flagged], spans: Iterable[Span]) -> bool:
    """Whether a stretch that looks damaged lies under one of the spans."""
    bad = [span for flag in flagged for span in flag.spans]
    return any(low.start < span.end and span.start < low.end for span in spans for low in bad)

"""What speaks for a row of blocks being a list to learn, and what against it: named features for ``weigh.py``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import fmean as mean

from quizgen.extract.candidate import Label
from quizgen.extract.outline import Block, MarkerRun
from quizgen.extract.scan import Scan

_QUESTION = re.compile(
    r"\A(?:[【\[（(][^】\])）]{1,6}[】\])）])?(?:如何|怎样|怎樣|为什么|為什麼|什么是|什麼是|简述|簡述|论述|論述|试述|試述|谈谈|談談"
    r"|名词解释|名詞解釋|举例说明|舉例說明)|[？?][ \t]*\Z"
)
_ADDRESS = re.compile(r"://|\]\(|www\.")
APPARATUS = re.compile(
    r"参考(?:资料|文献|书目)|參考(?:資料|文獻|書目)|引用|延伸阅读|延伸閱讀|相关(?:链接|阅读|推荐|文章)|相關(?:連結|閱讀)|目\s*[录錄次]\Z"
    r"|(?:思考|练习|練習|习|習|复习|複習|作业|作業|自测|自測|测试|測試|[选選][择擇]|填空|判[断斷])[题題]\s*[:：]?\Z"
    r"|\A(?:[课課][后後])?(?:思考|练习|練習|讨论|討論|作业|作業|探究)(?:与|和|與|、|及)?(?:思考|练习|練習|讨论|討論|探究)?\s*[:：]?\Z"
    r"|(?:温馨|溫馨|下载|下載|版权|版權|免责|免責|使用|阅读|特别)(?:提示|说明|說明|声明|聲明|须知)|更新(?:日志|记录)|友情"
)
_QUESTIONS = re.compile(r"(?:[简簡]答|[论論]述)[题題]\s*[:：]?\Z|名[词詞]解[释釋]\s*[:：]?\Z")
"""Under such a title there are questions, or terms with their meaning, and under each of these an answer."""
_BLANK = re.compile(r"[（(][ \t\u3000]*[A-Ha-h]*[ \t\u3000]*[）)]|_{2,}|正确的|错误的|不属于|属于|不包括|错误|正确")
_ANSWER = re.compile(r"答案|解析|正确选项|[【\[]?答[】\]]?[：:]")
_FILLER = re.compile(
    r"\A(?:从?略|從略|等等?|待补充?|待補充?|待续|待續|未完|暂无|暫無|TODO|.{0,3}不及[备備][载載]|.{0,2}不[胜勝]枚[举舉])(?:\W|\Z)"
)
_PREDICATE = re.compile("是(?![否非])|又[叫称稱名]|也[叫称稱]|亦称|亦稱|包括|包含|[係系]指|指的是")
"""What a remark begins with that takes the heading for its subject; where both items do, they are alike."""
COUNTED = re.compile(
    "[^，。；：！？、:]{0,8}[二三四五六七八九十两兩]{1,3}[^，。；：！？、:]{1,6}[：:](?=[^。；;\n]*(?:、|》《))"
)
"""A name with a numeral and the series that it counts: 四渎：长江、黄河、淮河、济水."""
_LONG = 120
_MOSTLY = 0.5
_PAPER = 0.4
"""The share of questions, and of items with an answer below, that makes a list the layout of a paper."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An item as the features see it: its words, its name (before a colon or bracket), what stands below it."""

    words: str
    name: str
    titled: bool
    body: bool
    recurs: bool = False

    @property
    def is_aspect(self) -> bool:
        """A heading under which every subject is treated (病因, 用途), with text of its own."""
        return (self.recurs or self.name in aspects()) and (self.body or self.name != self.words)


def entry(scan: Scan, item: int) -> Entry:
    block = scan.blocks[item]
    words = scan.text[block.content : block.end].strip()
    name = scan.name_of(block)
    return Entry(words, name, bool(block.title), bool(scan.outline.children(item)), scan.subjects[name] > 1)


def row_evidence(scan: Scan, items: Sequence[int], label: Label | None) -> dict[str, float]:
    """Features of any row of blocks under one lead."""
    first = scan.blocks[items[0]]
    parent = scan.blocks[first.parent] if first.parent is not None else None
    lead = scan.text[parent.content : parent.end].rstrip() if parent is not None else ""
    entries = [entry(scan, item) for item in items]
    asked = mean(bool(_QUESTION.search(e.words)) for e in entries)
    answered = mean(e.body for e in entries)
    sentences = [not (e.body or e.titled or e.name) for e in entries]
    return {
        "lead_colon": float(lead.endswith(("：", ":"))),
        "lead_asks": float(lead.endswith(("？", "?"))),
        "heading": float(parent is not None and parent.kind == "heading"),
        "under_item": float(parent is not None and parent.kind == "item"),
        "lead_in": float(parent is not None and parent.kind == "paragraph"),
        "unled": float(parent is None),
        "counted": float(label is not None and label.count == len(items)),
        "short_of_count": float(label is not None and (label.count or 0) > len(items)),
        "bodies": answered,
        "titled": mean(e.titled for e in entries),
        "addresses": mean(bool(_ADDRESS.search(e.words)) for e in entries),
        "questions": asked,
        "paper": float(asked >= _PAPER and answered >= _PAPER and (parent is None or parent.level == 0)),
        "aspects": mean(e.is_aspect for e in entries),
        "aspects_treated": float(mean(e.is_aspect for e in entries) >= _MOSTLY and answered > 0),
        "apparatus": float(
            any(APPARATUS.search(title) for title in _titles(scan, first))
            or (parent is not None and bool(_QUESTIONS.search(parent.title)))
        ),
        "fillers": float(any(_FILLER.match(e.words) for e in entries)),
        "glossary": mean(bool(COUNTED.match(e.words)) for e in entries),
        "defines": float(label is not None and any(e.name == label.text for e in entries)),
        "mixed": float(any(sentences) and any(e.body and e.titled for e in entries)),
        "two_items": float(len(items) == 2),
        "two_remarks": float(len(items) == 2 and sum(bool(_PREDICATE.match(e.words)) for e in entries) == 1),
        "long_items": float(mean(len(e.words) for e in entries) > _LONG),
        "many": float(len(items) > 12),
        "depth": min(1.0, first.level / 5),
    }


def _are_options(scan: Scan, items: Sequence[int]) -> bool:
    """Whether lettered items are the choices of an examination question."""
    first, last = scan.blocks[items[0]], scan.blocks[items[-1]]
    before, after = scan.text[max(0, first.start - 60) : first.start], scan.text[last.end : last.end + 24]
    chosen = first.line == last.line and len(items) in (4, 5) and before.rstrip().endswith(tuple("？?是为為"))
    return bool(chosen or _BLANK.search(before) or _ANSWER.search(after))


def _titles(scan: Scan, block: Block) -> list[str]:
    """What stands right above a block: the title there, and the heading."""
    above = scan.blocks[block.parent] if block.parent is not None else None
    return [*scan.outline.headings_at(block.start)[-1:], *([above.title] if above else [])]


def run_evidence(scan: Scan, run: MarkerRun, items: Sequence[int]) -> dict[str, float]:
    """Features of the markers themselves."""
    latin = run.style.startswith("latin")
    return {
        "marker": 1.0,
        "bullets": float(run.style.startswith("bullet")),
        "inline": float(run.inline),
        "gaps": float(run.gaps > 0),
        "counted_on": float(run.repeated),
        "split": float(run.split and len(items) == len(run.items)),
        "latin": float(latin),
        "options": float(latin and _are_options(scan, items)),
    }


@cache
def aspects() -> frozenset[str]:
    """Headings under which every subject of a kind is treated (病因, 用途)."""
    lines = Path(__file__).parent.with_name("data").joinpath("aspects.txt").read_text("utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))

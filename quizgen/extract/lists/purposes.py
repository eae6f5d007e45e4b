"""What something is for: clauses with commas between them behind the 为了 of a rule, or behind 任务是, 采取措施.

为了节约用水，防治水害，改善灌溉条件，根据……制定本办法。 → 节约用水 | 防治水害 | 改善灌溉条件
修剪的目的是改善光照，调节树势，减少病虫害。 → 改善光照 | 调节树势 | 减少病虫害
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.extract.candidate import Candidate, Label, Range
from quizgen.extract.lists.features import row_evidence
from quizgen.extract.lists.pieces import clause_start, pieces, stripped, unjoined
from quizgen.extract.regions import Region
from quizgen.extract.scan import Scan
from quizgen.extract.words import opens_with_verb, tag

_FOR = re.compile(
    "[ \u3000\t*_]*(?:第[一二三四五六七八九十百零〇\\d]+[条條][*_ \u3000\t]*)?(?:为了|為了|[为為](?![何什此]))"
)
_RULE = re.compile("(?:制定|制订|制訂|訂定|订立)了?(?:本|[这這]|《)|(?:现|現)(?:提出|就|制定)")
_BASIS = re.compile("根据|根據|依据|依據|依照|按照|遵照|参照|參照|[结結]合|[经經]|[现現]|特|制[定订訂]|訂定|在")
"""What the clause behind the last purpose begins with."""
_AIM = re.compile(
    "(?P<aim>任务|任務|职责|職責|目标|目標|目的|宗旨|使命|作用)就?[是为為][，,：:]?"
    "|(?:采取|採取)(?:必要的?|有效的?|各种|各種|多种|多種|积极的?|積極的?)?措施[，,]"
)
_GOES_ON = re.compile("从而|從而|以便|以期|因此|所以|[这這那但其它使让讓才就]")
_STATES = re.compile("[^是为為有]{1,12}(?:是|(?<![认認作成])[为為]|(?<![具享拥擁])有)")
"""A clause with a subject of its own says something about it and is no aim."""
_COMMA = re.compile("[，,]")
_STOP = re.compile("[；;：:。！？!?]")
_SHORTEST = 3
_LONGEST = 44
_FEWEST = 3
_SUBJECT_LONGEST = 20


def propose(scan: Scan) -> Iterator[Candidate]:
    for region in scan.regions:
        shape = region.shape
        if region.opener or shape.count("，") + shape.count(",") < _FEWEST - 1:
            continue
        if (opened := _FOR.match(shape)) and _RULE.search(shape, opened.end()):
            yield from _row(scan.text, region, _clauses(scan.text, region, opened.end(), _BASIS), "purposes", None)
        for aim in _AIM.finditer(shape):
            items = _clauses(scan.text, region, aim.end(), _GOES_ON)
            told = (k for k, i in enumerate(items) if _STATES.match(scan.text, *i))
            items = items[: next(told, None)]
            if 2 * sum(_does(scan.text[i.start : i.end]) for i in items) >= len(items):
                yield from _row(scan.text, region, items, "aims", _subject(scan.text, region, aim))


def _clauses(text: str, region: Region, start: int, ends: re.Pattern[str]) -> list[Range]:
    """The clauses from ``start`` up to the end of the sentence, or to one that begins as ``ends`` says."""
    stop = _STOP.search(region.shape, start)
    found: list[Range] = []
    for piece in pieces(text, region, _COMMA, start, stop.start() if stop else len(region.shape)):
        if ends.match(text, piece.start, piece.end):
            break
        found.append(unjoined(text, piece) if found else piece)
    return found


def _does(words: str) -> bool:
    """Whether a clause opens with a verb, or with a word that is one as well as a noun (分析, 部署)."""
    return opens_with_verb(words) or tag(words[:2]).startswith("v")


def _row(text: str, region: Region, items: list[Range], kind: str, label: Label | None) -> Iterator[Candidate]:
    if len(items) >= _FEWEST and all(_SHORTEST <= i.end - i.start <= _LONGEST for i in items):
        yield Candidate(
            rule=kind,
            kind="parallel",
            items=tuple((item,) for item in items),
            scope=Range(items[0].start, items[-1].end),
            label=label,
            evidence={kind: 1.0, **row_evidence(text, region, items)},
        )


def _subject(text: str, region: Region, aim: re.Match[str]) -> Label | None:
    """What the aims are called: 修剪的目的."""
    end = aim.end("aim")
    if end < 0:
        return None
    start = clause_start(region.shape, end, _SUBJECT_LONGEST)
    name = stripped(text, Range(region.start + start, region.start + end))
    whole = 2 < name.end - name.start <= _SUBJECT_LONGEST
    return Label(text[name.start : name.end], (name,)) if whole else None

"""Facts: figures with their units, dates, events, and plain statements of how something is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.extract.formulations.candidate import Candidate
from quizgen.extract.formulations.cues import cue, pattern
from quizgen.extract.formulations.trim import trimmed
from quizgen.extract.formulations.view import View

FIGURE = re.compile(
    rf"(?<![A-Za-z\d.])\d[\d,.]{{0,30}}\s*(?:[～~—-]\s*\d[\d,.]{{0,30}}\s*)?(?:多|余|几)?\s*{cue('unit')}"
    r"|(?:[二三四五六七八九十百千万亿两][一二三四五六七八九十百千万亿两]{0,30}|一[十百千万亿][一二三四五六七八九十百千万亿]{0,30})"
    r"(?:多|余)?"
    r"(?:年|个月|日|元|人|名|次|倍|岁|周岁|小时|分钟|天|周|米|公里|亩|吨|届)"
)


def propose(view: View) -> Iterator[Candidate]:
    for unit in view.units:
        whole = trimmed(view, unit)
        text = view.text[whole.start : whole.end]
        if FIGURE.search(text):
            yield Candidate("figure", "fact", whole, unit)
        elif pattern("event").search(text):
            yield Candidate("event", "fact", whole, unit)
        else:
            yield Candidate("statement", "fact", whole, unit)

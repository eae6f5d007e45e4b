"""Slogans: parallel or antithetic phrases, quoted or standing alone (问计于民、问需于民, 发展靠人才、人才靠培养)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.extract.candidate import Range
from quizgen.extract.formulations.candidate import Candidate
from quizgen.extract.formulations.evidence import parallel
from quizgen.extract.formulations.trim import trimmed
from quizgen.extract.formulations.view import View
from quizgen.extract.sentences import QUOTES, pairs

_SLOT = re.compile(r"[，、；,;：: ]+")
_LONGEST = 60
_WHOLE = 0.99


def propose(view: View) -> Iterator[Candidate]:
    for unit in view.units:
        if unit.part:
            continue
        whole = trimmed(view, unit)
        text = view.text[whole.start : whole.end].rstrip("。！!")
        if len(text) <= _LONGEST and even(text) >= _WHOLE:
            yield Candidate("parallel sentence", "slogan", whole, unit)
        for opening, closing in pairs(view.text, unit.start, unit.end).items():
            inner = view.text[opening + 1 : closing].rstrip("。！，")
            if view.text[opening] in QUOTES and 8 <= len(inner) <= _LONGEST and even(inner) >= _WHOLE:
                yield Candidate("quoted parallel", "slogan", Range(opening + 1, opening + 1 + len(inner)), unit)


def even(text: str) -> float:
    """How even the phrases of ``text`` are: 1 where there are two or more, alike in length and in wording or shape."""
    phrases = [p for p in _SLOT.split(text) if p]
    if len(phrases) < 2 or min(map(len, phrases)) < 3 or max(map(len, phrases)) > 16:
        return 0.0
    if max(map(len, phrases)) - min(map(len, phrases)) > 2:
        return 0.0
    return parallel(phrases)

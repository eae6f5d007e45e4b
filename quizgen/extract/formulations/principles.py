"""Principles: what must be, what is only so, what rests on what (只有…才, 必须…, …是根本保证)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.extract.formulations.candidate import Candidate
from quizgen.extract.formulations.cues import cue, pattern
from quizgen.extract.formulations.trim import trimmed
from quizgen.extract.formulations.unit import View

_ONLY = re.compile(rf"{cue('only')}[^。？]{{2,80}}?{cue('then')}")
_MODAL = pattern("modal")


def propose(view: View) -> Iterator[Candidate]:
    for unit in view.units:
        whole = trimmed(view, unit)
        text = view.text[whole.start : whole.end]
        if _ONLY.search(text):
            yield Candidate("only then", "principle", whole, unit)
        elif _MODAL.search(text):
            yield Candidate("must", "principle", whole, unit)
        elif pattern("weighty").search(text):
            yield Candidate("weighty", "principle", whole, unit)

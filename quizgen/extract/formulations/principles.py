"""Principles: what must be, what is only so, what rests on what (只有…才, 必须…, …是根本保证)."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.extract.formulations.candidate import Candidate
from quizgen.extract.formulations.cues import pattern
from quizgen.extract.formulations.trim import trimmed
from quizgen.extract.formulations.view import View

_ONLY = pattern("only then")
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

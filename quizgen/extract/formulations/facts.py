"""Facts: figures with their units, dates, events, and plain statements of how something is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.extract.formulations.candidate import Candidate
from quizgen.extract.formulations.cues import cue, pattern
from quizgen.extract.formulations.trim import trimmed
from quizgen.extract.formulations.unit import View

FIGURE = re.compile(rf"(?<![A-Za-z\d.])\d[\d,.]*\s*(?:多|余|几)?\s*{cue('unit')}")


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

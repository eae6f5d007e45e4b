"""Evidence → score and importance, by a table of weights in ``data/weights.tsv``.

A feature's name is what a proposer wrote into ``Candidate.evidence``; a name that the table does not hold weighs
nothing. The table has a weight for being a list and one for being a list that must be on a card.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from quizgen.model.extraction import Importance

TAKEN = -0.75
"""The score from which on a candidate is a list."""
CORE = 0.14
"""The weighed evidence from which on a list must be on a card (importance 1)."""
PASSING = -1.2
"""Below this a list is a series in passing (importance 3)."""

_TABLES = ("weights.tsv", "priors.tsv")
"""Fitted weights, then those set by hand, which win."""


def score(evidence: Mapping[str, float]) -> float:
    """How much speaks for a candidate; from ``TAKEN`` on it is a list."""
    return _weighed(evidence, 0)


def importance(evidence: Mapping[str, float], listed: float) -> Importance:
    """1 for what must be on a card, 3 for a series in passing; ``listed`` is the candidate's score."""
    value = _weighed({**evidence, "score": listed}, 1)
    return 1 if value >= CORE else 2 if value >= PASSING else 3


def _weighed(evidence: Mapping[str, float], column: int) -> float:
    weights = _weights()
    none = (0.0, 0.0)
    return weights["bias"][column] + sum(weights.get(name, none)[column] * value for name, value in evidence.items())


@cache
def _weights() -> dict[str, tuple[float, float]]:
    folder = Path(__file__).with_name("data")
    lines = [line for name in _TABLES for line in folder.joinpath(name).read_text("utf-8").splitlines()]
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {name: (float(listed), float(core)) for name, listed, core in rows}

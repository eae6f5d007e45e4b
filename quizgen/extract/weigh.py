"""Evidence → score. The weights were set by hand from what experts took and left in annotated documents.

A feature's name is what a proposer wrote into ``Candidate.evidence``; an unknown name weighs nothing. A candidate is
taken from ``TAKEN`` on; importance follows from the score and from how the list is announced.
"""

from __future__ import annotations

from collections.abc import Mapping

from quizgen.model.extraction import Importance

TAKEN = -0.4
BIAS = -0.36

WEIGHTS: tuple[tuple[str, float], ...] = (
    ("lead_asks", 1.28),
    ("suffix", 1.17),
    ("equal", 1.12),
    ("labelled", 1.09),
    ("even", 0.98),
    ("marker", 0.8),
    ("prefix", 0.8),
    ("parallel_whole", 0.79),
    ("colon", 0.67),
    ("example", 0.66),
    ("titled", 0.64),
    ("heading", 0.6),
    ("etc", 0.59),
    ("lead_in", 0.58),
    ("under_item", 0.55),
    ("series_comma", 0.52),
    ("parallel_prefix", 0.48),
    ("repeated", 0.38),
    ("depth", 0.32),
    ("quoted", 0.3),
    ("of", 0.22),
    ("ended", 0.21),
    ("lead_colon", 0.18),
    ("level_flat", 0.16),
    ("many", 0.1),
    ("leading", 0.07),
    ("left_over", 0.06),
    ("long", -0.12),
    ("latin", -0.16),
    ("counted", -0.17),
    ("bracketed", -0.18),
    ("cohesion", -0.21),
    ("series_slash", -0.24),
    ("digits", -0.27),
    ("personal", -0.27),
    ("parallel_length", -0.28),
    ("parallel_infix", -0.29),
    ("two_items", -0.31),
    ("head_fit", -0.36),
    ("level_clause", -0.5),
    ("tail_fit", -0.55),
    ("joined", -0.57),
    ("opened", -0.58),
    ("short", -0.59),
    ("mixed", -0.71),
    ("trailing", -0.83),
    ("three", -1.01),
    ("bodies", -1.86),
    ("pair", -3.99),
)
_WEIGHT = dict(WEIGHTS)


def score(evidence: Mapping[str, float]) -> float:
    """How much speaks for a candidate; above ``TAKEN`` it is a list."""
    return BIAS + sum(_WEIGHT.get(name, 0.0) * value for name, value in evidence.items())


def importance(evidence: Mapping[str, float]) -> Importance:
    """1 for what must be on a card, 3 for a series in passing."""
    if evidence.get("marker"):
        return 3 if evidence.get("section") or evidence.get("unled") or evidence.get("bodies", 0.0) > 0.8 else 1
    if evidence.get("labelled") or evidence.get("heading") or evidence.get("repeated"):
        return 1
    return 2 if score(evidence) >= 1.0 else 3

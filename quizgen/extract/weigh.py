"""Evidence → score. The weights were set by hand from what experts took and left in annotated documents.

A feature's name is what a proposer wrote into ``Candidate.evidence``; an unknown name weighs nothing. A candidate is
taken from ``TAKEN`` on; importance follows from the score and from how the list is announced.
"""

from __future__ import annotations

from collections.abc import Mapping

from quizgen.model.extraction import Importance

TAKEN = 0.0

WEIGHTS: tuple[tuple[str, float], ...] = (
    ("series", -2.1),
    ("count", 1.2),
    ("cohesion", 1.6),
    ("head_cut", 0.6),
    ("tail_cut", 0.6),
    ("closed", 0.9),
    ("etc", -0.2),
    ("example", -0.8),
    ("separator", -0.6),
    ("pair", -1.5),
    ("labelled", 1.5),
    ("announced", 0.8),
    ("repeated", 0.7),
    # runs of markers
    ("marker", 1.5),
    ("two_items", -0.5),
    ("lead_colon", 0.4),
    ("lead_asks", 0.5),
    ("unled", -1.2),
    ("section", -1.0),
    ("split", -0.4),
    ("latin", -1.0),
    ("links", -4.0),
    ("questions", -2.5),
    ("long_items", -0.6),
    ("many", -0.4),
)
_WEIGHT = dict(WEIGHTS)


def score(evidence: Mapping[str, float]) -> float:
    """How much speaks for a candidate; above ``TAKEN`` it is a list."""
    return sum(_WEIGHT.get(name, 0.0) * value for name, value in evidence.items())


def importance(evidence: Mapping[str, float]) -> Importance:
    """1 for what must be on a card, 3 for a series in passing."""
    if evidence.get("marker"):
        return 3 if evidence.get("section") or evidence.get("unled") or evidence.get("bodies", 0.0) > 0.8 else 1
    if evidence.get("labelled") or evidence.get("heading") or evidence.get("repeated"):
        return 1
    return 2 if score(evidence) >= 1.0 else 3

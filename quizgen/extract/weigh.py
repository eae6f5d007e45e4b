"""Evidence → score. The weights were set by hand from what experts took and left in annotated documents.

A feature's name is what a proposer wrote into ``Candidate.evidence``; an unknown name weighs nothing. A candidate is
taken from ``TAKEN`` on; importance follows from the score and from how the list is announced.
"""

from __future__ import annotations

from collections.abc import Mapping

from quizgen.model.extraction import Importance

TAKEN = -0.4
BIAS = -0.66

WEIGHTS: tuple[tuple[str, float], ...] = (
    ("labelled", 1.51),
    ("even", 1.17),
    ("marker", 1.16),
    ("suffix", 1.11),
    ("equal", 1.09),
    ("prefix", 1.02),
    ("lead_asks", 1.01),
    ("titled", 0.95),
    ("heading", 0.91),
    ("lead_in", 0.68),
    ("example", 0.67),
    ("etc", 0.61),
    ("under_item", 0.61),
    ("parallel_whole", 0.55),
    ("all_lead", 0.54),
    ("colon", 0.46),
    ("named", 0.38),
    ("repeated", 0.38),
    ("lead_colon", 0.36),
    ("parallel_prefix", 0.35),
    ("series_comma", 0.35),
    ("more", 0.32),
    ("depth", 0.29),
    ("quoted", 0.28),
    ("bracketed", 0.27),
    ("counted", 0.26),
    ("ended", 0.25),
    ("of", 0.25),
    ("consecutive", 0.23),
    ("leading", 0.13),
    ("level_flat", 0.12),
    ("long", 0.12),
    ("level_semicolon", -0.1),
    ("cohesion", -0.11),
    ("personal", -0.23),
    ("frame_prefix", -0.27),
    ("series_slash", -0.28),
    ("digits", -0.29),
    ("head_fit", -0.29),
    ("bullets", -0.3),
    ("parallel_length", -0.31),
    ("frame_three", -0.33),
    ("parallel_infix", -0.34),
    ("two_items", -0.49),
    ("opened", -0.5),
    ("joined", -0.51),
    ("tail_fit", -0.52),
    ("short", -0.57),
    ("level_clause", -0.65),
    ("frame_long", -0.71),
    ("mixed_marks", -0.81),
    ("trailing", -0.83),
    ("frame", -0.87),
    ("three", -0.96),
    ("aspects", -1.11),
    ("bodies", -1.29),
    ("mixed", -1.6),
    ("counted_on", -1.69),
    ("pair", -3.89),
)
PRIORS: tuple[tuple[str, float], ...] = (
    ("addresses", -4.0),
    ("apparatus", -4.0),
    ("questions", -2.5),
    ("latin", -1.5),
    ("unled", -0.8),
    ("section", -0.8),
    ("defines", -0.8),
    ("gaps", -0.5),
    ("headings", 0.2),
    ("headings_top", -1.2),
    ("headings_pair", -0.3),
    ("headings_many", -0.8),
    ("headings_framed", 1.2),
    ("headings_of_name", 0.4),
    ("headings_counted", 2.0),
    ("headings_aspects", -2.5),
    ("column", 1.2),
    ("column_wide", 0.2),
    ("column_pair", -1.0),
    ("cell", 1.6),
    ("cell_comma", -1.0),
    ("cell_pair", -0.8),
    ("cell_long", -0.5),
    ("lines", -0.6),
    ("lines_pair", -0.6),
    ("lines_even", 0.6),
    ("lines_framed", 0.8),
    ("lines_stopped", -0.8),
    ("lines_clauses", -0.6),
    ("line_heading", 0.2),
    ("line_colon", 0.8),
    ("line_asks", 0.8),
    ("line_counted", 1.5),
    ("named_lines", -0.8),
    ("named_framed", 1.2),
    ("named_pair", -0.6),
    ("named_many", -0.8),
)
"""Set by hand and not fitted: too rare in the annotated documents to learn from."""
_WEIGHT = {name: value for table in (WEIGHTS, PRIORS) for name, value in table}


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

"""Evidence → score. The weights were set by hand from what experts took and left in annotated documents.

A feature's name is what a proposer wrote into ``Candidate.evidence``; an unknown name weighs nothing. A candidate is
taken from ``TAKEN`` on; importance follows from the score and from how the list is announced.
"""

from __future__ import annotations

from collections.abc import Mapping

from quizgen.model.extraction import Importance

TAKEN = -0.6
BIAS = -0.52

WEIGHTS: tuple[tuple[str, float], ...] = (
    ("infix", 1.69),
    ("even", 1.3),
    ("lead_asks", 1.22),
    ("labelled", 1.13),
    ("marker", 1.0),
    ("equal", 0.94),
    ("prefix", 0.92),
    ("example", 0.89),
    ("titled", 0.77),
    ("heading", 0.75),
    ("lead_in", 0.69),
    ("colon", 0.62),
    ("series_comma", 0.62),
    ("under_item", 0.57),
    ("lead_colon", 0.54),
    ("headings_of_name", 0.53),
    ("parallel_whole", 0.53),
    ("all_lead", 0.51),
    ("depth", 0.51),
    ("etc", 0.51),
    ("more", 0.49),
    ("suffix", 0.44),
    ("inline", 0.4),
    ("parallel_prefix", 0.4),
    ("bracketed", 0.37),
    ("repeated", 0.37),
    ("counted", 0.33),
    ("named", 0.26),
    ("quoted", 0.22),
    ("consecutive", 0.19),
    ("verbal", 0.13),
    ("leading", 0.11),
    ("of", 0.08),
    ("level_flat", 0.07),
    ("left_over", 0.06),
    ("whole_sentence", -0.07),
    ("parallel_suffix", -0.11),
    ("counted_behind", -0.12),
    ("duty", -0.13),
    ("level_semicolon", -0.13),
    ("latin", -0.14),
    ("parallel_length", -0.16),
    ("bullets", -0.26),
    ("series_slash", -0.26),
    ("headings", -0.28),
    ("personal", -0.28),
    ("frame_prefix", -0.29),
    ("cohesion", -0.3),
    ("joined", -0.34),
    ("frame_three", -0.39),
    ("tail_fit", -0.44),
    ("digits", -0.45),
    ("opened", -0.5),
    ("two_items", -0.52),
    ("long", -0.53),
    ("short", -0.53),
    ("head_fit", -0.54),
    ("level_clause", -0.64),
    ("parallel_verbs", -0.64),
    ("frame_long", -0.68),
    ("parallel_infix", -0.77),
    ("mixed_marks", -0.9),
    ("frame", -0.92),
    ("three", -0.92),
    ("bodies", -1.0),
    ("trailing", -1.03),
    ("aspects", -1.17),
    ("counted_on", -1.63),
    ("mixed", -1.75),
    ("pair", -3.95),
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
        return _marked(evidence)
    if evidence.get("headings"):
        return 1 if evidence.get("headings_counted") else 3
    if evidence.get("column") or evidence.get("cell"):
        return 1 if evidence.get("cell") else 2
    if evidence.get("labelled") or evidence.get("heading") or evidence.get("repeated"):
        return 1
    return 2 if score(evidence) >= 1.0 else 3


def _marked(evidence: Mapping[str, float]) -> Importance:
    """Runs of markers are what a writer wants learnt, but for standing headings and the sections of a longer text."""
    if evidence.get("section") or evidence.get("unled") or evidence.get("aspects", 0.0) > 0.5:
        return 3
    sections = evidence.get("bodies", 0.0) > 0.95 and not evidence.get("two_items")
    return 2 if sections and not evidence.get("labelled") else 1

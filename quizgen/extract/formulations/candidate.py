"""What a proposer of formulations hands to choosing, in clean offsets."""

from __future__ import annotations

from dataclasses import dataclass, field

from quizgen.extract.candidate import Range
from quizgen.extract.formulations.unit import Unit
from quizgen.model.extraction import FormulationKind


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch of text that may be worth knowing by heart; nothing is decided yet.

    ``term`` is the term that a definition defines. ``evidence`` holds named features, each roughly 0..1.
    """

    rule: str
    kind: FormulationKind
    range: Range
    unit: Unit
    term: Range | None = None
    speaker: str | None = None
    evidence: dict[str, float] = field(default_factory=dict)

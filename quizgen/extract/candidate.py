"""What proposers hand to weighing and resolving: list candidates with their evidence, in clean offsets."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from quizgen.model.extraction import EnumerationKind


class Range(NamedTuple):
    """A half-open range of clean offsets."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Label:
    """A name that promises a list: ``text`` as it goes on a card, ``count`` as stated (None where none is)."""

    text: str
    ranges: tuple[Range, ...]
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A list that a proposer suggests; nothing is decided yet.

    ``items`` are ranges of clean text, several for an item put together from pieces (工业、农业和服务业的数字化 gives
    工业…的数字化). ``scope`` covers everything the candidate takes in, with the paragraphs behind its items.
    ``evidence`` holds named features, each roughly 0..1; the weights stand in ``weigh.py``. ``inside`` is the item of
    an outer list that this list hangs under (the ``scope`` of that item), where the proposer knows it.
    """

    rule: str
    kind: EnumerationKind
    items: tuple[tuple[Range, ...], ...]
    scope: Range
    label: Label | None = None
    topic: str = ""
    stated: int | None = None
    inside: Range | None = None
    evidence: dict[str, float] = field(default_factory=dict)

"""Every row of STEPS proves itself."""

from __future__ import annotations

import re

import pytest

from quizgen.clean import STEPS, Step
from quizgen.clean.reasons import REASONS
from quizgen.model.document import Document, PageStart


def document(text: str) -> Document:
    """A document whose pages end at form feeds, if there are any."""
    pages = tuple(
        PageStart(start, k) for k, start in enumerate([0, *(m.end() for m in re.finditer("\f", text))], start=1)
    )
    return Document(source="x.txt", raw=text, pages=pages if len(pages) > 1 else ())


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.name)
def test_example(step: Step) -> None:
    assert step.example != step.expected
    cleaned = step.run(document(step.example))
    assert cleaned.text == step.expected
    assert {reason for s in cleaned.segments if s.reason for reason in s.reason.split("; ")} <= set(REASONS)


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.name)
def test_counterexample(step: Step) -> None:
    assert step.run(document(step.counterexample)).text == step.counterexample


def test_names_are_unique() -> None:
    assert len({step.name for step in STEPS}) == len(STEPS)

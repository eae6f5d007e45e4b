"""Turn the card and rate oneself."""

from __future__ import annotations

from random import Random

from quizgen.model.quiz import Answer, Question, Verdict
from quizgen.quiz.card import Card, question
from quizgen.quiz.pool import Pool


def ask(card: Card, pool: Pool, rng: Random) -> Question | None:
    """Every card can be asked so."""
    return question(card, "flip")


def grade(asked: Question, given: Answer) -> Verdict:
    """The student will say; until then the card counts as known."""
    return Verdict(grade="right", credit=1, reason="self", suggested=3)

"""Is this what fills the gap? Half of the time it is an item of another list."""

from __future__ import annotations

from random import Random

from quizgen.model.deck import RECITE
from quizgen.model.quiz import Question
from quizgen.quiz.card import Card, answer_text, question
from quizgen.quiz.choice import grade
from quizgen.quiz.distractors import distractors
from quizgen.quiz.pool import Pool

__all__ = ["ask", "grade"]


def ask(card: Card, pool: Pool, rng: Random) -> Question | None:
    """None where there is nothing fair to swap in: a claim that is always true asks nothing."""
    if card.cloze == RECITE:
        return None
    asked = question(card, "truefalse")
    wrong = distractors(card, pool, (asked.title, *asked.heading, *asked.front), rng)
    if wrong is None:
        return None
    true = rng.random() < 0.5
    statement = answer_text(card) if true else rng.choice(wrong)
    return asked.model_copy(update={"statement": statement, "key": (int(true),)})

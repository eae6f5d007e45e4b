"""Four options, one of them right."""

from __future__ import annotations

from random import Random

from quizgen.model.deck import RECITE
from quizgen.model.quiz import Answer, Question, Verdict
from quizgen.quiz.card import Card, answer_text, question
from quizgen.quiz.distractors import distractors
from quizgen.quiz.pool import Pool


def ask(card: Card, pool: Pool, rng: Random) -> Question | None:
    """None where three fair distractors are not to be had."""
    if card.cloze == RECITE:
        return None
    asked = question(card, "choice")
    wrong = distractors(card, pool, (asked.title, *asked.heading, *asked.front), rng)
    if wrong is None:
        return None
    key = answer_text(card)
    options = [key, *wrong]
    rng.shuffle(options)
    return asked.model_copy(update={"options": tuple(options), "key": (options.index(key),)})


def grade(asked: Question, given: Answer) -> Verdict:
    if not given.choice:
        return Verdict(grade="wrong", credit=0, reason="empty", suggested=1)
    if given.choice == asked.key:
        return Verdict(grade="right", credit=1, reason="same", suggested=3)
    return Verdict(grade="wrong", credit=0, reason="different", suggested=1)

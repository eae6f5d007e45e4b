"""Put the items of a list into their order."""

from __future__ import annotations

from random import Random

from quizgen.model.deck import RECITE
from quizgen.model.quiz import Answer, Question, Verdict
from quizgen.quiz.card import Card, question
from quizgen.quiz.lists import grade_list
from quizgen.quiz.pool import Pool

_MOST = 12
"""More items than that are no pleasure to sort."""


def ask(card: Card, pool: Pool, rng: Random) -> Question | None:
    """Lists of three items or more whose order matters."""
    if card.cloze != RECITE or not card.note.content.ordered:
        return None
    asked = question(card, "order")
    items = [item.text for item in asked.expected]
    if not 3 <= len(items) <= _MOST or len(set(items)) < len(items):
        return None
    options = list(items)
    while options == items:
        rng.shuffle(options)
    return asked.model_copy(
        update={"options": tuple(options), "key": tuple(options.index(item) for item in items), "ordered": True}
    )


def grade(asked: Question, given: Answer) -> Verdict:
    return grade_list([asked.options[k] for k in given.choice], asked.expected, ordered=True)

"""Write down the whole list, in any order unless the order matters."""

from __future__ import annotations

from random import Random

from quizgen.model.deck import RECITE
from quizgen.model.quiz import Answer, Question, Verdict
from quizgen.quiz.card import Card, question
from quizgen.quiz.lists import grade_list, split_items
from quizgen.quiz.pool import Pool


def ask(card: Card, pool: Pool, rng: Random) -> Question | None:
    return question(card, "recite") if card.cloze == RECITE else None


def grade(asked: Question, given: Answer) -> Verdict:
    return grade_list(split_items(given.text, asked.expected), asked.expected, asked.ordered)

"""Type the answer into the gap."""

from __future__ import annotations

from random import Random

from quizgen.model.deck import RECITE
from quizgen.model.quiz import Answer, Question, Verdict
from quizgen.quiz.card import Card, question
from quizgen.quiz.grading import CREDIT, SUGGESTED, grade_text
from quizgen.quiz.pool import Pool


def ask(card: Card, pool: Pool, rng: Random) -> Question | None:
    """Only answers fit to be typed are asked for so."""
    if card.cloze == RECITE or not all(part.typed for part in card.note.content.answer(card.cloze)):
        return None
    return question(card, "typed")


def grade(asked: Question, given: Answer) -> Verdict:
    found = grade_text(given.text, asked.expected[0])
    return Verdict(
        grade=found.grade,
        credit=CREDIT[found.grade],
        reason=found.reason,
        suggested=SUGGESTED[found.grade],
        diff=found.diff,
    )

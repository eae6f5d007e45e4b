"""Note → Question → Verdict. A mode is a file with ``ask`` and ``grade``, and a row in ``MODES``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random
from typing import Final, NamedTuple

from quizgen.model.quiz import Answer, Mode, Question, Verdict
from quizgen.quiz import choice, flip, match, order, recite, truefalse, typed
from quizgen.quiz.card import Card, answer_text, role
from quizgen.quiz.pool import Entry, Pool

__all__ = ["MODES", "Card", "Entry", "Pool", "answer_text", "ask", "grade", "role"]


class ModeRow(NamedTuple):
    """``ask`` gives None for a card that the mode cannot ask fairly."""

    name: Mode
    ask: Callable[[Card, Pool, Random], Question | None]
    grade: Callable[[Question, Answer], Verdict]


MODES: Final = (
    ModeRow("typed", typed.ask, typed.grade),
    ModeRow("choice", choice.ask, choice.grade),
    ModeRow("truefalse", truefalse.ask, truefalse.grade),
    ModeRow("order", order.ask, order.grade),
    ModeRow("match", match.ask, match.grade),
    ModeRow("recite", recite.ask, recite.grade),
    ModeRow("flip", flip.ask, flip.grade),
)
_BY_NAME: Final = {row.name: row for row in MODES}


def ask(card: Card, pool: Pool, modes: Sequence[Mode], seed: str) -> Question | None:
    """The card in the first of ``modes`` that can ask it, or None. The same ``seed`` gives the same question."""
    for name in modes:
        found = _BY_NAME[name].ask(card, pool, Random(f"{seed}/{card.note.id}/{card.cloze}/{name}"))
        if found is not None:
            return found
    return None


def grade(asked: Question, given: Answer) -> Verdict:
    """Judge an answer to a question by the rules of its mode."""
    return _BY_NAME[asked.mode].grade(asked, given)

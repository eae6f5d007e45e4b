"""Match the names of lists with an item of each."""

from __future__ import annotations

from random import Random

from quizgen.model.quiz import Answer, Expected, ItemVerdict, Question, Verdict
from quizgen.quiz.card import Card, question
from quizgen.quiz.distractors import fair
from quizgen.quiz.fairness import too_near
from quizgen.quiz.grading import SUGGESTED
from quizgen.quiz.normal import plain
from quizgen.quiz.pool import Entry, Pool

_PAIRS = 4


def ask(card: Card, pool: Pool, rng: Random) -> Question | None:
    """The card's item and three of other lists, each belonging to one of the four only."""
    own = pool.entry(card.note.id, card.cloze)
    if own is None or own.role != "item" or not _says_something(own):
        return None
    pairs = [own]
    candidates = list(fair(card, pool, (own.title,)))
    rng.shuffle(candidates)
    for entry in candidates:
        if len(pairs) < _PAIRS and _says_something(entry) and all(_apart(entry, other, pool) for other in pairs):
            pairs.append(entry)
    if len(pairs) < _PAIRS:
        return None
    rng.shuffle(pairs)
    options = [entry.answer for entry in pairs]
    rng.shuffle(options)
    return question(
        card,
        "match",
        title="",
        heading=(),
        marks=(),
        front=(),
        repaired=(),
        extra="",
        left=tuple(entry.title for entry in pairs),
        options=tuple(options),
        key=tuple(options.index(entry.answer) for entry in pairs),
        expected=tuple(Expected(text=entry.answer) for entry in pairs),
    )


def _says_something(entry: Entry) -> bool:
    """Whether the name of a list tells what it is a list of; 要求 and 原则 do not."""
    return len(entry.title_form) > 2 or any(char.isdigit() for char in entry.title_form)


def _apart(one: Entry, other: Entry, pool: Pool) -> bool:
    """Whether two lists and their items are told apart: neither name or item within the other's, no item that both
    have, no list below the other or about the same thing."""
    if one.note_id == other.note_id or one.note_id in pool.related(other.note_id):
        return False
    if too_near((one.form, one.make), (other.form, other.make)):
        return False
    return _foreign(one, other, pool) and _foreign(other, one, pool)


def _foreign(one: Entry, other: Entry, pool: Pool) -> bool:
    """Whether an item has no place in the other's list."""
    return not (
        one.form in other.form
        or one.form in other.title_form
        or one.title_form in other.title_form
        or pool.notes_answered_by(one.form) & pool.related(other.note_id)
        or any(plain(other.title) in plain(step) for step in one.heading.split("\n"))
    )


def grade(asked: Question, given: Answer) -> Verdict:
    chosen = (*given.choice, *([-1] * len(asked.left)))[: len(asked.left)]
    items = tuple(
        ItemVerdict(
            expected=asked.options[right],
            given=asked.options[picked] if 0 <= picked < len(asked.options) else "",
            grade="right" if picked == right else "wrong",
            reason="same" if picked == right else "different",
        )
        for right, picked in zip(asked.key, chosen, strict=True)
    )
    right = sum(item.grade == "right" for item in items)
    all_right = right == len(items)
    return Verdict(
        grade="right" if all_right else "wrong",
        credit=right / len(items),
        reason="same" if all_right else "different" if given.choice else "empty",
        suggested=SUGGESTED["right" if all_right else "wrong"],
        items=items,
    )

"""Match the names of lists with an item of each."""

from __future__ import annotations

from random import Random

from quizgen.model.deck import RECITE
from quizgen.model.quiz import Answer, Expected, ItemVerdict, Question, Verdict
from quizgen.quiz.card import Card, answer_text, question, role
from quizgen.quiz.distractors import fair
from quizgen.quiz.grading import SUGGESTED
from quizgen.quiz.normal import canonical
from quizgen.quiz.pool import Entry, Pool

_PAIRS = 4


def ask(card: Card, pool: Pool, rng: Random) -> Question | None:
    """The card's item and three of other lists, each belonging to one of the four only."""
    if card.cloze == RECITE or role(card) != "item":
        return None
    own, key = card.note.content.title, answer_text(card)
    pairs: list[tuple[str, str]] = [(own, key)]
    notes = {card.note.id}
    candidates = list(fair(card, pool, (own,)))
    rng.shuffle(candidates)
    for entry in candidates:
        if len(pairs) < _PAIRS and entry.note_id not in notes and _apart(entry, pairs, notes, pool):
            pairs.append((entry.title, entry.answer))
            notes.add(entry.note_id)
    if len(pairs) < _PAIRS or not own.strip():
        return None
    rng.shuffle(pairs)
    options = [item for _, item in pairs]
    rng.shuffle(options)
    return question(
        card,
        "match",
        title="",
        front=(),
        left=tuple(title for title, _ in pairs),
        options=tuple(options),
        key=tuple(options.index(item) for _, item in pairs),
        expected=tuple(Expected(text=item) for _, item in pairs),
    )


def _apart(entry: Entry, pairs: list[tuple[str, str]], notes: set[str], pool: Pool) -> bool:
    """Whether title and item of an entry are told apart from those of the pairs, and belong to no list among them."""
    title, form = entry.title_form, entry.form
    if not title or any(canonical(other) == title or form in canonical(other) for other, _ in pairs):
        return False
    taken = {canonical(item) for _, item in pairs}
    if any(form in other or other in form or other in title for other in taken):
        return False
    if any(entry.note_id in pool.notes_answered_by(other) for other in taken):
        return False
    return not pool.notes_answered_by(form) & notes and not pool.related(entry.note_id) & notes


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

"""Wrong options that are really wrong, and that do not give the right one away.

First come candidates that are fair (never right as well, not readable from the front), nearest lists first. Then a
triple is drawn in which the key takes, in length and in looks, a place decided by lot: whoever always picks the
longest, the shortest or the odd one out is right no more often than by guessing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from random import Random
from typing import Final

from quizgen.model.quiz import ShownLine
from quizgen.quiz.card import Card, answer_text, expected, item_text, role
from quizgen.quiz.grading import judge
from quizgen.quiz.normal import canonical
from quizgen.quiz.pool import Entry, Pool

WANTED: Final = 3
_NEAREST: Final = 36
"""So many candidates, the most alike, are drawn from."""
_DRAWS: Final = 40
_LENGTH_RATIO: Final = 1.8


def distractors(card: Card, pool: Pool, visible: Iterable[ShownLine | str], rng: Random) -> tuple[str, ...] | None:
    """Three wrong options for a card, or None where three fair ones are not to be had.

    ``visible`` is what the student reads beside the options: what stands there is no option.
    """
    key = answer_text(card)
    nearest = _distinct(fair(card, pool, visible))
    below, odd_place = rng.randrange(WANTED + 1), rng.randrange(WANTED + 1)
    shorter = [text for text in nearest if len(text) <= len(key)]
    longer = [text for text in nearest if len(text) >= len(key)]
    best: tuple[int, tuple[str, ...]] | None = None
    for _ in range(_DRAWS):
        triple = _draw(shorter, longer, below, rng)
        if triple is None:
            return None
        off = abs(_odd_place(key, triple) - odd_place)
        if best is None or off < best[0]:
            best = (off, triple)
        if off == 0:
            break
    return best[1] if best else None


def fair(card: Card, pool: Pool, visible: Iterable[ShownLine | str]) -> Iterator[Entry]:
    """The deck's answers that are wrong for this card beyond doubt, of its role, script and length, likest first."""
    key = answer_text(card)
    shortest, longest = int(len(key) / _LENGTH_RATIO) or 1, int(len(key) * _LENGTH_RATIO) + 1
    near = pool.near(card.note.id, role(card), key, shortest, longest)
    wrong = _surely_wrong(card, pool, visible)
    return (entry for entry in sorted(near, key=lambda entry: -_likeness(card, key, entry)) if wrong(entry))


def _surely_wrong(card: Card, pool: Pool, visible: Iterable[ShownLine | str]) -> Callable[[Entry], bool]:
    note, key = card.note, answer_text(card)
    asked = expected(card)[0]
    own = [asked.text, *asked.also]
    own += [text for line in note.content.lines for text in (item_text(line), *(part.text for part in line.parts))]
    own += [wording for wordings in note.accepted_variants.values() for wording in wordings]
    right = {canonical(text) for text in own} - {""}
    answers = [canonical(text) for text in (asked.text, *asked.also)]
    seen = canonical("\n".join(line if isinstance(line, str) else line.text for line in visible))
    related, title = pool.related(note.id), canonical(note.content.title)

    def wrong(entry: Entry) -> bool:
        form = entry.form
        return not (
            entry.note_id in related
            or not form
            or form in right
            or form in seen
            or (title and entry.title_form == title)
            or any(form in answer or answer in form for answer in answers)
            or pool.notes_answered_by(form) & related
            or judge(entry.answer, key).grade != "wrong"
        )

    return wrong


def _likeness(card: Card, key: str, entry: Entry) -> float:
    """How near a candidate is: a neighbouring list, the same document, the same make, a similar length."""
    note = card.note
    score = 2.0 * (entry.heading == "\n".join(note.content.heading)) + 1.0 * (entry.kind == note.kind)
    score += 1.0 * (entry.source == note.occurrences[0].source)
    score += 1.5 * (entry.answer[-1] == key[-1]) + 1.5 * (entry.answer[0] == key[0])
    return score - 3.0 * abs(len(entry.answer) - len(key)) / max(len(entry.answer), len(key))


def _distinct(entries: Iterable[Entry]) -> list[str]:
    """The candidates' texts, without any that says the same as, or stands within, one before it."""
    texts: dict[str, str] = {}
    for entry in entries:
        if not any(entry.form in other or other in entry.form for other in texts):
            texts[entry.form] = entry.answer
            if len(texts) == _NEAREST:
                break
    return list(texts.values())


def _draw(shorter: Sequence[str], longer: Sequence[str], below: int, rng: Random) -> tuple[str, ...] | None:
    if len(shorter) < below:
        return None
    first = rng.sample(shorter, below)
    rest = [text for text in longer if text not in first]
    if len(rest) < WANTED - below:
        return None
    return (*first, *rng.sample(rest, WANTED - below))


def _odd_place(key: str, others: Sequence[str]) -> int:
    """The key's place (0 is the oddest) among the options in order of how much each differs from the rest."""
    options = [key, *others]
    oddness = [sum(_difference(a, b) for b in options) for a in options]
    return sum(value > oddness[0] for value in oddness[1:])


def _difference(ours: str, theirs: str) -> float:
    shared = len(set(ours) & set(theirs)) / min(len(set(ours)), len(set(theirs)))
    ends = (ours[0] != theirs[0]) + (ours[-1] != theirs[-1])
    return abs(len(ours) - len(theirs)) / max(len(ours), len(theirs)) + ends / 2 + 1 - shared

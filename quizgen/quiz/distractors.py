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
from quizgen.quiz.card import Card, answer_text, role
from quizgen.quiz.fairness import wrong_for
from quizgen.quiz.pool import Entry, Pool

WANTED: Final = 3
_NEAREST: Final = 36
"""So many candidates, the most alike, are drawn from."""
_OF_ONE_DOCUMENT: Final = 5
"""From so many of the card's own document on, no other's are offered: another subject gives itself away."""
_SOME_CHOICE: Final = 6
_DRAWS: Final = 48
_LENGTH_RATIO: Final = 1.8


def distractors(card: Card, pool: Pool, visible: Iterable[ShownLine | str], rng: Random) -> tuple[str, ...] | None:
    """Three wrong options for a card, or None where three fair ones are not to be had.

    ``visible`` is what the student reads beside the options: what stands there is no option.
    """
    key, source = answer_text(card), card.note.occurrences[0].source
    nearest = _distinct(fair(card, pool, visible))
    own = [entry.answer for entry in nearest if entry.source == source]
    drawn = _triple(key, own, rng) if len(own) >= _OF_ONE_DOCUMENT else None
    return drawn or _triple(key, [entry.answer for entry in nearest], rng)


def _triple(key: str, texts: Sequence[str], rng: Random) -> tuple[str, ...] | None:
    """Three of the texts among which the key shows neither by length nor by looks."""
    draw = _lengths(key, texts, rng)
    if draw is None:
        return None
    odd = rng.randrange(WANTED + 1) == 0
    triples = (draw() for _ in range(_DRAWS))
    return next((triple for triple in triples if _odd_share(key, triple) in (float(odd), 0.25)), None)


def _lengths(key: str, texts: Sequence[str], rng: Random) -> Callable[[], tuple[str, ...]] | None:
    """A way to draw three texts among which the key's length says nothing: all as long as the key where there is some
    choice, else so many shorter and longer ones that the key's place is as likely to be any."""
    equal = [text for text in texts if len(text) == len(key)]
    shorter = [text for text in texts if len(text) < len(key)]
    longer = [text for text in texts if len(text) > len(key)]
    below = rng.randrange(WANTED + 1)
    mixed = len(shorter) >= below and len(longer) >= WANTED - below
    if len(equal) >= (_SOME_CHOICE if mixed else WANTED):
        return lambda: _alike([(equal, WANTED)], rng)
    if mixed:
        return lambda: _alike([(shorter, below), (longer, WANTED - below)], rng)
    return None


def _alike(sources: Sequence[tuple[Sequence[str], int]], rng: Random) -> tuple[str, ...]:
    """So many texts of each source, drawn to be more or less like one another: were they only like the key, it would
    be the one in their midst."""
    drawn: list[str] = []
    reach = rng.choice((1, 2, 4))
    for texts, count in sources:
        for _ in range(count):
            rest = [text for text in texts if text not in drawn]
            some = rng.sample(rest, min(reach if drawn else 1, len(rest)))
            drawn.append(min(some, key=lambda text: sum(_difference(text, other) for other in drawn)))
    return tuple(drawn)


def fair(card: Card, pool: Pool, visible: Iterable[ShownLine | str]) -> Iterator[Entry]:
    """The deck's answers that are wrong for this card beyond doubt, of its role, script and length, likest first."""
    key = answer_text(card)
    shortest, longest = int(len(key) / _LENGTH_RATIO) or 1, int(len(key) * _LENGTH_RATIO) + 1
    near = pool.near(card.note.id, role(card), key, shortest, longest)
    wrong, like = wrong_for(card, pool, visible), _likeness(card, key, pool.make(card.note.id, card.cloze))
    return (entry for entry in sorted(near, key=lambda entry: -like(entry)) if wrong(entry))


def _likeness(card: Card, key: str, make: str) -> Callable[[Entry], float]:
    """How near a candidate is: of the same make, from a neighbouring list, the same document, of a similar length."""
    heading, source = "\n".join(card.note.content.heading), card.note.occurrences[0].source

    def like(entry: Entry) -> float:
        score = 2.0 * (entry.make[:1] == make[:1]) + 2.0 * (entry.make[-1:] == make[-1:])
        score += 1.0 * (entry.answer[-1] == key[-1]) + 1.0 * (entry.answer[0] == key[0])
        score += (
            1.0 * (entry.heading == heading) + 2.0 * (entry.source == source) + 0.5 * (entry.kind == card.note.kind)
        )
        return score - 3.0 * abs(len(entry.answer) - len(key)) / max(len(entry.answer), len(key))

    return like


def _distinct(entries: Iterable[Entry]) -> list[Entry]:
    """The first candidates, without any that says the same as, or stands within, one before it."""
    kept: dict[str, Entry] = {}
    for entry in entries:
        if not any(entry.form in other or other in entry.form for other in kept):
            kept[entry.form] = entry
            if len(kept) == _NEAREST:
                break
    return list(kept.values())


def _odd_share(key: str, others: Sequence[str]) -> float:
    """How often the key is picked by somebody who picks what differs most from the rest, and guesses among equals."""
    options = [key, *others]
    oddness = [round(sum(_difference(a, b) for b in options), 6) for a in options]
    return (oddness[0] == max(oddness)) / oddness.count(max(oddness))


def _difference(ours: str, theirs: str) -> float:
    from rapidfuzz.distance import Indel

    return Indel.normalized_distance(ours, theirs)

"""Reviews made elsewhere, and parameters fitted from one's own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import bindparam, insert, select, update

from quizgen.model.quiz import CardKey, Review
from quizgen.model.study import Imported
from quizgen.schedule import counted, fit, replay, study_day
from quizgen.store import Store
from quizgen.store.tables import CARDS, MEMORY, PROFILES, REVIEWS
from quizgen.study.access import own_deck, wishes_of
from quizgen.study.memory import as_review, log_of, put_memory

_RECKONED = (
    update(MEMORY)
    .where(
        MEMORY.c.deck_id == bindparam("deck"),
        MEMORY.c.note_id == bindparam("note"),
        MEMORY.c.cloze == bindparam("number"),
    )
    .values(stability=bindparam("s"), difficulty=bindparam("d"))
)


def import_reviews(store: Store, who: int, deck_id: int, log: Iterable[Review], *, now: datetime) -> Imported:
    """Take in a review log (Anki's) for a deck's cards; bringing in the same log again changes nothing.

    A card's memory is computed anew from all its reviews, ours and theirs in order of time.
    """
    by_card: dict[CardKey, list[Review]] = defaultdict(list)
    for row in log:
        by_card[CardKey(row.note_id, row.cloze)].append(row)
    with store.write(who) as connection:
        own_deck(connection, who, deck_id)
        settings = wishes_of(connection, who)
        known = {
            CardKey(row.note_id, row.cloze)
            for row in connection.execute(select(CARDS.c.note_id, CARDS.c.cloze).where(CARDS.c.deck_id == deck_id))
        }
        cards = added = 0
        for key in sorted(by_card.keys() & known):
            had = {row.at for row in log_of(connection, deck_id, key)}
            new = [row for row in by_card[key] if row.at not in had]
            if not new:
                continue
            owner = {"profile_id": who, "deck_id": deck_id}
            rows = [{**owner, **row.model_dump(), "day": study_day(row.at, settings)} for row in new]
            connection.execute(insert(REVIEWS), rows)
            whole = log_of(connection, deck_id, key)
            counts = counted(whole)
            memory = replay(whole, settings)
            put_memory(connection, who, deck_id, key, memory, study_day(counts[0].at, settings) if counts else 0)
            cards, added = cards + (memory is not None), added + len(new)
    unknown = sum(len(rows) for key, rows in by_card.items() if key not in known)
    return Imported(cards, added, unknown)


def reviews(store: Store, who: int, deck_id: int) -> list[Review]:
    """The review log of a deck, in order of time."""
    with store.read() as connection:
        own_deck(connection, who, deck_id)
        query = select(REVIEWS).where(REVIEWS.c.deck_id == deck_id).order_by(REVIEWS.c.at, REVIEWS.c.id)
        return [as_review(row) for row in connection.execute(query)]


def fit_weights(store: Store, who: int) -> tuple[float, ...] | None:
    """Fit FSRS parameters to the learner's own reviews and keep them in the settings.

    None, and nothing changed, with fewer than 400 reviews or without the ``fit`` extra. Stability and difficulty of
    every card are reckoned anew; what was due stays due when it was.
    """
    with store.read() as connection:
        settings = wishes_of(connection, who)
        query = select(REVIEWS).where(REVIEWS.c.profile_id == who).order_by(REVIEWS.c.at, REVIEWS.c.id)
        histories: dict[tuple[int, str, int], list[Review]] = defaultdict(list)
        for row in connection.execute(query):
            histories[row.deck_id, row.note_id, row.cloze].append(as_review(row))
    weights = fit(list(histories.values()), settings)
    if weights is None:
        return None
    with store.write(who) as connection:
        wishes = wishes_of(connection, who).model_copy(update={"weights": weights})
        connection.execute(
            update(PROFILES).where(PROFILES.c.id == who).values(settings=wishes.model_dump_json(exclude_defaults=True))
        )
        reckoned = [(card, replay(log, wishes)) for card, log in histories.items()]
        rows = [
            {"deck": deck_id, "note": note_id, "number": cloze, "s": memory.stability, "d": memory.difficulty}
            for (deck_id, note_id, cloze), memory in reckoned
            if memory is not None
        ]
        connection.execute(_RECKONED, rows)
    return weights

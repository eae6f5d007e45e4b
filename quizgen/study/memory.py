"""What is remembered of a card, and the review log that it comes from."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, insert, select

from quizgen.model.quiz import CardKey, Memory, Rating, Review
from quizgen.schedule import counted, replay, review, study_day
from quizgen.store.tables import MEMORY, REVIEWS
from quizgen.study.access import wishes_of

_KIND_OF_STATE = {"learning": "learn", "review": "review", "relearning": "relearn"}
_MEMORY = select(MEMORY).where(
    MEMORY.c.deck_id == bindparam("deck"), MEMORY.c.note_id == bindparam("note"), MEMORY.c.cloze == bindparam("number")
)


def memory_of(connection: Connection, deck_id: int, key: CardKey) -> Memory | None:
    """What is remembered of a card, or None when it was never reviewed."""
    row = connection.execute(_MEMORY, {"deck": deck_id, "note": key.note_id, "number": key.cloze}).first()
    return as_memory(row) if row else None


def as_memory(row: Any) -> Memory:
    return Memory(**{name: getattr(row, name) for name in Memory.model_fields})


def put_memory(
    connection: Connection, who: int, deck_id: int, key: CardKey, memory: Memory | None, first_day: int
) -> None:
    """Keep (or with None forget) what is remembered of a card."""
    connection.execute(
        delete(MEMORY).where(MEMORY.c.deck_id == deck_id, MEMORY.c.note_id == key.note_id, MEMORY.c.cloze == key.cloze)
    )
    if memory is not None:
        row = {"profile_id": who, "deck_id": deck_id, "note_id": key.note_id, "cloze": key.cloze}
        connection.execute(insert(MEMORY).values(**row, **memory.model_dump(), first_day=first_day))


def log_of(connection: Connection, deck_id: int, key: CardKey) -> list[Review]:
    """A card's review log, in order of time."""
    query = (
        select(REVIEWS)
        .where(REVIEWS.c.deck_id == deck_id, REVIEWS.c.note_id == key.note_id, REVIEWS.c.cloze == key.cloze)
        .order_by(REVIEWS.c.at, REVIEWS.c.id)
    )
    return [as_review(row) for row in connection.execute(query)]


def as_review(row: Any) -> Review:
    return Review(**{name: getattr(row, name) for name in Review.model_fields})


def schedule_card(connection: Connection, who: int, row: Row[Any], rating: Rating, at: int) -> None:
    settings = wishes_of(connection, who)
    key = CardKey(row.note_id, row.cloze)
    before = memory_of(connection, row.deck_id, key)
    day = study_day(at, settings)
    connection.execute(
        insert(REVIEWS).values(
            profile_id=who,
            deck_id=row.deck_id,
            note_id=row.note_id,
            cloze=row.cloze,
            at=at,
            day=day,
            rating=rating,
            kind=_KIND_OF_STATE[before.state] if before else "learn",
            factor=1,
            took_ms=row.took_ms,
            run=row.run,
            position=row.position,
        )
    )
    after = review(before, key, rating, at, settings)
    put_memory(connection, who, row.deck_id, key, after, _first_day(connection, row.deck_id, key) or day)


def unschedule_card(connection: Connection, who: int, row: Row[Any], now: datetime) -> None:
    """Take the attempt's review out of the log; the memory is what the rest of the log amounts to."""
    gone = connection.execute(
        delete(REVIEWS).where(REVIEWS.c.run == row.run, REVIEWS.c.position == row.position)
    ).rowcount
    if gone:
        settings = wishes_of(connection, who)
        key = CardKey(row.note_id, row.cloze)
        log = log_of(connection, row.deck_id, key)
        counts = counted(log)
        day = study_day(counts[0].at, settings) if counts else 0
        put_memory(connection, who, row.deck_id, key, replay(log, settings), day)


def _first_day(connection: Connection, deck_id: int, key: CardKey) -> int | None:
    found: int | None = connection.execute(
        select(MEMORY.c.first_day).where(
            MEMORY.c.deck_id == deck_id, MEMORY.c.note_id == key.note_id, MEMORY.c.cloze == key.cloze
        )
    ).scalar()
    return found

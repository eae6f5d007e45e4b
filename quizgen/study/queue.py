"""What today asks next: cards being learned as they fall due, then due reviews, then new cards in document order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple
from zlib import crc32

from sqlalchemy import ColumnElement, Connection, Select, and_, func, select

from quizgen.model.quiz import CardKey, Settings
from quizgen.schedule import day_start, study_day
from quizgen.store.tables import CARDS, DECKS, MEMORY, NOTES, REVIEWS, RUN_QUESTIONS
from quizgen.study.access import askable, asked_decks

AHEAD_MS = 20 * 60_000
"""A card being learned is asked so much early when nothing else is left."""
_APART = 4
"""Questions of other notes between two of one note, where there are any."""
_LOOKED_AT = 64


class DeckCard(NamedTuple):
    deck_id: int
    key: CardKey


class Standing(NamedTuple):
    """What is left of today: cards being learned and reviews due, new cards within the limit, and when the next card
    being learned falls due (None when none does today)."""

    due: int
    new: int
    next_at: int | None


def next_card(
    connection: Connection, who: int, deck_ids: Sequence[int], run: str, seed: int, at: int, settings: Settings
) -> DeckCard | None:
    """The card to ask next, or None when nothing is left for now."""
    day = study_day(at, settings)
    queues = [_learning(connection, who, deck_ids, settings, day, MEMORY.c.due_at <= at)]
    if _reviews_left(connection, who, day, settings):
        queues.append(_reviews(connection, who, deck_ids, settings, day, seed))
    if _new_left(connection, who, day, settings):
        queues.append(_new(connection, who, deck_ids, settings, day))
    recent = _recent(connection, run)
    waiting = [card for queue in queues for card in queue]
    waiting += _learning(connection, who, deck_ids, settings, day, MEMORY.c.due_at.between(at + 1, at + AHEAD_MS))
    for apart in range(_APART, -1, -1):
        near = recent[:apart]
        for card in waiting:
            if (card.deck_id, card.key.note_id) not in near:
                return card
    return None


def standing(connection: Connection, who: int, deck_ids: Sequence[int], at: int, settings: Settings) -> Standing:
    """What is left of today's run over these decks."""
    day = study_day(at, settings)
    learning = _counted(connection, _of_memory(who, deck_ids, settings, day, *_is_learning(at + AHEAD_MS)))
    due = _of_memory(who, deck_ids, settings, day, *_is_review(day, settings))
    reviews = _counted(connection, due.limit(_reviews_left(connection, who, day, settings)))
    unseen = _unseen(who, deck_ids, settings, day)
    new = _counted(connection, unseen.limit(_new_left(connection, who, day, settings)))
    later = _of_memory(
        who, deck_ids, settings, day, MEMORY.c.state != "review", MEMORY.c.due_at < day_start(day + 1, settings)
    )
    next_at = connection.execute(select(func.min(later.subquery().c.due_at))).scalar()
    return Standing(learning + reviews, new, next_at)


def _is_learning(until: int) -> tuple[ColumnElement[bool], ...]:
    return MEMORY.c.state != "review", MEMORY.c.due_at <= until


def _is_review(day: int, settings: Settings) -> tuple[ColumnElement[bool], ...]:
    return MEMORY.c.state == "review", MEMORY.c.due_at < day_start(day + 1, settings)


def _of_memory(
    who: int, deck_ids: Sequence[int], settings: Settings, day: int, *conditions: ColumnElement[bool]
) -> Select[Any]:
    """Cards with a memory, of notes that may be asked today."""
    return (
        select(MEMORY.c.deck_id, MEMORY.c.note_id, MEMORY.c.cloze, MEMORY.c.due_at)
        .join(CARDS, _same_card(CARDS, MEMORY))
        .join(NOTES, and_(NOTES.c.deck_id == MEMORY.c.deck_id, NOTES.c.note_id == MEMORY.c.note_id))
        .join(DECKS, DECKS.c.id == MEMORY.c.deck_id)
        .where(MEMORY.c.profile_id == who, asked_decks(who, deck_ids), askable(settings), *conditions)
        .where(*_not_buried(who, settings, day, MEMORY))
    )


def _unseen(who: int, deck_ids: Sequence[int], settings: Settings, day: int) -> Select[Any]:
    """Cards without a memory, of notes that may be asked today."""
    return (
        select(CARDS.c.deck_id, CARDS.c.note_id, CARDS.c.cloze)
        .join(NOTES, and_(NOTES.c.deck_id == CARDS.c.deck_id, NOTES.c.note_id == CARDS.c.note_id))
        .join(DECKS, DECKS.c.id == CARDS.c.deck_id)
        .outerjoin(MEMORY, _same_card(CARDS, MEMORY))
        .where(asked_decks(who, deck_ids), askable(settings), MEMORY.c.deck_id.is_(None))
        .where(*_not_buried(who, settings, day, CARDS))
    )


def _same_card(left: Any, right: Any) -> ColumnElement[bool]:
    return and_(left.c.deck_id == right.c.deck_id, left.c.note_id == right.c.note_id, left.c.cloze == right.c.cloze)


def _not_buried(who: int, settings: Settings, day: int, table: Any) -> Iterable[ColumnElement[bool]]:
    """With siblings buried: no other card of the note was reviewed today."""
    if settings.siblings == "bury":
        sibling = select(REVIEWS.c.id).where(
            REVIEWS.c.profile_id == who,
            REVIEWS.c.day == day,
            REVIEWS.c.deck_id == table.c.deck_id,
            REVIEWS.c.note_id == table.c.note_id,
            REVIEWS.c.cloze != table.c.cloze,
        )
        yield ~sibling.exists()


def _learning(
    connection: Connection,
    who: int,
    deck_ids: Sequence[int],
    settings: Settings,
    day: int,
    due: ColumnElement[bool],
) -> list[DeckCard]:
    query = _of_memory(who, deck_ids, settings, day, MEMORY.c.state != "review", due)
    rows = connection.execute(query.order_by(MEMORY.c.due_at, MEMORY.c.note_id, MEMORY.c.cloze).limit(_LOOKED_AT))
    return [DeckCard(row.deck_id, CardKey(row.note_id, row.cloze)) for row in rows]


def _reviews(
    connection: Connection, who: int, deck_ids: Sequence[int], settings: Settings, day: int, seed: int
) -> list[DeckCard]:
    """The reviews longest overdue; those of one day in an order drawn by the run's seed."""
    query = _of_memory(who, deck_ids, settings, day, *_is_review(day, settings))
    rows = connection.execute(query.order_by(MEMORY.c.due_at, MEMORY.c.note_id, MEMORY.c.cloze).limit(_LOOKED_AT))
    drawn = sorted(rows, key=lambda row: (row.due_at, crc32(f"{seed}/{row.note_id}/{row.cloze}".encode())))
    return [DeckCard(row.deck_id, CardKey(row.note_id, row.cloze)) for row in drawn]


def _new(connection: Connection, who: int, deck_ids: Sequence[int], settings: Settings, day: int) -> list[DeckCard]:
    query = _unseen(who, deck_ids, settings, day)
    rows = connection.execute(query.order_by(CARDS.c.deck_id, NOTES.c.position, CARDS.c.place).limit(_LOOKED_AT))
    return [DeckCard(row.deck_id, CardKey(row.note_id, row.cloze)) for row in rows]


def _recent(connection: Connection, run: str) -> list[tuple[int, str]]:
    """The notes asked last in a run, latest first."""
    query = select(RUN_QUESTIONS.c.deck_id, RUN_QUESTIONS.c.note_id).where(RUN_QUESTIONS.c.run == run)
    rows = connection.execute(query.order_by(RUN_QUESTIONS.c.position.desc()).limit(_APART))
    return [(row.deck_id, row.note_id) for row in rows]


def _reviews_left(connection: Connection, who: int, day: int, settings: Settings) -> int:
    done = select(REVIEWS.c.deck_id, REVIEWS.c.note_id, REVIEWS.c.cloze).where(
        REVIEWS.c.profile_id == who, REVIEWS.c.day == day, REVIEWS.c.kind == "review"
    )
    return max(0, settings.reviews_per_day - _counted(connection, done.distinct()))


def _new_left(connection: Connection, who: int, day: int, settings: Settings) -> int:
    begun = select(MEMORY.c.cloze).where(MEMORY.c.profile_id == who, MEMORY.c.first_day == day)
    return max(0, settings.new_per_day - _counted(connection, begun))


def _counted(connection: Connection, query: Select[Any]) -> int:
    return int(connection.execute(select(func.count()).select_from(query.subquery())).scalar_one())

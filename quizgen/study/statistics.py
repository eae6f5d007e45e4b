"""Figures from the review log."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, case, func, select

from quizgen.model.quiz import CardKey
from quizgen.model.study import Day, Due, Hard, Mastery, Retention, Totals
from quizgen.schedule import day_start, milliseconds, recall, study_day
from quizgen.store import Store
from quizgen.store.tables import CARDS, DECKS, MEMORY, NOTES, REVIEWS
from quizgen.study.access import askable, asked_decks, own_deck, wishes_of
from quizgen.study.memory import as_memory

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_LONGEST_MS = 60_000
"""What a review is counted with at most: who leaves the desk is not studying."""
_REMEMBERED = func.sum(case((REVIEWS.c.rating > 1, 1), else_=0))
_SECONDS = func.sum(case((REVIEWS.c.took_ms > _LONGEST_MS, _LONGEST_MS), else_=REVIEWS.c.took_ms)) / 1000.0


def _mine(who: int, deck_ids: tuple[int, ...]) -> list[ColumnElement[bool]]:
    """The learner's rated reviews; of all decks, archived ones too, when none is named."""
    rated = [REVIEWS.c.profile_id == who, REVIEWS.c.rating > 0]
    return [*rated, REVIEWS.c.deck_id.in_(deck_ids)] if deck_ids else rated


def days(store: Store, who: int, *, now: datetime, back: int = 365, deck_ids: tuple[int, ...] = ()) -> list[Day]:
    """Reviews a study day, oldest first, days without any left out."""
    with store.read() as connection:
        first = study_day(milliseconds(now), wishes_of(connection, who)) - back + 1
        query = select(REVIEWS.c.day, func.count(), _REMEMBERED, _SECONDS).where(*_mine(who, deck_ids))
        rows = connection.execute(query.where(REVIEWS.c.day >= first).group_by(REVIEWS.c.day).order_by(REVIEWS.c.day))
        return [Day(_iso(day), reviews, remembered, float(seconds)) for day, reviews, remembered, seconds in rows]


def retention(
    store: Store, who: int, *, now: datetime, back: int = 365, deck_ids: tuple[int, ...] = ()
) -> list[Retention]:
    """Retention a study day, from scheduled reviews of cards past their first steps."""
    with store.read() as connection:
        first = study_day(milliseconds(now), wishes_of(connection, who)) - back + 1
        query = select(REVIEWS.c.day, func.count(), _REMEMBERED).where(*_mine(who, deck_ids))
        query = query.where(REVIEWS.c.kind == "review", REVIEWS.c.day >= first)
        rows = connection.execute(query.group_by(REVIEWS.c.day).order_by(REVIEWS.c.day))
        return [Retention(_iso(day), reviews, remembered) for day, reviews, remembered in rows]


def forecast(store: Store, who: int, *, now: datetime, ahead: int = 30, deck_ids: tuple[int, ...] = ()) -> list[Due]:
    """Cards falling due on each of the coming days, today first (with everything overdue)."""
    with store.read() as connection:
        settings = wishes_of(connection, who)
        today = study_day(milliseconds(now), settings)
        query = (
            select(MEMORY.c.due_at)
            .join(CARDS, _card_of(MEMORY))
            .join(NOTES, _note_of(MEMORY))
            .join(DECKS, DECKS.c.id == MEMORY.c.deck_id)
            .where(asked_decks(who, deck_ids), askable(settings.only_accepted))
            .where(MEMORY.c.due_at < day_start(today + ahead, settings))
        )
        counts = dict.fromkeys(range(today, today + ahead), 0)
        for due_at in connection.execute(query).scalars():
            counts[max(today, study_day(due_at, settings))] += 1
    return [Due(_iso(day), cards) for day, cards in counts.items()]


def mastery_by_list(store: Store, who: int, deck_id: int, *, now: datetime) -> list[Mastery]:
    """Mastery of each note, in document order."""
    return _mastery(store, who, deck_id, now, lambda row: [(row.title, row.note_id)])


def mastery_by_document(store: Store, who: int, deck_id: int, *, now: datetime) -> list[Mastery]:
    """Mastery of each document of a deck (``note_id`` is empty). A note of several documents counts for each."""
    return _mastery(
        store, who, deck_id, now, lambda row: [(source, "") for source in row.sources.split("\n") if source]
    )


def _mastery(store: Store, who: int, deck_id: int, now: datetime, groups: Any) -> list[Mastery]:
    at = milliseconds(now)
    cards: dict[tuple[str, str], list[float | None]] = {}
    with store.read() as connection:
        own_deck(connection, who, deck_id)
        settings = wishes_of(connection, who)
        query = (
            select(*_MEMORY_COLUMNS, NOTES.c.note_id, NOTES.c.title, NOTES.c.sources)
            .select_from(CARDS)
            .join(NOTES, _note_of(CARDS))
            .outerjoin(MEMORY, _card_of(MEMORY))
            .where(CARDS.c.deck_id == deck_id, askable(settings.only_accepted))
            .order_by(NOTES.c.position, CARDS.c.place)
        )
        for row in connection.execute(query):
            value = recall(as_memory(row), at, settings) if row.due_at is not None else None
            for group in groups(row):
                cards.setdefault(group, []).append(value)
    return [
        Mastery(
            name, note_id, len(values), sum(v is not None for v in values), sum(v or 0.0 for v in values) / len(values)
        )
        for (name, note_id), values in cards.items()
    ]


def hardest(store: Store, who: int, *, deck_ids: tuple[int, ...] = (), limit: int = 20) -> list[Hard]:
    """The cards forgotten most often (first steps do not count), most often first."""
    forgotten = func.sum(case((and_(REVIEWS.c.rating == 1, REVIEWS.c.kind != "learn"), 1), else_=0))
    with store.read() as connection:
        settings = wishes_of(connection, who)
        card = (REVIEWS.c.deck_id, REVIEWS.c.note_id, REVIEWS.c.cloze)
        counts = (
            select(*card, func.count().label("reviews"), forgotten.label("forgotten"))
            .where(*_mine(who, deck_ids))
            .group_by(*card)
            .having(forgotten > 0)
            .subquery()
        )
        query = (
            select(counts, NOTES.c.title, CARDS.c.answer, MEMORY.c.difficulty)
            .join(CARDS, _card_of(counts))
            .join(NOTES, _note_of(counts))
            .join(DECKS, DECKS.c.id == counts.c.deck_id)
            .outerjoin(MEMORY, _card_of(MEMORY))
            .where(asked_decks(who, deck_ids), askable(settings.only_accepted))
            .order_by(counts.c.forgotten.desc(), MEMORY.c.difficulty.desc(), counts.c.note_id, counts.c.cloze)
            .limit(limit)
        )
        return [_hard(row) for row in connection.execute(query)]


def _hard(row: Row[Any]) -> Hard:
    key = CardKey(row.note_id, row.cloze)
    return Hard(row.deck_id, key, row.title, row.answer, row.reviews, row.forgotten, row.difficulty or 0.0)


def totals(store: Store, who: int, *, now: datetime) -> Totals:
    """Sums over all decks."""
    with store.read() as connection:
        today = study_day(milliseconds(now), wishes_of(connection, who))
        reviews, seconds = connection.execute(select(func.count(), _SECONDS).where(*_mine(who, ()))).one()
        seen = connection.execute(select(func.count()).where(MEMORY.c.profile_id == who)).scalar_one()
        return Totals(reviews, float(seconds or 0), _streak(connection, who, today), seen)


def _streak(connection: Connection, who: int, today: int) -> int:
    query = select(REVIEWS.c.day).where(*_mine(who, ()), REVIEWS.c.day <= today).distinct()
    studied = set(connection.execute(query).scalars())
    day = today if today in studied else today - 1
    count = 0
    while day - count in studied:
        count += 1
    return count


def review_log_csv(store: Store, who: int, *, deck_ids: tuple[int, ...] = ()) -> str:
    """The review log as CSV with a header line; no cell begins like a formula."""
    with store.read() as connection:
        query = (
            select(REVIEWS, DECKS.c.title.label("deck"), NOTES.c.title.label("title"), CARDS.c.answer)
            .join(DECKS, DECKS.c.id == REVIEWS.c.deck_id)
            .outerjoin(NOTES, _note_of(REVIEWS))
            .outerjoin(CARDS, _card_of(REVIEWS))
            .where(*_mine(who, deck_ids))
            .order_by(REVIEWS.c.at, REVIEWS.c.id)
        )
        rows = connection.execute(query).all()
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(["time", "deck", "title", "answer", "note", "cloze", "rating", "kind", "seconds"])
    for row in rows:
        time = datetime.fromtimestamp(row.at / 1000, UTC).isoformat(timespec="seconds")
        cells = [time, row.deck, row.title or "", row.answer or "", row.note_id, row.cloze, row.rating, row.kind]
        writer.writerow([_harmless(cell) for cell in (*cells, row.took_ms / 1000)])
    return written.getvalue()


def _harmless(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.lstrip(" ").startswith(_FORMULA) else cell


def _iso(day: int) -> str:
    return date.fromordinal(day).isoformat()


def _note_of(table: Any) -> ColumnElement[bool]:
    return and_(NOTES.c.deck_id == table.c.deck_id, NOTES.c.note_id == table.c.note_id)


def _card_of(table: Any) -> ColumnElement[bool]:
    return and_(CARDS.c.deck_id == table.c.deck_id, CARDS.c.note_id == table.c.note_id, CARDS.c.cloze == table.c.cloze)


_MEMORY_COLUMNS = [
    MEMORY.c[name] for name in ("state", "step", "stability", "difficulty", "due_at", "last_at", "reps", "lapses")
]

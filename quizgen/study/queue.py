"""What today asks next: cards being learned as they fall due, then due reviews, then new cards in document order.

Statements are built once for each sort of question and then only filled in: building them costs more than running
them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, Final, Literal, NamedTuple
from zlib import crc32

from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, func, select

from quizgen.model.quiz import CardKey, Settings
from quizgen.schedule import day_start, study_day
from quizgen.store.tables import CARDS, DECKS, MEMORY, NOTES, REVIEWS, RUN_QUESTIONS
from quizgen.study.access import askable, asked_decks

AHEAD_MS = 20 * 60_000
"""A card being learned is asked so much early when nothing else is left."""
_APART = 4
"""Questions of other notes between two of one note, where there are any."""
_LOOKED_AT = 64
_Sort = Literal["learning", "review", "new"]

_RECENT: Final = (
    select(RUN_QUESTIONS.c.deck_id, RUN_QUESTIONS.c.note_id)
    .where(RUN_QUESTIONS.c.run == bindparam("run"))
    .order_by(RUN_QUESTIONS.c.position.desc())
    .limit(_APART)
)
_REVIEWED: Final = select(func.count()).select_from(
    select(REVIEWS.c.deck_id, REVIEWS.c.note_id, REVIEWS.c.cloze)
    .where(REVIEWS.c.profile_id == bindparam("who"), REVIEWS.c.day == bindparam("day"), REVIEWS.c.kind == "review")
    .distinct()
    .subquery()
)
_BEGUN: Final = select(func.count()).where(
    MEMORY.c.profile_id == bindparam("who"), MEMORY.c.first_day == bindparam("day")
)


class DeckCard(NamedTuple):
    deck_id: int
    key: CardKey


class Standing(NamedTuple):
    """What is left of today: cards being learned and reviews due, new cards within the limit, and when the next card
    being learned falls due (None when none does today)."""

    due: int
    new: int
    next_at: int | None


class _Today:
    """The questions put to the database about one learner's day."""

    def __init__(self, connection: Connection, who: int, deck_ids: Sequence[int], at: int, settings: Settings) -> None:
        day = study_day(at, settings)
        self.connection = connection
        self.settings = settings
        self.at = at
        self.tomorrow = day_start(day + 1, settings)
        self.filled: dict[str, Any] = {"who": who, "day": day}
        if deck_ids:
            self.filled["decks"] = list(deck_ids)
        self.flags = (bool(deck_ids), settings.only_accepted, settings.siblings == "bury")

    def rows(self, sort: _Sort, low: int = 0, high: int = 0) -> list[Any]:
        """The first cards of a sort, due between two moments."""
        filled = self.filled if sort == "new" else {**self.filled, "low": low, "high": high}
        return list(self.connection.execute(_listed(sort, *self.flags), filled))

    def count(self, sort: _Sort, high: int, most: int) -> int:
        """How many cards of a sort are due before a moment, counted up to ``most``."""
        filled = {**self.filled, "most": most} | ({} if sort == "new" else {"low": 0, "high": high})
        return int(self.connection.execute(_counted(sort, *self.flags), filled).scalar_one())

    def reviews_left(self) -> int:
        done: int = self.connection.execute(_REVIEWED, self._of_day()).scalar_one()
        return max(0, self.settings.reviews_per_day - done)

    def new_left(self) -> int:
        begun: int = self.connection.execute(_BEGUN, self._of_day()).scalar_one()
        return max(0, self.settings.new_per_day - begun)

    def _of_day(self) -> dict[str, Any]:
        return {"who": self.filled["who"], "day": self.filled["day"]}


def next_card(
    connection: Connection, who: int, deck_ids: Sequence[int], run: str, seed: int, at: int, settings: Settings
) -> DeckCard | None:
    """The card to ask next, or None when nothing is left for now."""
    recent = [(row.deck_id, row.note_id) for row in connection.execute(_RECENT, {"run": run})]
    passed: list[DeckCard] = []
    for card in _waiting(_Today(connection, who, deck_ids, at, settings), seed):
        if (card.deck_id, card.key.note_id) not in recent:
            return card
        passed.append(card)
    for apart in range(len(recent) - 1, -1, -1):
        for card in passed:
            if (card.deck_id, card.key.note_id) not in recent[:apart]:
                return card
    return None


def _waiting(today: _Today, seed: int) -> Iterator[DeckCard]:
    """The cards that may come next, the most urgent first; each queue is asked for only when it is reached."""
    yield from map(_card, today.rows("learning", 0, today.at))
    if today.reviews_left():
        # those of one day in an order drawn by the run's seed
        due = today.rows("review", 0, today.tomorrow - 1)
        due.sort(key=lambda row: (row.due_at, crc32(f"{seed}/{row.note_id}/{row.cloze}".encode())))
        yield from map(_card, due)
    if today.new_left():
        yield from map(_card, today.rows("new"))
    yield from map(_card, today.rows("learning", today.at + 1, today.at + AHEAD_MS))


def _card(row: Any) -> DeckCard:
    return DeckCard(row.deck_id, CardKey(row.note_id, row.cloze))


def standing(connection: Connection, who: int, deck_ids: Sequence[int], at: int, settings: Settings) -> Standing:
    """What is left of today's run over these decks."""
    today = _Today(connection, who, deck_ids, at, settings)
    learning = today.rows("learning", 0, today.tomorrow - 1)
    reviews = today.count("review", today.tomorrow - 1, today.reviews_left())
    new = today.count("new", 0, today.new_left())
    soon = sum(row.due_at <= at + AHEAD_MS for row in learning)
    return Standing(soon + reviews, new, learning[0].due_at if learning else None)


@lru_cache(maxsize=64)
def _listed(sort: _Sort, chosen: bool, only_accepted: bool, bury: bool) -> Select[Any]:
    """The first cards of a sort in their order; parameters ``who``, ``decks``, ``day``, ``low``, ``high``."""
    query = _cards(sort, chosen, only_accepted, bury).limit(_LOOKED_AT)
    if sort == "new":
        return query.order_by(CARDS.c.deck_id, NOTES.c.position, CARDS.c.place)
    return query.order_by(MEMORY.c.due_at, MEMORY.c.note_id, MEMORY.c.cloze)


@lru_cache(maxsize=64)
def _counted(sort: _Sort, chosen: bool, only_accepted: bool, bury: bool) -> Select[Any]:
    query = _cards(sort, chosen, only_accepted, bury).limit(bindparam("most"))
    return select(func.count()).select_from(query.subquery())


def _cards(sort: _Sort, chosen: bool, only_accepted: bool, bury: bool) -> Select[Any]:
    decks = asked_decks(bindparam("who"), bindparam("decks", expanding=True) if chosen else None)
    table = CARDS if sort == "new" else MEMORY
    query = (
        select(table.c.deck_id, table.c.note_id, table.c.cloze, *([] if sort == "new" else [MEMORY.c.due_at]))
        .select_from(CARDS)
        .join(NOTES, and_(NOTES.c.deck_id == CARDS.c.deck_id, NOTES.c.note_id == CARDS.c.note_id))
        .join(DECKS, DECKS.c.id == CARDS.c.deck_id)
        .join(MEMORY, _same_card(CARDS, MEMORY), isouter=sort == "new")
        .where(decks, askable(only_accepted), *(_not_buried(CARDS) if bury else ()))
    )
    if sort == "new":
        return query.where(MEMORY.c.deck_id.is_(None))
    state = MEMORY.c.state == "review" if sort == "review" else MEMORY.c.state != "review"
    due = MEMORY.c.due_at.between(bindparam("low"), bindparam("high"))
    return query.where(MEMORY.c.profile_id == bindparam("who"), state, due)


def _same_card(left: Any, right: Any) -> ColumnElement[bool]:
    return and_(left.c.deck_id == right.c.deck_id, left.c.note_id == right.c.note_id, left.c.cloze == right.c.cloze)


def _not_buried(table: Any) -> Iterable[ColumnElement[bool]]:
    """No other card of the note was reviewed today."""
    sibling = select(REVIEWS.c.id).where(
        REVIEWS.c.profile_id == bindparam("who"),
        REVIEWS.c.day == bindparam("day"),
        REVIEWS.c.deck_id == table.c.deck_id,
        REVIEWS.c.note_id == table.c.note_id,
        REVIEWS.c.cloze != table.c.cloze,
    )
    yield ~sibling.exists()

"""The wrong-answer book."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, and_, select

from quizgen.model.quiz import CardKey, Settings
from quizgen.model.study import Mistake
from quizgen.store import Store
from quizgen.store.tables import ATTEMPTS, CARDS, DECKS, NOTES
from quizgen.study.access import asked_decks, wishes_of


class OpenMistake(NamedTuple):
    deck_id: int
    key: CardKey
    wrong: int
    right_days: int
    last_wrong_at: int


def open_mistakes(connection: Connection, who: int, settings: Settings) -> list[OpenMistake]:
    """Cards answered wrong and not yet right on enough different days since, latest mistake first.

    An attempt rated again counts as wrong whatever its grade.
    """
    wrong_ever = (
        select(ATTEMPTS.c.deck_id, ATTEMPTS.c.note_id, ATTEMPTS.c.cloze)
        .where(ATTEMPTS.c.profile_id == who, (ATTEMPTS.c.grade == "wrong") | (ATTEMPTS.c.rating == 1))
        .distinct()
        .subquery()
    )
    query = (
        select(ATTEMPTS)
        .join(
            wrong_ever,
            and_(
                wrong_ever.c.deck_id == ATTEMPTS.c.deck_id,
                wrong_ever.c.note_id == ATTEMPTS.c.note_id,
                wrong_ever.c.cloze == ATTEMPTS.c.cloze,
            ),
        )
        .where(ATTEMPTS.c.profile_id == who, ATTEMPTS.c.closed_at.is_not(None))
        .order_by(ATTEMPTS.c.at, ATTEMPTS.c.position)
    )
    found: dict[tuple[int, str, int], list[Row[Any]]] = defaultdict(list)
    for row in connection.execute(query):
        found[row.deck_id, row.note_id, row.cloze].append(row)
    still = (_still_open(rows, settings) for rows in found.values())
    return sorted((one for one in still if one), key=lambda one: (-one.last_wrong_at, one.deck_id, one.key))


def _still_open(rows: list[Row[Any]], settings: Settings) -> OpenMistake | None:
    wrong = [k for k, row in enumerate(rows) if row.grade == "wrong" or row.rating == 1]
    if not wrong:
        return None
    last = rows[wrong[-1]]
    days = {row.day for row in rows[wrong[-1] + 1 :] if row.grade == "right"}
    if len(days) >= settings.mistakes_exit:
        return None
    return OpenMistake(last.deck_id, CardKey(last.note_id, last.cloze), len(wrong), len(days), last.at)


def mistakes(store: Store, who: int, deck_ids: tuple[int, ...] = ()) -> list[Mistake]:
    """The wrong-answer book: cards answered wrong and not yet right on enough days since, latest mistake first.

    Study them with ``start(…, "mistakes", …)``: the schedule is not touched, right answers count for the exit.
    """
    with store.read() as connection:
        settings = wishes_of(connection, who)
        found = {(one.deck_id, one.key): one for one in open_mistakes(connection, who, settings)}
        if not found:
            return []
        query = (
            select(CARDS, NOTES.c.title)
            .join(NOTES, and_(NOTES.c.deck_id == CARDS.c.deck_id, NOTES.c.note_id == CARDS.c.note_id))
            .join(DECKS, DECKS.c.id == CARDS.c.deck_id)
            .where(asked_decks(who, deck_ids), NOTES.c.state.not_in(("rejected", "retired")))
            .where(CARDS.c.note_id.in_({key.note_id for _, key in found}))
        )
        rows = {(row.deck_id, CardKey(row.note_id, row.cloze)): row for row in connection.execute(query)}
    return [
        Mistake(
            deck_id=one.deck_id,
            key=one.key,
            title=rows[at].title,
            answer=rows[at].answer,
            wrong=one.wrong,
            right_days=one.right_days,
            needed=settings.mistakes_exit,
            last_wrong_at=one.last_wrong_at,
        )
        for at, one in found.items()
        if at in rows
    ]

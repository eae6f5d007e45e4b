"""Where a run stands: all of it follows from the rows of its questions and attempts."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, bindparam, delete, func, select, update

from quizgen.errors import NotFound
from quizgen.model.quiz import Answer, CardKey, Question, RunOptions, Settings, Verdict
from quizgen.model.study import NextDue, Situation
from quizgen.schedule import intervals, milliseconds
from quizgen.store import Store
from quizgen.store.tables import ATTEMPTS, RUN_QUESTIONS, RUNS
from quizgen.study.access import wishes_of
from quizgen.study.asking import build
from quizgen.study.memory import memory_of
from quizgen.study.queue import DeckCard, next_card, standing

_RUN = select(RUNS).where(RUNS.c.token == bindparam("token"), RUNS.c.profile_id == bindparam("who"))
_OPEN = (
    select(RUN_QUESTIONS, ATTEMPTS.c.answer, ATTEMPTS.c.verdict)
    .outerjoin(ATTEMPTS, and_(ATTEMPTS.c.run == RUN_QUESTIONS.c.run, ATTEMPTS.c.position == RUN_QUESTIONS.c.position))
    .where(RUN_QUESTIONS.c.run == bindparam("token"), ATTEMPTS.c.closed_at.is_(None))
    .order_by(RUN_QUESTIONS.c.position)
    .limit(1)
)


def own_run(connection: Connection, who: int, token: str) -> Row[Any]:
    """The run's row. Raises NotFound for a token that is not this learner's."""
    row = connection.execute(_RUN, {"token": token, "who": who}).first()
    if row is None:
        raise NotFound("There is no such run; it may belong to another profile.")
    return row


def situation(store: Store, connection: Connection, who: int, token: str, now: datetime) -> Situation:
    at = milliseconds(now)
    settings = wishes_of(connection, who)
    run = own_run(connection, who, token)
    answered = connection.execute(select(func.count()).where(ATTEMPTS.c.run == token)).scalar_one()
    common = {"token": token, "kind": run.kind, "can_undo": answered > 0, "deadline_at": run.deadline_at}
    here = None if is_over(run, at) else next_question(store, connection, who, run, at, settings)
    if here is None:
        if run.kind != "today":
            finish_run(connection, token, run.deadline_at if is_over(run, at) and run.deadline_at else at)
        left = standing(connection, who, _deck_ids(run), at, settings) if run.kind == "today" else None
        total = answered if left else _length(connection, token)
        waiting = left.next_at if left else None
        return Situation(**common, phase="done", position=answered, total=total, waiting_until=waiting)
    asked = Question.model_validate_json(here.question)
    return Situation(
        **common,
        phase="asking" if here.answer is None else "shown",
        position=here.position,
        total=_total(connection, who, run, here, at, settings),
        question=asked,
        answer=Answer.model_validate_json(here.answer) if here.answer else None,
        verdict=Verdict.model_validate_json(here.verdict) if here.verdict else None,
        intervals=_intervals(connection, here, at, settings) if run.kind == "today" else (),
    )


def next_question(
    store: Store, connection: Connection, who: int, run: Row[Any], at: int, settings: Settings
) -> Row[Any] | None:
    """The question that is open, as a row joined with its attempt; drawn from the queue in ``today``."""
    while True:
        here = open_question(connection, run)
        if here is None:
            if run.kind != "today":
                return None
            card = next_card(connection, who, _deck_ids(run), run.token, run.seed, at, settings)
            if card is None:
                return None
            last = last_position(connection, run.token)
            store.insert_once(connection, RUN_QUESTIONS, question_row(run.token, last + 1, card))
            continue
        if here.question:
            return here
        this = and_(RUN_QUESTIONS.c.run == run.token, RUN_QUESTIONS.c.position == here.position)
        asked = build(store, connection, who, run, here, settings)
        if asked is None:  # the note was rejected or changed since the run began
            connection.execute(delete(RUN_QUESTIONS).where(this))
        else:
            connection.execute(update(RUN_QUESTIONS).where(this).values(question=asked.model_dump_json()))


def open_question(connection: Connection, run: Row[Any]) -> Row[Any] | None:
    """The first question whose attempt is not closed, with the attempt's answer and verdict."""
    return connection.execute(_OPEN, {"token": run.token}).first()


def asked_question(connection: Connection, token: str, position: int) -> Question:
    query = select(RUN_QUESTIONS.c.question).where(RUN_QUESTIONS.c.run == token, RUN_QUESTIONS.c.position == position)
    return Question.model_validate_json(connection.execute(query).scalar_one())


def _total(connection: Connection, who: int, run: Row[Any], here: Row[Any], at: int, settings: Settings) -> int:
    if run.kind != "today":
        return _length(connection, run.token)
    left = standing(connection, who, _deck_ids(run), at, settings)
    return int(here.position) + max(1, left.due + left.new)


def _length(connection: Connection, token: str) -> int:
    return int(connection.execute(select(func.count()).where(RUN_QUESTIONS.c.run == token)).scalar_one())


def last_position(connection: Connection, token: str) -> int:
    found = connection.execute(select(func.max(RUN_QUESTIONS.c.position)).where(RUN_QUESTIONS.c.run == token)).scalar()
    return -1 if found is None else int(found)


def _intervals(connection: Connection, here: Row[Any], at: int, settings: Settings) -> tuple[NextDue, ...]:
    key = CardKey(here.note_id, here.cloze)
    return intervals(memory_of(connection, here.deck_id, key), key, at, settings)


def is_over(run: Row[Any], at: int) -> bool:
    return run.finished_at is not None or (run.deadline_at is not None and at >= run.deadline_at)


def finish_run(connection: Connection, token: str, at: int) -> None:
    connection.execute(update(RUNS).where(RUNS.c.token == token, RUNS.c.finished_at.is_(None)).values(finished_at=at))


def _deck_ids(run: Row[Any]) -> tuple[int, ...]:
    return RunOptions.model_validate_json(run.options).deck_ids


def question_row(token: str, position: int, card: DeckCard) -> dict[str, Any]:
    return {
        "run": token,
        "position": position,
        "deck_id": card.deck_id,
        "note_id": card.key.note_id,
        "cloze": card.key.cloze,
    }

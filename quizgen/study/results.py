"""The runs there have been, and the result sheet of each."""

from __future__ import annotations

from typing import Any

from sqlalchemy import and_, func, select

from quizgen.model.quiz import Answer, Question, RunOptions, Verdict
from quizgen.model.study import Result, ResultRow, RunRow
from quizgen.store import Store
from quizgen.store.tables import ATTEMPTS, RUN_QUESTIONS, RUNS
from quizgen.study.situation import own_run


def result(store: Store, who: int, token: str) -> Result:
    """The result sheet. Questions never shown are not on it, but are counted as unanswered in a fixed run."""
    with store.read() as connection:
        run = own_run(connection, who, token)
        query = (
            select(
                RUN_QUESTIONS.c.position,
                RUN_QUESTIONS.c.question,
                ATTEMPTS.c.answer,
                ATTEMPTS.c.verdict,
                ATTEMPTS.c.rating,
                ATTEMPTS.c.took_ms,
            )
            .outerjoin(
                ATTEMPTS, and_(ATTEMPTS.c.run == RUN_QUESTIONS.c.run, ATTEMPTS.c.position == RUN_QUESTIONS.c.position)
            )
            .where(RUN_QUESTIONS.c.run == token)
            .order_by(RUN_QUESTIONS.c.position)
        )
        found = connection.execute(query).all()
    rows = tuple(_result_row(row) for row in found if row.question)
    grades = [row.verdict.grade for row in rows if row.verdict]
    return Result(
        token=token,
        kind=run.kind,
        rows=rows,
        right=grades.count("right"),
        almost=grades.count("almost"),
        wrong=grades.count("wrong"),
        unanswered=0 if run.kind == "today" else len(found) - len(grades),
        credit=sum(row.verdict.credit for row in rows if row.verdict),
        seconds=sum(row.took_ms or 0 for row in found) / 1000,
        started_at=run.created_at,
        finished_at=run.finished_at,
    )


def _result_row(row: Any) -> ResultRow:
    return ResultRow(
        position=row.position,
        question=Question.model_validate_json(row.question),
        answer=Answer.model_validate_json(row.answer) if row.answer else None,
        verdict=Verdict.model_validate_json(row.verdict) if row.verdict else None,
        rating=row.rating,
    )


def runs(store: Store, who: int, *, unfinished: bool = False, limit: int = 20) -> list[RunRow]:
    """The latest runs, newest first."""
    asked = select(func.count()).where(RUN_QUESTIONS.c.run == RUNS.c.token).scalar_subquery()
    closed = select(func.count()).where(ATTEMPTS.c.run == RUNS.c.token).scalar_subquery()
    query = select(RUNS, asked.label("total"), closed.label("answered")).where(RUNS.c.profile_id == who)
    if unfinished:
        query = query.where(RUNS.c.finished_at.is_(None))
    with store.read() as connection:
        rows = connection.execute(query.order_by(RUNS.c.created_at.desc(), RUNS.c.token).limit(limit)).all()
    return [
        RunRow(
            token=row.token,
            kind=row.kind,
            options=RunOptions.model_validate_json(row.options),
            created_at=row.created_at,
            finished_at=row.finished_at,
            answered=row.answered,
            total=row.total,
        )
        for row in rows
    ]

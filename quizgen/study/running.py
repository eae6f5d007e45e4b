"""Runs: what is asked next, and what an answer does.

A run's row of questions and attempts is the only truth: position and phase follow from it, so a refresh, a second tab
or a restart finds the run exactly where it was. Positions are baked into a page's buttons; a call for another position
than the run's changes nothing and returns where the run stands.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import blake2s
from typing import Any

from sqlalchemy import Connection, Row, and_, delete, insert, select, update

from quizgen.errors import NothingToAsk
from quizgen.model.quiz import Answer, CardKey, Question, Rating, RunKind, RunOptions, Verdict
from quizgen.model.study import Situation
from quizgen.quiz import grade
from quizgen.schedule import milliseconds, study_day
from quizgen.store import Store, keep_backup
from quizgen.store.tables import ATTEMPTS, RUN_QUESTIONS, RUNS
from quizgen.study.access import own_note, restate_note, wishes_of
from quizgen.study.asking import choose_cards
from quizgen.study.memory import schedule_card, unschedule_card
from quizgen.study.queue import DeckCard
from quizgen.study.situation import (
    asked_question,
    finish_run,
    is_over,
    last_position,
    next_question,
    own_run,
    question_row,
    situation,
)

_ASKED_BY_SELF = "flip"
_LONGEST_ANSWER = 5000


def today(store: Store, who: int, deck_ids: tuple[int, ...] = (), *, now: datetime, seed: int) -> str:
    """The token of today's run over these decks (all that are not archived when empty), begun if need be."""
    keep_backup(store, now.date())
    with store.write(who) as connection:
        day = study_day(milliseconds(now), wishes_of(connection, who))
        scope = ",".join(map(str, sorted(deck_ids)))[:150]
        options = RunOptions(deck_ids=tuple(sorted(deck_ids)))
        return _begin(store, connection, who, "today", options, now, seed, once=f"today/{day}/{scope}")


def start(store: Store, who: int, kind: RunKind, options: RunOptions, *, now: datetime, seed: int) -> str:
    """Begin a run; its token, fit for a URL. ``seed`` decides shuffling and options, and should differ each time.

    Raises NothingToAsk when the options leave nothing to ask.
    """
    if kind == "today":
        return today(store, who, options.deck_ids, now=now, seed=seed)
    with store.write(who) as connection:
        settings = wishes_of(connection, who)
        cards = choose_cards(store, connection, who, kind, options, settings, seed)
        if not cards:
            raise NothingToAsk("There is no card to ask; choose other documents or another way of asking.")
        token = _begin(store, connection, who, kind, options, now, seed)
        if last_position(connection, token) < 0:  # the same call twice finds the run begun
            rows = [question_row(token, at, card) for at, card in enumerate(cards)]
            connection.execute(insert(RUN_QUESTIONS), rows)
    return token


def _begin(
    store: Store,
    connection: Connection,
    who: int,
    kind: RunKind,
    options: RunOptions,
    now: datetime,
    seed: int,
    once: str | None = None,
) -> str:
    at = milliseconds(now)
    token = blake2s(f"{who}/{kind}/{at}/{seed}/{options.model_dump_json()}".encode(), digest_size=12).hexdigest()
    deadline = milliseconds(now + timedelta(minutes=options.minutes)) if options.minutes else None
    row = {
        "token": token,
        "profile_id": who,
        "kind": kind,
        "options": options.model_dump_json(exclude_defaults=True),
        "seed": seed,
        "created_at": at,
        "deadline_at": deadline,
        "finished_at": None,
        "once": once,
    }
    if not store.insert_once(connection, RUNS, row) and once is not None:
        mine = and_(RUNS.c.profile_id == who, RUNS.c.once == once)
        connection.execute(update(RUNS).where(mine).values(finished_at=None))
        token = connection.execute(select(RUNS.c.token).where(mine)).scalar_one()
    return token


def current(store: Store, who: int, token: str, *, now: datetime) -> Situation:
    """Where the run stands. Raises NotFound for a token that is not this learner's."""
    with store.write(who) as connection:
        return situation(store, connection, who, token, now)


def answer(store: Store, who: int, token: str, position: int, given: Answer, *, now: datetime) -> Situation:
    """Grade an answer and keep it (once: the first counts). An exam goes on to the next question at once."""
    at = milliseconds(now)
    with store.write(who) as connection:
        run, settings = own_run(connection, who, token), wishes_of(connection, who)
        here = None if is_over(run, at) else next_question(store, connection, who, run, at, settings)
        if here is not None and here.position == position and here.answer is None:
            asked = Question.model_validate_json(here.question)
            given = given.model_copy(update={"text": _storable(given.text[:_LONGEST_ANSWER])})
            verdict = grade(asked, given)
            row = {
                "run": token,
                "position": position,
                "profile_id": who,
                "deck_id": here.deck_id,
                "note_id": here.note_id,
                "cloze": here.cloze,
                "answer": given.model_dump_json(exclude_defaults=True),
                "verdict": verdict.model_dump_json(),
                "grade": verdict.grade,
                "at": at,
                "day": study_day(at, settings),
                "took_ms": max(0, min(given.took_ms, 3_600_000)),
                "closed_at": at if run.kind == "exam" else None,
            }
            store.insert_once(connection, ATTEMPTS, row)
        return situation(store, connection, who, token, now)


def rate(store: Store, who: int, token: str, position: int, rating: Rating, *, now: datetime) -> Situation:
    """Close a question. In ``today`` the card is scheduled; in a cram, again brings the card back at the end."""
    at = milliseconds(now)
    with store.write(who) as connection:
        run = own_run(connection, who, token)
        this = and_(ATTEMPTS.c.run == token, ATTEMPTS.c.position == position)
        closed = connection.execute(
            update(ATTEMPTS).where(this, ATTEMPTS.c.closed_at.is_(None)).values(rating=rating, closed_at=at)
        )
        if closed.rowcount:
            row = connection.execute(select(ATTEMPTS).where(this)).one()
            _settle_own_rating(connection, row, rating)
            if run.kind == "today":
                schedule_card(connection, who, row, rating, at)
            elif run.kind == "cram" and rating == 1:
                again = DeckCard(row.deck_id, CardKey(row.note_id, row.cloze))
                last = last_position(connection, token)
                store.insert_once(connection, RUN_QUESTIONS, question_row(token, last + 1, again))
        return situation(store, connection, who, token, now)


def accept(store: Store, who: int, token: str, position: int, *, now: datetime) -> Situation:
    """“I was right”: the answer counts as right and its wording is remembered as an accepted variant."""
    with store.write(who) as connection:
        own_run(connection, who, token)
        this = and_(ATTEMPTS.c.run == token, ATTEMPTS.c.position == position)
        row = connection.execute(select(ATTEMPTS).where(this)).first()
        if row is not None and row.grade != "right":
            asked = asked_question(connection, token, position)
            said = Answer.model_validate_json(row.answer).text.strip()
            judged = Verdict.model_validate_json(row.verdict)
            # what stands elsewhere in the list is no other wording of this item
            remembered = said if asked.mode == "typed" and said and judged.reason != "sibling" else None
            verdict = judged.model_copy(update={"grade": "right", "credit": 1.0, "reason": "self", "suggested": 3})
            connection.execute(
                update(ATTEMPTS)
                .where(this)
                .values(grade="right", verdict=verdict.model_dump_json(), variant=remembered)
            )
            if remembered:
                _change_variants(connection, who, row, add=remembered)
        return situation(store, connection, who, token, now)


def undo(store: Store, who: int, token: str, *, now: datetime) -> Situation:
    """Take back the last step (rating, or answer not yet rated), as often as there are steps."""
    with store.write(who) as connection:
        run = own_run(connection, who, token)
        last = connection.execute(
            select(ATTEMPTS).where(ATTEMPTS.c.run == token).order_by(ATTEMPTS.c.position.desc()).limit(1)
        ).first()
        if last is not None:
            this = and_(ATTEMPTS.c.run == token, ATTEMPTS.c.position == last.position)
            if last.closed_at is None or run.kind == "exam":
                connection.execute(delete(ATTEMPTS).where(this))
                if last.variant:
                    _change_variants(connection, who, last, drop=last.variant)
            else:
                connection.execute(update(ATTEMPTS).where(this).values(rating=None, closed_at=None))
                unschedule_card(connection, who, last, now)
                _take_back_questions(connection, run, last)
            connection.execute(update(RUNS).where(RUNS.c.token == token).values(finished_at=None))
        return situation(store, connection, who, token, now)


def finish(store: Store, who: int, token: str, *, now: datetime) -> None:
    """End a run early; what was not answered stays unanswered."""
    with store.write(who) as connection:
        own_run(connection, who, token)
        finish_run(connection, token, milliseconds(now))


def _storable(text: str) -> str:
    """Without what no database keeps: NUL and halves of characters."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode("utf-8")


def _settle_own_rating(connection: Connection, row: Row[Any], rating: Rating) -> None:
    """A student who turns the card says by the rating whether it was known."""
    verdict = Verdict.model_validate_json(row.verdict)
    if verdict.reason == "self" and asked_question(connection, row.run, row.position).mode == _ASKED_BY_SELF:
        known = rating > 1
        settled = verdict.model_copy(update={"grade": "right" if known else "wrong", "credit": float(known)})
        connection.execute(
            update(ATTEMPTS)
            .where(ATTEMPTS.c.run == row.run, ATTEMPTS.c.position == row.position)
            .values(grade=settled.grade, verdict=settled.model_dump_json())
        )


def _take_back_questions(connection: Connection, run: Row[Any], last: Row[Any]) -> None:
    """What was drawn or appended because of the rating taken back."""
    later = and_(RUN_QUESTIONS.c.run == run.token, RUN_QUESTIONS.c.position > last.position)
    if run.kind == "today":
        connection.execute(delete(RUN_QUESTIONS).where(later))
    elif run.kind == "cram" and last.rating == 1:
        tail = RUN_QUESTIONS.c.position == last_position(connection, run.token)
        same = and_(RUN_QUESTIONS.c.note_id == last.note_id, RUN_QUESTIONS.c.cloze == last.cloze)
        connection.execute(delete(RUN_QUESTIONS).where(later, tail, same))


def _change_variants(connection: Connection, who: int, row: Row[Any], add: str = "", drop: str = "") -> None:
    note = own_note(connection, who, row.deck_id, row.note_id)
    if note is None:
        return
    key = str(row.cloze)
    kept = [wording for wording in note.accepted_variants.get(key, ()) if wording not in (add, drop)]
    wordings = (*kept, add) if add else tuple(kept)
    variants = {**note.accepted_variants, key: wordings}
    changed = note.model_copy(update={"accepted_variants": {k: v for k, v in variants.items() if v}})
    restate_note(connection, row.deck_id, changed)

"""Runs: what is asked next, and what an answer does.

A run's row of questions and attempts is the only truth: position and phase follow from it, so a refresh, a second tab
or a restart finds the run exactly where it was. Positions are baked into a page's buttons; a call for another position
than the run's changes nothing and returns where the run stands.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import blake2s
from typing import Any

from sqlalchemy import Connection, Row, and_, bindparam, delete, func, insert, select, update

from quizgen.errors import NotFound, NothingToAsk
from quizgen.model.quiz import Answer, CardKey, Question, Rating, RunKind, RunOptions, Settings, Verdict
from quizgen.model.study import NextDue, Situation
from quizgen.quiz import grade
from quizgen.schedule import intervals, milliseconds, replay, review, study_day
from quizgen.store import Store, keep_backup
from quizgen.store.tables import ATTEMPTS, MEMORY, REVIEWS, RUN_QUESTIONS, RUNS
from quizgen.study.access import log_of, memory_of, own_note, put_memory, restate_note, wishes_of
from quizgen.study.asking import build, choose_cards
from quizgen.study.queue import DeckCard, next_card, standing

_KIND_OF_STATE = {"learning": "learn", "review": "review", "relearning": "relearn"}
_ASKED_BY_SELF = "flip"
_LONGEST_ANSWER = 5000
_RUN = select(RUNS).where(RUNS.c.token == bindparam("token"), RUNS.c.profile_id == bindparam("who"))
_OPEN = (
    select(RUN_QUESTIONS, ATTEMPTS.c.answer, ATTEMPTS.c.verdict)
    .outerjoin(ATTEMPTS, and_(ATTEMPTS.c.run == RUN_QUESTIONS.c.run, ATTEMPTS.c.position == RUN_QUESTIONS.c.position))
    .where(RUN_QUESTIONS.c.run == bindparam("token"), ATTEMPTS.c.closed_at.is_(None))
    .order_by(RUN_QUESTIONS.c.position)
    .limit(1)
)


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
        if _last_position(connection, token) < 0:  # the same call twice finds the run begun
            rows = [_question_row(token, at, card) for at, card in enumerate(cards)]
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
        return _situation(store, connection, who, token, now)


def answer(store: Store, who: int, token: str, position: int, given: Answer, *, now: datetime) -> Situation:
    """Grade an answer and keep it (once: the first counts). An exam goes on to the next question at once."""
    at = milliseconds(now)
    with store.write(who) as connection:
        run, settings = own_run(connection, who, token), wishes_of(connection, who)
        here = None if _over(run, at) else _next_question(store, connection, who, run, at, settings)
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
        return _situation(store, connection, who, token, now)


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
                _schedule(connection, who, row, rating, at)
            elif run.kind == "cram" and rating == 1:
                again = DeckCard(row.deck_id, CardKey(row.note_id, row.cloze))
                last = _last_position(connection, token)
                store.insert_once(connection, RUN_QUESTIONS, _question_row(token, last + 1, again))
        return _situation(store, connection, who, token, now)


def accept(store: Store, who: int, token: str, position: int, *, now: datetime) -> Situation:
    """“I was right”: the answer counts as right and its wording is remembered as an accepted variant."""
    with store.write(who) as connection:
        own_run(connection, who, token)
        this = and_(ATTEMPTS.c.run == token, ATTEMPTS.c.position == position)
        row = connection.execute(select(ATTEMPTS).where(this)).first()
        if row is not None and row.grade != "right":
            asked = _asked(connection, token, position)
            said = Answer.model_validate_json(row.answer).text.strip()
            remembered = said if asked.mode == "typed" and said else None
            verdict = Verdict.model_validate_json(row.verdict).model_copy(
                update={"grade": "right", "credit": 1.0, "reason": "self", "suggested": 3}
            )
            connection.execute(
                update(ATTEMPTS)
                .where(this)
                .values(grade="right", verdict=verdict.model_dump_json(), variant=remembered)
            )
            if remembered:
                _change_variants(connection, who, row, add=remembered)
        return _situation(store, connection, who, token, now)


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
                _unschedule(connection, who, last, now)
                _take_back_questions(connection, run, last)
            connection.execute(update(RUNS).where(RUNS.c.token == token).values(finished_at=None))
        return _situation(store, connection, who, token, now)


def finish(store: Store, who: int, token: str, *, now: datetime) -> None:
    """End a run early; what was not answered stays unanswered."""
    with store.write(who) as connection:
        own_run(connection, who, token)
        _finish(connection, token, milliseconds(now))


def own_run(connection: Connection, who: int, token: str) -> Row[Any]:
    """The run's row. Raises NotFound for a token that is not this learner's."""
    row = connection.execute(_RUN, {"token": token, "who": who}).first()
    if row is None:
        raise NotFound("There is no such run; it may belong to another profile.")
    return row


def _situation(store: Store, connection: Connection, who: int, token: str, now: datetime) -> Situation:
    at = milliseconds(now)
    settings = wishes_of(connection, who)
    run = own_run(connection, who, token)
    answered = connection.execute(select(func.count()).where(ATTEMPTS.c.run == token)).scalar_one()
    common = {"token": token, "kind": run.kind, "can_undo": answered > 0, "deadline_at": run.deadline_at}
    here = None if _over(run, at) else _next_question(store, connection, who, run, at, settings)
    if here is None:
        if run.kind != "today":
            _finish(connection, token, run.deadline_at if _over(run, at) and run.deadline_at else at)
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


def _next_question(
    store: Store, connection: Connection, who: int, run: Row[Any], at: int, settings: Settings
) -> Row[Any] | None:
    """The question that is open, as a row joined with its attempt; drawn from the queue in ``today``."""
    while True:
        here = _open_question(connection, run)
        if here is None:
            if run.kind != "today":
                return None
            card = next_card(connection, who, _deck_ids(run), run.token, run.seed, at, settings)
            if card is None:
                return None
            last = _last_position(connection, run.token)
            store.insert_once(connection, RUN_QUESTIONS, _question_row(run.token, last + 1, card))
            continue
        if here.question:
            return here
        this = and_(RUN_QUESTIONS.c.run == run.token, RUN_QUESTIONS.c.position == here.position)
        asked = build(store, connection, who, run, here, settings)
        if asked is None:  # the note was rejected or changed since the run began
            connection.execute(delete(RUN_QUESTIONS).where(this))
        else:
            connection.execute(update(RUN_QUESTIONS).where(this).values(question=asked.model_dump_json()))


def _open_question(connection: Connection, run: Row[Any]) -> Row[Any] | None:
    """The first question whose attempt is not closed, with the attempt's answer and verdict."""
    return connection.execute(_OPEN, {"token": run.token}).first()


def _asked(connection: Connection, token: str, position: int) -> Question:
    query = select(RUN_QUESTIONS.c.question).where(RUN_QUESTIONS.c.run == token, RUN_QUESTIONS.c.position == position)
    return Question.model_validate_json(connection.execute(query).scalar_one())


def _total(connection: Connection, who: int, run: Row[Any], here: Row[Any], at: int, settings: Settings) -> int:
    if run.kind != "today":
        return _length(connection, run.token)
    left = standing(connection, who, _deck_ids(run), at, settings)
    return int(here.position) + max(1, left.due + left.new)


def _length(connection: Connection, token: str) -> int:
    return int(connection.execute(select(func.count()).where(RUN_QUESTIONS.c.run == token)).scalar_one())


def _last_position(connection: Connection, token: str) -> int:
    found = connection.execute(select(func.max(RUN_QUESTIONS.c.position)).where(RUN_QUESTIONS.c.run == token)).scalar()
    return -1 if found is None else int(found)


def _intervals(connection: Connection, here: Row[Any], at: int, settings: Settings) -> tuple[NextDue, ...]:
    key = CardKey(here.note_id, here.cloze)
    return intervals(memory_of(connection, here.deck_id, key), key, at, settings)


def _over(run: Row[Any], at: int) -> bool:
    return run.finished_at is not None or (run.deadline_at is not None and at >= run.deadline_at)


def _finish(connection: Connection, token: str, at: int) -> None:
    connection.execute(update(RUNS).where(RUNS.c.token == token, RUNS.c.finished_at.is_(None)).values(finished_at=at))


def _deck_ids(run: Row[Any]) -> tuple[int, ...]:
    return RunOptions.model_validate_json(run.options).deck_ids


def _question_row(token: str, position: int, card: DeckCard) -> dict[str, Any]:
    return {
        "run": token,
        "position": position,
        "deck_id": card.deck_id,
        "note_id": card.key.note_id,
        "cloze": card.key.cloze,
    }


def _storable(text: str) -> str:
    """Without what no database keeps: NUL and halves of characters."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode("utf-8")


def _settle_own_rating(connection: Connection, row: Row[Any], rating: Rating) -> None:
    """A student who turns the card says by the rating whether it was known."""
    verdict = Verdict.model_validate_json(row.verdict)
    if verdict.reason == "self" and _asked(connection, row.run, row.position).mode == _ASKED_BY_SELF:
        known = rating > 1
        settled = verdict.model_copy(update={"grade": "right" if known else "wrong", "credit": float(known)})
        connection.execute(
            update(ATTEMPTS)
            .where(ATTEMPTS.c.run == row.run, ATTEMPTS.c.position == row.position)
            .values(grade=settled.grade, verdict=settled.model_dump_json())
        )


def _schedule(connection: Connection, who: int, row: Row[Any], rating: Rating, at: int) -> None:
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


def _first_day(connection: Connection, deck_id: int, key: CardKey) -> int | None:
    found: int | None = connection.execute(
        select(MEMORY.c.first_day).where(
            MEMORY.c.deck_id == deck_id, MEMORY.c.note_id == key.note_id, MEMORY.c.cloze == key.cloze
        )
    ).scalar()
    return found


def _unschedule(connection: Connection, who: int, row: Row[Any], now: datetime) -> None:
    """Take the attempt's review out of the log; the memory is what the rest of the log amounts to."""
    gone = connection.execute(
        delete(REVIEWS).where(REVIEWS.c.run == row.run, REVIEWS.c.position == row.position)
    ).rowcount
    if gone:
        settings = wishes_of(connection, who)
        key = CardKey(row.note_id, row.cloze)
        log = log_of(connection, row.deck_id, key)
        day = study_day(log[0].at, settings) if log else 0
        put_memory(connection, who, row.deck_id, key, replay(log, settings), day)


def _take_back_questions(connection: Connection, run: Row[Any], last: Row[Any]) -> None:
    """What was drawn or appended because of the rating taken back."""
    later = and_(RUN_QUESTIONS.c.run == run.token, RUN_QUESTIONS.c.position > last.position)
    if run.kind == "today":
        connection.execute(delete(RUN_QUESTIONS).where(later))
    elif run.kind == "cram" and last.rating == 1:
        tail = RUN_QUESTIONS.c.position == _last_position(connection, run.token)
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

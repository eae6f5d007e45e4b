"""No review is lost or doubled, whatever is pressed, undone or cut off in between."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import event, select

from quizgen import study
from quizgen.errors import NothingToAsk
from quizgen.model.quiz import Answer, CardKey, Rating, Review, RunKind, RunOptions, Settings
from quizgen.schedule import RATINGS, replay
from quizgen.store import Store
from quizgen.store.tables import ATTEMPTS, MEMORY, METADATA, REVIEWS, RUNS
from quizgen.study.memory import as_memory, as_review
from tests.quiz.farm import farm
from tests.study.conftest import NOW


class PowerCutError(Exception):
    pass


@contextmanager
def power_cut(store: Store, after: int) -> Iterator[None]:
    """Let so many statements pass, then fail."""
    left = after

    def count(*_: Any) -> None:
        nonlocal left
        if left == 0:
            raise PowerCutError
        left -= 1

    event.listen(store.engine, "before_cursor_execute", count)
    try:
        yield
    finally:
        event.remove(store.engine, "before_cursor_execute", count)


def everything(store: Store) -> dict[str, list[Any]]:
    with store.read() as connection:
        return {
            name: sorted(map(tuple, connection.execute(select(table))), key=repr)
            for name, table in METADATA.tables.items()
        }


def consistent(store: Store, wishes: Settings) -> None:
    """Each closed attempt of the schedule has its one review, and memories are what the log amounts to."""
    with store.read() as connection:
        attempts = connection.execute(select(ATTEMPTS).where(ATTEMPTS.c.closed_at.is_not(None))).all()
        reviews = connection.execute(select(REVIEWS)).all()
        memories = connection.execute(select(MEMORY)).all()
        runs = connection.execute(select(RUNS)).all()
    scheduled = {run.token for run in runs if run.kind == "today"}
    attempts = [one for one in attempts if one.run in scheduled]
    rated = sorted((one.run, one.position, one.note_id, one.cloze, one.rating) for one in attempts)
    assert rated == sorted((one.run, one.position, one.note_id, one.cloze, one.rating) for one in reviews)
    logs: dict[tuple[int, CardKey], list[Review]] = defaultdict(list)
    for one in sorted(reviews, key=lambda one: (one.at, one.id)):
        logs[one.deck_id, CardKey(one.note_id, one.cloze)].append(as_review(one))
    kept = {(one.deck_id, CardKey(one.note_id, one.cloze)): as_memory(one) for one in memories}
    assert kept == {card: replay(log, wishes) for card, log in logs.items()}


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("answer"), st.integers(-1, 1)),
        st.tuples(st.just("rate"), st.sampled_from(RATINGS)),
        st.tuples(st.just("undo"), st.just(0)),
        st.tuples(st.just("accept"), st.just(0)),
        st.tuples(st.just("restart"), st.just(0)),
    ),
    max_size=40,
)


@settings(max_examples=25, deadline=None)
@given(STEPS, st.lists(st.integers(0, 25), max_size=40))
def test_random_sessions(steps: list[tuple[str, int]], cuts: list[int]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'progress.sqlite'}"
        store = study.open_store(url, now=NOW)
        who = study.create_profile(store, "Lin", now=NOW).id
        deck_id = study.add_deck(store, who, farm(3), now=NOW)
        token = study.today(store, who, now=NOW, seed=1)
        model: list[Rating] = []
        open_answer = False
        now = NOW
        for action, value in steps:
            now += timedelta(minutes=1)
            if action == "restart":
                store.close()
                store = study.open_store(url, now=now)
                continue
            here = study.current(store, who, token, now=now)
            call = _call(store, who, token, here.position, action, value, now)
            if not _cut_off(store, call, cuts.pop() if cuts else 99):
                call()
            if action == "answer" and value == 0 and here.phase == "asking":
                open_answer = True
            elif action == "rate" and open_answer:
                model.append(RATINGS[value - 1])
                open_answer = False
            elif action == "undo":
                open_answer, _ = (False, None) if open_answer else (bool(model), model.pop() if model else None)
            consistent(store, Settings())
        log = study.reviews(store, who, deck_id)
        assert [row.rating for row in sorted(log, key=lambda row: row.at)] == model
        store.close()


def _cut_off(store: Store, call: Callable[[], Any], after: int) -> bool:
    """Call with the power going after so many statements; whether it was done all the same."""
    before = everything(store)
    try:
        with power_cut(store, after):
            call()
    except PowerCutError:
        assert everything(store) == before
        return False
    return True


def _call(store: Store, who: int, token: str, position: int, action: str, value: int, now: Any) -> Callable[[], Any]:
    return {
        "answer": lambda: study.answer(store, who, token, position + value, Answer(text="某"), now=now),
        "rate": lambda: study.rate(store, who, token, position, RATINGS[value - 1], now=now),
        "undo": lambda: study.undo(store, who, token, now=now),
        "accept": lambda: study.accept(store, who, token, position, now=now),
    }[action]


TABS = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.one_of(
            st.tuples(st.just("look"), st.just(0)),
            st.tuples(st.just("answer"), st.just(0)),
            st.tuples(st.just("rate"), st.sampled_from(RATINGS)),
            st.tuples(st.just("undo"), st.just(0)),
            st.tuples(st.just("sleep"), st.sampled_from([1, 60, 20 * 60, 3 * 24 * 60])),
        ),
    ),
    max_size=60,
)


@settings(max_examples=25, deadline=None)
@given(TABS)
def test_tabs_that_know_nothing_of_each_other(steps: list[tuple[int, tuple[str, int]]]) -> None:
    """Three tabs on today's run press keys for the question that each has on its screen, which may be long past.

    What is counted is a model of the run: the position, whether it is answered, and the ratings so far.
    """
    with tempfile.TemporaryDirectory() as folder:
        store = study.open_store(f"sqlite:///{Path(folder) / 'progress.sqlite'}", now=NOW)
        who = study.create_profile(store, "Lin", now=NOW).id
        deck_id = study.add_deck(store, who, farm(2), now=NOW)
        token = study.today(store, who, now=NOW, seed=1)
        screens = [study.current(store, who, token, now=NOW).position] * 3
        ratings: list[Rating] = []
        answered = False
        now = NOW
        for tab, (action, value) in steps:
            now += timedelta(seconds=7)
            position = study.current(store, who, token, now=now).position
            if action == "sleep":
                now += timedelta(minutes=value)
                continue
            at_work = screens[tab] == position == len(ratings)
            asking = study.current(store, who, token, now=now).phase != "done"
            if action == "look":
                here = study.current(store, who, token, now=now)
            elif action == "undo":
                here = study.undo(store, who, token, now=now)
                if not answered and ratings:
                    ratings.pop()
                    answered = True
                else:
                    answered = False
            else:
                here = _call(store, who, token, screens[tab], action, 0 if action == "answer" else value, now)()
                if action == "answer" and at_work and asking:
                    answered = True
                elif action == "rate" and at_work and answered:
                    ratings.append(RATINGS[value - 1])
                    answered = False
            screens[tab] = here.position
            assert (here.position, here.phase == "shown") == (len(ratings), answered)
            consistent(store, Settings())
        log = study.reviews(store, who, deck_id)
        assert [row.rating for row in log] == ratings
        store.close()


OTHER_RUNS: tuple[RunKind, ...] = ("cram", "exam", "mistakes")


@settings(max_examples=15, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(("today", *OTHER_RUNS)), st.sampled_from(RATINGS), st.booleans()), max_size=30)
)
def test_runs_outside_the_schedule_leave_memory_alone(steps: list[tuple[RunKind, Rating, bool]]) -> None:
    """Whatever is crammed, examined or taken back there: memories, reviews and what is due do not move."""
    with tempfile.TemporaryDirectory() as folder:
        store = study.open_store(f"sqlite:///{Path(folder) / 'progress.sqlite'}", now=NOW)
        who = study.create_profile(store, "Lin", now=NOW).id
        study.add_deck(store, who, farm(3), now=NOW)
        now = NOW
        for seed, (kind, rating, undone) in enumerate(steps):
            now += timedelta(minutes=11)
            before = everything(store)
            try:
                token = study.start(store, who, kind, RunOptions(), now=now, seed=seed)
            except NothingToAsk:
                continue
            here = study.current(store, who, token, now=now)
            study.answer(store, who, token, here.position, Answer(text="某"), now=now)
            study.rate(store, who, token, here.position, rating, now=now)
            if undone:
                study.undo(store, who, token, now=now)
            if kind != "today":
                after = everything(store)
                assert all(after[name] == before[name] for name in ("memory", "reviews", "notes", "cards"))
            consistent(store, Settings())
        store.close()


STUDENT = """
import sys
from datetime import UTC, datetime
from quizgen import study
from quizgen.errors import NothingToAsk
from quizgen.model.quiz import Answer
store = study.open_store(sys.argv[1], now=datetime.now(UTC))
token = study.today(store, 1, now=datetime.now(UTC), seed=1)
while True:
    here = study.current(store, 1, token, now=datetime.now(UTC))
    if here.phase == "done":
        break
    study.answer(store, 1, token, here.position, Answer(), now=datetime.now(UTC))
    study.rate(store, 1, token, here.position, 4, now=datetime.now(UTC))
    print(here.position, flush=True)
"""


def test_a_process_killed_in_the_middle_loses_at_most_what_it_had_not_confirmed(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'progress.sqlite'}"
    store = study.open_store(url, now=datetime.now(UTC))
    who = study.create_profile(store, "Lin", now=datetime.now(UTC)).id
    deck_id = study.add_deck(store, who, farm(60), now=datetime.now(UTC))
    study.save_settings(store, who, Settings(new_per_day=400))
    confirmed = 0
    for kill in range(4):
        with subprocess.Popen([sys.executable, "-c", STUDENT, url], stdout=subprocess.PIPE, text=True) as student:
            assert student.stdout
            for _ in range(3 + kill):
                confirmed = int(student.stdout.readline()) + 1
            time.sleep(0.003 * kill)
            os.kill(student.pid, signal.SIGKILL)
            confirmed += len(student.stdout.read().split("\n")) - 1
        log = study.reviews(store, who, deck_id)
        assert confirmed <= len(log) <= confirmed + 1
        assert len({(row.note_id, row.cloze) for row in log}) == len(log)
        consistent(store, Settings())
    store.close()


def test_memories_are_what_the_log_amounts_to(store: Store, who: int, deck_id: int) -> None:
    token = study.today(store, who, now=NOW, seed=1)
    now = NOW
    for n in range(60):
        here = study.current(store, who, token, now=now)
        if here.phase == "done":
            now += timedelta(days=1)
            token = study.today(store, who, now=now, seed=1)
            continue
        study.answer(store, who, token, here.position, Answer(), now=now)
        study.rate(store, who, token, here.position, RATINGS[n % 4], now=now)
        if n % 7 == 3:
            study.undo(store, who, token, now=now)
            study.undo(store, who, token, now=now)
        now += timedelta(minutes=7)
    log = study.reviews(store, who, deck_id)
    with store.read() as connection:
        memories = {CardKey(row.note_id, row.cloze): as_memory(row) for row in connection.execute(select(MEMORY))}
    for key, memory in memories.items():
        assert replay([row for row in log if (row.note_id, row.cloze) == key], Settings()) == memory


def test_a_hundred_key_presses_at_once(store: Store, who: int, deck_id: int) -> None:
    """Two tabs hammer the same run: every question is answered and rated once."""
    study.save_settings(store, who, Settings(new_per_day=100))
    token = study.today(store, who, now=NOW, seed=1)
    study.current(store, who, token, now=NOW)
    failures: list[BaseException] = []

    def press() -> None:
        try:
            for _ in range(15):
                here = study.current(store, who, token, now=NOW)
                study.answer(store, who, token, here.position, Answer(), now=NOW)
                study.rate(store, who, token, here.position, 4, now=NOW)
        except BaseException as error:
            failures.append(error)

    tabs = [Thread(target=press) for _ in range(4)]
    for tab in tabs:
        tab.start()
    for tab in tabs:
        tab.join()
    assert not failures
    consistent(store, Settings())
    with store.read() as connection:
        attempts = connection.execute(select(ATTEMPTS.c.position)).scalars().all()
        cards = connection.execute(select(ATTEMPTS.c.note_id, ATTEMPTS.c.cloze)).all()
    closed = study.current(store, who, token, now=NOW).position
    assert sorted(attempts)[:closed] == list(range(closed))
    assert closed >= 15
    assert len(set(cards)) == len(cards)


@pytest.mark.parametrize("after", range(30))
def test_a_rating_cut_off_anywhere_has_not_happened(tmp_path: Path, after: int) -> None:
    store = study.open_store(f"sqlite:///{tmp_path / 'progress.sqlite'}", now=NOW)
    who = study.create_profile(store, "Lin", now=NOW).id
    study.add_deck(store, who, farm(2), now=NOW)
    token = study.today(store, who, now=NOW, seed=1)
    study.current(store, who, token, now=NOW)
    study.answer(store, who, token, 0, Answer(), now=NOW)
    call = _call(store, who, token, 0, "rate", 3, NOW)
    if not _cut_off(store, call, after):
        call()
    consistent(store, Settings())
    with store.read() as connection:
        assert len(connection.execute(select(REVIEWS)).all()) == 1
    store.close()

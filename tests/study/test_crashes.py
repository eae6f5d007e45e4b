"""No review is lost or doubled, whatever is pressed, undone or cut off in between."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import event, select

from quizgen import study
from quizgen.model.quiz import Answer, CardKey, Rating, Settings
from quizgen.schedule import RATINGS, replay
from quizgen.store import Store
from quizgen.store.tables import ATTEMPTS, MEMORY, METADATA, REVIEWS
from quizgen.study.memory import as_memory
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
    """Each closed attempt has its one review, and memories are what the log amounts to."""
    with store.read() as connection:
        attempts = connection.execute(select(ATTEMPTS).where(ATTEMPTS.c.closed_at.is_not(None))).all()
        reviews = connection.execute(select(REVIEWS)).all()
        memories = connection.execute(select(MEMORY)).all()
    rated = sorted((one.run, one.position, one.note_id, one.cloze, one.rating) for one in attempts)
    assert rated == sorted((one.run, one.position, one.note_id, one.cloze, one.rating) for one in reviews)
    cards = {(one.deck_id, CardKey(one.note_id, one.cloze)) for one in reviews}
    assert cards == {(one.deck_id, CardKey(one.note_id, one.cloze)) for one in memories}


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

"""Scheduling: study days, Anki's rules of what counts, and retention as desired."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from math import log as log_of
from random import Random

import fsrs_rs_python
import pytest
from hypothesis import given
from hypothesis import settings as tries
from hypothesis import strategies as st

from quizgen.model.quiz import CardKey, Memory, Review, Settings
from quizgen.schedule import (
    RATINGS,
    counted,
    day_start,
    fit,
    intervals,
    milliseconds,
    recall,
    replay,
    review,
    study_day,
)

HOUR = 3_600_000
DAY = 24 * HOUR
KEY = CardKey("n", 1)
KINDS = {"learning": "learn", "review": "review", "relearning": "relearn"}
START = milliseconds(datetime(2026, 3, 2, 9, tzinfo=UTC))


def row(at: int, rating: int, kind: str = "learn", factor: int = 1, number: int = 1) -> Review:
    return Review.model_validate(
        {"note_id": "n", "cloze": number, "at": at, "rating": rating, "kind": kind, "factor": factor}
    )


@pytest.mark.parametrize(
    ("zone", "moment", "day"),
    [
        ("UTC", "2026-03-02T03:59:59+00:00", "2026-03-01"),
        ("UTC", "2026-03-02T04:00:00+00:00", "2026-03-02"),
        ("Asia/Shanghai", "2026-03-01T19:59:59+00:00", "2026-03-01"),
        ("Asia/Shanghai", "2026-03-01T20:00:00+00:00", "2026-03-02"),
        ("America/New_York", "2026-03-08T07:59:59+00:00", "2026-03-07"),  # clocks go forward that night
        ("America/New_York", "2026-03-08T08:00:00+00:00", "2026-03-08"),
    ],
)
def test_a_study_day_begins_at_four_in_the_morning(zone: str, moment: str, day: str) -> None:
    wishes = Settings(timezone=zone)
    at = milliseconds(datetime.fromisoformat(moment))
    assert study_day(at, wishes) == datetime.fromisoformat(day).toordinal()
    assert day_start(study_day(at, wishes), wishes) <= at < day_start(study_day(at, wishes) + 1, wishes)


def test_midnight_is_no_new_day_but_four_is() -> None:
    wishes = Settings(timezone="Asia/Shanghai")
    evening = milliseconds(datetime(2026, 3, 2, 15, 50, tzinfo=UTC))  # 23:50 there
    learned = review(review(None, KEY, 3, evening, wishes), KEY, 3, evening + 60_000, wishes)
    after_midnight = review(learned, KEY, 3, evening + 20 * 60_000, wishes)
    next_morning = review(learned, KEY, 3, evening + 5 * HOUR, wishes)
    assert (next_morning.stability or 0) > (after_midnight.stability or 0) > 0
    assert recall(learned, evening + 20 * 60_000, wishes) == 1
    assert recall(learned, evening + 5 * HOUR, wishes) < 1


def test_the_intervals_shown_are_what_happens() -> None:
    wishes = Settings(timezone="Asia/Shanghai")
    memory: Memory | None = None
    at = START
    for rating in (3, 3, 4, 1, 2, 3, 3):
        shown = intervals(memory, KEY, at, wishes)
        assert [due.seconds for due in shown] == sorted(due.seconds for due in shown)
        memory = review(memory, KEY, RATINGS[rating - 1], at, wishes)
        assert memory.due_at == shown[rating - 1].due_at
        at = memory.due_at


def test_long_intervals_are_spread_and_begin_with_their_day() -> None:
    wishes = Settings(timezone="Asia/Shanghai")
    dues = {review(None, CardKey("n", number), 4, START, wishes).due_at for number in range(40)}
    assert len(dues) > 2
    assert all(due == day_start(study_day(due, wishes), wishes) for due in dues)


def test_what_counts_of_a_log() -> None:
    plain = [row(1, 3), row(2, 3), row(3, 3, "review"), row(4, 1, "review"), row(5, 3, "relearn")]
    cram, reset, moved = row(6, 3, "cram", 0), row(7, 0, "manual", 0), row(8, 0, "rescheduled")
    again = [row(9, 1), row(10, 3)]
    assert counted(plain) == plain
    assert counted([*plain, cram, moved]) == plain
    assert counted([*plain, row(6, 3, "cram", 1)]) == [*plain, row(6, 3, "cram", 1)]
    assert counted([*plain, reset]) == []
    assert counted([*plain, reset, *again]) == again
    assert counted([*plain, *again]) == again
    assert counted([*plain, reset, row(9, 3, "review")]) == [row(9, 3, "review")]
    assert counted(plain[2:]) == plain[2:]
    assert counted([]) == []
    assert replay([*plain, reset], Settings()) is None


@tries(deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 40 * DAY), st.integers(1, 4)), min_size=1, max_size=12))
def test_replay_agrees_with_the_other_fsrs(steps: list[tuple[int, int]]) -> None:
    wishes = Settings(timezone="Asia/Shanghai")
    at, log = START, []
    for wait, rating in steps:
        at += wait
        log.append(row(at, rating))
    found = replay(log, wishes)
    days = [study_day(one.at, wishes) for one in log]
    gaps = [0, *(later - earlier for earlier, later in pairwise(days))]
    item = fsrs_rs_python.FSRSItem(
        [fsrs_rs_python.FSRSReview(one.rating, gap) for one, gap in zip(log, gaps, strict=True)]
    )
    wanted = fsrs_rs_python.FSRS(list(fsrs_rs_python.DEFAULT_PARAMETERS)).memory_state(item)
    assert found is not None
    assert found.stability == pytest.approx(wanted.stability, rel=1e-3)
    assert found.difficulty == pytest.approx(wanted.difficulty, rel=1e-3)


def test_reviewing_and_replaying_are_the_same() -> None:
    wishes, chance = Settings(desired_retention=0.85), Random(7)
    for number in range(30):
        memory: Memory | None = None
        at, log = START, []
        for _ in range(15):
            rating = chance.choice(RATINGS)
            log.append(row(at, rating, KINDS[memory.state] if memory else "learn", number=number))
            memory = review(memory, CardKey("n", number), rating, at, wishes)
            at = memory.due_at + chance.randrange(3 * DAY)
        assert replay(log, wishes) == memory


Recalls = Callable[[float], float]
"""Days passed since the last review as a multiple of stability → probability of recall."""
_DECAY = -fsrs_rs_python.DEFAULT_PARAMETERS[20]


def _by_the_curve(passed: float) -> float:
    """Through 90 % after as many days as the stability says."""
    return (1 + (0.9 ** (1 / _DECAY) - 1) * passed) ** _DECAY


def _thrice_as_fast(passed: float) -> float:
    return _by_the_curve(3 * passed)


def _study(chance: Random, wishes: Settings, recalls: Recalls, days: int, cards: int) -> list[list[Review]]:
    """A student who does all that is due each day, at any hour, with ten new cards a day; the cards' logs.

    What the student truly remembers follows the default weights, whatever the scheduler believes.
    """
    believed: dict[int, Memory] = {}
    true: dict[int, Memory] = {}
    logs: list[list[Review]] = [[] for _ in range(cards)]
    spread = chance.random()
    for day in range(days):
        at = START + day * DAY + chance.randrange(10 * HOUR)
        due = [n for n, memory in believed.items() if memory.due_at < at + 6 * HOUR]
        due += range(len(believed), min(cards, len(believed) + 10))
        while due:
            number = due.pop(0)
            rating = 3 if number not in true or chance.random() < _recalled(true[number], at, recalls) else 1
            key = CardKey(f"{spread}", number)
            kind = KINDS[believed[number].state] if number in believed else "learn"
            logs[number].append(row(at, rating, kind, number=number))
            believed[number] = review(believed.get(number), key, RATINGS[rating - 1], at, wishes)
            true[number] = review(true.get(number), key, RATINGS[rating - 1], at, Settings())
            if believed[number].due_at < at + HOUR:
                due.append(number)
            at += 5_000
    return logs


def _recalled(memory: Memory, at: int, recalls: Recalls) -> float:
    passed = study_day(at, Settings()) - study_day(memory.last_at, Settings())
    return recalls(passed / (memory.stability or 1))


def _retention(logs: list[list[Review]]) -> float:
    rows = [one.rating > 1 for log in logs for one in log if one.kind == "review"]
    return sum(rows) / len(rows)


@pytest.mark.parametrize("desired", [0.8, 0.85, 0.9, 0.95])
def test_a_hundred_students_remember_what_was_desired(desired: float) -> None:
    wishes = Settings(desired_retention=desired)
    students = (_study(Random(n), wishes, _by_the_curve, days=60, cards=30) for n in range(100))
    assert abs(_retention([log for logs in students for log in logs]) - desired) < 0.02


def test_fitted_weights_serve_a_student_who_forgets_faster() -> None:
    logs = _study(Random(1), Settings(), _thrice_as_fast, days=60, cards=120)
    weights = fit(logs, Settings())
    assert weights is not None
    assert len(weights) == 21
    before = _retention(_study(Random(2), Settings(), _thrice_as_fast, days=60, cards=120))
    after = _retention(_study(Random(2), Settings(weights=weights), _thrice_as_fast, days=60, cards=120))
    assert before < 0.82
    assert before + 0.03 < after < 0.92


def _log_loss(logs: list[list[Review]], wishes: Settings) -> float:
    """How surprised one is by what was remembered on later days, in nats a review."""
    loss, count = 0.0, 0
    for log in logs:
        for n in range(1, len(log)):
            if study_day(log[n].at, wishes) > study_day(log[n - 1].at, wishes):
                memory = replay(log[:n], wishes)
                assert memory is not None
                chance = min(max(recall(memory, log[n].at, wishes), 1e-6), 1 - 1e-6)
                loss -= log_of(chance if log[n].rating > 1 else 1 - chance)
                count += 1
    assert count > 300
    return loss / count


@pytest.mark.parametrize(("recalls", "gain"), [(_thrice_as_fast, 0.03), (_by_the_curve, -0.02)])
def test_fitted_weights_foretell_cards_they_have_not_seen(recalls: Recalls, gain: float) -> None:
    """Much better for a student who is unlike the average, hardly worse for one who is like it."""
    logs = _study(Random(3), Settings(), recalls, days=60, cards=600)
    weights = fit(logs[0::2], Settings())
    assert weights is not None
    before, after = _log_loss(logs[1::2], Settings()), _log_loss(logs[1::2], Settings(weights=weights))
    assert after <= before * (1 - gain)


def test_too_few_reviews_are_not_fitted() -> None:
    log = [row(START + day * DAY, 3) for day in range(399)]
    assert fit([log], Settings()) is None


def test_without_the_fitting_library_nothing_is_fitted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "fsrs_rs_python", None)
    log = [row(START + day * DAY, 3) for day in range(500)]
    assert fit([log], Settings()) is None


def test_due_moments_do_not_depend_on_the_clock() -> None:
    first = review(None, KEY, 4, START, Settings())
    assert first == review(None, KEY, 4, START, Settings())
    assert first.due_at - START > timedelta(days=1) // timedelta(milliseconds=1)

"""Figures agree with the review log they are drawn from."""

from __future__ import annotations

import csv
import io
from datetime import datetime, timedelta

import pytest

from quizgen import study
from quizgen.model.quiz import Answer, CardKey, Rating, Review, RunOptions, Settings
from quizgen.schedule import milliseconds, recall, replay
from quizgen.store import Store
from quizgen.study.memory import memory_of
from tests.quiz.farm import farm, list_note
from tests.study.conftest import NOW

DAY = timedelta(days=1)


def log(note: str, cloze: int, *reviews: tuple[int, int, str]) -> list[Review]:
    """Reviews as (days after NOW, rating, kind), each of four seconds."""
    return [
        Review.model_validate(
            {
                "note_id": note,
                "cloze": cloze,
                "at": milliseconds(NOW + days * DAY),
                "rating": rating,
                "kind": kind,
                "took_ms": 4000,
            }
        )
        for days, rating, kind in reviews
    ]


LOGS = [
    log("n0000", 1, (0, 4, "learn"), (8, 3, "review"), (30, 1, "review"), (31, 3, "relearn")),
    log("n0000", 2, (0, 4, "learn"), (9, 1, "review"), (10, 1, "relearn")),
    log("n0001", 1, (8, 4, "learn"), (31, 3, "review")),
]


@pytest.fixture
def studied(store: Store, who: int, deck_id: int) -> int:
    found = study.import_reviews(store, who, deck_id, [row for rows in LOGS for row in rows], now=NOW)
    assert found == (3, 9, 0)
    return deck_id


def test_reviews_a_day(store: Store, who: int, studied: int) -> None:
    found = study.days(store, who, now=NOW + 31 * DAY)
    assert found == [
        ("2026-03-02", 2, 2, 8.0),
        ("2026-03-10", 2, 2, 8.0),
        ("2026-03-11", 1, 0, 4.0),
        ("2026-03-12", 1, 0, 4.0),
        ("2026-04-01", 1, 0, 4.0),
        ("2026-04-02", 2, 2, 8.0),
    ]
    assert study.days(store, who, now=NOW + 31 * DAY, back=2) == found[-2:]
    assert study.days(store, who, now=NOW, deck_ids=(studied + 99,)) == []


def test_retention(store: Store, who: int, studied: int) -> None:
    assert study.retention(store, who, now=NOW + 31 * DAY) == [
        ("2026-03-10", 1, 1),
        ("2026-03-11", 1, 0),
        ("2026-04-01", 1, 0),
        ("2026-04-02", 1, 1),
    ]


def press(store: Store, who: int, moment: str, rating: Rating, seconds: int) -> tuple[str, int]:
    """Answer and rate what today's run asks at a moment in Shanghai; which card that was."""
    now = datetime.fromisoformat(f"{moment}:00+08:00")
    token = study.today(store, who, now=now, seed=1)
    here = study.current(store, who, token, now=now)
    assert here.question is not None
    study.answer(store, who, token, here.position, Answer(text="某", took_ms=1000 * seconds), now=now)
    study.rate(store, who, token, here.position, rating, now=now)
    return here.question.note_id, here.question.cloze


def take_back(store: Store, who: int, moment: str) -> None:
    now = datetime.fromisoformat(f"{moment}:00+08:00")
    token = study.today(store, who, now=now, seed=1)
    study.undo(store, who, token, now=now)
    study.undo(store, who, token, now=now)


def outside(store: Store, who: int, moment: str) -> None:
    """Cram a card and sit an exam, all wrong."""
    now = datetime.fromisoformat(f"{moment}:00+08:00")
    for kind in ("cram", "exam"):
        token = study.start(store, who, kind, RunOptions(), now=now, seed=2)
        here = study.current(store, who, token, now=now)
        study.answer(store, who, token, here.position, Answer(text="错", took_ms=9000), now=now)
        study.rate(store, who, token, here.position, 1, now=now)


def test_figures_of_a_month_reckoned_by_hand(store: Store, who: int, deck_id: int) -> None:
    """Around midnight and four in the morning, with steps taken back and runs outside the schedule in between."""
    study.save_settings(store, who, Settings(new_per_day=2, timezone="Asia/Shanghai"))
    first = press(store, who, "2026-03-02T23:50", 4, seconds=4)
    second = press(store, who, "2026-03-03T00:10", 1, seconds=30)
    take_back(store, who, "2026-03-03T00:11")
    assert press(store, who, "2026-03-03T00:12", 3, seconds=100) == second
    outside(store, who, "2026-03-03T01:00")
    assert press(store, who, "2026-03-03T03:59", 3, seconds=5) == second
    third = press(store, who, "2026-03-03T04:01", 4, seconds=6)
    assert len({first, second, third}) == 3

    def streak(moment: str) -> int:
        return study.totals(store, who, now=datetime.fromisoformat(f"{moment}:00+08:00")).streak

    # 4 s, 100 s counted as 60, 5 s; what was taken back and what was crammed is not there
    march = [("2026-03-02", 3, 3, 69.0), ("2026-03-03", 1, 1, 6.0)]
    now = datetime.fromisoformat("2026-03-03T12:00:00+08:00")
    assert study.days(store, who, now=now) == march
    assert study.retention(store, who, now=now) == []
    assert [streak(f"2026-03-{when}") for when in ("03T05:00", "04T03:59", "05T03:59", "05T04:01")] == [2, 2, 2, 0]
    due = study.forecast(store, who, now=now, ahead=60)
    assert (due[0].date, due[0].cards, sum(day.cards for day in due)) == ("2026-03-03", 0, 3)

    study.save_settings(store, who, Settings(new_per_day=0, timezone="Asia/Shanghai"))
    april = "2026-04-02T12:0"
    seen = {press(store, who, f"{april}0", 3, seconds=7)}
    forgotten = press(store, who, f"{april}1", 1, seconds=8)
    now = datetime.fromisoformat(f"{april}2:00+08:00")
    assert study.retention(store, who, now=now) == [("2026-04-02", 2, 1)]
    assert [one.key for one in study.hardest(store, who)] == [forgotten]
    take_back(store, who, f"{april}2")
    outside(store, who, f"{april}3")
    assert study.retention(store, who, now=now) == [("2026-04-02", 1, 1)]
    assert study.hardest(store, who) == []
    seen.add(press(store, who, f"{april}4", 2, seconds=8))
    seen.add(press(store, who, f"{april}5", 3, seconds=9))
    assert seen == {first, second, third}
    now = datetime.fromisoformat(f"{april}6:00+08:00")
    assert study.retention(store, who, now=now) == [("2026-04-02", 3, 3)]
    assert study.days(store, who, now=now) == [*march, ("2026-04-02", 3, 3, 24.0)]
    found = study.totals(store, who, now=now)
    assert (found.reviews, found.seconds, found.streak, found.cards_seen) == (7, 99.0, 1, 3)
    assert sum(one.seen for one in study.mastery_by_list(store, who, deck_id, now=now)) == 3
    assert sum(one.recall * one.cards for one in study.mastery_by_list(store, who, deck_id, now=now)) == pytest.approx(
        3
    )
    assert sum(day.cards for day in study.forecast(store, who, now=now, ahead=400)) == 3
    assert len(study.review_log_csv(store, who).splitlines()) == 1 + 7


def test_forecast_holds_every_card_once(store: Store, who: int, studied: int) -> None:
    found = study.forecast(store, who, now=NOW + 31 * DAY, ahead=400)
    assert (len(found), found[0].date, sum(due.cards for due in found)) == (400, "2026-04-02", 3)
    assert found[0].cards == 1  # forgotten on the tenth day and overdue since


def test_mastery(store: Store, who: int, studied: int) -> None:
    now = NOW + 31 * DAY
    wanted = []
    for rows in LOGS:
        memory = replay(rows, Settings())
        assert memory is not None
        wanted.append(recall(memory, milliseconds(now), Settings()))
    lists = study.mastery_by_list(store, who, studied, now=now)
    assert [(one.note_id, one.cards, one.seen) for one in lists[:3]] == [
        ("n0000", 5, 2),
        ("n0001", 5, 1),
        ("n0002", 5, 0),
    ]
    assert lists[0].recall == pytest.approx((wanted[0] + wanted[1]) / 5)
    documents = study.mastery_by_document(store, who, studied, now=now)
    assert [(one.name, one.cards, one.seen) for one in documents] == [("春.txt", 30, 2), ("秋.txt", 30, 1)]


def test_hardest(store: Store, who: int, studied: int) -> None:
    found = study.hardest(store, who)
    assert [(one.key, one.reviews, one.forgotten) for one in found] == [
        (CardKey("n0000", 2), 3, 2),
        (CardKey("n0000", 1), 4, 1),
    ]


@pytest.mark.parametrize(("day", "streak"), [(31, 2), (32, 2), (33, 0), (10, 3), (12, 0)])
def test_streak(store: Store, who: int, studied: int, day: int, streak: int) -> None:
    assert study.totals(store, who, now=NOW + day * DAY).streak == streak


def test_totals(store: Store, who: int, studied: int) -> None:
    found = study.totals(store, who, now=NOW + 31 * DAY)
    assert (found.reviews, found.seconds, found.cards_seen) == (9, 36.0, 3)


def test_bringing_in_the_same_log_again_changes_nothing(store: Store, who: int, studied: int) -> None:
    before = study.reviews(store, who, studied)
    assert study.import_reviews(store, who, studied, LOGS[0], now=NOW) == (0, 0, 0)
    more = log("n0000", 1, (60, 3, "review")) + log("away", 1, (60, 3, "review"))
    assert study.import_reviews(store, who, studied, LOGS[0] + more, now=NOW) == (1, 1, 1)
    assert study.reviews(store, who, studied) == [*before, more[0]]


def test_an_anki_reset_forgets_the_card(store: Store, who: int, studied: int) -> None:
    reset = Review(note_id="n0001", cloze=1, at=milliseconds(NOW + 40 * DAY), rating=0, kind="manual", factor=0)
    assert study.import_reviews(store, who, studied, [reset], now=NOW) == (0, 1, 0)
    assert study.totals(store, who, now=NOW).cards_seen == 2


def test_csv_has_every_review_and_no_formula(store: Store, who: int) -> None:
    notes = (list_note(1, ["=1+2", "+86", "@a", "-5℃", "平常"], title='=HYPERLINK("x")'),)
    deck_id = study.add_deck(store, who, farm(1).model_copy(update={"notes": notes, "title": "\t=1"}), now=NOW)
    rows = [row for number in range(1, 6) for row in log("n0001", number, (0, 3, "learn"))]
    study.import_reviews(store, who, deck_id, rows, now=NOW)
    table = list(csv.reader(io.StringIO(study.review_log_csv(store, who))))
    assert len(table) == 6
    assert not any(cell.lstrip().startswith(("=", "+", "-", "@")) for line in table for cell in line)
    assert table[5][:5] == ["2026-03-02T09:00:00+00:00", "'\t=1", '\'=HYPERLINK("x")', "平常", "n0001"]


def test_weights_are_fitted_only_to_enough_reviews(store: Store, who: int, studied: int) -> None:
    assert study.fit_weights(store, who) is None
    cards = [(note, number) for note in range(12) for number in (1, 2, 3, 4)]
    for note, number in cards:
        steps = [
            (k * k + note % 3, 1 if (note + k) % 6 == 0 else 3, "learn" if k == 0 else "review") for k in range(12)
        ]
        study.import_reviews(store, who, studied, log(f"n{note:04}", number, *steps), now=NOW)
    before = study.forecast(store, who, now=NOW, ahead=3000)
    weights = study.fit_weights(store, who)
    assert weights is not None
    assert study.forecast(store, who, now=NOW, ahead=3000) == before
    rows = [row for row in study.reviews(store, who, studied) if (row.note_id, row.cloze) == ("n0004", 2)]
    memory = replay(rows, Settings(weights=weights))
    with store.read() as connection:
        kept = memory_of(connection, studied, CardKey("n0004", 2))
    assert memory is not None
    assert kept is not None
    assert (kept.stability, kept.difficulty) == pytest.approx((memory.stability, memory.difficulty))
    assert study.settings(store, who).weights == weights
    asked = study.today(store, who, now=NOW + 400 * DAY, seed=1)
    assert study.current(store, who, asked, now=NOW + 400 * DAY).phase == "asking"

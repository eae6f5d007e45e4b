"""Today's run: the order of cards, limits, siblings, undo, and resuming anywhere."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from quizgen import study
from quizgen.errors import NotFound
from quizgen.model.quiz import Answer, Rating, Settings
from quizgen.model.study import Situation
from quizgen.schedule import replay
from quizgen.store import Store
from tests.quiz.farm import farm
from tests.study.conftest import NOW

SECONDS = timedelta(seconds=20)


def right(here: Situation) -> Answer:
    assert here.question is not None
    return Answer(text="\n".join(one.text for one in here.question.expected), choice=here.question.key, took_ms=4000)


def step(store: Store, who: int, token: str, now: datetime, rating: Rating = 3) -> Situation:
    """Answer and rate the open question; where the run stands then."""
    here = study.current(store, who, token, now=now)
    study.answer(store, who, token, here.position, right(here), now=now)
    return study.rate(store, who, token, here.position, rating, now=now)


def asked(store: Store, who: int, now: datetime, rating: Rating = 3, most: int = 500) -> list[tuple[str, int]]:
    """Study until today is done for now; the cards in the order they were asked."""
    token = study.today(store, who, now=now, seed=1)
    cards: list[tuple[str, int]] = []
    here = study.current(store, who, token, now=now)
    while here.question and len(cards) < most:
        cards.append((here.question.note_id, here.question.cloze))
        here = step(store, who, token, now, rating)
        now += SECONDS
    return cards


def test_new_cards_come_in_document_order_with_siblings_apart(store: Store, who: int, deck_id: int) -> None:
    study.save_settings(store, who, Settings(new_per_day=20))
    cards = asked(store, who, NOW, rating=4)
    assert len(cards) == len(set(cards)) == 20
    assert [note for note, _ in cards[:6]] == ["n0000", "n0001", "n0002", "n0003", "n0004", "n0000"]
    assert all(one[0] != other[0] for one, other in pairwise(cards))
    for note in {note for note, _ in cards}:
        numbers = [number for other, number in cards if other == note]
        assert numbers == sorted(numbers)


def test_buried_siblings_wait_until_tomorrow(store: Store, who: int, deck_id: int) -> None:
    study.save_settings(store, who, Settings(new_per_day=100, siblings="bury"))
    first = asked(store, who, NOW, rating=4)
    second = asked(store, who, NOW + timedelta(days=1), rating=4)
    assert [note for note, _ in first] == [f"n{n:04}" for n in range(12)]
    assert [note for note, _ in second] == [f"n{n:04}" for n in range(12)]
    assert not set(first) & set(second)


def test_reviews_come_before_new_cards_and_limits_hold(store: Store, who: int, deck_id: int) -> None:
    study.save_settings(store, who, Settings(new_per_day=6))
    learned = set(asked(store, who, NOW, rating=4))
    later = NOW + timedelta(days=30)
    study.save_settings(store, who, Settings(new_per_day=6, reviews_per_day=4))
    cards = asked(store, who, later, rating=4)
    assert [card in learned for card in cards] == [True] * 4 + [False] * 6
    assert asked(store, who, later + timedelta(hours=1)) == []


def test_cards_being_learned_return_and_the_run_says_when(store: Store, who: int, deck_id: int) -> None:
    study.save_settings(store, who, Settings(new_per_day=1))
    token = study.today(store, who, now=NOW, seed=1)
    here = step(store, who, token, NOW, rating=3)
    assert (here.phase, here.question is not None) == ("asking", True)  # due in ten minutes: asked early
    here = step(store, who, token, NOW, rating=3)
    assert (here.phase, here.waiting_until) == ("done", None)
    study.save_settings(store, who, Settings(new_per_day=2))
    here = step(store, who, token, NOW, rating=1)
    assert here.phase == "asking"


def test_the_day_begins_at_four(store: Store, who: int, deck_id: int) -> None:
    study.save_settings(store, who, Settings(new_per_day=1, timezone="Asia/Shanghai"))
    evening = datetime.fromisoformat("2026-03-02T23:50:00+08:00")
    assert len(asked(store, who, evening, rating=4)) == 1
    assert asked(store, who, datetime.fromisoformat("2026-03-03T03:59:00+08:00"), rating=4) == []
    assert len(asked(store, who, datetime.fromisoformat("2026-03-03T04:01:00+08:00"), rating=4)) == 1


def test_rejected_and_retired_notes_are_not_asked(store: Store, who: int, deck_id: int) -> None:
    some = study.notes(store, who, deck_id, limit=12).notes
    states = ["rejected", "retired", "accepted", "edited"] + ["proposed"] * 8
    changed = [one.model_copy(update={"state": state}) for one, state in zip(some, states, strict=True)]
    study.save_notes(store, who, deck_id, changed, now=NOW)
    study.save_settings(store, who, Settings(new_per_day=200))
    assert {note for note, _ in asked(store, who, NOW, rating=4)} == {f"n{n:04}" for n in range(2, 12)}
    study.save_settings(store, who, Settings(new_per_day=200, only_accepted=True))
    tomorrow = NOW + timedelta(days=60)
    assert {note for note, _ in asked(store, who, tomorrow, rating=4)} == {"n0002", "n0003"}


def test_a_refresh_shows_the_same_question_and_options(store: Store, who: int, deck_id: int) -> None:
    study.save_settings(store, who, Settings(modes=("choice",)))
    token = study.today(store, who, now=NOW, seed=5)
    first = study.current(store, who, token, now=NOW)
    assert study.current(store, who, token, now=NOW + timedelta(hours=2)).question == first.question
    assert study.today(store, who, now=NOW + timedelta(minutes=1), seed=6) == token
    shown = study.answer(store, who, token, 0, right(first), now=NOW)
    assert shown.phase == "shown"
    again = study.current(store, who, token, now=NOW)
    assert (again.verdict, again.answer, again.question) == (shown.verdict, shown.answer, first.question)


def test_stale_and_doubled_calls_change_nothing(store: Store, who: int, deck_id: int) -> None:
    token = study.today(store, who, now=NOW, seed=1)
    first = study.current(store, who, token, now=NOW)
    shown = study.answer(store, who, token, 0, Answer(text="不知道"), now=NOW)
    assert study.answer(store, who, token, 0, right(first), now=NOW) == shown
    assert study.answer(store, who, token, 1, right(first), now=NOW) == shown
    assert study.rate(store, who, token, 5, 3, now=NOW) == shown
    after = study.rate(store, who, token, 0, 1, now=NOW)
    assert study.rate(store, who, token, 0, 4, now=NOW) == after
    assert study.answer(store, who, token, 0, right(first), now=NOW) == after
    assert [row.rating for row in study.reviews(store, who, deck_id)] == [1]


def test_undo_goes_back_step_by_step(store: Store, who: int, deck_id: int) -> None:
    token = study.today(store, who, now=NOW, seed=1)
    seen = [study.current(store, who, token, now=NOW)]
    for _ in range(4):
        here = study.current(store, who, token, now=NOW)
        seen.append(study.answer(store, who, token, here.position, right(here), now=NOW))
        seen.append(study.rate(store, who, token, here.position, 3, now=NOW))
    for before in reversed(seen[:-1]):
        here = study.undo(store, who, token, now=NOW)
        assert (here.phase, here.question, here.verdict) == (before.phase, before.question, before.verdict)
        assert here.intervals == before.intervals
    assert not here.can_undo
    assert study.reviews(store, who, deck_id) == []
    assert study.undo(store, who, token, now=NOW) == here


def test_an_undone_rating_may_be_another(store: Store, who: int, deck_id: int) -> None:
    token = study.today(store, who, now=NOW, seed=1)
    step(store, who, token, NOW, rating=1)
    here = study.undo(store, who, token, now=NOW)
    assert here.phase == "shown"
    study.rate(store, who, token, here.position, 4, now=NOW)
    log = study.reviews(store, who, deck_id)
    assert [row.rating for row in log] == [4]
    memory = replay(log, Settings())
    assert memory is not None
    assert memory.state == "review"


def test_i_was_right_is_remembered_and_can_be_taken_back(store: Store, who: int, deck_id: int) -> None:
    token = study.today(store, who, now=NOW, seed=1)
    here = study.answer(store, who, token, 0, Answer(text="也算对吧"), now=NOW)
    assert here.question is not None
    assert here.verdict is not None
    assert (here.verdict.grade, here.verdict.suggested) == ("wrong", 1)
    here = study.accept(store, who, token, 0, now=NOW)
    assert here.verdict is not None
    assert (here.verdict.grade, here.verdict.suggested) == ("right", 3)
    note_id, number = here.question.note_id, str(here.question.cloze)
    assert study.note(store, who, deck_id, note_id).accepted_variants == {number: ("也算对吧",)}
    assert study.load_deck(store, who, deck_id).notes[0].accepted_variants == {number: ("也算对吧",)}
    study.undo(store, who, token, now=NOW)
    assert study.note(store, who, deck_id, note_id).accepted_variants == {}


def test_two_learners_do_not_meet(store: Store, who: int, deck_id: int) -> None:
    mei = study.create_profile(store, "Mei", now=NOW).id
    hers = study.add_deck(store, mei, farm(3), now=NOW)
    mine, theirs = study.today(store, who, now=NOW, seed=1), study.today(store, mei, now=NOW, seed=1)
    for _ in range(5):
        step(store, who, mine, NOW)
    assert study.current(store, mei, theirs, now=NOW).position == 0
    for call in (
        lambda: study.current(store, mei, mine, now=NOW),
        lambda: study.answer(store, mei, mine, 5, Answer(), now=NOW),
        lambda: study.undo(store, mei, mine, now=NOW),
        lambda: study.result(store, mei, mine),
        lambda: study.load_deck(store, mei, deck_id),
        lambda: study.notes(store, mei, deck_id),
        lambda: study.note(store, mei, deck_id, "n0000"),
        lambda: study.reviews(store, mei, deck_id),
        lambda: study.delete_deck(store, mei, deck_id, now=NOW),
        lambda: study.mastery_by_list(store, mei, deck_id, now=NOW),
    ):
        with pytest.raises(NotFound):
            call()
    assert study.reviews(store, mei, hers) == []
    assert study.totals(store, mei, now=NOW).reviews == 0
    assert study.totals(store, who, now=NOW).reviews == 5


def test_decks_named_limit_the_run_and_archived_ones_are_left_out(store: Store, who: int, deck_id: int) -> None:
    other = study.add_deck(store, who, farm(2, name="other"), now=NOW)
    token = study.today(store, who, (other,), now=NOW, seed=1)
    here = study.current(store, who, token, now=NOW)
    assert here.question is not None
    assert (here.question.deck_id, here.total) == (other, 10)
    study.archive_deck(store, who, other)
    rows = study.decks(store, who, now=NOW)
    assert [row.id for row in rows] == [deck_id]
    assert [row.id for row in study.decks(store, who, now=NOW, archived=True)] == [other]
    everything = study.current(store, who, study.today(store, who, now=NOW, seed=1), now=NOW)
    assert everything.question is not None
    assert everything.question.deck_id == deck_id


def test_totals_count_down(store: Store, who: int, deck_id: int) -> None:
    study.save_settings(store, who, Settings(new_per_day=5))
    token = study.today(store, who, now=NOW, seed=1)
    totals = []
    for _ in range(5):
        here = study.current(store, who, token, now=NOW)
        totals.append((here.position, here.total))
        step(store, who, token, NOW, rating=4)
    assert totals == [(n, 5) for n in range(5)]
    done = study.current(store, who, token, now=NOW)
    assert (done.phase, done.position, done.total) == ("done", 5, 5)

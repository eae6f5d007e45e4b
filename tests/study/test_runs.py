"""Runs outside the schedule: cram, exam, the wrong-answer book, and their result sheets."""

from __future__ import annotations

from datetime import timedelta

import pytest

from quizgen import study
from quizgen.errors import NothingToAsk
from quizgen.model.quiz import Answer, Mode, RunKind, RunOptions, Settings
from quizgen.model.study import Situation
from quizgen.store import Store
from tests.study.conftest import NOW
from tests.study.test_today import right


def play(store: Store, who: int, token: str, wrong: tuple[int, ...] = (), days: int = 0) -> list[Situation]:
    """Answer to the end: wrong at these positions, right elsewhere. The questions, in order."""
    seen: list[Situation] = []
    now = NOW + timedelta(days=days)
    while (here := study.current(store, who, token, now=now)).phase != "done":
        assert len(seen) < 500
        seen.append(here)
        given = Answer(took_ms=2000) if here.position in wrong else right(here)
        after = study.answer(store, who, token, here.position, given, now=now)
        if after.phase == "shown" and after.position == here.position:
            study.rate(store, who, token, here.position, 1 if here.position in wrong else 3, now=now)
    return seen


@pytest.mark.parametrize("kind", ["cram", "exam", "mistakes"])
def test_the_schedule_is_not_touched(store: Store, who: int, deck_id: int, kind: RunKind) -> None:
    if kind == "mistakes":
        play(store, who, study.start(store, who, "exam", RunOptions(limit=3), now=NOW, seed=1), wrong=(0, 1))
    play(store, who, study.start(store, who, kind, RunOptions(limit=8), now=NOW, seed=2))
    assert study.reviews(store, who, deck_id) == []
    assert study.totals(store, who, now=NOW).cards_seen == 0


def test_a_cram_asks_again_what_was_wrong(store: Store, who: int, deck_id: int) -> None:
    token = study.start(store, who, "cram", RunOptions(limit=5, shuffle=False), now=NOW, seed=1)
    seen = play(store, who, token, wrong=(1, 3, 6))
    cards = [(one.question.note_id, one.question.cloze) for one in seen if one.question]
    assert len(cards) == 8
    assert cards[5:] == [cards[1], cards[3], cards[3]]
    assert cards[:4] == [("n0000", 1), ("n0000", 2), ("n0000", 3), ("n0000", 4)]


def test_an_undone_again_takes_the_repetition_back(store: Store, who: int, deck_id: int) -> None:
    token = study.start(store, who, "cram", RunOptions(limit=4, shuffle=False), now=NOW, seed=1)
    here = study.current(store, who, token, now=NOW)
    study.answer(store, who, token, 0, Answer(), now=NOW)
    assert study.rate(store, who, token, 0, 1, now=NOW).total == 5
    here = study.undo(store, who, token, now=NOW)
    assert (here.phase, here.total) == ("shown", 4)
    assert study.rate(store, who, token, 0, 3, now=NOW).total == 4


@pytest.mark.parametrize("kind", ["cram", "exam"])
@pytest.mark.parametrize("mode", ["choice", "truefalse", "order", "match", "recite", "typed"])
def test_a_run_asks_in_the_way_chosen_and_no_other(
    store: Store, who: int, deck_id: int, kind: RunKind, mode: Mode
) -> None:
    token = study.start(store, who, kind, RunOptions(modes=(mode,), limit=12), now=NOW, seed=1)
    assert {one.question.mode for one in play(store, who, token) if one.question} == {mode}


def test_only_what_is_not_graded_by_oneself_is_asked_in_an_exam(store: Store, who: int, deck_id: int) -> None:
    token = study.start(store, who, "exam", RunOptions(modes=("flip",), limit=12), now=NOW, seed=1)
    assert "flip" not in {one.question.mode for one in play(store, who, token) if one.question}


def test_documents_and_notes_can_be_chosen(store: Store, who: int, deck_id: int) -> None:
    token = study.start(store, who, "cram", RunOptions(sources=("秋.txt",)), now=NOW, seed=1)
    notes = {one.question.note_id for one in play(store, who, token) if one.question}
    assert notes == {f"n{n:04}" for n in range(1, 12, 2)}
    token = study.start(store, who, "cram", RunOptions(note_ids=("n0003",)), now=NOW, seed=1)
    assert {one.question.note_id for one in play(store, who, token) if one.question} == {"n0003"}
    with pytest.raises(NothingToAsk):
        study.start(store, who, "cram", RunOptions(sources=("%.txt",)), now=NOW, seed=1)


def test_the_same_call_twice_begins_one_run(store: Store, who: int, deck_id: int) -> None:
    options = RunOptions(limit=5)
    tokens = {study.start(store, who, "cram", options, now=NOW, seed=seed) for seed in (1, 1, 2)}
    assert len(tokens) == 2
    assert [(row.total, row.answered) for row in study.runs(store, who)] == [(5, 0), (5, 0)]


def test_an_exam_has_a_result_sheet(store: Store, who: int, deck_id: int) -> None:
    token = study.start(store, who, "exam", RunOptions(limit=10, minutes=30), now=NOW, seed=4)
    first = study.current(store, who, token, now=NOW)
    assert first.deadline_at == 1000 * (NOW + timedelta(minutes=30)).timestamp()
    seen = play(store, who, token, wrong=(2, 5))
    assert all(one.verdict is None for one in seen)
    sheet = study.result(store, who, token)
    assert (sheet.right, sheet.almost, sheet.wrong, sheet.unanswered) == (8, 0, 2, 0)
    assert (sheet.credit, sheet.seconds) == (8.0, 4.0 + 8 * 4.0)
    assert [row.position for row in sheet.rows if row.verdict and row.verdict.grade == "wrong"] == [2, 5]
    assert sheet.finished_at is not None
    assert "flip" not in {row.question.mode for row in sheet.rows}


def test_time_is_up(store: Store, who: int, deck_id: int) -> None:
    token = study.start(store, who, "exam", RunOptions(limit=10, minutes=5), now=NOW, seed=4)
    here = study.current(store, who, token, now=NOW)
    study.answer(store, who, token, 0, right(here), now=NOW)
    late = NOW + timedelta(minutes=5)
    assert study.answer(store, who, token, 1, Answer(text="晚了"), now=late).phase == "done"
    sheet = study.result(store, who, token)
    assert (sheet.right, sheet.unanswered, sheet.finished_at) == (1, 9, here.deadline_at)


def test_a_run_can_be_ended_early_and_taken_up_by_undo(store: Store, who: int, deck_id: int) -> None:
    token = study.start(store, who, "exam", RunOptions(limit=4), now=NOW, seed=4)
    here = study.current(store, who, token, now=NOW)
    study.answer(store, who, token, 0, right(here), now=NOW)
    study.finish(store, who, token, now=NOW)
    assert study.current(store, who, token, now=NOW).phase == "done"
    assert [row.token for row in study.runs(store, who, unfinished=True)] == []
    assert study.undo(store, who, token, now=NOW).question == here.question


def test_i_was_right_on_the_result_sheet(store: Store, who: int, deck_id: int) -> None:
    options = RunOptions(modes=("typed",), limit=1, note_ids=("n0002",), shuffle=False)
    token = study.start(store, who, "exam", options, now=NOW, seed=1)
    study.answer(store, who, token, 0, Answer(text="我的说法"), now=NOW)
    assert study.result(store, who, token).wrong == 1
    study.accept(store, who, token, 0, now=NOW)
    assert study.result(store, who, token).right == 1
    again = study.start(store, who, "cram", options, now=NOW, seed=9)
    shown = study.answer(store, who, again, 0, Answer(text="我的说法"), now=NOW)
    assert shown.verdict is not None
    assert (shown.verdict.grade, shown.verdict.reason) == ("right", "variant")


def test_another_item_of_the_list_is_no_wording_to_remember(store: Store, who: int, deck_id: int) -> None:
    token = study.start(store, who, "cram", RunOptions(modes=("typed",), shuffle=False), now=NOW, seed=1)
    here = study.current(store, who, token, now=NOW)
    assert here.question
    other = here.question.siblings[0]
    after = study.answer(store, who, token, 0, Answer(text=other), now=NOW)
    assert after.verdict
    assert (after.verdict.grade, after.verdict.reason) == ("almost", "sibling")
    accepted = study.accept(store, who, token, 0, now=NOW)
    assert accepted.verdict
    assert accepted.verdict.grade == "right"
    assert not study.note(store, who, deck_id, here.question.note_id).accepted_variants


def test_the_wrong_answer_book_lets_go_after_three_days_right(store: Store, who: int, deck_id: int) -> None:
    options = RunOptions(note_ids=("n0001",), limit=3, shuffle=False)
    play(store, who, study.start(store, who, "exam", options, now=NOW, seed=1), wrong=(0, 2))
    assert [(one.key.cloze, one.wrong, one.right_days) for one in study.mistakes(store, who)] == [(1, 1, 0), (3, 1, 0)]
    for day in (1, 1, 2):
        play(store, who, study.start(store, who, "mistakes", RunOptions(), now=NOW, seed=10 + day), days=day)
    assert [one.right_days for one in study.mistakes(store, who)] == [2, 2]
    only_first = RunOptions(note_ids=("n0001",), limit=1, shuffle=False)
    play(store, who, study.start(store, who, "cram", only_first, now=NOW, seed=20), days=3)
    assert [one.key.cloze for one in study.mistakes(store, who)] == [3]
    play(store, who, study.start(store, who, "cram", only_first, now=NOW, seed=21), wrong=(0,), days=4)
    assert [(one.key.cloze, one.wrong, one.right_days) for one in study.mistakes(store, who)] == [(1, 2, 1), (3, 1, 2)]


def test_the_exit_rule_is_a_setting(store: Store, who: int, deck_id: int) -> None:
    study.save_settings(store, who, Settings(mistakes_exit=1))
    play(store, who, study.start(store, who, "exam", RunOptions(limit=2), now=NOW, seed=1), wrong=(0, 1))
    assert len(study.mistakes(store, who)) == 2
    play(store, who, study.start(store, who, "mistakes", RunOptions(), now=NOW, seed=2), days=1)
    assert study.mistakes(store, who) == []
    with pytest.raises(NothingToAsk):
        study.start(store, who, "mistakes", RunOptions(), now=NOW, seed=3)


def test_a_note_rejected_meanwhile_is_passed_over(store: Store, who: int, deck_id: int) -> None:
    options = RunOptions(note_ids=("n0001", "n0002"), shuffle=False)
    token = study.start(store, who, "cram", options, now=NOW, seed=1)
    gone = study.note(store, who, deck_id, "n0002").model_copy(update={"state": "rejected"})
    study.save_notes(store, who, deck_id, [gone], now=NOW)
    assert {one.question.note_id for one in play(store, who, token) if one.question} == {"n0001"}


def test_what_no_database_keeps_is_left_out_of_an_answer(store: Store, who: int, deck_id: int) -> None:
    token = study.start(store, who, "cram", RunOptions(modes=("typed",)), now=NOW, seed=1)
    shown = study.answer(store, who, token, 0, Answer(text="水\0\ud800稻" + "长" * 9000), now=NOW)
    assert shown.answer is not None
    assert shown.answer.text.startswith("水稻长")
    assert len(shown.answer.text) < 9000
    study.accept(store, who, token, 0, now=NOW)


def test_without_a_limit_what_cannot_be_asked_is_passed_over(store: Store, who: int, deck_id: int) -> None:
    token = study.start(store, who, "exam", RunOptions(modes=("match",)), now=NOW, seed=1)
    seen = play(store, who, token)
    assert {one.question.mode for one in seen if one.question} == {"match"}
    sheet = study.result(store, who, token)
    assert (sheet.right, sheet.unanswered) == (len(seen), 0)

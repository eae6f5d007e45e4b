"""Every mode asks what it can ask, and grades it."""

from __future__ import annotations

from random import Random

import pytest

from quizgen.model.deck import RECITE, Line, Part
from quizgen.model.quiz import Answer, Mode, Question
from quizgen.quiz import MODES, Card, ask, grade
from tests.quiz.farm import farm, list_note, phrase, pool_of, sentence_note

NOTES = farm(20).notes
POOL = pool_of(NOTES)


def asked(mode: Mode, cloze: int = 1, note: int = 1, seed: str = "1") -> Question:
    found = ask(Card(NOTES[note], cloze), POOL, (mode,), seed)
    assert found is not None
    return found


def test_the_table_names_every_mode_once() -> None:
    names = [row.name for row in MODES]
    assert sorted(names) == sorted(Mode.__args__)  # type: ignore[attr-defined]


@pytest.mark.parametrize("row", MODES, ids=lambda row: row.name)
def test_right_and_no_answer(row) -> None:  # type: ignore[no-untyped-def]
    question = next(
        found
        for seed in "abcd"
        for cloze in (1, RECITE)
        if (found := ask(Card(NOTES[1], cloze), POOL, (row.name,), seed))
    )
    right = Answer(text="\n".join(one.text for one in question.expected), choice=question.key)
    assert grade(question, right).grade == "right"
    if row.name != "flip":
        nothing = grade(question, Answer())
        assert (nothing.grade, nothing.reason, nothing.suggested, nothing.credit) == ("wrong", "empty", 1, 0)


def test_no_front_shows_its_answer() -> None:
    for note in NOTES:
        for number in note.content.numbers:
            for row in MODES:
                found = ask(Card(note, number), POOL, (row.name,), "1")
                if found and row.name in ("typed", "choice", "recite", "flip"):
                    shown = " ".join([found.title, *found.heading, *(line.text for line in found.front)])
                    assert not any(one.text in shown for one in found.expected)


def test_the_first_mode_that_can_ask_is_taken() -> None:
    card = Card(sentence_note(1, "秸秆还田能够", "改善土壤结构，减少浪费", "。", typed=False), 1)
    found = ask(card, POOL, ("typed", "recite", "order", "flip"), "1")
    assert found is not None
    assert found.mode == "flip"
    assert ask(card, POOL, ("typed", "recite"), "1") is None


def test_the_same_seed_gives_the_same_question() -> None:
    for row in MODES:
        for number in (1, RECITE):
            card = Card(NOTES[3], number)
            assert ask(card, POOL, (row.name,), "7/1") == ask(card, POOL, (row.name,), "7/1")


def test_options_vary_between_runs() -> None:
    assert len({asked("choice", seed=str(seed)).options for seed in range(12)}) > 6


def test_true_and_false_are_both_asked() -> None:
    truths = {asked("truefalse", seed=str(seed)).key for seed in range(20)}
    assert truths == {(0,), (1,)}
    for seed in range(20):
        question = asked("truefalse", seed=str(seed))
        assert (question.statement == question.expected[0].text) == (question.key == (1,))


def test_order_gives_credit_for_what_stands_right() -> None:
    question = asked("order", RECITE)
    one_off = (question.key[1], question.key[0], *question.key[2:])
    verdict = grade(question, Answer(choice=one_off))
    assert (verdict.grade, verdict.reason, verdict.credit) == ("almost", "order", 0.875)
    assert len(verdict.misplaced) == 1
    assert question.options != tuple(one.text for one in question.expected)


def test_only_ordered_lists_are_put_in_order() -> None:
    assert ask(Card(NOTES[2], RECITE), POOL, ("order",), "1") is None


def test_match_is_graded_pair_by_pair() -> None:
    question = asked("match")
    swapped = (question.key[1], question.key[0], *question.key[2:])
    verdict = grade(question, Answer(choice=swapped))
    assert (verdict.grade, verdict.credit) == ("wrong", 0.5)
    titles = {note.content.title: {part.text for line in note.content.lines for part in line.parts} for note in NOTES}
    for left, right in zip(question.left, question.key, strict=True):
        fitting = [option for option in question.options if option in titles[left]]
        assert fitting == [question.options[right]]


def test_a_typed_line_may_be_given_whole() -> None:
    card = Card(list_note(900, [phrase(5)]), 1)
    question = ask(card, POOL, ("typed",), "1")
    assert question is not None
    assert grade(question, Answer(text="1. " + phrase(5))).grade == "right"
    assert grade(question, Answer(text=phrase(5))).grade == "right"
    assert grade(question, Answer(text="2. " + phrase(5))).grade == "wrong"


@pytest.mark.parametrize(
    ("before", "answer", "after", "given", "wanted"),
    [
        ("果园每天浇水", "45", "分钟。", "45分钟", "right"),
        ("果园每天浇水", "45", "分钟。", "浇水45分钟", "right"),
        ("果园每天浇水", "45", "分钟。", "45小时", "wrong"),
        ("果园每天浇水", "45", "分钟。", "54分钟", "wrong"),
        ("每棵树浇水1", "45", "升。", "145", "wrong"),
        ("园丁不", "攀折枝条", "。", "不攀折枝条", "right"),
        ("园丁可以", "攀折枝条", "。", "不攀折枝条", "wrong"),
        ("园丁爱护", "枝条", "，也爱护果实。", "爱护枝条", "right"),
        ("园丁爱护", "枝条", "，也爱护果实。", "爱护果实", "wrong"),
    ],
)
def test_what_is_to_be_read_beside_the_gap_may_be_typed_again(
    before: str, answer: str, after: str, given: str, wanted: str
) -> None:
    question = ask(Card(sentence_note(1, before, answer, after), 1), POOL, ("typed",), "1")
    assert question is not None
    assert grade(question, Answer(text=given)).grade == wanted


def test_another_item_of_the_list_is_told_from_a_wrong_answer() -> None:
    for ordered, wanted in ((False, "almost"), (True, "wrong")):
        question = ask(Card(list_note(900, ["浇水", "施肥", "除草"], ordered=ordered), 1), POOL, ("typed",), "1")
        assert question is not None
        verdict = grade(question, Answer(text="除草"))
        assert (verdict.grade, verdict.reason) == (wanted, "sibling")
        assert grade(question, Answer(text="嫁接")).reason == "different"


def test_another_item_is_wrong_where_the_card_shows_it_or_shows_which_is_asked() -> None:
    shown = list_note(900, ["浇水", "施肥", "除草"], layout="others-shown")
    named = [(f"{season}：", work) for season, work in (("春", "浇水"), ("夏", "施肥"), ("秋", "除草"))]
    lines = [
        Line(parts=(Part(text=season), Part(text=work, cloze=k, role="item", typed=True)))
        for k, (season, work) in enumerate(named, 1)
    ]
    for note in (shown, list_note(901, ["浇水"], lines=tuple(lines))):
        question = ask(Card(note, 1), POOL, ("typed",), "1")
        assert question is not None
        assert grade(question, Answer(text="除草")).grade == "wrong"


def test_flip_is_rated_by_the_student() -> None:
    verdict = grade(asked("flip"), Answer())
    assert (verdict.reason, verdict.suggested) == ("self", 3)


def test_questions_do_not_depend_on_global_randomness() -> None:
    before = asked("choice").options
    Random().random()
    assert asked("choice").options == before

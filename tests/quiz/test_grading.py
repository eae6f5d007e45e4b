"""Grading agrees with the table of answers, and keeps its promises on any text."""

from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.model.quiz import Expected
from quizgen.quiz.diff import diff
from quizgen.quiz.grading import grade_text, judge
from quizgen.quiz.normal import canonical, plain, simple

_TABLE = Path(__file__).with_name("grading.tsv").read_text("utf-8").splitlines()
ROWS = [
    pytest.param(*line.split("\t"), id=f"line {number}")
    for number, line in enumerate(_TABLE, start=1)
    if line and not line.startswith("#")
]
HAN = st.text(alphabet="水火土木金光热声电力风雨山河不没未非无的得三五十百零两厘米克年月日，。、 A9%-.", max_size=14)


def test_the_table_is_large_enough() -> None:
    assert len(ROWS) >= 300


@pytest.mark.parametrize(("given_text", "expected", "grade", "reason"), ROWS)
def test_table(given_text: str, expected: str, grade: str, reason: str) -> None:
    found = grade_text("" if given_text == "-" else given_text, Expected(text=expected))
    assert (found.grade, found.reason) == (grade, reason)


@given(st.text(min_size=1).filter(lambda text: text.strip()))
def test_the_answer_itself_is_right(text: str) -> None:
    assert grade_text(text, Expected(text=text)).grade == "right"


@given(HAN, HAN)
def test_what_is_right_is_so_both_ways(one: str, other: str) -> None:
    assert (judge(one, other).grade == "right") == (judge(other, one).grade == "right")


@given(HAN, st.integers(0, 14), st.sampled_from("不没未非无"))
def test_a_negation_left_out_is_never_right(text: str, at: int, negation: str) -> None:
    whole = text[:at] + negation + text[at:]
    without = text[:at] + text[at:]
    assert grade_text(without, Expected(text=whole)).grade == "wrong"
    assert grade_text(whole, Expected(text=without)).grade == "wrong"


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_another_number_is_never_right(one: int, other: int) -> None:
    grade = grade_text(f"{one}米", Expected(text=f"{other}米")).grade
    assert grade == ("right" if one == other else "wrong")


@given(HAN)
def test_forms_are_stable(text: str) -> None:
    for form in (plain, simple, canonical):
        assert form(form(text)) == form(text)


@given(st.text(), st.text())
def test_a_diff_gives_both_texts_back(one: str, other: str) -> None:
    pieces = diff(one, other)
    assert "".join(piece.given for piece in pieces) == one
    assert "".join(piece.expected for piece in pieces) == other


def test_a_diff_shows_raw_text_and_only_what_differs() -> None:
    pieces = [(piece.kind, piece.given, piece.expected) for piece in diff("機械能，守衡", "机械能守恒")]
    assert pieces == [("same", "機械能，守", "机械能守"), ("changed", "衡", "恒")]


def test_an_accepted_wording_is_right() -> None:
    expected = Expected(text="热传导", also=("导热",))
    found = grade_text("导热", expected)
    assert (found.grade, found.reason) == ("right", "variant")
    assert grade_text("传热", expected).grade == "wrong"


@pytest.mark.parametrize("unit", ["1", "一", "1.", "1 ", "三点半", "和与及", "1/"])
def test_an_endless_answer_takes_no_time(unit: str) -> None:
    begun = process_time()
    assert judge(unit * (20_000 // len(unit)), "光合作用和呼吸作用").grade == "wrong"
    assert process_time() - begun < 5

"""A recited list: any separator, any order, best assignment, credit an item, missing and foreign ones named."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.model.quiz import Expected
from quizgen.quiz.lists import assign, grade_list, split_items

ITEMS = ("检查水源", "记录温度", "整理农具", "保护幼苗")
EXPECTED = tuple(Expected(text=item) for item in ITEMS)


@pytest.mark.parametrize(
    "text",
    [
        "检查水源\n记录温度\n整理农具\n保护幼苗",
        "检查水源、记录温度、整理农具、保护幼苗",
        "检查水源，记录温度，整理农具，保护幼苗。",
        "检查水源;记录温度;整理农具;保护幼苗",
        "检查水源 记录温度 整理农具 保护幼苗",
        "1. 检查水源 2. 记录温度 3. 整理农具 4. 保护幼苗",
        "（一）检查水源\n（二）记录温度\n（三）整理农具\n（四）保护幼苗",
        "①检查水源②记录温度③整理农具④保护幼苗",
        "- 检查水源\n- 记录温度\n- 整理农具\n- 保护幼苗",
        "检查水源/记录温度/整理农具/保护幼苗",
        "检查水源记录温度整理农具保护幼苗",
        "保护幼苗、整理农具、记录温度、检查水源",
        "檢查水源、記錄溫度、整理農具、保護幼苗",
    ],
)
def test_ways_of_writing_a_list(text: str) -> None:
    verdict = grade_list(split_items(text, EXPECTED), EXPECTED, ordered=False)
    assert (verdict.grade, verdict.credit, verdict.foreign) == ("right", 1.0, ())


def test_items_with_commas_are_kept_whole() -> None:
    expected = (Expected(text="翻土、施肥"), Expected(text="浇水，松土"))
    assert split_items("浇水，松土\n翻土、施肥", expected) == ["浇水，松土", "翻土、施肥"]
    assert split_items("浇水，松土；翻土、施肥", expected) == ["浇水，松土", "翻土、施肥"]


def test_missing_and_foreign_are_named_and_the_rest_earns_credit() -> None:
    verdict = grade_list(["记录温度", "清点人数", "整理农具", "检查水源"], EXPECTED, ordered=False)
    assert (verdict.grade, verdict.reason, verdict.credit) == ("wrong", "incomplete", 0.75)
    assert (verdict.missing, verdict.foreign) == (("保护幼苗",), ("清点人数",))


def test_a_slip_in_one_item_is_almost() -> None:
    verdict = grade_list(["检察水源", "记录温度", "整理农具", "保护幼苗"], EXPECTED, ordered=False)
    assert (verdict.grade, verdict.reason, verdict.credit) == ("almost", "homophone", 0.875)


def test_something_foreign_beside_a_whole_list_is_almost() -> None:
    verdict = grade_list([*ITEMS, "清点人数"], EXPECTED, ordered=False)
    assert (verdict.grade, verdict.foreign) == ("almost", ("清点人数",))


def test_a_wrong_item_stands_beside_the_one_it_resembles() -> None:
    verdict = grade_list(["检查水管", "记录温度", "整理农具", "保护幼苗"], EXPECTED, ordered=False)
    assert (verdict.items[0].given, verdict.items[0].grade, verdict.foreign) == ("检查水管", "wrong", ())


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_ordered_lists_say_what_stands_in_the_wrong_place(order: tuple[int, ...]) -> None:
    verdict = grade_list([ITEMS[k] for k in order], EXPECTED, ordered=True)
    rest = [ITEMS.index(item) for item in ITEMS if item not in verdict.misplaced]
    assert [k for k in order if k in rest] == sorted(rest)
    assert (verdict.grade == "right") == (list(order) == [0, 1, 2, 3])


def test_the_names_of_explained_items_earn_half() -> None:
    expected = (Expected(text="深耕：翻到一尺以下"), Expected(text="密植：行距两尺"))
    verdict = grade_list(split_items("密植、深耕", expected), expected, ordered=False)
    assert (verdict.grade, verdict.reason, verdict.credit) == ("almost", "incomplete", 0.5)


def test_the_same_item_twice_counts_once() -> None:
    verdict = grade_list(["检查水源", "检查水源"], EXPECTED, ordered=False)
    assert (verdict.credit, verdict.foreign) == (0.25, ("检查水源",))


def test_an_item_given_twice_over_goes_where_it_earns_most() -> None:
    # 甲 fits both, 乙 only the first: greed would give 甲 the first and lose 乙
    expected = (Expected(text="松土", also=("除草",)), Expected(text="松土"))
    assert assign(["松土", "除草"], expected) == [(0, 1), (1, 0)]


@given(st.lists(st.sampled_from([*ITEMS, "清点人数", "检察水源"]), max_size=7))
def test_credit_is_a_share_and_everything_given_is_accounted_for(items: list[str]) -> None:
    verdict = grade_list(items, EXPECTED, ordered=False)
    assert 0 <= verdict.credit <= 1
    assert sorted([*verdict.foreign, *(item.given for item in verdict.items if item.given)]) == sorted(items)


@given(st.text(max_size=200))
def test_any_text_can_be_graded(text: str) -> None:
    verdict = grade_list(split_items(text, EXPECTED), EXPECTED, ordered=True)
    assert verdict.grade in ("right", "almost", "wrong")

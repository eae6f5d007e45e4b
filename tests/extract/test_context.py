"""What all items of a list share, and the words that lead to it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.extract.context import LEAD_LONGEST, frame, lead
from quizgen.extract.trim import balanced

FRAMES = (
    (("竹编椅", "藤编椅"), ("", "编椅")),
    (("不踩苗", "不折枝", "不摘果"), ("不", "")),
    (("粗砂纸打磨", "细砂纸打磨"), ("", "砂纸打磨")),
    (("单板 PLY", "胶板 GLY", "纤板 XLY"), ("", "")),
    (("单板 PLY", "胶板 PLY"), ("", "板 PLY")),
    (("松木（软）", "榉木（硬）"), ("", "")),
    (("刨刃（粗）", "刨刃（细）"), ("刨刃（", "）")),
    (("“开榫”要准", "“凿眼”要准"), ("“", "”要准")),
    (("《木经》", "《鲁班经》"), ("《", "》")),
    (("含水12.5%", "含水9.5%"), ("含水", "")),
    (("厚3毫米", "厚5毫米"), ("厚", "毫米")),
    (("甲", "甲乙"), ("", "")),
    (("坚持一天打磨", "坚持一年打磨"), ("坚持", "打磨")),
    (("油漆工人的手套", "油画颜料的盒子"), ("", "")),
    (("刨", "锯"), ("", "")),
)


@pytest.mark.parametrize(("items", "expected"), FRAMES)
def test_frame(items: tuple[str, ...], expected: tuple[str, str]) -> None:
    assert frame(items) == expected


@given(st.lists(st.text(alphabet="甲乙丙（）“”A1%", min_size=1, max_size=8), min_size=2, max_size=4))
def test_something_whole_is_left_of_every_item(items: list[str]) -> None:
    before, after = frame(items)
    for item in items:
        assert item.startswith(before)
        assert item.endswith(after)
        assert len(before) + len(after) < len(item)
        if before or after:
            assert balanced(item[len(before) : len(item) - len(after)])


LEADS = (
    ("木材按材质可分为", "木材按材质可"),
    ("上料。常用的木工机具，如", "常用的木工机具"),
    ("他说：“先刨后锯。”常见的榫卯有", "常见的榫卯"),
    ("（见图三）：粘合剂主要包括", "粘合剂"),
    ("木作四忌（口诀：", "木作四忌"),
    ("“三刨法”，即", "三刨法"),
    ("背景：木料短缺——", "背景：木料短缺"),
    ("这种漆具有", "这种漆具有"),
    ("行家认为", "行家认为"),
    ("如", ""),
    ("主要包括", ""),
    ("刨花：主要包括", "刨花"),
    ("其中，硬木包括", "硬木"),
    (
        "师傅反复交代过很多次，每个学徒都要记住，动手之前必须在工作台前检查",
        "每个学徒都要记住，动手之前必须在工作台前检查",
    ),
)


@pytest.mark.parametrize(("before", "expected"), LEADS)
def test_lead(before: str, expected: str) -> None:
    assert lead(before + "甲、乙、丙", 0, len(before)) == expected


@given(st.text(alphabet="甲乙，。：“”（）有是即如", max_size=120))
def test_a_lead_is_a_clause_of_the_text(before: str) -> None:
    words = lead(before, 0, len(before))
    assert words in before
    assert "。" not in words
    assert len(words) <= LEAD_LONGEST or "，" not in words

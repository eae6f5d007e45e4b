"""What is left of an item, alone and in a row."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.extract.candidate import Range
from quizgen.extract.trim import balanced, trim, trim_row

ALONE = (
    ("是防锈的关键。涂层破了要补。", "是防锈的关键"),
    ("“定人定岗”", "定人定岗"),
    ("  清点工具；", "清点工具"),
    ("风化、剥蚀等", "风化、剥蚀"),
    ("停机（断电", ""),
    ("**拉闸**", "拉闸"),
    ("平等", "平等"),
    ("轮灌这", "轮灌"),
    ("“红灯停”和“绿灯行”", "“红灯停”和“绿灯行”"),
)

ROWS = (
    (
        (
            "看火色，炉膛要亮，烟色要淡，风量要匀",
            "听声音，磨机要稳，皮带要直，阀门要紧",
            "摸温度，轴承不烫，油管不凉，外壳不抖",
        ),
        ("看火色", "听声音", "摸温度"),
    ),
    (("抓好“三个环节”，即收、储、运", "守住“两条底线”，即安全、质量"), ("抓好“三个环节”", "守住“两条底线”")),
    (("酸味：舌侧", "甜味：舌尖"), ("酸味：舌侧", "甜味：舌尖")),
    (("选种，晒种", "浸种，催芽"), ("选种，晒种", "浸种，催芽")),
)


@pytest.mark.parametrize(("text", "left"), ALONE)
def test_alone(text: str, left: str) -> None:
    assert "".join(text[r.start : r.end] for r in trim(text, (Range(0, len(text)),))) == left


@pytest.mark.parametrize(("items", "left"), ROWS)
def test_in_a_row(items: tuple[str, ...], left: tuple[str, ...]) -> None:
    text = "\n".join(items)
    ranges, at = [], 0
    for item in items:
        ranges.append((Range(at, at + len(item)),))
        at += len(item) + 1
    assert tuple(text[r[0].start : r[0].end] for r in trim_row(text, tuple(ranges))) == left


@given(st.text(alphabet="甲乙“”（）()，。；等、 \n", max_size=40))
def test_never_torn(text: str) -> None:
    for kept in trim(text, (Range(0, len(text)),)):
        assert 0 <= kept.start < kept.end <= len(text)
        assert balanced(text[kept.start : kept.end])

"""The marker table: each row reads its example and nothing that it rejects."""

from __future__ import annotations

import re

import pytest

from quizgen.extract.marker_styles import STYLES, MarkerStyle
from quizgen.extract.markers import inline_markers, marker_at


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.name)
def test_row_reads_its_example(style: MarkerStyle) -> None:
    found = marker_at(style.example, 0, len(style.example))
    assert found is not None
    assert found.style.partition(":")[0] == (style.joins or style.name)
    assert found.number == style.number
    assert style.example[found.end :].strip()


@pytest.mark.parametrize(
    ("style", "words"), [(style, words) for style in STYLES for words in style.rejects], ids=lambda value: str(value)
)
def test_row_leaves_others_alone(style: MarkerStyle, words: str) -> None:
    assert re.match(style.pattern, words) is None


@pytest.mark.parametrize(
    "words",
    [
        "具备前款第（一）项和第（二）项规定的条件",
        "水深1.5米，版本2024.1，比分3:2",
        "如图（2）所示",
        "开往一、二号码头",
        "这是第一次出海，也是最后一次",
        "潮汐由月球引起[1]，风暴潮则由气压引起[2]。",
        "此说出自县志①，后人多有异议②。",
        "设 f(1)=1，则 f(2)=4",
    ],
)
def test_no_marker_in_mid_line(words: str) -> None:
    assert [words[m.start : m.end] for m in inline_markers(words, 0, len(words))] == []

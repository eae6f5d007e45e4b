"""Proposals from structure keep to the text: ranges in order and inside it, labels verbatim, linear in its length."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.extract.candidate import Candidate
from quizgen.extract.lists import outline_headings, outline_lines, outline_runs, outline_series, outline_tables
from quizgen.extract.outline import outline
from quizgen.extract.scan import Scan
from quizgen.model.document import Document

PROPOSERS = tuple(
    module.propose for module in (outline_runs, outline_headings, outline_tables, outline_lines, outline_series)
)
WORDS = [
    "一、",
    "二、",
    "1.",
    "2.",
    "（1）",
    "（2）",
    "①",
    "②",
    "第一，",
    "第二，",
    "一是",
    "二是",
    "- ",
    "  - ",
    "# ",
    "## ",
    "|",
    "\n",
    "\n\n",
    "：",
    "？",
    "。",
    "，",
    "；",
    "、",
    "（",
    "）",
    "“",
    "”",
    "==>",
    "如",
    "即",
    "两个原则",
    "船",
    "风浪大",
    "备料",
    "有下列情形之一的",
    "---|---",
    "《规定》规定，",
    "A. ",
    "答：",
    "问：",
]


def proposals(text: str) -> list[Candidate]:
    document = Document("any.md", text)
    scan = Scan(document, outline(document))
    return [candidate for propose in PROPOSERS for candidate in propose(scan)]


@given(st.lists(st.sampled_from(WORDS), max_size=80).map("".join))
def test_proposals_keep_to_the_text(text: str) -> None:
    for candidate in proposals(text):
        assert len(candidate.items) > 1
        at = 0
        for item in candidate.items:
            for start, end in item:
                assert at <= start <= end <= len(text)
                at = end
        assert 0 <= candidate.scope.start <= candidate.scope.end <= len(text)
        if candidate.label is not None:
            assert candidate.label.text == "".join(text[r.start : r.end] for r in candidate.label.ranges)


@pytest.mark.parametrize(
    "unit",
    [
        "甲：\n1. 乙\n2. 丙\n",
        "（一）甲（二）乙",
        "1. 甲 ① 乙 ② 丙\n",
        "| 甲；乙 | 丙；丁 |\n",
        "# 甲\n乙、丙\n",
        "甲：乙\n",
    ],
)
def test_proposing_is_linear(unit: str) -> None:
    def seconds(size: int) -> float:
        text = (unit * (size // len(unit) + 1))[:size]
        start = time.perf_counter()
        proposals(text)
        return time.perf_counter() - start

    seconds(500)
    small, large = seconds(3_000), seconds(24_000)
    assert large < max(small, 0.03) * 8 * 5


def test_one_item_with_many_lists_under_it() -> None:
    text = "1. " + "甲乙丙，" * 10_000 + "\n" + "   ① 子 ② 丑\n   ⑴ 寅 ⑵ 卯\n" * 500
    start = time.perf_counter()
    assert proposals(text)
    assert time.perf_counter() - start < 10

"""The outline: blocks cover the lines, parents stand before children, and hostile text is read in linear time."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.extract.outline import outline
from quizgen.model.document import Document

NOTES = """# 港口
## 泊位
一、深水泊位
1. 集装箱
2. 散货
二、浅水泊位
- 渡船
  - 客渡
- 渔船
说明：①涨潮靠岸；②落潮离岸。
"""


def titles(text: str, word: str) -> tuple[str, ...]:
    return outline(Document("notes.md", text)).headings_at(text.index(word))


def test_headings_above_a_place() -> None:
    assert titles(NOTES, "散货") == ("港口", "泊位", "深水泊位")
    assert titles(NOTES, "客渡") == ("港口", "泊位", "浅水泊位", "渡船")
    assert titles(NOTES, "落潮") == ("港口", "泊位", "浅水泊位", "说明") or titles(NOTES, "落潮")[-1] == "说明"


def test_items_in_mid_line_are_no_headings() -> None:
    text = "# 竹编\n工序：（1）选料；（2）劈篾：①粗劈；②细劈。\n"
    assert titles(text, "细劈") == ("竹编", "工序")
    unbroken = "一、选料：（1）毛竹（2）慈竹二、劈篾：（1）粗劈（2）细劈"
    assert titles(unbroken, "细劈") == ("劈篾",)


def test_blocks_under_a_block() -> None:
    made = outline(Document("notes.md", NOTES))
    words = {NOTES[block.content : block.end]: k for k, block in enumerate(made.blocks)}
    under = [NOTES[made.blocks[k].content : made.blocks[k].end] for k in made.children(words["泊位"])]
    assert under == ["深水泊位", "浅水泊位"]
    assert made.blocks[made.block_at(NOTES.index("客渡")) or 0].level == 4


ALPHABET = "一二三四①②③第（）()1234.、-* \n#|：是首先其次最后学习，。ab"


@given(st.text(alphabet=ALPHABET, max_size=400))
def test_blocks_are_in_order_and_parents_come_first(text: str) -> None:
    made = outline(Document("any.txt", text))
    at = 0
    for index, block in enumerate(made.blocks):
        assert at <= block.start <= block.content <= block.end <= len(text)
        at = block.end
        assert block.parent is None or block.parent < index
        assert block.level == (0 if block.parent is None else made.blocks[block.parent].level + 1)
    for run in made.runs:
        assert list(run.items) == sorted(set(run.items))
        assert len(run.items) > 1


@pytest.mark.parametrize(
    "unit",
    ["①", "一、", "1.\n", "（一）（二）", "- \n", "- a\n", "  - a\n- b\n", "第一，", "#" * 6 + " a\n", "|a|b|\n",
     "```\n",
     "一是二是", "首先，其次，", "(1)", "1.1.1.1.", "步骤1：", "：\n1. a\n", "<!--", "（" * 50 + "\n"],
)  # fmt: skip
def test_hostile_text_is_read_in_linear_time(unit: str) -> None:
    """Twenty times the text may take 120 times the processor's time in one of three attempts; squared it is 400."""

    def seconds(size: int) -> float:
        text = (unit * (size // len(unit) + 1))[:size]
        start = time.process_time()
        outline(Document("hostile.txt", text))
        return time.process_time() - start

    seconds(1000)
    small = max(0.01, *(seconds(2_000) for _ in range(3)))
    assert any(seconds(40_000) < small * 120 for _ in range(3))


def test_a_line_in_brackets_is_no_heading() -> None:
    text = "县渡口办法\n\n（2011年4月2日县政府会议通过）\n\n一、渡工\n（一）持证上岗\n（二）查验船况\n"
    made = outline(Document("ferries.txt", text))
    assert made.headings_at(text.index("持证")) == ("渡工",)

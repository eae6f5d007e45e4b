"""Numerals and the labels that they make."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.extract.numerals import MOST, labels, to_int

VALUES = (
    ("三", 3), ("十", 10), ("十二", 12), ("二十", 20), ("二十五", 25), ("廿", 20), ("廿三", 23), ("一百零五", 105),
    ("两", 2), ("俩", 2), ("双", 2), ("叁", 3), ("拾贰", 12), ("７", 7), ("12", 12), ("〇", 0),
    ("十十", None), ("", None), ("三三", None), ("甲", None),
)  # fmt: skip

LABELS = (
    ("班前要做到“六必查”，", "六必查", 6),
    ("坚持五个“不放过”：", "五个不放过", 5),
    ("实行三项制度，", "三项制度", 3),
    ("抓好四个环节：", "四个环节", 4),
    ("禁忌症（5 条）", "禁忌症", 5),
    ("用物 (8 件)", "用物", 8),
    ("酵母的五大职能：", "五大职能", 5),
    ("两种智能可以", "两种智能", 2),
    ("推行“三查七对”", "三查七对", 10),
    ("落实“三会一课”", "三会一课", 4),
    ("布局“5+2”", "5+2", 7),
    ("形成“三位一体”的格局", "三位一体", 3),
    ("要打赢两大战役。", "两大战役", 2),
    ("處理原則有６項要點：", "６項要點", 6),
)

NO_LABELS = (
    "十九届六中全会",
    "第一个百年",
    "一个又一个难题",
    "实行一票否决",
    "三八妇女节放假",
    "二〇二一年三月五日",
    "二十大报告",
    "统一部署，一切行动听指挥",
    "三个人走了两年",
    "服务“一老一小”",
    "共有三千五百二十户",
)


@pytest.mark.parametrize(("numeral", "value"), VALUES)
def test_to_int(numeral: str, value: int | None) -> None:
    assert to_int(numeral) == value


@pytest.mark.parametrize(("text", "label", "count"), LABELS)
def test_label(text: str, label: str, count: int) -> None:
    assert [(m.text, m.count) for m in labels(text)] == [(label, count)]


@pytest.mark.parametrize("text", NO_LABELS)
def test_no_label(text: str) -> None:
    assert list(labels(text)) == []


@given(st.text(alphabet="一二三四五十两个项大“”（）()条 第年月查会对+5，。新风", max_size=60))
def test_labels_stand_where_they_say(text: str) -> None:
    last = 0
    for mention in labels(text):
        assert last <= mention.start < mention.end <= len(text)
        assert 2 <= mention.count <= MOST
        last = mention.end

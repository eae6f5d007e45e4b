"""Labels that are named and never expanded: told where they are names, and only there."""

from __future__ import annotations

import pytest

from quizgen.extract import extract
from quizgen.model.document import Document

NAMES = [
    ("进罐区要严格执行“三不动火”，任何人不得例外。", ["三不动火"]),
    ("全场要打好三大歼灭战，确保按期完工。", ["三大歼灭战"]),
    ("书架上摆着四大名著，他一本也没有翻过。", ["四大名著"]),
    ("外交课上讲到和平共处五项原则基础上的往来。", ["五项原则"]),
    ("各队严格落实市委八项规定精神，不搞排场。", ["八项规定"]),
    ("渔场要增强四个意识。船长尤其要增强四个意识。", ["四个意识"]),
    ("出海前做到两个确认，返航后也要做到两个确认。", ["两个确认"]),
]
COUNTS = [
    "会上选出三个代表参加县里的比赛。",
    "两个人用了三年时间，走了四个小时，看了三种办法，第三个才成。",
    "全村五个小组有四对姐妹，两项工程投资三百万元，三项指标居前。",
    "贯彻两个文件精神，落实三项制度。坚持两条腿走路。",
    "他坚持三个小时才到。执行三项任务。落实五项工作。",
    "老师讲了三个故事，我记住了两个数字。两大公司合并，三大运营商提速。",
    "这两个问题要抓紧。三座大桥通车。五座水库蓄水。",
    "三重门是一部小说，四重奏很好听，二项分布要会算。",
    "第二个季度落实三大工程：修路、通水、架桥。",
    "县局八项工作排名第一，镇里两项纪录作废。",
    "写的是东岭、西岭、南岭、北岭四大家族的兴衰。",
    "设计原则（落实三大支柱）：一是牢固，二是轻便，三是好修。",
    "十九大以来，党的二十大报告提出新要求。",
    "要打好三大歼灭战。一是打好清淤歼灭战，二是打好护坡歼灭战，三是打好绿化歼灭战。",
]


@pytest.mark.parametrize(("text", "expected"), NAMES)
def test_names_are_told(text: str, expected: list[str]) -> None:
    assert [label.label for label in extract(Document("a.txt", text)).dangling_labels] == expected


@pytest.mark.parametrize("text", COUNTS)
def test_counts_and_what_is_expanded_are_not(text: str) -> None:
    assert extract(Document("a.txt", text)).dangling_labels == ()


def test_every_place_of_a_name_is_told() -> None:
    text = "渔场要增强四个意识。船长尤其要增强“四个意识”。"
    (label,) = extract(Document("a.txt", text)).dangling_labels
    assert [text[start:end] for start, end in label.spans] == ["四个意识", "四个意识"]

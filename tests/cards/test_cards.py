"""Which cards are made of what was found."""

from __future__ import annotations

import pytest

from quizgen.cards import REASONS, make_notes
from quizgen.cards.items import frame_of, hidden_of
from quizgen.cards.lists import masked_path
from quizgen.cards.wording import fuller_name, is_bare_count, title_of, with_subject
from quizgen.face import front
from quizgen.model.deck import LABEL, RECITE, Note
from quizgen.model.extraction import Extraction, Flagged, Piece
from tests.cards.making import (
    BEES,
    NOW,
    bees_extraction,
    document,
    edited,
    extraction,
    listing,
    notes_of,
    piece,
    sentence,
)


def note(title_or_words: str, notes: list[Note] | None = None) -> Note:
    for made in notes or notes_of(*bees_extraction()):
        if made.made.title == title_or_words or any(title_or_words in line.text for line in made.made.lines):
            return made
    raise AssertionError(f"no note has {title_or_words}")


def faces(made: Note) -> dict[int, str]:
    """Number → the lines of the front in one string."""
    return {n: " / ".join(line.text for line in front(made.content, n).lines) for n in made.content.numbers}


FRONTS = [
    ("三看", {1: "＿＿ / … / …", 2: "… / ＿＿ / …", 3: "… / … / ＿＿",
              LABEL: "蜂王是否健在；蜜粉是否充足；巢温是否稳定——合称＿＿", RECITE: ""}),
    ("五项登记", {1: "登记＿＿ / 登记… / 登记…", 2: "登记… / 登记＿＿ / 登记…", 3: "登记… / 登记… / 登记＿＿"}),
    ("分蜂热", {1: "＿＿是指蜂群在繁殖高峰时准备分家的一种群体状态。",
                2: "分蜂热是指蜂群在＿＿时准备分家的一种群体状态。",
                3: "分蜂热是指蜂群在繁殖高峰时＿＿的一种群体状态。"}),
    ("寿命", {1: "采蜜季里，一只工蜂的寿命约为＿＿天。"}),
    ("强群", {1: "强群＿＿，弱群繁殖。", 2: "强群采蜜，弱群＿＿。", 3: "＿＿，弱群繁殖。", 4: "强群采蜜，＿＿。"}),
    ("养蜂先养王", {1: "养蜂先养王，＿＿。 / ——陈树声", 2: "养蜂先养王，王强群自旺。 / ——＿＿"}),
    ("安抚", {1: "〔蜂王的信息素〕能够在短时间内＿＿。"}),
]  # fmt: skip


@pytest.mark.parametrize(("words", "expected"), FRONTS, ids=[row[0] for row in FRONTS])
def test_fronts_of_each_kind(words: str, expected: dict[int, str]) -> None:
    assert faces(note(words)) == expected


def test_long_list_shows_neighbours_only() -> None:
    made = note("清箱的步骤")
    assert made.made.layout == "neighbours"
    assert faces(made)[4] == "… / … / 火焰消毒 / ＿＿ / 放回巢脾 / … / … / …"


def test_incomplete_list_is_marked_and_never_recited() -> None:
    made = note("五项登记")
    assert made.made.marks == ("原文只列出 3/5",)
    assert not made.complete
    assert RECITE not in made.content.numbers


def test_label_card_hides_title_and_heading() -> None:
    face = front(note("三看").content, LABEL)
    assert (face.title, face.heading) == ("", ())


def test_label_is_asked_only_where_items_belong_to_one_list() -> None:
    where = document("# 工具\n修车三件：内六角、撬棒、气筒。\n\n# 装备\n骑行两样：气筒、头盔。\n")
    lists = [
        listing(where, "内六角", "撬棒", "气筒", label="修车三件", stated=3),
        listing(where, "气筒", "头盔", label="骑行两样", stated=2, after="装备"),
    ]
    notes = notes_of(extraction((where, lists, [])), {where.source: where})
    assert all(LABEL not in made.content.numbers for made in notes)


def test_label_is_asked_only_where_it_is_a_name() -> None:
    where = document("主要工作：清扫箱底、加固支架。")
    found = listing(where, "清扫箱底", "加固支架", label="主要工作")
    [made] = notes_of(extraction((where, [found], [])), {where.source: where})
    assert made.content.numbers == (1, 2, RECITE)


def test_quote_asks_for_its_speaker_only_in_a_corpus_of_two_speakers() -> None:
    found, documents = bees_extraction()
    alone = [f for f in found.documents[0].formulations if f.speaker != "陆青禾"]
    only = found.documents[0].model_copy(update={"formulations": tuple(alone)})
    made = note("养蜂先养王", notes_of(Extraction(schema=1, documents=(only,)), documents))
    assert faces(made) == {1: "养蜂先养王，＿＿。 / ——陈树声"}


def test_speaker_stands_at_its_place() -> None:
    made = note("养蜂先养王")
    speaker = made.content.answer(2)[0]
    assert BEES[slice(*speaker.spans[0])] == "陈树声"


def test_nested_list_has_its_parents_path_on_the_front() -> None:
    where = document("# 换胎\n步骤：拆轮、补胎。\n拆轮的要点：松闸、退链。\n补胎的要点：打磨、涂胶。\n")
    outer = listing(where, "拆轮", "补胎", label="步骤", stated=2, id="outer", heading=("换胎",))
    inner = listing(where, "打磨", "涂胶", topic="要点", parent="outer", heading=("换胎",))
    made = note("要点", notes_of(extraction((where, [outer, inner], [])), {where.source: where}))
    assert made.made.heading == ("换胎", "步骤", "补胎")


def test_definition_without_gap_still_asks_for_its_term() -> None:
    where = document("辐条张力是指辐条在轮圈与花鼓之间承受的拉力。")
    found = sentence(where, where.text, kind="definition", term="辐条张力")
    assert faces(notes_of(extraction((where, [], [found])), {where.source: where})[0]) == {
        1: "＿＿是指辐条在轮圈与花鼓之间承受的拉力。"
    }


LEFT_OUT = [
    ("no-gap", "骑行之前先看天。", []),
    ("too-bare", "检查刹车皮厚度。", ["检查刹车皮厚"]),
]


@pytest.mark.parametrize(("reason", "text", "gaps"), LEFT_OUT, ids=[row[0] for row in LEFT_OUT])
def test_sentence_without_a_good_gap_is_left_out_and_told(reason: str, text: str, gaps: list[str]) -> None:
    where = document(text)
    notes, left_out = make_notes(
        extraction((where, [], [sentence(where, text, *gaps)])), {where.source: where}, now=NOW
    )
    assert not notes
    assert [item.reason for item in left_out] == [reason]
    assert reason in REASONS


def test_level_and_kind_choose_what_is_made() -> None:
    found, documents = bees_extraction()
    core, left_out = make_notes(found, documents, now=NOW, level="core")
    assert [made.made.title for made in core] == ["三看", "四防"]
    assert {item.reason for item in left_out} == {"level"}
    assert {made.kind for made in notes_of(found, documents, only="lists")} == {"list"}
    assert "list" not in {made.kind for made in notes_of(found, documents, only="formulations")}


def test_a_sentence_that_is_an_item_is_asked_once() -> None:
    where = document("巡检要点：一、先看刹车再上路；二、夜骑必须开灯。骑行之前先看天，天变必须早返程。")
    rules = listing(where, "先看刹车再上路", "夜骑必须开灯", label="巡检要点", importance=2)
    inside = sentence(where, "夜骑必须开灯", "开灯", importance=2)
    outside = sentence(where, "骑行之前先看天，天变必须早返程。", "早返程", importance=2)
    found = extraction((where, [rules], [inside, outside]))
    notes, left_out = make_notes(found, {where.source: where}, now=NOW)
    assert [made.kind for made in notes] == ["list", "principle"]
    assert [(item.text, item.reason) for item in left_out] == [("夜骑必须开灯", "item")]
    core, left_out = make_notes(found, {where.source: where}, now=NOW, level="core")
    assert not core
    assert {item.reason for item in left_out} == {"level"}


def test_a_list_under_an_item_is_not_asked_by_what_leads_to_the_items() -> None:
    where = document("出车做到“两个清楚”：一、路线清楚，看图、问路；二、人员清楚。")
    outer = listing(where, "路线清楚", "人员清楚", label="两个清楚", stated=2, id="outer")
    inner = listing(where, "看图", "问路", topic="出车做到“两个清楚”", parent="outer", kind="parallel")
    made = note("看图", notes_of(extraction((where, [outer, inner], [])), {where.source: where}))
    assert made.made.title == "路线清楚"


def test_a_short_noun_behind_the_items_is_asked_with_its_clause() -> None:
    where = document("车队要按照“检查轮胎、清点工具、分发地图”的要求，做好出发准备。")
    found = listing(where, "检查轮胎", "清点工具", "分发地图", label="要求", kind="series")
    made = notes_of(extraction((where, [found], [])), {where.source: where})[0]
    assert made.made.title == "车队要按照“……”的要求，做好出发准备"


def test_same_list_in_two_documents_is_one_note_with_both_places() -> None:
    first, second = document(), document(name="copy.txt")
    items = ("防寒", "防潮", "防盗蜂", "防农药")
    found = extraction(
        (first, [listing(first, *items, topic="要防什么", importance=3)], []),
        (second, [listing(second, *items, label="四防", stated=4, importance=1)], []),
    )
    made = notes_of(found, {d.source: d for d in (first, second)})
    assert [(n.made.title, n.importance, [o.source for o in n.occurrences]) for n in made] == [
        ("四防", 1, ["copy.txt", "bees.txt"])
    ]


def test_repair_that_touches_an_answer_is_told_on_the_back() -> None:
    where = edited(
        document("出发前检查三样：车灯、响 铃、杀车。"), ("杀车", "刹车", "typo"), ("响 铃", "响铃", "space")
    )
    found = listing(where, "车灯", "响铃", "刹车", label="检查三样", stated=3)
    made = notes_of(extraction((where, [found], [])), {where.source: where})[0]
    assert made.made.repaired == ("原文作：杀车",)
    assert made.made.marks == ("答案含校订文字",)


def test_flagged_text_is_marked() -> None:
    found, documents = bees_extraction()
    bad = Flagged(text="防潮", reason="damaged", spans=piece(documents["bees.txt"], "防潮").spans)
    only = found.documents[0].model_copy(update={"flagged": (bad,)})
    notes = notes_of(Extraction(schema=1, documents=(only,)), documents)
    assert note("四防", notes).made.marks == ("原文此处疑有误",)
    assert note("三看", notes).made.marks == ()


def test_traditional_documents_are_spoken_to_in_their_script() -> None:
    where = document("蜂箱保養有四件事：清潔、上漆、防蟻。", script="hant")
    found = listing(where, "清潔", "上漆", "防蟻", label="四件事", stated=4, complete=False)
    made = notes_of(extraction((where, [found], [])), {where.source: where})[0]
    restored = sentence(where, "蜂箱保養有四件事", "四件事", subject="蜂箱", replaces=2)
    assert made.made.marks == ("原文只列出 3/4",)
    sentence_note = notes_of(extraction((where, [], [restored])), {where.source: where})[0]
    assert sentence_note.made.marks == ("〔〕內為補出的主語",)


def test_occurrence_is_a_passage_of_the_text_with_line_and_context() -> None:
    found, documents = bees_extraction()
    text = documents["bees.txt"].text
    for made in notes_of(found, documents):
        for place in made.occurrences:
            assert place.before + place.text + place.after in text
            assert "\n" not in place.before + place.after
            assert BEES.split("\n")[(place.line or 0) - 1].count(place.text[:4])


FRAMES = [
    (["落实责任", "落实经费", "落实人员"], ("", ""), (2, 0)),
    (["道路畅通", "信息畅通", "供电畅通"], ("", ""), (0, 2)),
    (["坚持早检查", "坚持晚检查"], ("坚持", "查"), (2, 0)),
    (["坚持每早检查", "坚持每晚检查"], ("坚持", "检查"), (2, 2)),
    (["最湿润", "最干燥"], ("最", ""), (1, 0)),
    (["种植业", "畜牧业"], ("", "业"), (0, 0)),
    (["蜂王（Queen Bee）", "工蜂（Worker Bee）"], ("", ""), (0, 0)),
    (["坚持早检", "坚持晚检"], ("坚持", "检"), (2, 0)),
    (["加强巡查", "加快维修"], ("", ""), (0, 0)),
    (["2024年春检", "2025年春检"], ("", ""), (0, 3)),
    (["防寒", "防潮"], ("", ""), (0, 0)),
    (["检查"], ("", ""), (0, 0)),
]


@pytest.mark.parametrize(("items", "given", "expected"), FRAMES)
def test_frame_stays_visible(items: list[str], given: tuple[str, str], expected: tuple[int, int]) -> None:
    assert frame_of(items, given) == expected


@pytest.mark.parametrize(
    ("items", "counted", "hidden"),
    [
        (["浅层：0～20 厘米", "深层：20～60 厘米"], False, ["0～20 厘米", "20～60 厘米"]),
        (["采蜜：春末夏初", "越冬：十一月起"], True, ["采蜜", "越冬"]),
        (["采蜜：春末夏初", "越冬"], True, ["采蜜：春末夏初", "越冬"]),
        (["8:30 开箱", "9:30 关箱"], False, ["8:30 开箱", "9:30 关箱"]),
        (["要求：安静", "要求：干净"], False, ["安静", "干净"]),
    ],
)
def test_of_name_and_matter_one_is_asked_and_the_other_shown(
    items: list[str], counted: bool, hidden: list[str]
) -> None:
    ranges = hidden_of(items, ("", ""), counted=counted)
    assert [item[start:end] for item, (start, end) in zip(items, ranges, strict=True)] == hidden


TITLES = [
    (["三看"], ["蜂王"], ("三看", "三看")),
    (["防寒防潮", "春季要防什么"], ["防寒", "防潮"], ("春季要防什么", "春季要防什么")),
    (["分蜂热的识别"], ["分蜂热"], ("＿＿的识别", "分蜂热的识别")),
    (["分蜂热"], ["分蜂热"], ("列举", "")),
    (["“分蜂热” 应对办法"], ["分蜂热"], ("“＿＿” 应对办法", "“分蜂热” 应对办法")),
    (["什么是分蜂热？分蜂热怎样应对？", "春季管理"], ["分蜂热"], ("春季管理", "春季管理")),
    (["【清箱】"], ["刮净蜡渣"], ("清箱", "清箱")),
    (["【清箱】（七步）"], ["刮净蜡渣"], ("清箱（七步）", "清箱（七步）")),
    (["主要包括", "蜂具"], ["刮刀"], ("蜂具", "蜂具")),
    (["🐝 清箱"], ["刮净蜡渣"], ("清箱", "清箱")),
    (["（2）清箱的步骤"], ["刮净蜡渣"], ("清箱的步骤", "清箱的步骤")),
    (["3.5米高的蜂架"], ["刮净蜡渣"], ("3.5米高的蜂架", "3.5米高的蜂架")),
    (["参考答案：清箱的步骤有"], ["刮净蜡渣"], ("清箱的步骤", "清箱的步骤")),
    (["简记为", "清箱"], ["刮净蜡渣"], ("清箱", "清箱")),
    (["包含两个部分，共5个步骤", "清箱"], ["刮净蜡渣"], ("清箱", "清箱")),
    (["是清箱的三个步骤"], ["刮净蜡渣"], ("清箱的三个步骤", "清箱的三个步骤")),
    (["例如 清箱工具"], ["刮刀"], ("清箱工具", "清箱工具")),
    (["蜂农的行为"], ["刮刀"], ("蜂农的行为", "蜂农的行为")),
    (["清箱：每年开春前做一次，天冷的年份可以推迟"], ["刮净蜡渣"], ("清箱", "清箱")),
    (["情境一：蜂群越冬"], ["刮净蜡渣"], ("情境一：蜂群越冬", "情境一：蜂群越冬")),
    (["清箱工具：包括"], ["刮刀"], ("清箱工具", "清箱工具")),
    (["⚠️ 【论述】清箱"], ["刮净蜡渣"], ("【论述】清箱", "【论述】清箱")),
]


@pytest.mark.parametrize(("candidates", "answers", "expected"), TITLES)
def test_titles_never_hold_an_answer(candidates: list[str], answers: list[str], expected: tuple[str, str]) -> None:
    assert title_of("list", "hans", candidates, answers) == expected


SUBJECTS = [
    ("症状", ("养蜂手册", "白垩病", "症状"), ["虫尸变硬"], "白垩病·症状"),
    ("症状", ("白垩病", "临床表现"), ["虫尸变硬"], "白垩病·症状"),
    ("症状", ("白垩病的症状",), ["虫尸变硬"], "症状"),
    ("常见症状", ("白垩病", "主要表现"), ["虫尸变硬"], "白垩病·常见症状"),
    ("症状", (), ["虫尸变硬"], "症状"),
    ("症状", ("白垩病",), ["白垩病"], "症状"),
    ("三看", ("春季检查",), ["蜂王"], "三看"),
    ("意义", ("在蜂群越冬以前把全场的蜂箱都检修一遍并且登记在册",), ["增产"], "意义"),
]


@pytest.mark.parametrize(("title", "heading", "answers", "expected"), SUBJECTS)
def test_a_title_that_every_subject_has_names_its_subject(
    title: str, heading: tuple[str, ...], answers: list[str], expected: str
) -> None:
    assert with_subject(title, heading, answers) == expected


PATHS = [
    (("春季检查", "开箱要做到三看"), "三看", ("春季检查", "开箱要做到三看")),
    (("春季检查", "三看（3条）"), "三看", ("春季检查",)),
    (("【春季检查】", "清箱（七步）", "清箱"), "步骤", ("春季检查", "清箱")),
]


@pytest.mark.parametrize(("heading", "named", "expected"), PATHS)
def test_no_step_of_the_path_says_the_next_one(heading: tuple[str, ...], named: str, expected: tuple[str, ...]) -> None:
    assert masked_path(heading, named, ["刮净蜡渣"]) == expected


def test_the_subject_in_the_title_is_no_step_of_the_path() -> None:
    assert masked_path(("手册", "白垩病", "表现"), "症状", ["虫尸"], "白垩病·症状") == ("手册", "表现")


def test_a_list_that_nothing_names_shows_its_other_items() -> None:
    where = document("采蜜。酿蜜。割蜜。", title="bees.txt")
    found = listing(where, "采蜜", "酿蜜", "割蜜", kind="series")
    (made,) = notes_of(extraction((where, [found], [])), {where.source: where})
    assert (made.made.title, made.made.layout, made.made.recite) == ("列举", "others-shown", False)


def test_a_bare_count_is_asked_by_its_clause() -> None:
    where = document("五年来，全场的工作成效体现在四个方面：采蜜、酿蜜、割蜜、育王。")
    found = listing(where, "采蜜", "酿蜜", "割蜜", "育王", label="四个方面", stated=4)
    (made,) = notes_of(extraction((where, [found], [])), {where.source: where})
    assert made.made.title == "全场的工作成效体现在四个方面"


def test_a_list_is_asked_by_the_fuller_heading() -> None:
    assert fuller_name("三看", ("春季检查", "开箱要做到三看")) == "开箱要做到三看"
    assert fuller_name("三看", ("开箱要做到三看", "春季检查")) == ""
    assert fuller_name("三看", ("开箱" * 20 + "三看",)) == ""


def test_page_is_told_for_documents_with_pages() -> None:
    from quizgen.model.document import PageStart

    where = document("第一页。\n带上两样：水壶、地图。", format="pdf", pages=(PageStart(0, 1), PageStart(5, 2)))
    found = listing(where, "水壶", "地图", label="两样", stated=2)
    place = notes_of(extraction((where, [found], [])), {where.source: where})[0].occurrences[0]
    assert (place.page, place.line) == (2, None)


def test_other_wordings_are_further_occurrences() -> None:
    where = document("强群采蜜，弱群繁殖。\n\n俗话讲强群采蜜、弱群育王。")
    other = Piece(text="强群采蜜、弱群育王", spans=piece(where, "强群采蜜、弱群育王").spans)
    found = sentence(where, "强群采蜜，弱群繁殖。", "采蜜", kind="slogan", occurrences=(other,))
    made = notes_of(extraction((where, [], [found])), {where.source: where})[0]
    assert [place.text for place in made.occurrences] == ["强群采蜜，弱群繁殖。", "强群采蜜、弱群育王"]


@pytest.mark.parametrize(
    ("text", "items", "title"),
    [
        ("蜂群越冬前，养蜂人喂足饲料、缩小巢门、保好温度，然后才敢歇下。", ["喂足饲料", "缩小巢门", "保好温度"],
         "蜂群越冬前，养蜂人……，然后才敢歇下"),
        ("他不喝酒。不吃蒜。不喷香水。", ["不喝酒", "不吃蒜", "不喷香水"], "要防什么"),
        ("采蜜、酿蜜、割蜜。", ["采蜜", "酿蜜", "割蜜"], "要防什么"),
    ],
    ids=["in a sentence", "over sentences", "nothing around"],
)  # fmt: skip
def test_a_list_without_a_name_is_asked_by_its_sentence(text: str, items: list[str], title: str) -> None:
    where = document(text)
    found = extraction((where, [listing(where, *items, topic="要防什么", kind="series")], []))
    (made,) = notes_of(found, {where.source: where})
    assert made.made.title == title


@pytest.mark.parametrize(
    ("label", "bare"),
    [("四类", True), ("以下三点", True), ("两个方面", True), ("5种", True), ("四会", False), ("三个主动", False),
     ("五谷", False), ("八大菜系", False), ("三种精神", False)],
)  # fmt: skip
def test_a_label_that_only_counts_is_no_name(label: str, bare: bool) -> None:
    assert is_bare_count(label) is bare


def test_what_a_bare_count_counts_is_in_the_title() -> None:
    where = document("蜂箱按结构分为卧式、立式、活框三类。")
    found = listing(where, "卧式", "立式", "活框", label="三类", stated=3, kind="series", importance=1)
    (made,) = notes_of(extraction((where, [found], [])), {where.source: where})
    assert made.made.title == "蜂箱按结构分为……三类"
    assert made.made.aside is None

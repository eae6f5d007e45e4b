"""Many documents → one extraction: labels found elsewhere, what is said more than once, what contradicts."""

from __future__ import annotations

from itertools import count
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.extract import extract
from quizgen.merge import merge
from quizgen.merge.wording import difference, form
from quizgen.model.document import Document, Script, Span
from quizgen.model.extraction import (
    DanglingLabel,
    DocumentExtraction,
    Enumeration,
    Extraction,
    Formulation,
    Piece,
    Reason,
)

GIVES = "安全员要牢记“三不动火”：没有票证不动火、没有监护不动火、没有措施不动火。"
NAMES = "进入罐区要严格执行“三不动火”，任何人不得例外。"


def test_a_label_is_linked_to_the_document_that_expands_it() -> None:
    gives, names = extract(Document("gives.txt", GIVES)), extract(Document("names.txt", NAMES))
    merged = merge([names, gives])
    (label,) = merged.documents[0].dangling_labels
    (found,) = [e for e in merged.documents[1].enumerations if e.label == "三不动火"]
    assert label.expanded_by == f"gives.txt#{found.id}"


def test_a_label_that_nobody_expands_stays_dangling() -> None:
    merged = merge([extract(Document("names.txt", NAMES))])
    assert [label.expanded_by for label in merged.documents[0].dangling_labels] == [None]


def test_a_label_finds_its_list_in_the_other_script() -> None:
    gives = listed("gives.txt", ["清點蜂群", "察看蜜源"], label="巡場兩項", stated=2, script="hant")
    names = DocumentExtraction(
        source="names.txt", dangling_labels=(DanglingLabel(label="巡场两项", spans=(Span(0, 4),)),)
    )
    assert merge([gives, names]).documents[1].dangling_labels[0].expanded_by


def test_documents_keep_their_order_and_their_lists() -> None:
    extractions = [extract(Document("a.txt", GIVES)), extract(Document("b.txt", GIVES.replace("牢记", "记住")))]
    merged = merge(extractions)
    assert [d.source for d in merged.documents] == ["a.txt", "b.txt"]
    found = [[e.items for e in d.enumerations] for d in merged.documents]
    assert found == [[e.items for e in d.enumerations] for d in extractions]


def test_nothing_to_merge() -> None:
    assert merge([]).documents == ()


WORDINGS: list[tuple[str, str, Reason | None]] = [
    ("清点蜂群", "清点蜂群。", "punctuation"),
    ("“清点”蜂群", "清点蜂群", "punctuation"),
    ("蜂群的清点", "蜂群清点", "particle"),
    ("三个登记", "三登记", "particle"),
    ("三个月检修", "三月检修", None),
    ("加强箱体检修", "强化箱体检修", "synonym"),
    ("登记群势和蜜源", "登记群势、以及蜜源", "synonym"),
    ("登记群势帐目", "登记群势账目", "homophone"),
    ("清点蜂群", "切实清点蜂群", "adverb"),
    ("清点全场蜂群", "清点蜂群", None),
    ("清点本场蜂群", "清点蜂群", "letters"),
    ("蜂群", "本蜂群", None),
    ("春季检修箱体", "夏季检修箱体", None),
    ("允许开箱检查", "不允许开箱检查", None),
    ("禁止开箱检查", "允许开箱检查", None),
    ("每7天检查一次", "每9天检查一次", None),
    ("每7天检查一次", "每7.5天检查一次", None),
    ("第3排蜂箱检修", "第-3排蜂箱检修", None),
    ("湿度≥60%时通风", "湿度≤60%时通风", None),
    ("连续三天补饲糖浆", "连续两天补饲糖浆", None),
    ("副蜂王隔离观察", "蜂王隔离观察", None),
    ("清点蜂群并登记在册", "清点蜂群", None),
]


@pytest.mark.parametrize(("one", "other", "expected"), WORDINGS)
def test_what_two_wordings_differ_by(one: str, other: str, expected: Reason | None) -> None:
    assert difference(form(one, "hans"), form(other, "hans")) == expected
    assert difference(form(other, "hans"), form(one, "hans")) == expected


def test_script_is_no_difference() -> None:
    assert difference(form("清點蜂羣", "hant"), form("清点蜂群", "hans")) == "punctuation"


def listed(source: str, *lists: list[str], script: Script = "hans", **values: Any) -> DocumentExtraction:
    """A document with lists of these items; ``values`` hold for each of them."""
    number = count()
    enumerations = tuple(
        Enumeration.model_validate(
            {"id": f"e{k}", "kind": "labelled", "rule": "test", "items": [_piece(item, next(number)) for item in items]}
            | values
        )
        for k, items in enumerate(lists)
    )
    return DocumentExtraction(source=source, enumerations=enumerations, script=script)


def _piece(text: str, place: int) -> Piece:
    return Piece(text=text, spans=(Span(100 * place, 100 * place + len(text)),))


def told(*sentences: str, source: str = "a.txt", **values: object) -> DocumentExtraction:
    formulations = tuple(
        Formulation.model_validate(
            {"id": f"f{k}", "kind": "principle", "rule": "test", "text": text, "spans": _piece(text, k).spans} | values
        )
        for k, text in enumerate(sentences)
    )
    return DocumentExtraction(source=source, formulations=formulations)


def followed(found: Extraction) -> dict[str, str]:
    """What is said again → where it is said first."""
    follows: dict[str, str] = {}
    for document in found.documents:
        follows |= {f"{document.source}#{one.id}": one.same_as for one in document.enumerations if one.same_as}
        follows |= {f"{document.source}#{one.id}": one.same_as for one in document.formulations if one.same_as}
    return follows


CHORES = ["清点全部蜂群", "察看周围蜜源", "检修箱体风扇", "更换巢门饲水"]
SAME_LISTS: list[tuple[str, list[str], list[str], dict[str, Any], dict[str, Any], bool]] = [
    ("equal", CHORES, CHORES, {}, {}, True),
    ("in another order", CHORES, CHORES[::-1], {}, {}, True),
    ("a word of the same meaning", CHORES, ["清点所有蜂群", *CHORES[1:]], {}, {}, True),
    ("one slip", CHORES, ["清点蜂场全部蜂群", *CHORES[1:]], {}, {}, True),
    ("two slips", CHORES, ["清点蜂场全部蜂群", "察看周围蜂场蜜源", *CHORES[2:]], {}, {}, False),
    ("one item is another", CHORES, ["称量全部蜂箱", *CHORES[1:]], {}, {}, False),
    ("one more item", CHORES, [*CHORES, "称量全部蜂箱"], {}, {}, False),
    ("breaks off and says so", CHORES, CHORES[:3], {"label": "四项登记", "stated": 4},
     {"label": "四登记", "stated": 4, "complete": False}, True),
    ("breaks off under another name", CHORES, CHORES[:3], {"label": "四项登记", "stated": 4},
     {"label": "四项巡查", "stated": 4, "complete": False}, False),
    ("short, under two names", ["发热", "乏力"], ["发热", "乏力"], {"label": "甲病表现"}, {"label": "乙病表现"}, False),
    ("long, under two names", CHORES, CHORES, {"label": "早班四事"}, {"label": "四项登记"}, True),
    ("a slip, under two names", CHORES, ["清点蜂场全部蜂群", *CHORES[1:]], {"label": "早班四事"},
     {"label": "晚间登记"}, False),
    ("意义 of two things", ["增产", "授粉"], ["增产", "授粉"], {"label": "意义", "heading": ("甲场",)},
     {"label": "意义", "heading": ("乙场",)}, False),
    ("numbers", ["每7天清点", "每9天察看"], ["每7天清点", "每8天察看"], {}, {}, False),
]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "first", "second", "same"), [row[1:] for row in SAME_LISTS], ids=[row[0] for row in SAME_LISTS]
)
def test_what_is_one_list(
    one: list[str], other: list[str], first: dict[str, Any], second: dict[str, Any], same: bool
) -> None:
    found = merge([listed("a.txt", one, **first), listed("b.txt", other, **second)])
    assert followed(found) == ({"b.txt#e0": "a.txt#e0"} if same else {})


def test_the_fuller_list_speaks_wherever_it_stands() -> None:
    short = listed("a.txt", CHORES[:3], label="四项登记", stated=4, complete=False)
    found = merge([short, listed("b.txt", CHORES, label="四项登记", stated=4)])
    assert followed(found) == {"a.txt#e0": "b.txt#e0"}
    (absent,) = found.documents[0].enumerations[0].differences
    assert (absent.text, absent.instead, absent.reason) == ("", CHORES[3], "absent")


def test_differences_are_told_with_their_place() -> None:
    found = merge([listed("a.txt", CHORES), listed("b.txt", ["清点所有蜂群", *CHORES[1:]])])
    (only,) = found.documents[1].enumerations[0].differences
    assert (only.text, only.instead, only.reason) == ("清点所有蜂群", "清点全部蜂群", "synonym")
    assert only.spans == ((0, 6),)


def test_a_list_twice_in_one_document_is_one() -> None:
    found = merge([listed("a.txt", CHORES, ["清点所有蜂群", *CHORES[1:]])])
    assert followed(found) == {"a.txt#e1": "a.txt#e0"}


CONTRADICTIONS = [
    ("三防", "三防", ["防寒", "防潮", "防盗"], ["防火", "防汛", "防鼠"], True),
    ("三防", "三个“防”", ["防寒", "防潮", "防盗"], ["防寒", "防潮", "防鼠"], True),
    ("三项措施", "三项措施", ["喂糖", "缩巢", "保温"], ["割草", "通风", "遮荫"], False),
    ("三个", "三个", ["喂糖", "缩巢", "保温"], ["割草", "通风", "遮荫"], False),
    ("三防", "四防", ["防寒", "防潮", "防盗"], ["防火", "防汛", "防鼠", "防虫"], False),
    ("三防", "三防", ["防寒", "防潮", "防盗"], ["防盗", "防寒", "防潮"], False),
]


@pytest.mark.parametrize(("name", "again", "one", "other", "told"), CONTRADICTIONS)
def test_one_name_for_two_lists_is_told(name: str, again: str, one: list[str], other: list[str], told: bool) -> None:
    documents = [
        listed("a.txt", one, label=name, stated=len(one)),
        listed("b.txt", other, label=again, stated=len(other)),
    ]
    first, second = (d.enumerations[0].contradicts for d in merge(documents).documents)
    assert (first, second) == ((("b.txt#e0",), ("a.txt#e0",)) if told else ((), ()))


SENTENCE = "养蜂人要加强蜂箱检修，为蜂群越冬做好准备。"
SAME_SENTENCES = [
    ("punctuation", SENTENCE, "养蜂人要加强蜂箱检修,为蜂群越冬做好准备", True),
    ("a word of the same meaning", SENTENCE, "养蜂人要强化蜂箱检修，为蜂群越冬做好准备。", True),
    ("an adverb", SENTENCE, "养蜂人要切实加强蜂箱检修，为蜂群越冬做好准备。", True),
    ("another word", SENTENCE, "养蜂人要放弃蜂箱检修，为蜂群越冬做好准备。", False),
    ("a negation", SENTENCE, "养蜂人不要加强蜂箱检修，为蜂群越冬做好准备。", False),
    ("another year", "2019年起本场推行轮箱制度。", "2020年起本场推行轮箱制度。", False),
    ("too short for a slip", "强群采蜜", "强群快采蜜", False),
    ("a clause less", "强群采蜜，弱群繁殖，病群淘汰。", "强群采蜜，弱群繁殖", True),
    ("most clauses less", "强群采蜜，弱群繁殖，病群淘汰，老王更换，新王考核。", "强群采蜜", False),
    ("clauses in another order", "强群采蜜，弱群繁殖，病群淘汰。", "弱群繁殖，强群采蜜", False),
]


@pytest.mark.parametrize(
    ("one", "other", "same"), [row[1:] for row in SAME_SENTENCES], ids=[r[0] for r in SAME_SENTENCES]
)
def test_what_is_one_sentence(one: str, other: str, same: bool) -> None:
    assert followed(merge([told(one), told(other, source="b.txt")])) == ({"b.txt#f0": "a.txt#f0"} if same else {})
    swapped = followed(merge([told(other), told(one, source="b.txt")]))
    assert bool(swapped) is same


def test_the_fullest_sentence_speaks() -> None:
    short, long = "强群采蜜，弱群繁殖。", "强群采蜜，弱群繁殖，病群淘汰。"
    found = merge([told(short), told(long, source="b.txt"), told(short, source="c.txt")])
    assert followed(found) == {"a.txt#f0": "b.txt#f0", "c.txt#f0": "b.txt#f0"}


def test_one_whose_speaker_is_known_speaks() -> None:
    found = merge([told(SENTENCE), told(SENTENCE, source="b.txt", kind="quote", speaker="陈树声")])
    assert followed(found) == {"a.txt#f0": "b.txt#f0"}


def test_two_speakers_of_nearly_the_same_stay_two() -> None:
    first = told(SENTENCE, kind="quote", speaker="陈树声")
    second = told(SENTENCE.replace("加强", "强化"), source="b.txt", kind="quote", speaker="陆青禾")
    assert followed(merge([first, second])) == {}


ITEMS = st.lists(st.sampled_from([*CHORES, "清点所有蜂群", "清点蜂场全部蜂群", "防寒", "防潮"]), min_size=2, max_size=5)


@given(st.lists(ITEMS, min_size=1, max_size=6))
def test_who_speaks_for_others_has_nobody_to_speak_for_it(lists: list[list[str]]) -> None:
    found = merge([listed(f"{k}.txt", items) for k, items in enumerate(lists)])
    follows = followed(found)
    assert not set(follows.values()) & set(follows)
    assert merge(found.documents) == found


TWO_THINGS = [
    ("# 白垩病\n## 症状\n1. 离脾\n2. 爬行\n3. 失色\n\n# 麻痹病\n## 症状\n1. 离脾\n2. 爬行\n3. 失色\n", 2),
    ("白垩病的症状有离脾、爬行、失色。\n麻痹病的症状有离脾、爬行、失色。\n", 2),
    ("白垩病的症状有离脾、爬行、失色。\n再说一遍，白垩病的症状有离脾、爬行、失色。\n", 1),
]


@pytest.mark.parametrize(("text", "count"), TWO_THINGS)
def test_the_same_few_items_of_two_things_are_two_lists(text: str, count: int) -> None:
    found = merge([extract(Document("a.md", text, format="md"))])
    assert sum(not one.same_as for one in found.documents[0].enumerations) == count

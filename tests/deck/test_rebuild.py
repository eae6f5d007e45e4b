"""Rebuilding a deck from changed documents: what keeps its identity, what does not, and what is told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.deck import dump_deck, edit
from quizgen.model.deck import LABEL, RECITE, RESERVED, Deck, Line, Part
from quizgen.model.document import Document
from quizgen.model.extraction import Extraction
from tests.cards.making import NOW, bees_deck, bees_extraction, built, document, extraction, listing, sentence

LATER = NOW + 1000


def chores(
    *items: str, label: str = "巡场要点", name: str = "bees.txt", lead: str = ""
) -> tuple[Extraction, dict[str, Document]]:
    """A document that holds one list."""
    where = document(f"{lead}{label}：{'、'.join(items)}。", name=name)
    found = listing(where, *items, label=label, stated=len(items), after=label)
    return extraction((where, [found], [])), {where.source: where}


def numbered(deck: Deck) -> dict[str, int]:
    """Item → cloze number, over the notes that are not retired."""
    return {
        part.text: part.cloze
        for note in deck.notes
        if note.state != "retired"
        for line in note.content.lines
        for part in line.parts
        if part.cloze is not None
    }


ITEMS = ("清点蜂群", "察看蜜源", "检修风扇", "更换饲水")
CHANGES: list[tuple[str, Sequence[str], dict[str, int]]] = [
    ("reordered", ("更换饲水", "清点蜂群", "检修风扇", "察看蜜源"),
     {"更换饲水": 4, "清点蜂群": 1, "检修风扇": 3, "察看蜜源": 2}),
    ("inserted", ("清点蜂群", "称量蜂箱", "察看蜜源", "检修风扇", "更换饲水"),
     {"清点蜂群": 1, "称量蜂箱": 5, "察看蜜源": 2, "检修风扇": 3, "更换饲水": 4}),
    ("removed", ("清点蜂群", "检修风扇", "更换饲水"), {"清点蜂群": 1, "检修风扇": 3, "更换饲水": 4}),
    ("replaced", ("清点蜂群", "察看蜜源", "测量湿度", "更换饲水"),
     {"清点蜂群": 1, "察看蜜源": 2, "测量湿度": 5, "更换饲水": 4}),
    ("typo corrected", ("清点蜂群", "查看蜜源", "检修风扇", "更换饲水"),
     {"清点蜂群": 1, "查看蜜源": 2, "检修风扇": 3, "更换饲水": 4}),
    ("all at once", ("清点蜂郡", "更换饲水", "称量蜂箱", "检修风扇"),
     {"清点蜂郡": 1, "更换饲水": 4, "称量蜂箱": 5, "检修风扇": 3}),
]  # fmt: skip


@pytest.mark.parametrize(("items", "expected"), [row[1:] for row in CHANGES], ids=[row[0] for row in CHANGES])
def test_cloze_numbers_stay_with_their_items(items: Sequence[str], expected: dict[str, int]) -> None:
    old, _ = built(*chores(*ITEMS))
    new, changes = built(*chores(*items), old, now=LATER)
    assert numbered(new) == expected
    assert [note.id for note in new.notes] == [note.id for note in old.notes]
    assert [change.id for change in changes.changed] == [old.notes[0].id]
    assert new.notes[0].modified == LATER


def test_a_number_is_never_given_out_twice() -> None:
    deck, _ = built(*chores(*ITEMS))
    deck, _ = built(*chores(*ITEMS[:3], "称量蜂箱"), deck, now=LATER)
    deck, _ = built(*chores(*ITEMS[:3], "测量湿度"), deck, now=LATER + 1)
    assert numbered(deck) == {"清点蜂群": 1, "察看蜜源": 2, "检修风扇": 3, "测量湿度": 6}
    assert deck.notes[0].used == (1, 2, 3, 4, 5, 6, LABEL, RECITE)


def test_a_split_item_leaves_its_number_to_the_larger_part() -> None:
    old, _ = built(*chores("清点蜂群和称量蜂箱", "察看蜜源", "检修风扇"))
    new, _ = built(*chores("清点蜂群", "称量蜂箱", "察看蜜源", "检修风扇"), old, now=LATER)
    assert new.notes[0].id == old.notes[0].id
    assert numbered(new)["察看蜜源"] == 2
    assert max(numbered(new).values()) == 4


SAME: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("moved to another section", {"lead": "# 上篇\n"}, {"lead": "# 下篇\n一段新话。\n"}),
    ("document renamed", {"name": "bees.txt"}, {"name": "bees 2.txt"}),
    ("label corrected", {"label": "巡场要点"}, {"label": "巡场的要点"}),
]


@pytest.mark.parametrize(("before", "after"), [row[1:] for row in SAME], ids=[row[0] for row in SAME])
def test_a_note_is_known_again(before: dict[str, Any], after: dict[str, Any]) -> None:
    old, _ = built(*chores(*ITEMS, **before))
    new, changes = built(*chores(*ITEMS, **after), old, now=LATER)
    assert [note.id for note in new.notes] == [note.id for note in old.notes]
    assert numbered(new) == numbered(old)
    assert not changes.added
    assert not changes.retired


def test_only_what_a_student_sees_moves_the_time() -> None:
    old, _ = built(*chores(*ITEMS))
    new, changes = built(*chores(*ITEMS, lead="前言一段，与内容无关。\n"), old, now=LATER)
    assert new.notes[0].modified == NOW
    assert new.notes[0].made.lines[0].parts[0].spans != old.notes[0].made.lines[0].parts[0].spans
    assert len(changes.untouched) == 1


def test_the_time_of_a_change_is_always_later() -> None:
    old, _ = built(*chores(*ITEMS))
    new, _ = built(*chores(*ITEMS[:3]), old, now=NOW - 50)
    assert new.notes[0].modified == NOW + 1


def test_same_documents_give_the_same_deck_file() -> None:
    found, documents = bees_extraction()
    old, _ = built(found, documents)
    new, changes = built(found, documents, old, now=LATER)
    assert dump_deck(new) == dump_deck(old)
    assert str(changes) == f"added 0, changed 0, retired 0, untouched {len(old.notes)}"


def test_a_missing_note_is_retired_and_comes_back_as_it_was() -> None:
    found, documents = bees_extraction()
    old, _ = built(found, documents)
    first = old.notes[0].model_copy(update={"state": "accepted"})
    old = old.model_copy(update={"notes": (first, *old.notes[1:])})
    fewer = found.documents[0].model_copy(update={"enumerations": found.documents[0].enumerations[1:]})
    without, changes = built(Extraction(schema=1, documents=(fewer,)), documents, old, now=LATER)
    assert [change.title for change in changes.retired] == ["三看"]
    assert (without.notes[0].id, without.notes[0].state) == (first.id, "retired")
    assert without.notes[0].modified == LATER
    again, changes = built(found, documents, without, now=LATER + 1)
    assert (again.notes[0].id, again.notes[0].state) == (first.id, "accepted")
    assert not changes.added


def test_notes_of_an_unreadable_document_are_kept() -> None:
    old, _ = built(*chores(*ITEMS))
    nothing = Extraction(schema=1, documents=())
    new, changes = built(nothing, {}, old, now=LATER, kept_sources=("bees.txt",))
    assert new.notes == old.notes
    assert [source.source for source in new.sources] == ["bees.txt"]
    assert not changes.retired


def test_a_rejected_note_stays_rejected() -> None:
    old, _ = built(*chores(*ITEMS))
    old = old.model_copy(update={"notes": (old.notes[0].model_copy(update={"state": "rejected"}),)})
    new, _ = built(*chores(*ITEMS, "称量蜂箱"), old, now=LATER)
    assert new.notes[0].state == "rejected"
    gone, _ = built(*chores("甲", "乙"), new, now=LATER)
    assert {note.state for note in gone.notes} == {"rejected", "proposed"}


def rewritten(deck: Deck, words: str) -> Deck:
    """The deck after the user changed the first item of its first note."""
    note = deck.notes[0]
    line = Line(parts=(Part(text=words, cloze=1, role="item"),))
    return edit(deck, note.id, note.made.model_copy(update={"lines": (line, *note.made.lines[1:])}), now=NOW + 10)


def test_an_edit_wins_and_the_difference_is_shown() -> None:
    old, _ = built(*chores(*ITEMS))
    old = rewritten(old, "数清蜂群")
    same, _ = built(*chores(*ITEMS), old, now=LATER)
    assert same.notes[0].differs is None
    new, changes = built(*chores(*ITEMS, "称量蜂箱"), same, now=LATER)
    note = new.notes[0]
    assert note.content.lines[0].text == "数清蜂群"
    assert note.state == "edited"
    assert note.differs
    assert note.differs.lines[4].text == "称量蜂箱"
    assert note.modified == NOW + 10  # what Anki shows has not changed
    assert [change.id for change in changes.differs] == [note.id]
    still, _ = built(*chores(*ITEMS, "称量蜂箱"), new, now=LATER + 1)
    assert still.notes[0].differs == note.differs


def test_an_edit_that_the_document_catches_up_with_differs_no_more() -> None:
    old, _ = built(*chores(*ITEMS))
    old = rewritten(old, "清点蜂郡")
    new, _ = built(*chores("清点蜂郡", *ITEMS[1:]), old, now=LATER)
    assert new.notes[0].differs is None


def test_a_corrected_figure_is_a_new_card() -> None:
    def bees(count: str) -> tuple[Extraction, dict[str, Document]]:
        where = document(f"采蜜季里，一只工蜂的寿命约为{count}天。")
        return extraction((where, [], [sentence(where, where.text, count, kind="fact")])), {where.source: where}

    old, _ = built(*bees("45"))
    new, _ = built(*bees("46"), old, now=LATER)
    assert new.notes[0].id == old.notes[0].id
    assert numbered(new) == {"46": 2}


def test_two_lists_that_share_a_title_are_not_confused() -> None:
    def both(first: Sequence[str], second: Sequence[str]) -> tuple[Extraction, dict[str, Document]]:
        where = document(f"# 甲场\n意义：{'、'.join(first)}。\n# 乙场\n意义：{'、'.join(second)}。\n")
        lists = [
            listing(where, *first, topic="意义", heading=("甲场",)),
            listing(where, *second, topic="意义", heading=("乙场",), after="乙场"),
        ]
        return extraction((where, lists, [])), {where.source: where}

    old, _ = built(*both(["增产蜂蜜", "授粉果园"], ["培训学徒", "开放参观"]))
    new, _ = built(*both(["培训学徒", "开放参观"], ["增产蜂蜜", "授粉果园", "保护野蜂"]), old, now=LATER)
    ids = {note.made.lines[0].text: note.id for note in old.notes}
    assert {note.made.lines[0].text: note.id for note in new.notes} == ids


def test_a_swap_in_place_of_an_item_like_another_is_a_new_card() -> None:
    old, _ = built(*chores("春季检修", "夏季检修", "秋季检修"))
    new, _ = built(*chores("春季检修", "冬季检修", "秋季检修"), old, now=LATER)
    assert sorted(numbered(new).values()) == [1, 3, 4]


TEXTS = st.lists(
    st.sampled_from([*ITEMS, "称量蜂箱", "测量湿度", "补充糖浆", "登记天气", "除草通风"]),
    min_size=2,
    max_size=7,
    unique=True,
)


@given(versions=st.lists(TEXTS, min_size=2, max_size=5))
def test_history_of_rebuilds_never_moves_a_number_to_another_item(versions: list[list[str]]) -> None:
    deck: Deck | None = None
    owner: dict[tuple[str, int], str] = {}
    for k, items in enumerate(versions):
        deck, _ = built(*chores(*items), deck, now=NOW + k)
        for note in deck.notes:
            assert set(note.content.numbers) <= set(note.used)
            for line in note.made.lines:
                for part in line.parts:
                    if part.cloze is not None and note.state != "retired":
                        assert part.cloze not in RESERVED
                        assert owner.setdefault((note.id, part.cloze), part.text) == part.text


def test_deck_order_is_document_order_with_retired_notes_in_their_place() -> None:
    found, documents = bees_extraction()
    old, _ = built(found, documents)
    first = found.documents[0]
    fewer = first.model_copy(update={"enumerations": (first.enumerations[0], *first.enumerations[2:])})
    new, _ = built(Extraction(schema=1, documents=(fewer,)), documents, old, now=LATER)
    assert [note.id for note in new.notes] == [note.id for note in old.notes]


def test_ids_are_told_apart_by_the_decks_name() -> None:
    found, documents = bees_extraction()
    mine, yours = (built(found, documents, name=name)[0] for name in ("mine", "yours"))
    assert not {note.id for note in mine.notes} & {note.id for note in yours.notes}
    assert bees_deck() == bees_deck()


def test_many_changed_notes_find_their_partners() -> None:
    def volume(suffix: str) -> tuple[Extraction, dict[str, Document]]:
        words = [
            [f"{chr(0x4E00 + 37 * k + j)}{chr(0x6000 + 11 * k + j)}工序{suffix}" for j in range(4)] for k in range(400)
        ]
        where = document("\n".join(f"第{k}组：" + "、".join(items) for k, items in enumerate(words)))
        lists = [listing(where, *items, topic=f"第{k}组", id=f"e{k}") for k, items in enumerate(words)]
        return extraction((where, lists, [])), {where.source: where}

    old, _ = built(*volume("甲"))
    found, documents = volume("乙")
    new, _ = built(found, documents, old, now=LATER)
    assert [note.id for note in new.notes] == [note.id for note in old.notes]

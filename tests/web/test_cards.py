"""The page of cards: decisions, edits, merges and splits reach the store and can be undone."""

from __future__ import annotations

import pytest

from quizgen import study
from quizgen.model.deck import Note
from quizgen.store import Store
from tests.web.conftest import Open


def notes(store: Store, who: int) -> tuple[Note, ...]:
    return study.notes(store, who, 1).notes


@pytest.mark.parametrize(("key", "state"), [("A", "accepted"), ("X", "rejected")])
def test_a_decision_is_kept_and_the_next_note_comes(key: str, state: str, store: Store, who: int, visit: Open) -> None:
    first, second = notes(store, who)[:2]
    app = visit("cards")
    app.get_by_key(f"do-{key}-{first.id}").click().run()
    assert notes(store, who)[0].state == state
    assert app.get_by_key(f"do-E-{second.id}")
    app.get_by_key("undo-1").click().run()
    assert notes(store, who)[0].state == "proposed"
    assert app.get_by_key(f"do-E-{first.id}")


def test_an_edit_keeps_the_numbers_of_gaps_it_leaves(store: Store, who: int, visit: Open) -> None:
    first = notes(store, who)[0]
    app = visit("cards", note=first.id)
    app.get_by_key(f"do-E-{first.id}").click().run()
    app.text_area[0].input("【坚持按时归还】\n【坚持免费开放】\n坚持【低声】交谈")
    app.get_by_key(f"save-{first.id}").click().run()
    edited = notes(store, who)[0]
    assert edited.state == "edited"
    assert [(part.text, part.cloze) for line in edited.content.lines for part in line.parts] == [
        ("坚持按时归还", 3),
        ("坚持免费开放", 1),
        ("坚持", None),
        ("低声", 2),
        ("交谈", None),
    ]
    assert not app.exception


@pytest.mark.parametrize("text", ["没有填空", "【未关", "【】空", "】反【"])
def test_an_edit_that_cannot_be_asked_is_told_and_not_kept(text: str, store: Store, who: int, visit: Open) -> None:
    first = notes(store, who)[0]
    app = visit("cards", note=first.id)
    app.get_by_key(f"do-E-{first.id}").click().run()
    app.text_area[0].input(text)
    app.get_by_key(f"save-{first.id}").click().run()
    assert notes(store, who)[0] == first
    assert app.error
    assert app.text_area[0].value == text


def test_notes_are_merged_and_split_and_put_back(store: Store, who: int, visit: Open) -> None:
    first, second = notes(store, who)[:2]
    app = visit("cards", note=first.id)
    app.get_by_key(f"do-M-{first.id}").click().run()
    assert [line.text for line in notes(store, who)[0].content.lines] == [
        line.text for note in (first, second) for line in note.content.lines
    ]
    app.get_by_key("undo-1").click().run()
    assert notes(store, who)[:2] == (first, second)
    app.get_by_key(f"do-S-{first.id}").click().run()
    app.get_by_key(f"split-{first.id}-1").click().run()
    after = notes(store, who)
    assert [line.text for line in after[0].content.lines] == [first.content.lines[0].text]
    assert [line.text for line in after[1].content.lines] == [line.text for line in first.content.lines[1:]]
    assert not app.exception


def test_the_filters_leave_only_what_is_asked_for(store: Store, who: int, visit: Open) -> None:
    app = visit("cards")
    app.get_by_key("cards-text").input("编目").run()
    assert "Note 1 of 1" in " ".join(str(one.body) for one in app.get("html"))


def test_a_note_named_in_the_address_is_shown(store: Store, who: int, visit: Open) -> None:
    last = notes(store, who)[-1]
    app = visit("cards", deck="1", note=last.id)
    assert app.get_by_key(f"do-E-{last.id}")

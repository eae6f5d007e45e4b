"""What users decide about notes, and that it outlives a rebuild."""

from __future__ import annotations

import pytest

from quizgen.deck import (
    NEW,
    accept,
    edit,
    keep_edit,
    merge,
    reject,
    restore,
    split,
    take_document,
)
from quizgen.errors import DeckError
from quizgen.model.deck import LABEL, Content, Deck, Line, Note, Part
from tests.cards.making import NOW, bees_deck, bees_extraction, built

LATER = NOW + 500


def titled(deck: Deck, title: str) -> Note:
    return next(note for note in deck.notes if note.content.title == title)


def with_lines(content: Content, *lines: Line) -> Content:
    return content.model_copy(update={"lines": lines})


def test_decisions_set_the_state_and_keep_the_time() -> None:
    deck = bees_deck()
    ids = [note.id for note in deck.notes[:2]]
    assert [note.state for note in accept(deck, ids, now=LATER).notes[:3]] == ["accepted", "accepted", "proposed"]
    rejected = reject(deck, ids[:1], now=LATER)
    assert (rejected.notes[0].state, rejected.notes[0].modified, rejected.modified) == ("rejected", NOW, LATER)
    assert restore(rejected, ids[:1], now=LATER).notes == deck.notes


def test_an_edit_gives_new_gaps_numbers_never_used() -> None:
    deck = bees_deck()
    note = titled(deck, "三看")
    added = Line(parts=(Part(text="三看之外，再看"), Part(text="巢门", cloze=NEW, role="item")))
    deck = edit(deck, note.id, with_lines(note.content, *note.content.lines, added), now=LATER)
    changed = titled(deck, "三看")
    assert changed.state == "edited"
    assert changed.content.lines[3].numbers == (4,)
    assert changed.content.lines[3].parts[1].typed
    assert changed.modified == LATER
    assert changed.used == (1, 2, 3, 4, 98, 99)
    assert changed.content.aside
    assert "巢门" in changed.content.aside.text
    assert changed.content.aside.numbers == (LABEL,)
    deck = edit(deck, note.id, with_lines(changed.content, *changed.content.lines[:3], added), now=LATER + 1)
    assert titled(deck, "三看").content.lines[3].numbers == (5,)


def test_an_edit_back_to_the_document_is_none() -> None:
    deck = bees_deck()
    note = titled(deck, "四防")
    shorter = edit(deck, note.id, with_lines(note.content, *note.content.lines[:3]), now=LATER)
    back = edit(shorter, note.id, note.made, now=LATER + 1)
    assert titled(back, "四防").edited is None
    assert titled(back, "四防").state == "accepted"


def test_an_edit_that_cannot_be_asked_is_refused() -> None:
    deck = bees_deck()
    note = titled(deck, "四防")
    no_gap = with_lines(note.content, Line(parts=(Part(text="防寒"),))).model_copy(
        update={"recite": False, "aside": None}
    )
    blank = with_lines(note.content, Line(parts=(Part(text=" ", cloze=1),)))
    for content, why in ((no_gap, "mark at least one gap"), (blank, "a gap without words")):
        with pytest.raises(DeckError, match=why):
            edit(deck, note.id, content, now=LATER)
    with pytest.raises(DeckError, match="no note nowhere"):
        accept(deck, ["nowhere"], now=LATER)


def test_taking_the_documents_version_or_keeping_ones_own() -> None:
    found, documents = bees_extraction()
    deck, _ = built(found, documents)
    note = titled(deck, "四防")
    deck = edit(deck, note.id, with_lines(note.content, *note.content.lines[1:]), now=LATER)
    first = found.documents[0]
    fewer = first.enumerations[1].model_copy(update={"items": first.enumerations[1].items[:3]})
    shorter = first.model_copy(update={"enumerations": (first.enumerations[0], fewer, *first.enumerations[2:])})
    deck, _ = built(found.model_copy(update={"documents": (shorter,)}), documents, deck, now=LATER + 1)
    differing = titled(deck, "四防")
    assert differing.differs
    mine = titled(keep_edit(deck, note.id, now=LATER + 2), "四防")
    assert (mine.differs, mine.content) == (None, differing.edited)
    theirs = titled(take_document(deck, note.id, now=LATER + 2), "四防")
    assert (theirs.edited, theirs.content) == (None, differing.differs)
    assert theirs.modified == LATER + 2


def test_merging_adds_lines_with_new_numbers_and_outlives_a_rebuild() -> None:
    found, documents = bees_extraction()
    deck, _ = built(found, documents)
    first, second = titled(deck, "三看"), titled(deck, "四防")
    deck = merge(deck, [first.id, second.id], now=LATER)
    assert [line.numbers for line in titled(deck, "三看").content.lines] == [(n,) for n in (1, 2, 3, 4, 5, 6, 7)]
    assert titled(deck, "四防").state == "rejected"
    again, _ = built(found, documents, deck, now=LATER + 1)
    assert again == deck


def test_splitting_makes_a_second_note_that_outlives_a_rebuild() -> None:
    found, documents = bees_extraction()
    deck, _ = built(found, documents)
    note = titled(deck, "四防")
    deck = split(deck, note.id, 3, now=LATER)
    where = [k for k, each in enumerate(deck.notes) if each.content.title == "四防"]
    first, second = (deck.notes[k] for k in where)
    assert where == [1, 2]
    assert [line.text for line in first.content.lines] == ["防寒", "防潮", "防盗蜂"]
    assert [(line.text, line.numbers) for line in second.content.lines] == [("防农药", (1,))]
    assert second.split_from == first.id
    again, changes = built(found, documents, deck, now=LATER + 1)
    assert again == deck
    assert not changes.retired
    with pytest.raises(DeckError, match="nothing on one side"):
        split(deck, second.id, 1, now=LATER)

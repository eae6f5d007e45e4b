"""Every answer stands at its place, and what does not is found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.deck import edit, reject
from quizgen.model.deck import Deck, Note, Part
from quizgen.model.document import Document, Edit, Span
from quizgen.verify import Reading, answers, verify
from tests.cards.making import NOW, bees_deck, bees_extraction, built, document, edited, extraction, listing


def test_every_answer_of_every_kind_stands_at_its_place() -> None:
    found, documents = bees_extraction()
    deck, _ = built(found, documents)
    assert verify(deck, documents) == []
    assert len(list(answers(deck))) > 25


def changed_part(deck: Deck, **values: object) -> Deck:
    note = deck.notes[0]
    first, *lines = note.made.lines
    part = first.parts[0].model_copy(update=values)
    made = note.made.model_copy(update={"lines": (first.model_copy(update={"parts": (part,)}), *lines)})
    return deck.model_copy(update={"notes": (note.model_copy(update={"made": made}), *deck.notes[1:])})


WRONG = [
    ({"text": "蜂王在否"}, "蜂王是否健在"),
    ({"spans": (Span(0, 3),)}, "蜂场手"),
    ({"spans": ()}, None),
    ({"spans": (Span(5, 99_999),)}, None),
    ({"spans": (Span(9, 9),)}, None),
]


@pytest.mark.parametrize(("values", "found"), WRONG)
def test_what_does_not_stand_there_is_told(values: dict[str, object], found: str | None) -> None:
    deck = changed_part(bees_deck(), **values)
    mismatches = verify(deck, bees_extraction()[1])
    assert [mismatch.found for mismatch in mismatches] == [found]
    assert "三看" in str(mismatches[0])


def test_a_missing_document_fails_every_answer() -> None:
    deck = bees_deck()
    assert len(verify(deck, {})) == len(list(answers(deck)))


def test_what_a_user_wrote_is_the_users() -> None:
    found, documents = bees_extraction()
    deck, _ = built(found, documents)
    note = deck.notes[0]
    line = note.made.lines[0].model_copy(update={"parts": (Part(text="自己的话", cloze=1),)})
    mine = note.made.model_copy(update={"lines": (line, *note.made.lines[1:])})
    assert verify(edit(deck, note.id, mine, now=NOW), documents) == []


def test_repairs_and_removals_are_followed() -> None:
    where = edited(
        document("出发带三样：水 壶、（广告）地图、雨依。"), ("水 壶", "水壶", "space"), ("依", "衣", "typo")
    )
    at = where.text.index("（广告）")
    where = where.edited([Edit(at, at + 4, "", "advertisement", removed=True)])
    listed = listing(where, "水壶", "地图", "雨衣", label="三样", stated=3)
    deck, _ = built(extraction((where, [listed], [])), {where.source: where})
    assert verify(deck, {where.source: where}) == []
    plain = Document(source=where.source, raw=where.raw)
    assert [mismatch.found for mismatch in verify(deck, {where.source: plain})] == ["水 壶", "雨依"]


def test_a_span_that_ends_inside_a_repair_reads_nothing() -> None:
    where = edited(document("水 壶"), ("水 壶", "水壶", "space"))
    assert Reading(where).at((Span(0, 3),)) == "水壶"
    assert Reading(where).at((Span(0, 2),)) is None


def test_rejected_notes_are_checked_and_retired_ones_are_not() -> None:
    deck = changed_part(bees_deck(), text="别的")
    note: Note = deck.notes[0]
    documents = bees_extraction()[1]
    assert verify(reject(deck, [note.id], now=NOW), documents)
    retired = note.model_copy(update={"state": "retired"})
    assert not verify(deck.model_copy(update={"notes": (retired, *deck.notes[1:])}), documents)


@given(st.data())
def test_reading_agrees_with_the_document(data: st.DataObject) -> None:
    where = Document(source="x", raw=data.draw(st.text("甲乙丙丁", min_size=4, max_size=30)))
    for _ in range(data.draw(st.integers(0, 3))):
        if len(where.text) < 4:
            break
        start = data.draw(st.integers(0, len(where.text) - 2))
        end = data.draw(st.integers(start + 1, min(len(where.text), start + 4)))
        where = where.edited([Edit(start, end, data.draw(st.text("子丑", max_size=4)), "r", data.draw(st.booleans()))])
    if not where.text:
        return
    low = data.draw(st.integers(0, len(where.text) - 1))
    high = data.draw(st.integers(low + 1, len(where.text)))
    spans = where.locate(low, high)
    if spans:
        assert Reading(where).at(spans) == where.text[low:high]

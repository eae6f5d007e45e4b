"""Anki's own text import takes our CSV and TSV as their header lines say."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizgen.export import export
from quizgen.model.deck import LABEL, RECITE
from tests.anki.collection import sides
from tests.anki.conftest import Make
from tests.cards.making import bees_deck


@pytest.mark.parametrize("form", ["csv", "tsv"])
def test_text_import(form: str, anki: Make, tmp_path: Path) -> None:
    from anki.collection import ImportCsvRequest

    user = anki()
    deck = bees_deck()
    path = tmp_path / f"bees.{form}"
    export(deck, form, path)
    metadata = user.col.get_csv_metadata(str(path), None)
    assert metadata.is_html
    assert (metadata.guid_column, metadata.deck_column, metadata.tags_column) == (1, 2, 3)
    assert user.col.models.get(metadata.global_notetype.id)["name"] == "Cloze"
    log = user.col.import_csv(ImportCsvRequest(path=str(path), metadata=metadata)).log
    plain = [note.id for note in deck.notes]
    recited = [f"{note.id}-recite" for note in deck.notes if note.content.recite]
    aside = [f"{note.id}-aside" for note in deck.notes if note.content.aside]
    assert len(log.new) == len(plain + recited + aside)
    assert {guid for guid, _ in user.cards()} == {*plain, *recited, *aside}
    expected = {
        (note.id, number)
        for note in deck.notes
        for line in note.content.lines
        for number in line.numbers
        if number not in {LABEL, RECITE}
    }
    assert {key for key in user.cards() if key[0] in plain} == expected
    assert {number for guid, number in user.cards() if guid in recited} == {1}
    card = user.cards()[deck.notes[0].id, 1]
    assert user.deck_of(card) == "bees::蜂场手记"
    assert user.note(deck.notes[2].id).has_tag("quizgen::incomplete")
    question, answer = sides(card)
    assert question.asked == ("[...]",)
    assert "蜂王是否健在" not in question.text
    assert answer.asked == ("蜂王是否健在",)
    again = user.col.import_csv(ImportCsvRequest(path=str(path), metadata=metadata)).log
    assert not again.new
    user.check()

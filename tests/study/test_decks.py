"""Decks, notes and documents are kept as they were given, and what was done to them can be undone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from quizgen import study
from quizgen.deck import dump_deck
from quizgen.errors import NotFound, StoreError
from quizgen.model.extraction import DocumentExtraction
from quizgen.model.quiz import Settings
from quizgen.model.study import StoredDocument
from quizgen.store import Store
from quizgen.store.tables import CARDS, NOTES
from tests.quiz.farm import farm, list_note
from tests.study.conftest import NOW
from tests.study.test_today import asked


def ids(store: Store, who: int, deck_id: int) -> list[str]:
    return [note.id for note in study.load_deck(store, who, deck_id).notes]


def test_a_deck_comes_back_as_it_went_in(store: Store, who: int) -> None:
    deck = farm(5)
    assert study.load_deck(store, who, study.add_deck(store, who, deck, now=NOW)) == deck


def test_names_are_made_unique(store: Store, who: int, deck_id: int) -> None:
    second = study.add_deck(store, who, farm(2), now=NOW)
    assert study.load_deck(store, who, second).name == "farm-2"
    assert [row.name for row in study.decks(store, who, now=NOW)] == ["farm", "farm-2"]


def test_what_the_list_of_decks_says(store: Store, who: int, deck_id: int) -> None:
    study.save_settings(store, who, Settings(new_per_day=7))
    row = study.decks(store, who, now=NOW)[0]
    assert (row.notes, row.cards, row.due, row.new, row.sources) == (12, 60, 0, 7, ("春.txt", "秋.txt"))
    asked(store, who, NOW, rating=4)
    later = study.decks(store, who, now=NOW + timedelta(days=30))[0]
    assert (later.due, later.new) == (7, 7)


def test_rename_archive_delete_restore(store: Store, who: int, deck_id: int) -> None:
    study.rename_deck(store, who, deck_id, "  田间  ")
    assert study.load_deck(store, who, deck_id).title == "田间"
    with pytest.raises(StoreError, match="title"):
        study.rename_deck(store, who, deck_id, " ")
    asked(store, who, NOW, rating=4)
    study.delete_deck(store, who, deck_id, now=NOW)
    assert study.decks(store, who, now=NOW) == []
    assert asked(store, who, NOW + timedelta(days=30)) == []
    with pytest.raises(NotFound):
        study.load_deck(store, who, deck_id)
    study.restore_deck(store, who, deck_id)
    assert len(study.reviews(store, who, deck_id)) == 20
    study.delete_deck(store, who, deck_id, now=NOW)
    other = study.add_deck(store, who, farm(1, name="b"), now=NOW)
    study.delete_deck(store, who, other, now=NOW + timedelta(days=31))
    with pytest.raises(NotFound):
        study.restore_deck(store, who, deck_id)
    study.restore_deck(store, who, other)


def test_notes_come_in_pages_by_state_document_and_text(store: Store, who: int, deck_id: int) -> None:
    page = study.notes(store, who, deck_id, offset=4, limit=3)
    assert ([note.id for note in page.notes], page.total) == (["n0004", "n0005", "n0006"], 12)
    assert study.notes(store, who, deck_id, source="春.txt").total == 6
    assert study.notes(store, who, deck_id, source="春").total == 0
    assert study.notes(store, who, deck_id, states=("accepted",)).total == 0
    assert [note.id for note in study.notes(store, who, deck_id, text="第3组").notes] == ["n0003"]
    assert study.notes(store, who, deck_id, text="%").total == 0


def test_decisions_edits_and_splits_are_one_step_each_and_undone_so(store: Store, who: int, deck_id: int) -> None:
    before = study.load_deck(store, who, deck_id).notes
    first, second = before[3], before[4]
    accepted = [note.model_copy(update={"state": "accepted"}) for note in (first, second)]
    study.save_notes(store, who, deck_id, accepted, now=NOW)
    edited = list_note(3, ["换了内容", "两项"]).model_copy(update={"state": "edited"})
    split = list_note(77, ["第一", "第二"])
    study.save_notes(store, who, deck_id, [edited, split], now=NOW)
    assert ids(store, who, deck_id)[3:6] == ["n0003", "n0077", "n0004"]
    assert study.note(store, who, deck_id, "n0003") == edited
    with store.read() as connection:
        numbers = select(CARDS.c.cloze).where(CARDS.c.note_id == "n0003").order_by(CARDS.c.place)
        assert list(connection.execute(numbers).scalars()) == [1, 2, 99]
    assert study.undo_notes(store, who, deck_id, now=NOW) == ("n0003", "n0077")
    assert study.note(store, who, deck_id, "n0003").state == "accepted"
    assert study.undo_notes(store, who, deck_id, now=NOW) == ("n0003", "n0004")
    assert study.load_deck(store, who, deck_id).notes == before
    assert study.undo_notes(store, who, deck_id, now=NOW) == ()


def test_there_is_always_room_behind_a_note(store: Store, who: int, deck_id: int) -> None:
    first = study.note(store, who, deck_id, "n0002")
    for n in range(100, 115):
        study.save_notes(store, who, deck_id, [first, list_note(n, ["一", "二"])], now=NOW)
    wanted = ["n0000", "n0001", "n0002", *(f"n{n:04}" for n in range(114, 99, -1)), "n0003"]
    assert ids(store, who, deck_id)[:19] == wanted
    with store.read() as connection:
        positions = list(connection.execute(select(NOTES.c.position)).scalars())
    assert len(set(positions)) == len(positions)


def test_a_rebuilt_deck_keeps_its_memories(store: Store, who: int, deck_id: int) -> None:
    learned = set(asked(store, who, NOW, rating=4))
    deck = farm(14)
    study.replace_deck(store, who, deck_id, deck, now=NOW)
    assert study.load_deck(store, who, deck_id).notes == deck.notes
    later = NOW + timedelta(days=40)
    assert set(asked(store, who, later, rating=4)[:20]) == learned
    assert study.undo_notes(store, who, deck_id, now=NOW) == ()


def test_documents_are_kept_beside_their_deck(store: Store, who: int) -> None:
    found = DocumentExtraction(source="春.txt", title="春")
    papers = [StoredDocument(source="春.txt", data=b"\xff\x00", extraction=found), StoredDocument(source="a", data=b"")]
    deck_id = study.add_deck(store, who, farm(2), papers, now=NOW)
    assert study.documents(store, who, deck_id) == ["a", "春.txt"]
    assert study.document(store, who, deck_id, "春.txt") == papers[0]
    with pytest.raises(NotFound, match="秋"):
        study.document(store, who, deck_id, "秋.txt")
    study.replace_deck(store, who, deck_id, farm(2), [StoredDocument(source="a", data=b"new")], now=NOW)
    assert study.document(store, who, deck_id, "a").data == b"new"


def test_profiles(store: Store, who: int, deck_id: int) -> None:
    assert study.create_profile(store, " Lin ", now=NOW).id == who
    mei = study.create_profile(store, "Mei", now=NOW)
    assert [one.name for one in study.profiles(store)] == ["Lin", "Mei"]
    with pytest.raises(StoreError, match="Mei"):
        study.rename_profile(store, who, "Mei")
    with pytest.raises(StoreError, match="name"):
        study.create_profile(store, "  ", now=NOW)
    study.rename_profile(store, mei.id, "小梅")
    signed_in = study.owner_profile(store, "oidc|7", "Mei", now=NOW)
    assert study.owner_profile(store, "oidc|7", "another", now=NOW) == signed_in
    assert [one.name for one in study.profiles(store)] == ["Lin", "小梅"]
    asked(store, who, NOW, rating=4)
    study.delete_profile(store, who)
    with pytest.raises(NotFound):
        study.settings(store, who)
    with store.read() as connection:
        assert connection.execute(select(func.count()).select_from(NOTES)).scalar_one() == 0


@pytest.mark.parametrize(
    "wishes",
    [{"desired_retention": 0.5}, {"new_per_day": -1}, {"timezone": "Moon/Crater"}, {"day_starts": 24}],
    ids=lambda wishes: next(iter(wishes)),
)
def test_settings_that_make_no_sense_are_refused(store: Store, who: int, wishes: dict[str, object]) -> None:
    before = study.settings(store, who)
    with pytest.raises(StoreError):
        study.save_settings(store, who, Settings.model_validate(wishes))
    assert study.settings(store, who) == before


def test_the_deck_file_of_a_stored_deck(store: Store, who: int, deck_id: int) -> None:
    assert dump_deck(study.load_deck(store, who, deck_id)) == dump_deck(farm(12))

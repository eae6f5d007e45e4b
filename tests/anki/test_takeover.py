"""Progress made in Anki goes on in the browser's database."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from quizgen import study
from quizgen.deck import save_deck
from quizgen.errors import StoreError
from quizgen.export import export
from quizgen.pipeline import Input, build
from quizgen.takeover import take_over

NOW = datetime(2030, 1, 1, tzinfo=UTC)


@pytest.fixture
def learned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """A deck file, and an export by Anki of its cards after one of them was answered."""
    monkeypatch.setenv("QUIZGEN_DATABASE_URL", f"sqlite:///{tmp_path / 'quizgen.sqlite'}")
    text = "救援要牢记“三先三后”的口诀。登高作业要做到“三件宝”：安全帽、安全带、安全网。"
    deck = build([Input("安全.txt", text.encode())], name="安全").deck
    save_deck(deck, tmp_path / "安全.json")
    export(deck, "apkg", tmp_path / "安全.apkg")
    from anki.collection import Collection, ImportAnkiPackageRequest

    col = Collection(str(tmp_path / "collection.anki2"))
    try:
        col.import_anki_package(ImportAnkiPackageRequest(package_path=str(tmp_path / "安全.apkg")))
        col.decks.select(col.decks.id("安全"))
        card = col.sched.getCard()
        card.start_timer()
        col.sched.answerCard(card, 3)
    finally:
        col.close()
    return tmp_path / "安全.json", tmp_path / "collection.anki2"


def test_reviews_are_taken_over_once(learned: tuple[Path, Path]) -> None:
    deck_file, collection = learned
    assert take_over(collection, deck_file=deck_file)[:2] == (1, 1)
    assert take_over(collection, deck_file=deck_file)[:2] == (0, 0)
    store = study.open_store(study_url(deck_file), now=NOW)
    try:
        (profile,) = study.profiles(store)
        (row,) = study.decks(store, profile.id, now=NOW)
        (review,) = study.reviews(store, profile.id, row.id)
        assert review.rating == 3
    finally:
        store.close()


def test_reviews_of_unknown_cards_are_told(learned: tuple[Path, Path]) -> None:
    with pytest.raises(StoreError, match="--deck"):
        take_over(learned[1])
    with pytest.raises(StoreError, match="no profile called 小王"):
        take_over(learned[1], profile="小王")


def study_url(beside: Path) -> str:
    return f"sqlite:///{beside.with_name('quizgen.sqlite')}"

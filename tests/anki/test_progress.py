"""Reviews made in Anki, read back from every kind of file, give the memory that Anki itself computes."""

from __future__ import annotations

import random
import time
import zipfile
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from quizgen.errors import DeckError
from quizgen.model.deck import Deck
from quizgen.model.quiz import CardKey, Review, Settings
from quizgen.progress import read_reviews
from quizgen.schedule import replay
from tests.anki.collection import Anki
from tests.anki.conftest import Make
from tests.cards.making import bees_deck, built, document, extraction, listing

DAY = 86_400_000
LEARN, REVIEW, RELEARN, CRAM, MANUAL = range(5)
Row = tuple[int, int, int, int, int]
"""Time (ms), ease, kind, factor, milliseconds taken."""


@pytest.fixture(autouse=True)
def utc(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()


def history(chance: random.Random, now: int) -> list[Row]:
    """A card's life over half a year: first steps, reviews, lapses, crams, sometimes a reset."""
    at = now - 190 * DAY + chance.randrange(20 * DAY)
    rows: list[Row] = []

    def add(ease: int, kind: int, factor: int = 2500) -> None:
        rows.append((at + len(rows), ease, kind, factor, chance.randrange(2_000, 60_000)))

    for _ in range(chance.randint(1, 3)):
        add(chance.choice([1, 2, 3, 3]), LEARN, 0)
        at += chance.choice([60_000, 600_000, DAY])
    add(chance.choice([3, 3, 4]), LEARN, 0)
    for _ in range(chance.randint(2, 7)):
        at += chance.randint(1, 22) * DAY + chance.randrange(-9 * 3_600_000, 9 * 3_600_000)
        if chance.random() < 0.1:
            add(chance.randint(1, 4), CRAM, 0)
            at += 3_600_000
        ease = chance.choice([1, 2, 3, 3, 3, 4])
        add(ease, REVIEW)
        if ease == 1:
            at += 600_000
            add(3, RELEARN)
        if chance.random() < 0.05:
            add(0, MANUAL, 0)
            at += 2 * DAY
            add(3, LEARN, 0)
    return rows


def many(count: int) -> Deck:
    """A deck of lists with ``count`` items in all."""
    groups = [
        [f"{chr(0x4E00 + 41 * k + j)}号{chr(0x5E00 + 17 * k + j)}箱" for j in range(5)] for k in range(count // 5)
    ]
    where = document("\n".join(f"第{k}排：" + "、".join(items) for k, items in enumerate(groups)))
    lists = [listing(where, *items, topic=f"第{k}排", id=f"e{k}") for k, items in enumerate(groups)]
    return built(extraction((where, lists, [])), {where.source: where})[0]


def lived(user: Anki, count: int = 80) -> dict[CardKey, tuple[float, float]]:
    """A collection in which cards have been learned for half a year; Anki's own (stability, difficulty) of each."""
    user.take(many(count))
    user.col.set_config("fsrs", True)
    chance = random.Random(3)
    now = int(time.time() * 1000)
    states = {}
    taken: set[int] = set()
    for (guid, number), card in list(user.cards().items())[:count]:
        rows = history(chance, now)
        for at, ease, kind, factor, took in rows:
            while at in taken:
                at += 1
            taken.add(at)
            user.col.db.execute(
                "insert into revlog values (?, ?, -1, ?, 10, 5, ?, ?, ?)", at, card.id, ease, factor, took, kind
            )
        card.type, card.queue, card.ivl, card.due, card.reps = 2, 2, 10, 1, len(rows)
        user.col.update_card(card)
        state = user.col.compute_memory_state(card.id)
        states[CardKey(guid, number)] = (state.stability, state.difficulty)
    return states


def by_card(reviews: list[Review]) -> dict[CardKey, list[Review]]:
    logs: dict[CardKey, list[Review]] = defaultdict(list)
    for review in reviews:
        logs[CardKey(review.note_id, review.cloze)].append(review)
    return logs


def exported(user: Anki, form: str, folder: Path) -> Path:
    """The collection in one of the forms that a user may bring."""
    from anki.collection import ExportAnkiPackageOptions

    path = folder / f"out.{form.split()[-1]}"
    legacy = form.startswith("old")
    if form.endswith("apkg"):
        options = ExportAnkiPackageOptions(
            with_scheduling=True, with_deck_configs=True, with_media=False, legacy=legacy
        )
        user.col.export_anki_package(out_path=str(path), options=options, limit=None)
        return path
    if form.endswith("colpkg"):
        user.col.export_collection_package(str(path), include_media=False, legacy=legacy)
        user.col.reopen(after_full_sync=False)
        return path
    user.col.close()
    return user.folder / "collection.anki2"


FORMS = ["old apkg", "new apkg", "old colpkg", "new colpkg", "collection.anki2"]


@pytest.mark.parametrize("form", FORMS)
def test_memory_is_what_anki_computes(form: str, anki: Make, tmp_path: Path) -> None:
    user: Any = anki()
    expected = lived(user)
    path = exported(user, form, tmp_path)
    logs = by_card(read_reviews(path))
    if form == "collection.anki2":
        user.col.reopen(after_full_sync=False)
    assert len(expected) >= 50
    assert sum(len([row for row in logs[key] if row.rating]) for key in expected) > 4 * len(expected)
    for key, (stability, difficulty) in expected.items():
        memory = replay(logs[key], Settings())
        assert memory, key
        assert memory.stability == pytest.approx(stability, rel=1e-3), key
        assert memory.difficulty == pytest.approx(difficulty, rel=1e-3), key


def test_an_open_collection_can_be_read(anki: Make) -> None:
    user: Any = anki()
    deck = bees_deck()
    user.take(deck)
    key = (deck.notes[0].id, 1)
    user.answer(user.cards()[key], 3)
    [review] = read_reviews(user.folder / "collection.anki2")
    assert (review.note_id, review.cloze, review.rating, review.kind) == (*key, 3, "learn")
    assert abs(review.at - time.time() * 1000) < 60_000


def test_other_peoples_cards_are_no_matter_of_ours(anki: Make) -> None:
    user: Any = anki()
    basic = user.col.models.by_name("Basic")
    note = user.col.new_note(basic)
    note["Front"], note["Back"] = "问", "答"
    user.col.add_note(note, 1)
    user.answer(note.cards()[0], 3)
    assert read_reviews(user.folder / "collection.anki2") == []


def packed(path: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(path, "w") as package:
        for name, data in members.items():
            package.writestr(name.replace("__", "."), data)
    return path


def test_files_that_hold_no_collection_are_told(tmp_path: Path) -> None:
    (tmp_path / "text.apkg").write_text("只是文字", encoding="utf-8")
    bad = [
        tmp_path / "text.apkg",
        packed(tmp_path / "empty.apkg"),
        packed(tmp_path / "other.zip", readme=b"x"),
        packed(tmp_path / "zstd.apkg", collection__anki21b=b"no zstd"),
        packed(tmp_path / "sql.apkg", collection__anki2=b"no database"),
        tmp_path,
    ]
    for path in bad:
        with pytest.raises(DeckError, match="no Anki collection"):
            read_reviews(path)
    with pytest.raises(DeckError, match="no such file"):
        read_reviews(tmp_path / "none.apkg")


def test_a_collection_that_unpacks_beyond_measure_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quizgen.progress.LARGEST", 1000)
    path = packed(tmp_path / "bomb.apkg", collection__anki2=b"\0" * 100_000)
    with pytest.raises(DeckError, match="larger than"):
        read_reviews(path)

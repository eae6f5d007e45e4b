"""One backup a day, the last ten kept, and the way back."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from quizgen.store import Store, backups, keep_backup, open_database, restore_backup
from quizgen.store.tables import PROFILES

DAY = date(2026, 3, 1)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = open_database(f"sqlite:///{tmp_path / 'progress.sqlite'}", tmp_path / "backups")
    add(store, "Lin")
    return store


def add(store: Store, name: str) -> None:
    with store.write() as connection:
        connection.execute(insert(PROFILES).values(owner="", name=name, settings="{}", created_at=0))


def test_one_a_day_and_ten_in_all(store: Store, tmp_path: Path) -> None:
    for n in range(14):
        assert keep_backup(store, DAY + timedelta(days=n)) is not None
        assert keep_backup(store, DAY + timedelta(days=n)) is None
    store.close()
    kept = [path.name for path in backups(tmp_path / "backups")]
    assert kept == [f"quizgen-2026-03-{day:02}.sqlite3" for day in range(14, 4, -1)]
    assert sorted(path.name for path in (tmp_path / "backups").iterdir()) == sorted(kept)


def test_a_backup_holds_what_is_still_in_the_log(store: Store) -> None:
    path = keep_backup(store, DAY)
    assert path is not None
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT name FROM profiles").fetchall() == [("Lin",)]
    store.close()


def test_the_way_back(store: Store, tmp_path: Path) -> None:
    backup = keep_backup(store, DAY)
    assert backup is not None
    add(store, "Mei")
    store.close()
    database = tmp_path / "progress.sqlite"
    database.write_bytes(b"damaged")
    aside = restore_backup(backup, database)
    assert aside.read_bytes() == b"damaged"
    store = open_database(f"sqlite:///{database}")
    with store.read() as connection:
        assert list(connection.execute(select(PROFILES.c.name)).scalars()) == ["Lin"]
    store.close()
    assert restore_backup(backup, database) != aside


def test_nothing_half_written_is_left(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(self: Path, target: Path) -> Path:
        raise OSError("disk full")

    monkeypatch.setattr(Path, "replace", fails)
    with pytest.raises(OSError, match="disk full"):
        keep_backup(store, DAY)
    store.close()
    assert list((tmp_path / "backups").iterdir()) == []

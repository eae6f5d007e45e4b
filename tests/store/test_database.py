"""The database is created, brought up to date, and refuses clearly what it cannot use."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import delete, func, insert, select, text
from sqlalchemy.exc import IntegrityError

from quizgen.errors import DamagedStore, NewerStore, StoreError
from quizgen.store import Store, open_database
from quizgen.store.tables import DECKS, METADATA, PROFILES
from tests.store.databases import KINDS, empty


@pytest.fixture(params=KINDS)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return empty(request.param, tmp_path)


def profile(name: str) -> dict[str, object]:
    return {"owner": "", "name": name, "settings": "{}", "created_at": 0}


def names(store: Store) -> list[str]:
    with store.read() as connection:
        return list(connection.execute(select(PROFILES.c.name).order_by(PROFILES.c.id)).scalars())


def test_migrations_make_the_tables_that_the_program_uses(url: str) -> None:
    store = open_database(url)
    with store.read() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []
    store.close()


def test_opening_again_finds_what_was_written(url: str) -> None:
    for name in ("Lin", "Mei"):
        store = open_database(url)
        with store.write() as connection:
            connection.execute(insert(PROFILES).values(profile(name)))
        store.close()
    store = open_database(url)
    assert names(store) == ["Lin", "Mei"]
    store.close()


def write_and_fail(store: Store) -> None:
    with store.write() as connection:
        connection.execute(insert(PROFILES).values(profile("Lin")))
        raise RuntimeError("power cut")


def test_a_failed_transaction_leaves_nothing(url: str) -> None:
    store = open_database(url)
    with pytest.raises(RuntimeError, match="power cut"):
        write_and_fail(store)
    assert names(store) == []
    store.close()


def test_insert_once_tells_what_was_new(url: str) -> None:
    store = open_database(url)
    with store.write() as connection:
        new = [store.insert_once(connection, PROFILES, profile(name)) for name in ("Lin", "Mei", "Lin")]
    assert new == [True, True, False]
    assert names(store) == ["Lin", "Mei"]
    store.close()


def test_what_belongs_to_a_profile_goes_with_it(url: str) -> None:
    store = open_database(url)
    deck = {"name": "a", "title": "a", "head": "{}", "version": 1, "created_at": 0, "modified_at": 0, "archived": False}
    with store.write() as connection:
        who = connection.execute(insert(PROFILES).values(profile("Lin")).returning(PROFILES.c.id)).scalar_one()
        connection.execute(insert(DECKS).values(profile_id=who, **deck))
        connection.execute(delete(PROFILES).where(PROFILES.c.id == who))
        assert connection.execute(select(func.count()).select_from(DECKS)).scalar_one() == 0
    store.close()


def test_a_newer_database_is_refused(url: str) -> None:
    store = open_database(url)
    with store.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    store.close()
    with pytest.raises(NewerStore, match="update quizgen"):
        open_database(url)


def test_sqlite_is_set_for_several_browsers_at_once(tmp_path: Path) -> None:
    store = open_database(empty("sqlite", tmp_path))
    with store.read() as connection:
        found = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "busy_timeout", "foreign_keys")
        ]
    assert found == ["wal", 1, 10_000, 1]
    store.close()


@pytest.mark.parametrize("damage", ["not a database", "a hole", "cut short"])
def test_a_damaged_file_is_told_with_the_way_back(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "progress.sqlite"
    store = open_database(f"sqlite:///{path}")
    with store.write() as connection:
        connection.execute(insert(PROFILES), [profile(f"{n}" * 300) for n in range(300)])
    store.close()
    data = path.read_bytes()
    if damage == "not a database":
        path.write_bytes(b"no database " * 500)
    elif damage == "a hole":
        path.write_bytes(data[:4096] + b"\xff" * 40_000 + data[44_096:])
    else:
        path.write_bytes(data[: len(data) // 2])
    folder = tmp_path / "backups"
    folder.mkdir()
    (folder / "quizgen-2026-03-04.sqlite3").touch()
    with pytest.raises(DamagedStore, match=r"progress\.sqlite is damaged.*quizgen-2026-03-04\.sqlite3"):
        open_database(f"sqlite:///{path}", folder)
    with pytest.raises(DamagedStore, match="no backup"):
        open_database(f"sqlite:///{path}")


def test_what_cannot_be_reached_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be opened"):
        open_database(f"sqlite:///{tmp_path}")
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="cannot be opened"):
        open_database(f"sqlite:///{tmp_path / 'file' / 'progress.sqlite'}")
    with pytest.raises(StoreError, match="no database URL"):
        open_database("progress")
    with pytest.raises(StoreError, match="not supported"):
        open_database("mysql://localhost/progress")


@pytest.mark.postgresql
def test_a_server_that_is_away_is_told_without_the_password() -> None:
    with pytest.raises(StoreError, match="cannot be opened") as caught:
        open_database("postgresql://lin:secret@127.0.0.1:9/progress")
    assert "secret" not in str(caught.value)


def test_a_file_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE profiles (id INTEGER)")
    connection.close()
    with pytest.raises(StoreError, match="not quizgen's"):
        open_database(f"sqlite:///{path}")


def test_damage_that_turns_up_later_is_told_too(tmp_path: Path) -> None:
    path = tmp_path / "progress.sqlite"
    store = open_database(f"sqlite:///{path}")
    with store.write() as connection:
        connection.execute(insert(PROFILES), [profile(f"{n}" * 300) for n in range(300)])
    store.close()
    store = open_database(f"sqlite:///{path}")
    store.close()
    data = path.read_bytes()
    path.write_bytes(data[:4096] + b"\xff" * (len(data) - 4096))
    with pytest.raises(DamagedStore, match="is damaged"):
        names(store)
    store.close()


def test_a_mistake_of_our_own_is_no_store_error(url: str) -> None:
    store = open_database(url)
    with pytest.raises(IntegrityError):
        add_twice(store)
    store.close()


def add_twice(store: Store) -> None:
    with store.write() as connection:
        connection.execute(insert(PROFILES), [profile("Lin"), profile("Lin")])

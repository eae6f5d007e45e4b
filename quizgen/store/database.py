"""Open the database: SQLite with the settings that several browsers at once need, or PostgreSQL."""

from __future__ import annotations

import sqlite3
from collections.abc import Hashable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, Table, create_engine, event, make_url, select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError

from quizgen.errors import DamagedStore, NewerStore, StoreError
from quizgen.store.tables import PROFILES

HEAD = "0001"
"""The newest migration."""
_BUSY_MS = 10_000


@dataclass(frozen=True)
class Store:
    """An open database, safe to share between threads. ``path`` is the file where it is SQLite."""

    engine: Engine
    path: Path | None = None
    backup_folder: Path | None = None
    cache: dict[Hashable, Any] = field(default_factory=dict, compare=False)
    """What was computed from rows that carry a version; dropped with the store."""

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection whose queries see one state of the database."""
        with self._told(), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self, who: int | None = None) -> Iterator[Connection]:
        """A transaction; those of one learner (``who``) follow one another, so that reading, then writing is safe."""
        with self._told(), self.engine.connect() as plain:
            connection = plain.execution_options(quizgen_write=True)
            with connection.begin():
                if who is not None:
                    connection.execute(select(PROFILES.c.id).where(PROFILES.c.id == who).with_for_update())
                yield connection

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turn what befalls the database (not what a statement does wrong) into a StoreError."""
        try:
            yield
        except DatabaseError as error:
            name = getattr(error.orig, "sqlite_errorname", "")
            if name in ("SQLITE_CORRUPT", "SQLITE_NOTADB") and self.path:
                raise _damaged(self.path, self.backup_folder, str(error.orig)) from error
            if isinstance(error, OperationalError):
                raise _unreachable(self.path or self.engine.url, error.orig) from error
            raise

    def insert_once(self, connection: Connection, table: Table, row: dict[str, Any]) -> bool:
        """Insert a row unless one of its unique keys is taken; whether it was new."""
        dialect = postgresql if self.engine.dialect.name == "postgresql" else sqlite
        statement = dialect.insert(table).values(row).on_conflict_do_nothing().returning(*table.primary_key.columns)
        return connection.execute(statement).first() is not None

    def close(self) -> None:
        self.engine.dispose()


def open_database(url: str, backup_folder: Path | None = None) -> Store:
    """Open the database at an SQLAlchemy URL, creating or migrating it.

    Raises DamagedStore or NewerStore with a sentence on what to do; StoreError when it cannot be reached.
    """
    try:
        address = make_url(url)
    except ArgumentError as error:
        raise StoreError("{url} is no database URL; write sqlite:///FILE or postgresql://….", url=url) from error
    if address.drivername in ("postgresql", "postgres"):
        address = address.set(drivername="postgresql+psycopg")
    path = Path(address.database) if address.get_backend_name() == "sqlite" and address.database else None
    if path is not None:
        _check(path, backup_folder)
    elif address.get_backend_name() != "postgresql":
        raise StoreError(
            "{kind} databases are not supported: use a file (sqlite) or postgresql.", kind=address.get_backend_name()
        )
    try:
        engine = create_engine(address, pool_pre_ping=path is None)
    except ModuleNotFoundError as error:
        raise StoreError("A PostgreSQL database needs the driver psycopg; install quizgen[postgresql].") from error
    if path is not None:
        event.listen(engine, "connect", _configure)
        event.listen(engine, "begin", _begin)
    store = Store(engine, path, backup_folder)
    try:
        _migrate(store)
    except BaseException:
        engine.dispose()
        raise
    return store


def _unreachable(where: Path | URL, why: object) -> StoreError:
    shown = where.render_as_string(hide_password=True) if isinstance(where, URL) else where
    return StoreError(
        "The database {where} cannot be opened ({why}); is it there, and are you allowed in?",
        where=shown,
        why=" ".join(str(why).split()),
    )


def _configure(connection: sqlite3.Connection, record: object) -> None:
    connection.isolation_level = None  # transactions begin where we say, not where the driver guesses
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", f"busy_timeout={_BUSY_MS}", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    # a writer takes its lock at once: a lock asked for after reading would fail instead of waiting
    writes = connection.get_execution_options().get("quizgen_write")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _check(path: Path, backup_folder: Path | None) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.stat().st_size == 0:
            return
        with closing(sqlite3.connect(path)) as connection:
            found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
            names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    except (OSError, sqlite3.OperationalError) as error:
        raise _unreachable(path, error) from error
    except sqlite3.DatabaseError as error:
        found, names = str(error), set()
    if found != "ok":
        raise _damaged(path, backup_folder, " ".join(found.split()))
    if names and "alembic_version" not in names:
        raise StoreError("{path} is a database, but not quizgen's; name another one.", path=path)


def _damaged(path: Path, backup_folder: Path | None, found: str) -> DamagedStore:
    from quizgen.store.backup import backups

    kept = backups(backup_folder) if backup_folder else []
    if kept:
        return DamagedStore(
            "The progress database {path} is damaged ({found}); go back to the backup {backup}.",
            path=path,
            found=found,
            backup=kept[0],
        )
    return DamagedStore(
        "The progress database {path} is damaged ({found}); move it away to begin anew (there is no backup).",
        path=path,
        found=found,
    )


def _migrate(store: Store) -> None:
    revision = _revision(store)
    if revision == HEAD:
        return
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    if revision is not None:
        try:
            ScriptDirectory.from_config(config).get_revision(revision)
        except CommandError as error:
            raise NewerStore(
                "The progress database was written by a newer quizgen ({revision}); update quizgen to use it.",
                revision=revision,
            ) from error
    with store.write() as connection:
        if store.path is None:  # two servers starting at once: one migrates, the other finds it done
            connection.execute(text("SELECT pg_advisory_xact_lock(7195238)"))
        config.attributes["connection"] = connection
        command.upgrade(config, HEAD)


def _revision(store: Store) -> str | None:
    from sqlalchemy import inspect

    with store.read() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        return found

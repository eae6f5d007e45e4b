"""Copies of an SQLite database: one a day, the last ten kept."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

from quizgen.store.database import Store

KEPT = 10
_PREFIX, _SUFFIX = "quizgen-", ".sqlite3"


def backups(folder: Path) -> list[Path]:
    """The backups in a folder, newest first."""
    return sorted(folder.glob(f"{_PREFIX}????-??-??{_SUFFIX}"), reverse=True)


def keep_backup(store: Store, today: date) -> Path | None:
    """Copy the database, unless that was done today; the new copy's path. Copies beyond the last ten are deleted.

    A copy appears under its name only when it is whole. PostgreSQL has its own ways, nothing is done for it.
    """
    if store.path is None or store.backup_folder is None:
        return None
    target = store.backup_folder / f"{_PREFIX}{today.isoformat()}{_SUFFIX}"
    if target.exists():
        return None
    store.backup_folder.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_suffix(f".{os.getpid()}.tmp")
    try:
        with closing(sqlite3.connect(store.path)) as here, closing(sqlite3.connect(unfinished)) as there:
            here.backup(there)
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
    for old in backups(store.backup_folder)[KEPT:]:
        old.unlink()
    return target


def restore_backup(backup: Path, database: Path) -> Path:
    """Put a copy of ``backup`` in the place of ``database``; where the damaged file is kept now.

    Nobody may have the database open. The write-ahead log goes aside with the file it belongs to.
    """
    count = 1
    while (aside := database.with_name(f"{database.name}.damaged-{count}")).exists():
        count += 1
    copy = database.with_name(f"{database.name}.{os.getpid()}.tmp")
    copy.write_bytes(backup.read_bytes())
    for tail in ("", "-wal", "-shm"):
        part = database.with_name(database.name + tail)
        if part.exists():
            part.replace(aside.with_name(aside.name + tail))
    copy.replace(database)
    return aside

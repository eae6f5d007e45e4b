"""The database, and the people in it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from quizgen.model.quiz import Settings
from quizgen.model.study import Profile
from quizgen.store import Store


def open_store(url: str, *, now: datetime, backup_folder: Path | None = None) -> Store:
    """Open (and where needed create or bring up to date) the database at an SQLAlchemy ``url``.

    An SQLite database is checked first and, once a study day, copied into ``backup_folder`` (the last ten are kept).
    Open once a process and share: the store is safe to use from several threads. Raises StoreError, saying how to go
    back to a backup, when the file is damaged or was written by a newer version.
    """
    raise NotImplementedError


def backups(folder: Path) -> list[Path]:
    """The backups at hand, newest first."""
    raise NotImplementedError


def restore_backup(backup: Path, database: Path) -> Path:
    """Put a backup in the database's place; the damaged file is kept beside it under the name returned.

    No store may have the database open.
    """
    raise NotImplementedError


def profiles(store: Store, owner: str = "") -> list[Profile]:
    """The profiles of an owner (a sign-in's subject; empty without sign-in), oldest first."""
    raise NotImplementedError


def create_profile(store: Store, name: str, *, now: datetime, owner: str = "") -> Profile:
    """Add a profile; where the owner has one of that name already, that one."""
    raise NotImplementedError


def owner_profile(store: Store, owner: str, name: str, *, now: datetime) -> Profile:
    """The one profile of somebody signed in, created at the first visit."""
    raise NotImplementedError


def rename_profile(store: Store, who: int, name: str) -> None:
    """Raises StoreError when the owner has another profile of that name."""
    raise NotImplementedError


def delete_profile(store: Store, who: int) -> None:
    """Delete a profile with all its decks and reviews. There is no undo."""
    raise NotImplementedError


def settings(store: Store, who: int) -> Settings:
    raise NotImplementedError


def save_settings(store: Store, who: int, wishes: Settings) -> None:
    """Raises StoreError when a value makes no sense (a retention outside 0.7–0.99, an unknown time zone)."""
    raise NotImplementedError

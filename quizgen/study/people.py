"""The database, and the people in it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import delete, select, update

from quizgen.errors import NotFound, StoreError
from quizgen.model.quiz import Settings
from quizgen.model.study import Profile
from quizgen.schedule import milliseconds
from quizgen.store import Store, backups, keep_backup, open_database, restore_backup
from quizgen.store.tables import PROFILES
from quizgen.study.access import wishes_of

__all__ = [
    "backups",
    "create_profile",
    "delete_profile",
    "open_store",
    "owner_profile",
    "profiles",
    "rename_profile",
    "restore_backup",
    "save_settings",
    "settings",
]


_BOUNDS = (
    ("desired_retention", 0.7, 0.99),
    ("new_per_day", 0, 9999),
    ("reviews_per_day", 0, 9999),
    ("mistakes_exit", 1, 30),
    ("day_starts", 0, 23),
)


def open_store(url: str, *, now: datetime, backup_folder: Path | None = None) -> Store:
    """Open (and where needed create or bring up to date) the database at an SQLAlchemy ``url``.

    An SQLite database is checked first and, once a day, copied into ``backup_folder`` (the last ten are kept). Open
    once a process and share: the store is safe to use from several threads. Raises DamagedStore, saying how to go
    back to a backup, NewerStore, or StoreError when the database cannot be reached.
    """
    store = open_database(url, backup_folder)
    keep_backup(store, now.date())
    return store


def profiles(store: Store, owner: str = "") -> list[Profile]:
    """The profiles of an owner (a sign-in's subject; empty without sign-in), oldest first."""
    with store.read() as connection:
        rows = connection.execute(
            select(PROFILES.c.id, PROFILES.c.name, PROFILES.c.owner)
            .where(PROFILES.c.owner == owner)
            .order_by(PROFILES.c.created_at, PROFILES.c.id)
        )
        return [Profile(id=row.id, name=row.name, owner=row.owner) for row in rows]


def create_profile(store: Store, name: str, *, now: datetime, owner: str = "") -> Profile:
    """Add a profile; where the owner has one of that name already, that one."""
    name = _clean(name)
    row = {"owner": owner, "name": name, "settings": "{}", "created_at": milliseconds(now)}
    with store.write() as connection:
        store.insert_once(connection, PROFILES, row)
        found = connection.execute(
            select(PROFILES.c.id).where(PROFILES.c.owner == owner, PROFILES.c.name == name)
        ).scalar_one()
    return Profile(id=found, name=name, owner=owner)


def owner_profile(store: Store, owner: str, name: str, *, now: datetime) -> Profile:
    """The first profile of somebody signed in, created at the first visit."""
    found = profiles(store, owner)
    return found[0] if found else create_profile(store, name, now=now, owner=owner)


def rename_profile(store: Store, who: int, name: str) -> None:
    """Raises StoreError when the owner has another profile of that name."""
    name = _clean(name)
    with store.write(who) as connection:
        owner = connection.execute(select(PROFILES.c.owner).where(PROFILES.c.id == who)).scalar()
        if owner is None:
            raise NotFound("There is no such profile.")
        taken = select(PROFILES.c.id).where(PROFILES.c.owner == owner, PROFILES.c.name == name, PROFILES.c.id != who)
        if connection.execute(taken).first():
            raise StoreError("There is a profile called {name} already; choose another name.", name=name)
        connection.execute(update(PROFILES).where(PROFILES.c.id == who).values(name=name))


def delete_profile(store: Store, who: int) -> None:
    """Delete a profile with all its decks and reviews. There is no undo."""
    with store.write(who) as connection:
        connection.execute(delete(PROFILES).where(PROFILES.c.id == who))


def settings(store: Store, who: int) -> Settings:
    """The profile's settings. Raises NotFound when there is no such profile."""
    with store.read() as connection:
        return wishes_of(connection, who)


def save_settings(store: Store, who: int, wishes: Settings) -> None:
    """Raises StoreError when a value makes no sense (a retention outside 0.7 to 0.99, an unknown time zone)."""
    try:
        ZoneInfo(wishes.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise StoreError("{zone} is no time zone; use a name like Asia/Shanghai.", zone=wishes.timezone) from error
    for name, low, high in _BOUNDS:
        value = getattr(wishes, name)
        if not low <= value <= high:
            raise StoreError(
                "{setting}: {value} is not possible; choose a value from {low} to {high}.",
                setting=name,
                value=value,
                low=low,
                high=high,
            )
    with store.write(who) as connection:
        wishes_of(connection, who)
        connection.execute(
            update(PROFILES).where(PROFILES.c.id == who).values(settings=wishes.model_dump_json(exclude_defaults=True))
        )


def _clean(name: str) -> str:
    name = " ".join(name.split())[:200]
    if not name:
        raise StoreError("A profile needs a name.")
    return name

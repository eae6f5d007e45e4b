"""Where progress is kept: ``QUIZGEN_DATABASE_URL``, or a SQLite file in the user's data directory."""

from __future__ import annotations

import os
import sys
from pathlib import Path

PREFIX = "sqlite:///"


def data_folder() -> Path:
    """The directory in which this user's programs keep their data, with ``quizgen`` behind it."""
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return base / "quizgen"


def database_url() -> str:
    """The SQLAlchemy URL of the database in use."""
    return os.environ.get("QUIZGEN_DATABASE_URL") or f"{PREFIX}{data_folder() / 'quizgen.sqlite'}"


def database_file() -> Path | None:
    """The SQLite file in use; None with another database."""
    url = database_url()
    return Path(url.removeprefix(PREFIX)) if url.startswith(PREFIX) else None


def backup_folder() -> Path | None:
    """Where the daily copies of a SQLite database go: beside it."""
    path = database_file()
    return path.parent / "backups" if path else None

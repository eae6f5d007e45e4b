"""Where progress is kept: ``QUIZGEN_DATABASE_URL``, or a SQLite file in the user's data directory."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st
from streamlit.runtime.secrets import secrets_singleton

from quizgen import study

if TYPE_CHECKING:
    from quizgen.store import Store


def data_folder() -> Path:
    """The directory in which this user's programs keep their data, with ``quizgen`` behind it."""
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return base / "quizgen"


def file() -> Path | None:
    """The SQLite file in use; None with another database."""
    address = url()
    return Path(address.removeprefix("sqlite:///")) if address.startswith("sqlite:///") else None


def url() -> str:
    """The SQLAlchemy URL of the database."""
    return os.environ.get("QUIZGEN_DATABASE_URL") or f"sqlite:///{data_folder() / 'quizgen.sqlite'}"


def backup_folder() -> Path | None:
    """Where the daily copies of a SQLite database go: beside it."""
    path = file()
    return path.parent / "backups" if path else None


@st.cache_resource(show_spinner=False)
def shared(address: str) -> Store:
    """The database, opened once a process. Raises StoreError."""
    if path := file():
        path.parent.mkdir(parents=True, exist_ok=True)
    return study.open_store(address, now=datetime.now(UTC), backup_folder=backup_folder())


def secrets_exist() -> bool:
    """Whether there is a secrets file at all (asking ``st.secrets`` without one shows an error)."""
    return secrets_singleton.load_if_toml_exists()

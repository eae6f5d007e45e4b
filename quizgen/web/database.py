"""The one open database of this process."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import streamlit as st

from quizgen import study
from quizgen.store.place import backup_folder, database_file

if TYPE_CHECKING:
    from quizgen.store import Store


@st.cache_resource(show_spinner=False)
def shared(address: str) -> Store:
    """The database at ``address``, opened once a process. Raises StoreError."""
    if path := database_file():
        path.parent.mkdir(parents=True, exist_ok=True)
    return study.open_store(address, now=datetime.now(UTC), backup_folder=backup_folder())

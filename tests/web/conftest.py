"""A database of its own for every test, with the small deck in it; the app run without a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from quizgen import study
from quizgen.store import Store
from tests.web import shelf

APP = Path(__file__).parents[2] / "app.py"
NOW = datetime.now(UTC)

Open = Callable[..., AppTest]


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """An empty database that the app will open."""
    url = f"sqlite:///{tmp_path / 'progress.sqlite'}"
    monkeypatch.setenv("QUIZGEN_DATABASE_URL", url)
    st.cache_resource.clear()
    store = study.open_store(url, now=NOW)
    yield store
    store.close()
    st.cache_resource.clear()


@pytest.fixture
def who(store: Store) -> int:
    """A learner with the small deck."""
    profile = study.create_profile(store, "Lin", now=NOW)
    study.add_deck(store, profile.id, shelf.deck(), [shelf.paper()], now=NOW)
    return profile.id


@pytest.fixture
def visit() -> Open:
    """Open a page of the app: ``visit("cards", deck="1")``."""

    def opened(page: str = "", profile: int | None = None, **parameters: str) -> AppTest:
        app = AppTest.from_file(str(APP), default_timeout=30)
        if profile is not None:
            app.session_state["profile"] = profile
        for name, value in parameters.items():
            app.query_params[name] = value
        if page:
            app._page_hash = calc_hash(page)  # AppTest can name only pages that are files
        return app.run()

    return opened

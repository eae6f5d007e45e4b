"""An empty database of each kind, and a learner with a deck."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from quizgen import study
from quizgen.store import Store
from tests.quiz.farm import farm
from tests.store.databases import KINDS, empty

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture(params=KINDS)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    store = study.open_store(empty(request.param, tmp_path), now=NOW)
    yield store
    store.close()


@pytest.fixture
def who(store: Store) -> int:
    return study.create_profile(store, "Lin", now=NOW).id


@pytest.fixture
def deck_id(store: Store, who: int) -> int:
    return study.add_deck(store, who, farm(12), now=NOW)

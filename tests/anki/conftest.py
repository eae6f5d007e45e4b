"""The real Anki judges our packages. Where CI is set, a machine without it fails rather than skips."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

HERE = Path(__file__).parent
MISSING = importlib.util.find_spec("anki") is None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.anki)
            if MISSING and os.environ.get("CI", "").lower() not in {"true", "1"}:
                item.add_marker(pytest.mark.skip(reason="the anki package is not installed"))


@pytest.fixture
def anki(tmp_path: Path) -> Iterator[object]:
    """An empty collection (``tests.anki.collection.Anki``)."""
    from tests.anki.collection import Anki

    opened: list[Anki] = []

    def make(name: str = "user") -> Anki:
        opened.append(Anki(tmp_path / name))
        return opened[-1]

    yield make
    for each in opened:
        each.close()


Make = Callable[..., object]

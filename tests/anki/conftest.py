"""The real Anki judges our packages. Without it these tests are left out; where CI is set, they then fail."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest

if TYPE_CHECKING:
    from tests.anki.collection import Anki

HERE = Path(__file__).parent
IN_CI = os.environ.get("CI", "").lower() in {"true", "1"}

if importlib.util.find_spec("anki") is None and not IN_CI:
    collect_ignore_glob = ["test_*.py"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.anki)


class Make(Protocol):
    """Makes an empty collection; it is closed when the test ends."""

    def __call__(self, name: str = "user") -> Anki: ...


@pytest.fixture
def anki(tmp_path: Path) -> Iterator[Make]:
    from tests.anki.collection import Anki

    opened: list[Anki] = []

    def make(name: str = "user") -> Anki:
        opened.append(Anki(tmp_path / name))
        return opened[-1]

    yield make
    for each in opened:
        each.close()

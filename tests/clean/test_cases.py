"""Case files: what whole documents look like after cleaning. ``cases/`` must hold, ``known_failures/`` must not yet.

A case is a title, the input, the expected text and the reasons recorded, parted by lines with a single full stop; cases
are parted by a line of equals signs. ``⏎`` stands for a blank line's line feed at an end, ``␣`` for a full-width space.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from quizgen.clean import clean
from quizgen.model.document import Document

HERE = Path(__file__).parent


class Case(NamedTuple):
    place: str
    raw: str
    expected: str
    reasons: set[str]


def cases(folder: str) -> list[Case]:
    """The cases of a folder; ``place`` names file and title."""
    found = []
    for path in sorted((HERE / folder).glob("*.txt")):
        for block in path.read_text(encoding="utf-8").split("\n====\n"):
            title, raw, expected, reasons = (part.strip("\n") for part in block.split("\n.\n"))
            raw, expected = (part.replace("⏎", "\n").replace("␣", "\u3000") for part in (raw, expected))
            found.append(Case(f"{path.stem}: {title}", raw, expected, set(filter(None, reasons.split("; ")))))
    return found


def squeeze(text: str) -> str:
    """Text without empty lines, which removals leave behind, and without spaces at line ends."""
    return "\n".join(line.rstrip() for line in text.split("\n") if line.strip())


def check(case: Case) -> None:
    cleaned = clean(Document(source="x.txt", raw=case.raw))
    assert squeeze(cleaned.text) == squeeze(case.expected)
    assert {reason for s in cleaned.segments if s.reason for reason in s.reason.split("; ")} == case.reasons


@pytest.mark.parametrize("case", cases("cases"), ids=lambda case: case.place)
def test_case(case: Case) -> None:
    check(case)


@pytest.mark.parametrize("case", cases("known_failures"), ids=lambda case: case.place)
@pytest.mark.xfail(strict=True)
def test_known_failure(case: Case) -> None:
    check(case)


@pytest.mark.parametrize("case", cases("cases"), ids=lambda case: case.place)
def test_cleaning_twice_changes_nothing_more(case: Case) -> None:
    once = clean(Document(source="x.txt", raw=case.raw)).text
    assert squeeze(clean(Document(source="x.txt", raw=once)).text) == squeeze(once)

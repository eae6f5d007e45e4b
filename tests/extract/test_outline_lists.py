"""Lists that hang on structure, from case files: what a text must give, and what must not be taken for a list."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from quizgen.extract import extract
from quizgen.model.document import Document
from quizgen.model.extraction import Enumeration

CASES = Path(__file__).with_name("outline")
STRUCTURAL = ("run/", "headings", "table/", "lines", "named-lines")
KNOWN_FAILURES: frozenset[str] = frozenset()
"""Titles of cases that do not hold yet (strict: one that begins to hold fails here)."""


class Case(NamedTuple):
    title: str
    text: str
    expected: tuple[tuple[str, ...], ...]


def cases(path: Path) -> list[Case]:
    found = []
    for chunk in path.read_text("utf-8").split("\n== ")[1:]:
        title, _, body = chunk.partition("\n")
        lines = body.rstrip("\n").split("\n")
        text = "\n".join(line for line in lines if not line.startswith("-> "))
        expected = tuple(
            tuple(part.strip() for part in line[3:].split("|")) for line in lines if line.startswith("-> ")
        )
        found.append(Case(title, text, expected))
    return found


def params(name: str) -> list[object]:
    return [
        pytest.param(
            case, id=case.title, marks=[pytest.mark.xfail(strict=True)] if case.title in KNOWN_FAILURES else []
        )
        for case in cases(CASES / name)
    ]


def lists(text: str) -> list[Enumeration]:
    return list(extract(Document("case.md", text)).enumerations)


@pytest.mark.parametrize(
    "case", [p for name in ("runs.txt", "labels.txt", "wording.txt", "tables.txt") for p in params(name)]
)
def test_gives_its_lists(case: Case) -> None:
    found = {(one.label or "", *(item.text for item in one.items)) for one in lists(case.text)}
    for expected in case.expected:
        unnamed = {row[1:] for row in found}
        assert expected in found or (not expected[0] and expected[1:] in unnamed), found


@pytest.mark.parametrize("case", params("negatives.txt"))
def test_gives_no_list(case: Case) -> None:
    taken = [one for one in lists(case.text) if one.rule.startswith(STRUCTURAL)]
    assert not taken, [[item.text for item in one.items] for one in taken]

"""Lists in running text, from case files: what a text must give, and what must not be taken for a list."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from quizgen.extract import extract
from quizgen.model.document import Document
from quizgen.model.extraction import DocumentExtraction, Enumeration

CASES = Path(__file__).with_name("prose")
KNOWN_FAILURES: dict[str, str] = {}
"""Titles of cases that do not hold yet, and why."""


class Case(NamedTuple):
    file: str
    line: int
    title: str
    text: str
    expected: tuple[str, ...]


def cases() -> list[Case]:
    found: list[Case] = []
    for path in sorted(CASES.glob("*.txt")):
        lines = path.read_text("utf-8").splitlines()
        starts = [k for k, line in enumerate(lines) if line.startswith("== ")]
        for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
            body = lines[start + 1 : end]
            rule = body.index("--")
            expected = tuple(line for line in body[rule + 1 :] if line.strip())
            found.append(Case(path.name, start + 1, lines[start][3:], "\n".join(body[:rule]), expected))
    return found


def _params() -> list[object]:
    return [
        pytest.param(
            case,
            id=f"{case.file}:{case.line} {case.title}",
            marks=[pytest.mark.xfail(reason=KNOWN_FAILURES[case.title])] if case.title in KNOWN_FAILURES else [],
        )
        for case in cases()
    ]


def _words(enumeration: Enumeration) -> list[str]:
    return [item.text for item in enumeration.items]


def _shown(extraction: DocumentExtraction) -> str:
    return "\n".join(f"{e.label} {e.stated}: {' | '.join(_words(e))}" for e in extraction.enumerations)


@pytest.mark.parametrize("case", _params())
def test_case(case: Case) -> None:
    extraction = extract(Document("case.txt", case.text))
    for line in case.expected:
        if line == "nothing":
            assert not extraction.enumerations, _shown(extraction)
        elif line.startswith("dangling: "):
            assert line.removeprefix("dangling: ") in {label.label for label in extraction.dangling_labels}
        else:
            _holds(extraction, line)


def _holds(extraction: DocumentExtraction, line: str) -> None:
    head, _, tail = line.partition(":")
    items = [item.strip() for item in tail.split("|")]
    found = [e for e in extraction.enumerations if _words(e) == items]
    assert found, _shown(extraction)
    head = head.strip()
    if head == "once":
        assert len(found) == 1
        assert found[0].importance == 1
        return
    short = re.search(r" (\d+)/(\d+)$", head)
    label = head[: short.start()] if short else head
    if label:
        assert found[0].label is not None
        assert re.sub(r"[“”]", "", found[0].label) == label
    if short:
        assert (len(items), found[0].stated) == (int(short[1]), int(short[2]))
    assert found[0].complete is (short is None)


def test_known_failures_are_cases() -> None:
    assert set(KNOWN_FAILURES) <= {case.title for case in cases()}

"""The dictionary looked up and the text cut: the same words, frequencies and parts of speech as jieba's own."""

from __future__ import annotations

import warnings
from pathlib import Path
from types import ModuleType

import pytest

from quizgen.dictionary import TOTAL, Entry, entry
from quizgen.extract.words import cut, tag, weight

FOLDER = Path(__file__).parent / "corpus" / "documents"
DOCUMENTS = sorted([*FOLDER.glob("*.txt"), *FOLDER.glob("*.md")])


@pytest.fixture(scope="module")
def jieba() -> ModuleType:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba
    jieba.setLogLevel(60)
    jieba.initialize()
    return jieba


def test_the_same_entries(jieba: ModuleType) -> None:
    with jieba.get_module_res("dict.txt") as file:
        rows = [line.decode("utf-8").split() for line in file]
    assert sum(int(row[1]) for row in rows) == TOTAL
    misplaced = [row for row, before in zip(rows[1:], rows, strict=False) if row[0] < before[0]]
    for word, frequency, kind in (*rows[:100], *rows[::97], *rows[-5:], *misplaced):
        assert entry(word) == Entry(int(frequency), kind), word


@pytest.mark.parametrize("word", ["", "，", "\n", "冰山 3", "冰山冰山", "q", "\U00020000", "\U0010ffff", "ｑ", "1"])
def test_what_the_dictionary_does_not_know(word: str) -> None:
    assert entry(word) is None
    assert tag(word) == ""
    assert weight(word) == weight("冰山冰山冰山")


def test_rarer_words_weigh_more() -> None:
    assert weight("的") < weight("学生") < weight("冰川") < weight("冰川冰川")


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_the_same_words(jieba: ModuleType, path: Path) -> None:
    lines = path.read_text("utf-8").splitlines()
    assert lines
    for line in lines:
        assert cut(line) == tuple(jieba.lcut(line, HMM=False))

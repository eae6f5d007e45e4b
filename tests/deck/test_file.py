"""Deck files: what they look like, and that they are never half written."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.atomic import write_atomically
from quizgen.deck import accept, dump_deck, load_deck, parse_deck, save_deck
from quizgen.errors import DeckError
from quizgen.model.deck import Content, Deck, Line, Note, Part
from tests.cards.making import NOW, bees_deck

TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)


def test_a_deck_comes_back_as_it_was(tmp_path: Path) -> None:
    deck = bees_deck()
    save_deck(deck, tmp_path / "bees.json")
    assert load_deck(tmp_path / "bees.json") == deck
    assert [path.name for path in tmp_path.iterdir()] == ["bees.json"]


@given(title=TEXT, words=st.lists(TEXT, min_size=1, max_size=4))
def test_any_words_come_back(title: str, words: list[str]) -> None:
    lines = tuple(Line(parts=(Part(text=word, cloze=k),)) for k, word in enumerate(words, 1))
    note = Note(
        id="a", kind="list", importance=1, made=Content(title=title, lines=lines), occurrences=(), created=1, modified=1
    )
    deck = Deck(schema=1, name="x", notes=(note,), created=1, modified=2)
    assert parse_deck(dump_deck(deck)) == deck


def test_keys_are_sorted_and_a_decision_changes_few_lines() -> None:
    deck = bees_deck()
    text = dump_deck(deck)
    assert text == dump_deck(parse_deck(text))
    assert json.loads(text)["schema"] == 1
    keys = [line.split('"')[1] for line in text.split("\n") if line.startswith(' "')]
    assert keys == sorted(keys)
    after = dump_deck(accept(deck, [deck.notes[3].id], now=NOW)).split("\n")
    before = text.split("\n")
    assert [line for line in after if line not in before] == ['   "state": "accepted",']
    assert len(after) == len(before)
    assert max(map(len, before)) < 400


DAMAGED = [
    ("", "no deck file"),
    ("[]", "no deck file"),
    ("{}", "no deck file"),
    ("[" * 100_000, "no deck file"),
    ('{"schema": 2}', "newer quizgen"),
    ('{"schema": 1}', "damaged at name"),
    ('{"schema": 1, "name": "x", "created": 1, "modified": 1, "notes": [{}]}', r"damaged at notes\.0\.id"),
]


@pytest.mark.parametrize(("text", "why"), DAMAGED)
def test_damaged_files_end_in_one_sentence(text: str, why: str, tmp_path: Path) -> None:
    path = tmp_path / "bad.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DeckError, match=why):
        load_deck(path)


def test_missing_and_binary_files(tmp_path: Path) -> None:
    with pytest.raises(DeckError, match="no such deck file"):
        load_deck(tmp_path / "none.json")
    (tmp_path / "x.json").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(DeckError, match="cannot be read"):
        load_deck(tmp_path / "x.json")
    with pytest.raises(DeckError, match="cannot be written"):
        save_deck(bees_deck(), tmp_path / "no such folder" / "x.json")


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_write_that_is_stopped_leaves_the_old_file(
    step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "bees.json"
    path.write_text("old", encoding="utf-8")

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(*(os, "fsync", stop) if step == "fsync" else (Path, "replace", stop))
    with pytest.raises(KeyboardInterrupt):
        save_deck(bees_deck(), path)
    assert [(each.name, each.read_text(encoding="utf-8")) for each in tmp_path.iterdir()] == [("bees.json", "old")]


def test_a_killed_process_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "bees.json"
    path.write_text("old", encoding="utf-8")
    script = (
        "import os, signal, sys; from pathlib import Path; from quizgen import atomic\n"
        "os.fsync = lambda _: os.kill(os.getpid(), signal.SIGKILL)\n"
        "atomic.write_atomically(Path(sys.argv[1]), b'new' * 100000)\n"
    )
    killed = subprocess.run([sys.executable, "-c", script, str(path)], cwd=Path(__file__).parents[2], check=False)
    assert killed.returncode < 0
    assert path.read_text(encoding="utf-8") == "old"
    write_atomically(path, b"new")
    assert path.read_text(encoding="utf-8") == "new"


def test_deck_files_do_not_depend_on_the_hash_seed(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from quizgen.deck import save_deck\n"
        "from tests.cards.making import bees_deck; save_deck(bees_deck(), Path(sys.argv[1]))\n"
    )
    files = []
    for seed in ("0", "4711"):
        folder = tmp_path / seed
        folder.mkdir()
        run = [sys.executable, "-c", script, str(folder / "bees.json")]
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        subprocess.run(run, cwd=Path(__file__).parents[2], env=environment, check=True)
        files.append((folder / "bees.json").read_bytes())
    assert files[0] == files[1]

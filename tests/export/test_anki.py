"""The package itself: validated before writing, reproducible, small, never half written."""

from __future__ import annotations

import io
import json
import os
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from quizgen.errors import ExportError
from quizgen.export import EXPORTERS, export
from quizgen.export.anki import FIELDS, MODEL_ID, render
from quizgen.export.anki_markup import cloze, escape, fields
from quizgen.export.anki_rows import RETIRED, tags
from quizgen.model.deck import RECITE, Content, Deck, Line, Note, Part
from tests.cards.making import NOW, bees_deck

ROOT = Path(__file__).parents[2]


def deck_of(*notes: Note, **values: Any) -> Deck:
    return Deck(**{"schema": 1, "name": "x", "notes": notes, "created": NOW, "modified": NOW} | values)


def note(*parts: Part, **values: Any) -> Note:
    base = bees_deck().notes[0]
    content = Content(title="题", lines=(Line(parts=parts or (Part(text="答", cloze=1),)),))
    return base.model_copy(update={"made": content} | values)


def rows(data: bytes, query: str, tmp_path: Path) -> list[tuple[Any, ...]]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        (tmp_path / "c.anki2").write_bytes(package.read("collection.anki2"))
    with closing(sqlite3.connect(tmp_path / "c.anki2")) as connection:
        return connection.execute(query).fetchall()


REFUSED = [
    (deck_of(note(Part(text="没有填空"))), "has no gap"),
    (deck_of(note(Part(text=" ", cloze=1))), "gap without words"),
    (deck_of(note(Part(text="\x07\x1f", cloze=1))), "gap without words"),
    (deck_of(note(Part(text="半\ud83d", cloze=1))), "lone surrogate"),
    (deck_of(note(), note()), "Two notes have the id"),
]


@pytest.mark.parametrize(("deck", "why"), REFUSED, ids=[row[1] for row in REFUSED])
def test_what_anki_would_lose_is_refused_by_name(deck: Deck, why: str, tmp_path: Path) -> None:
    target = tmp_path / "x.apkg"
    target.write_bytes(b"old")
    with pytest.raises(ExportError, match=why) as caught:
        export(deck, "apkg", target)
    assert deck.notes[0].id in str(caught.value)
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("x.apkg", b"old")]


ESCAPED = [
    ("a<b>&c", "a&lt;b&gt;&amp;c"),
    ("甲::乙", "甲:<!-- -->:乙"),
    (":::", ":<!-- -->:<!-- -->:"),
    ("{{c1::甲}}", "{<!-- -->{c1:<!-- -->:甲}<!-- -->}"),
    ("尾{", "尾{<!-- -->"),
    ("一\n二\t三", "一<br>二 三"),
    ("\x1f铃\x07声\x0b", "铃声"),
    ("[sound:x.mp3][latex]", "&#91;sound:x.mp3]&#91;latex]"),
    ('"引号"', '"引号"'),
]


@pytest.mark.parametrize(("text", "expected"), ESCAPED)
def test_escaping(text: str, expected: str) -> None:
    assert escape(text) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [("甲", "{{c2::甲}}"), (":甲:", "{{c2::<!-- -->:甲:<!-- -->}}"), ("{甲}", "{{c2::<!-- -->{甲}<!-- -->}}")],
)
def test_gap_edges(html: str, expected: str) -> None:
    assert cloze(2, html) == expected


def test_repeated_answers_are_gaps_too_and_nest() -> None:
    lines = (
        Line(parts=(Part(text="监督", cloze=1),)),
        Line(parts=(Part(text="民主监督", cloze=2), Part(text="靠监督"))),
    )
    made = note().model_copy(update={"made": Content(title="题", lines=lines)})
    text = fields(made, {})["Text"]
    assert text == "<ol><li>{{c1::监督}}</li><li>{{c2::民主{{c1::监督}}<!-- -->}}靠{{c1::监督}}</li></ol>"


def test_rows_are_what_the_deck_says(tmp_path: Path) -> None:
    deck = bees_deck()
    data = render(deck, "by-document")
    stored = rows(data, "select guid, mid, mod from notes order by id", tmp_path)
    assert stored == [(each.id, MODEL_ID, each.modified) for each in deck.notes]
    cards = rows(
        data, "select n.guid, c.ord + 1, c.due from cards c join notes n on n.id = c.nid order by c.id", tmp_path
    )
    expected = [(each.id, number, due) for due, each in enumerate(deck.notes, 1) for number in each.content.numbers]
    assert cards == expected
    assert [number for _, number, due in cards if due == 1][-1] == RECITE


def test_the_note_type_is_frozen(tmp_path: Path) -> None:
    [(models,)] = rows(render(bees_deck(), "single"), "select models from col", tmp_path)
    model = json.loads(models)[str(MODEL_ID)]
    assert MODEL_ID == 1763769600001
    assert model["name"] == "quizgen cloze"
    assert [(field["name"], field["id"]) for field in model["flds"]] == list(FIELDS)
    assert [name for name, _ in FIELDS] == [
        "Id", "Title", "Path", "Text", "Recite", "Aside", "Mode", "Typed", "Hint", "Marks", "Extra", "Source",
        "Spare1", "Spare2", "Spare3",
    ]  # fmt: skip
    assert [field_id for _, field_id in FIELDS] == list(range(4851200011, 4851200026))
    assert [(template["name"], template["id"]) for template in model["tmpls"]] == [("Cloze", 4851200001)]
    assert model["type"] == 1
    front = model["tmpls"][0]["qfmt"]
    assert not any(word in front + model["css"] for word in ("<script", "http", "url(", "@import"))


@pytest.mark.parametrize(
    ("decks", "expected"),
    [
        ("single", {"bees"}),
        ("by-document", {"bees", "bees::蜂场手记"}),
        ("by-heading", {"bees", "bees::蜂场手记::春季检查", "bees::蜂场手记::基本概念", "bees::蜂场手记::老人的话"}),
    ],
)
def test_sub_decks(decks: str, expected: set[str], tmp_path: Path) -> None:
    deck = bees_deck()
    [(stored,)] = rows(render(deck, decks), "select decks from col", tmp_path)
    assert {each["name"] for each in json.loads(stored).values()} == {"Default", *expected}
    [(again,)] = rows(render(deck, decks), "select decks from col", tmp_path)
    assert stored == again


def test_names_that_anki_would_take_apart(tmp_path: Path) -> None:
    first = bees_deck().notes[0]
    place = first.occurrences[0].model_copy(update={"source": "春 季　笔记::一.txt"})
    bad = first.model_copy(update={"occurrences": (place,)})
    assert "quizgen::source::春_季_笔记_一.txt" in list(tags(bad))
    deck = bees_deck().model_copy(update={"title": ' 蜂::场\x07 "一" ', "notes": ()})
    [(stored,)] = rows(render(deck, "single"), "select decks from col", tmp_path)
    assert {each["name"] for each in json.loads(stored).values()} == {"Default", "蜂：：场 '一'"}


def test_tags_and_states(tmp_path: Path) -> None:
    first, second, third, *_ = bees_deck().notes
    retired = first.model_copy(update={"state": "retired"})
    rejected = second.model_copy(update={"state": "rejected"})
    data = render(bees_deck().model_copy(update={"notes": (retired, rejected, third)}), "by-document")
    assert rows(data, "select tags from notes order by id", tmp_path) == [
        (" quizgen::kind::list quizgen::importance::1 quizgen::source::bees.txt quizgen::retired ",),
        (" quizgen::kind::list quizgen::importance::2 quizgen::source::bees.txt quizgen::incomplete ",),
    ]
    [(stored,)] = rows(data, "select decks from col", tmp_path)
    assert f"bees::{RETIRED}" in {each["name"] for each in json.loads(stored).values()}


def test_same_bytes_whatever_the_hash_seed_and_folder(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from quizgen.export import export\n"
        "from tests.cards.making import bees_deck; export(bees_deck(), 'apkg', Path(sys.argv[1]))\n"
    )
    packages = []
    for seed in ("0", "4711"):
        folder = tmp_path / seed
        folder.mkdir()
        run = [sys.executable, "-c", script, str(folder / f"{seed}.apkg")]
        subprocess.run(run, cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed}, check=True)
        packages.append((folder / f"{seed}.apkg").read_bytes())
    assert packages[0] == packages[1] == render(bees_deck(), "by-document")


@pytest.mark.parametrize("row", EXPORTERS, ids=[row.name for row in EXPORTERS])
def test_a_stopped_export_leaves_the_old_file(row: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / f"x{row.suffix}"
    target.write_bytes(b"old")

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", stop)
    with pytest.raises(KeyboardInterrupt):
        export(bees_deck(), row.name, target)
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [(target.name, b"old")]


def test_unknown_formats_and_folders_are_told(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="choose one of apkg, csv"):
        export(bees_deck(), "pptx", tmp_path / "x.pptx")
    with pytest.raises(ExportError, match="cannot be written"):
        export(bees_deck(), "apkg", tmp_path / "none" / "x.apkg")

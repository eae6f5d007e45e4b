"""The command line as a user meets it: what it writes, says and returns."""

from __future__ import annotations

import io
import json
import os
import random
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.read.pdf_writer import pdf

NOTES = "# 防汛值班\n\n值班要做到“三个到位”：人员到位、物资到位、责任到位。\n\n所谓汛期，是指江河水位上涨的时期。\n"


def run(*arguments: str | Path, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "quizgen", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        check=False,
        env={**os.environ, "LANG": "en_US.UTF-8", "LANGUAGE": "", "LC_ALL": "", **environment},
    )


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    path = tmp_path / "in" / "防汛.md"
    path.parent.mkdir()
    path.write_text(NOTES, "utf-8")
    return path


def deck_of(folder: Path, name: str = "deck") -> dict[str, object]:
    deck: dict[str, object] = json.loads((folder / f"{name}.json").read_text("utf-8"))
    return deck


def test_build_writes_a_deck_and_its_package(notes: Path, tmp_path: Path) -> None:
    done = run("build", notes, "-o", tmp_path / "out", "--name", "deck")
    assert (done.returncode, done.stderr) == (0, b"")
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["deck.apkg", "deck.json"]
    titles = [note["made"]["title"] for note in deck_of(tmp_path / "out")["notes"]]  # type: ignore[index, union-attr]
    assert "三个到位" in titles
    assert b"Documents" in done.stdout


def test_build_again_changes_nothing(notes: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run("build", notes, "-o", out, "--name", "deck")
    before = {p.name: p.read_bytes() for p in out.iterdir()}
    report = run("build", notes, "-o", out, "--name", "deck", "--json")
    assert {p.name: p.read_bytes() for p in out.iterdir()} == before
    changes = json.loads(report.stdout)["changes"]
    assert (changes["added"], changes["changed"], changes["retired"]) == ([], [], [])
    assert changes["untouched"] == len(deck_of(out)["notes"])  # type: ignore[arg-type]


def test_same_input_same_bytes_under_any_hash_seed_and_folder(notes: Path, tmp_path: Path) -> None:
    outs = []
    for seed in ("1", "2"):
        out = tmp_path / seed
        assert run("build", notes, "-o", out, "--name", "deck", PYTHONHASHSEED=seed).returncode == 0
        outs.append([(out / name).read_bytes() for name in ("deck.json", "deck.apkg")])
    assert outs[0] == outs[1]


def test_standard_input(tmp_path: Path) -> None:
    done = run("build", "-", "-o", tmp_path, "--name", "deck", "--quiet", stdin=NOTES.encode())
    assert (done.returncode, done.stdout) == (0, b"")
    assert deck_of(tmp_path)["sources"][0]["source"] == "stdin.txt"  # type: ignore[index]


def test_extract_json_is_the_contract(notes: Path) -> None:
    done = run("extract", notes, "--format", "json")
    printed = json.loads(done.stdout)
    assert printed["schema"] == 1
    (document,) = printed["documents"]
    assert document["source"] == "防汛.md"
    (found,) = [row for row in document["enumerations"] if row["label"] == "三个到位"]
    assert [item["text"] for item in found["items"]] == ["人员到位", "物资到位", "责任到位"]
    for item in found["items"]:
        assert "".join(NOTES[start:end] for start, end in item["spans"]) == item["text"]


def test_extract_explains(notes: Path) -> None:
    done = run("extract", notes, "--explain")
    assert done.returncode == 0
    assert "taken" in done.stdout.decode()


def test_verify_finds_every_answer_and_every_changed_one(notes: Path, tmp_path: Path) -> None:
    run("build", notes, "-o", tmp_path / "out", "--name", "deck")
    renamed = notes.rename(notes.with_name("改名.md"))
    assert run("verify", tmp_path / "out" / "deck.json", "--sources", notes.parent).returncode == 0
    renamed.rename(notes)
    notes.write_text(NOTES.replace("物资到位", "器材到位"), "utf-8")
    done = run("verify", tmp_path / "out" / "deck.json", "--sources", notes.parent)
    assert done.returncode == 1
    assert "物资" in done.stdout.decode()


@pytest.mark.parametrize("form", ["apkg", "csv", "tsv", "md", "html", "gift"])
def test_export(notes: Path, tmp_path: Path, form: str) -> None:
    run("build", notes, "-o", tmp_path, "--name", "deck")
    target = tmp_path / f"x.{form}"
    done = run("export", tmp_path / "deck.json", "--to", form, "-o", target)
    assert done.returncode == 0, done.stderr
    assert target.stat().st_size > 100


def renamed_zip() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("readme.txt", "并不是一篇文档")
    return held.getvalue()


BAD = [
    ("empty.txt", b"", "empty"),
    ("blank.md", b"\n  \n", "no text"),
    ("locked.pdf", pdf([[]], locked=True), "password"),
    ("renamed.docx", renamed_zip(), "ZIP"),
    ("noise.txt", random.Random(5).randbytes(20_000_000), "text"),
    ("english.txt", b"Nothing but English in here, line after line.\n" * 20, "no Chinese"),
    ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), ".docx"),
]


@pytest.mark.parametrize(("name", "data", "says"), BAD, ids=[name for name, _, _ in BAD])
def test_bad_input_ends_in_one_sentence(tmp_path: Path, name: str, data: bytes, says: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    done = run("build", path, "-o", tmp_path / "out", "--name", "deck")
    told = done.stderr.decode()
    assert done.returncode == 1
    assert told.startswith("quizgen: ")
    assert told.count("\n") == 1
    assert name in told
    assert says in told
    assert not (tmp_path / "out").exists()


def test_one_bad_file_among_ten_does_not_stop_the_others(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for k in range(9):
        (folder / f"{k}.md").write_text(NOTES.replace("防汛", f"第{k}次防汛"), "utf-8")
    (folder / "9.docx").write_bytes(renamed_zip())
    done = run("build", folder, "-o", tmp_path / "out", "--name", "deck", "--json")
    report = json.loads(done.stdout)
    assert done.returncode == 1
    assert (report["documents"], [row["source"] for row in report["failed"]]) == (9, ["9.docx"])
    assert len(deck_of(tmp_path / "out")["sources"]) == 9  # type: ignore[arg-type]


def test_a_document_that_fails_on_a_rebuild_keeps_its_cards(notes: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run("build", notes, "-o", out, "--name", "deck")
    before = deck_of(out)["notes"]
    other = notes.with_name("另一份.md")
    other.write_text("巡堤“两不准”：不准脱岗、不准饮酒。", "utf-8")
    notes.write_bytes(b"")
    assert run("build", notes.parent, "-o", out, "--name", "deck").returncode == 1
    kept = {note["id"]: note.get("state", "proposed") for note in deck_of(out)["notes"]}  # type: ignore[index, union-attr]
    assert [kept[note["id"]] for note in before] == ["proposed"] * len(before)  # type: ignore[index, union-attr, arg-type]


@pytest.mark.parametrize(
    "arguments",
    [
        ("build", "nowhere.txt", "--name", "deck"),
        ("build", "--name", "deck"),
        ("build", "{notes}", "--name", "../deck"),
        ("build", "{notes}", "--name", "deck", "--level", "most"),
        ("export", "{notes}", "--to", "docx"),
        ("exract", "{notes}"),
    ],
    ids=lambda arguments: " ".join(arguments),
)
def test_usage(notes: Path, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    done = run(*(a.format(notes=notes) for a in arguments))
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    assert done.stderr.strip()


@pytest.mark.parametrize("damage", ["{", '{"schema": 99}', "[]"])
def test_a_damaged_deck_file_is_told_and_left_alone(notes: Path, tmp_path: Path, damage: str) -> None:
    (tmp_path / "deck.json").write_text(damage, "utf-8")
    done = run("build", notes, "-o", tmp_path, "--name", "deck")
    assert done.returncode == 1
    assert done.stderr.decode().startswith("quizgen: ")
    assert (tmp_path / "deck.json").read_text("utf-8") == damage
    assert not (tmp_path / "deck.apkg").exists()


@pytest.mark.parametrize("command", ["", "build", "extract", "export", "verify", "app", "progress", "progress import"])
def test_help_says_what_a_command_does(command: str) -> None:
    done = run(*command.split(), "--help")
    assert done.returncode == 0
    assert len(done.stdout.decode().splitlines()) > 5

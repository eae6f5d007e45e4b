"""The committed decks are what the committed sample documents give."""

from __future__ import annotations

import importlib.util
import sqlite3
import zipfile
from pathlib import Path

import pytest

from quizgen.pipeline import inputs_of, verify

DECKS = Path(__file__).parents[1] / "decks"


@pytest.fixture(scope="module")
def remade(tmp_path_factory: pytest.TempPathFactory) -> Path:
    spec = importlib.util.spec_from_file_location("make", DECKS / "make.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    into = tmp_path_factory.mktemp("decks")
    module.make(into)
    return into


def rows(package: Path, folder: Path) -> dict[str, list[tuple[object, ...]]]:
    with zipfile.ZipFile(package) as archive:
        archive.extract("collection.anki2", folder)
    base = sqlite3.connect(folder / "collection.anki2")
    try:
        tables = [name for (name,) in base.execute("select name from sqlite_master where type = 'table' order by name")]
        return {name: base.execute(f"select * from {name} order by 1").fetchall() for name in tables}
    finally:
        base.close()


def test_deck_files_come_out_byte_for_byte(remade: Path) -> None:
    for path in sorted(remade.glob("*.json")):
        assert path.read_bytes() == (DECKS / path.name).read_bytes(), f"make decks: {path.name} is out of date"


def test_packages_come_out_row_for_row(remade: Path, tmp_path: Path) -> None:
    for path in sorted(remade.glob("*.apkg")):
        (tmp_path / "now").mkdir()
        (tmp_path / "then").mkdir()
        assert rows(path, tmp_path / "now") == rows(DECKS / path.name, tmp_path / "then")


def test_every_answer_of_the_samples_stands_at_its_place() -> None:
    from quizgen.deck import load_deck

    mismatches, checked = verify(load_deck(DECKS / "samples.json"), inputs_of([DECKS / "samples"]))
    assert mismatches == []
    assert checked > 60


@pytest.mark.parametrize(
    ("label", "items"),
    [
        ("四个坚持", ["坚持居民点单", "坚持常年开放", "坚持就近服务", "坚持志愿共建"]),
        ("五个正确", ["正确的患者", "正确的药物", "正确的剂量", "正确的途径", "正确的时间"]),
        ("四步法", ["拆包装", "沥水分", "分种类", "对桶投"]),
        ("四個檢查", ["檢查門窗", "檢查排水", "檢查電路", "檢查存糧"]),
        ("三员", ["宣传员", "监督员", "记录员"]),
    ],
)
def test_the_lists_of_the_samples_are_whole(label: str, items: list[str]) -> None:
    from quizgen.deck import load_deck

    notes = [n for n in load_deck(DECKS / "samples.json").notes if label in n.content.title]
    found = [["".join(p.text for p in line.parts if p.spans) for line in n.content.lines] for n in notes]
    assert items in found

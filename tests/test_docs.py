"""What the documents say of the project is so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from quizgen.cli import cli
from quizgen.model import deck

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "README.zh-CN.md", *sorted((ROOT / "docs").glob("*.md"))]


def commands() -> list[str]:
    found = []
    for name, command in sorted(cli.commands.items()):
        inner = getattr(command, "commands", None)
        found += [f"{name} {sub}" for sub in sorted(inner)] if inner else [name]
    return found


@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md"])
@pytest.mark.parametrize("command", commands())
def test_every_command_is_documented(page: str, command: str) -> None:
    assert f"quizgen {command}" in (ROOT / page).read_text("utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_file_that_a_page_names_is_there(page: Path) -> None:
    text = page.read_text("utf-8")
    links = re.findall(r"\]\(([^)#]+)\)", text)
    named = re.findall(r"`((?:quizgen|tests|docs|benchmarks|tools|decks/make)[\w./]*/?[\w.]+)`", text)
    for link in links:
        if "://" not in link:
            assert (page.parent / link).exists(), f"{page.name} links to {link}"
    for name in named:
        if "/" in name and "NAME" not in name:
            assert (ROOT / name).exists(), f"{page.name} names {name}"


@pytest.mark.parametrize("model", [deck.Deck, deck.Note, deck.Content, deck.Occurrence], ids=lambda m: m.__name__)
def test_every_field_of_a_deck_file_is_told(model: type[deck.Deck]) -> None:
    text = (ROOT / "docs" / "deck-format.md").read_text("utf-8")
    for name, field in model.model_fields.items():
        assert f"`{field.alias or name}`" in text, f"{model.__name__}.{name}"


def test_make_targets_of_the_readme_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    for page in PAGES:
        assert set(re.findall(r"\bmake ([a-z]+)(?:`|\s{2,}#)", page.read_text("utf-8"))) <= targets

"""Deck files: ``decks/NAME.json``, sorted and laid out so that a changed note is a changed block of lines."""

from __future__ import annotations

import json
from json.encoder import encode_basestring
from pathlib import Path
from typing import Any

from quizgen.atomic import write_atomically
from quizgen.errors import DeckError
from quizgen.model.deck import Deck

WIDTH = 120
SCHEMA = 1


def load_deck(path: Path) -> Deck:
    """The deck in a file. Raises DeckError where there is none, it is damaged, or of a newer schema."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise DeckError("{path}: there is no such deck file; check the path.", path=path) from None
    except (OSError, UnicodeDecodeError):
        raise DeckError("{path}: the deck file cannot be read; take it from a backup.", path=path) from None
    return parse_deck(text, str(path))


def parse_deck(text: str, name: str = "deck") -> Deck:
    """The deck in a deck file's text; ``name`` is for the message. Raises DeckError."""
    from pydantic import ValidationError

    try:
        data = json.loads(text)
        schema = data["schema"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise DeckError("{path}: this is no deck file, or it is damaged; take it from a backup.", path=name) from None
    if isinstance(schema, int) and schema > SCHEMA:
        raise DeckError("{path}: the deck file was written by a newer quizgen; update the program.", path=name)
    try:
        return Deck.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise DeckError(
            "{path}: the deck file is damaged at {where}; mend it or take it from a backup.", path=name, where=where
        ) from None


def save_deck(deck: Deck, path: Path) -> None:
    """Write a deck file, whole or not at all. Raises DeckError where that cannot be done."""
    try:
        write_atomically(path, dump_deck(deck).encode())
    except OSError as error:
        raise DeckError(
            "{path}: the deck file cannot be written ({why}).", path=path, why=error.strerror or error
        ) from error


def dump_deck(deck: Deck) -> str:
    """The text of a deck file: keys sorted, what fits on a line on one line, what has its default value left out.

    A note's state is written all the same: it is the first thing that people look for.
    """
    data = deck.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    for note, written in zip(deck.notes, data.get("notes", ()), strict=True):
        written["state"] = note.state
    return _laid_out({"schema": deck.schema_, **data}, 0) + "\n"


def _laid_out(value: Any, indent: int) -> str:
    if isinstance(value, str):
        return encode_basestring(value)
    if isinstance(value, dict):
        entries = [f"{encode_basestring(key)}: {_laid_out(value[key], indent + 1)}" for key in sorted(value)]
        return _bracketed("{", entries, "}", indent)
    if isinstance(value, list):
        return _bracketed("[", [_laid_out(item, indent + 1) for item in value], "]", indent)
    return json.dumps(value)


def _bracketed(opening: str, entries: list[str], closing: str, indent: int) -> str:
    width = sum(map(len, entries)) + 2 * len(entries) + indent
    if width <= WIDTH and not any("\n" in entry for entry in entries):
        return f"{opening}{', '.join(entries)}{closing}"
    pad = "\n" + " " * (indent + 1)
    return f"{opening}{pad}{f',{pad}'.join(entries)}\n{' ' * indent}{closing}"

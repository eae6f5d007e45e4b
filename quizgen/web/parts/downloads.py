"""A deck as a file to take away, made when the button is pressed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import streamlit as st

from quizgen import study
from quizgen.i18n import marked
from quizgen.model.study import DeckRow
from quizgen.web.parts.making import plain_name
from quizgen.web.visitor import Visitor

FORMATS: tuple[tuple[str, str, str], ...] = (
    ("apkg", marked("Anki deck (.apkg)"), "application/octet-stream"),
    ("csv", marked("Table (.csv)"), "text/csv"),
    ("tsv", marked("Anki text import (.tsv)"), "text/tab-separated-values"),
    ("md", marked("Obsidian (.md)"), "text/markdown"),
    ("html", marked("Sheet to fill in (.html)"), "text/html"),
    ("gift", marked("Moodle (.gift)"), "text/plain"),
)
"""Every exporter with its words and its media type, what most people want first."""


def buttons(visitor: Visitor, deck: DeckRow) -> None:
    """A button a format, each with a digit as its key."""
    from quizgen.export import EXPORTERS

    suffixes = {row.name: row.suffix for row in EXPORTERS}
    name = plain_name(deck.title or deck.name, "deck")
    for k, (form, words, media_type) in enumerate(FORMATS, 1):
        if form in suffixes:
            st.download_button(
                visitor.gettext(words), data=_maker(visitor, deck.id, form, suffixes[form]),
                file_name=f"{name}{suffixes[form]}", mime=media_type, key=f"download-{deck.id}-{form}",
                on_click="ignore", icon=":material/download:", width="stretch", shortcut=str(k),
            )  # fmt: skip
    st.download_button(
        visitor.gettext("Deck file (.json)"), data=_deck_file(visitor, deck.id), file_name=f"{name}.json",
        mime="application/json", key=f"download-{deck.id}-json", on_click="ignore", icon=":material/download:",
        width="stretch", shortcut=str(len(FORMATS) + 1),
    )  # fmt: skip


def _maker(visitor: Visitor, deck_id: int, form: str, suffix: str) -> Callable[[], bytes]:
    def made() -> bytes:
        from quizgen.export import export

        deck = study.load_deck(visitor.store, visitor.who, deck_id)
        with TemporaryDirectory() as folder:
            path = Path(folder) / f"deck{suffix}"
            export(deck, form, path)
            return path.read_bytes()

    return made


def _deck_file(visitor: Visitor, deck_id: int) -> Callable[[], bytes]:
    def made() -> bytes:
        from quizgen.deck import dump_deck

        return dump_deck(study.load_deck(visitor.store, visitor.who, deck_id)).encode()

    return made

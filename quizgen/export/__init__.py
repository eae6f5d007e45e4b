"""Deck → file, one file a format."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal, NamedTuple

from quizgen.atomic import write_atomically
from quizgen.errors import ExportError
from quizgen.export import anki, gift, markdown, printable, tables
from quizgen.model.deck import Deck

Decks = Literal["by-document", "by-heading", "single"]


class Exporter(NamedTuple):
    """A format: ``render`` gives the file's bytes; it raises ExportError naming a note that cannot be written."""

    name: str
    suffix: str
    description: str
    render: Callable[[Deck, Decks], bytes]


EXPORTERS = (
    Exporter("apkg", ".apkg", "Anki", anki.render),
    Exporter("csv", ".csv", "Anki's text import, spreadsheets (commas)", tables.render_csv),
    Exporter("tsv", ".tsv", "Anki's text import, spreadsheets (tabs)", tables.render_tsv),
    Exporter("md", ".md", "Obsidian's Spaced Repetition", markdown.render),
    Exporter("html", ".html", "a sheet to print and write from memory (默写), with its key", printable.render),
    Exporter("gift", ".gift", "Moodle and other learning platforms", gift.render),
)


def export(deck: Deck, to: str, path: Path, *, decks: Decks = "by-document") -> None:
    """Write a deck at ``path`` in the format ``to`` (a name in ``EXPORTERS``), whole or not at all.

    ``decks`` says how a format that knows sub-decks is divided. Rejected notes are left out. Raises ExportError where
    the format is unknown, a note cannot be written in it, or the file cannot be written.
    """
    data = exporter(to).render(deck, decks)
    try:
        write_atomically(path, data)
    except OSError as error:
        raise ExportError(
            "{path}: the file cannot be written ({why}).", path=path, why=error.strerror or error
        ) from error


def exporter(name: str) -> Exporter:
    """The row of a format. Raises ExportError where there is none."""
    for row in EXPORTERS:
        if row.name == name:
            return row
    known = ", ".join(row.name for row in EXPORTERS)
    raise ExportError("There is no export format “{name}”; choose one of {known}.", name=name, known=known)

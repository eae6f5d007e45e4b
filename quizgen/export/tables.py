"""CSV and TSV that Anki's text import takes as they are: notes of its own Cloze type, told apart by guid.

A card that needs a front of its own (the whole list, a label, a half) is a row of its own, for the Cloze type has one
text. No cell begins as a formula does, so a spreadsheet runs nothing.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from quizgen.export.anki_markup import fields
from quizgen.export.anki_rows import tags
from quizgen.export.selection import by_document, origin
from quizgen.model.deck import LABEL, RECITE, Deck, Note

COLUMNS = ("GUID", "Deck", "Tags", "Text", "Back Extra")
FORMULA = {"=": "＝", "+": "＋", "-": "－", "@": "＠", "\t": " ", "\r": " "}


def render_csv(deck: Deck, decks: str) -> bytes:
    """Comma-separated, with a byte order mark for Excel."""
    return "\ufeff".encode() + _table(deck, decks, ",", "Comma")


def render_tsv(deck: Deck, decks: str) -> bytes:
    """Tab-separated."""
    return _table(deck, decks, "\t", "Tab")


def _table(deck: Deck, decks: str, separator: str, name: str) -> bytes:
    out = io.StringIO()
    out.write(f"#separator:{name}\n#html:true\n#notetype:Cloze\n#columns:{separator.join(COLUMNS)}\n")
    out.write("#guid column:1\n#deck column:2\n#tags column:3\n")
    writer = csv.writer(out, delimiter=separator, lineterminator="\n")
    root = deck.title or deck.name
    for title, notes in by_document(deck):
        home = root if decks == "single" else f"{root}::{title.replace('::', '：：')}"
        for note in notes:
            for guid, text in _rows(note):
                extra = "<br>".join(filter(None, [fields(note, {})["Extra"], origin(note)]))
                writer.writerow(map(inert, (guid, home, " ".join(tags(note)), text, extra)))
    return out.getvalue().encode()


def _rows(note: Note) -> Iterator[tuple[str, str]]:
    cells = fields(note, {})
    top = "".join(f"<div>{cell}</div>" for cell in (cells["Path"], f"<b>{cells['Title']}</b>", cells["Marks"]) if cell)
    if any(number not in {LABEL, RECITE} for line in note.content.lines for number in line.numbers):
        yield note.id, top + cells["Text"]
    if cells["Aside"]:
        named = note.content.aside is not None and LABEL in note.content.aside.numbers
        yield (
            f"{note.id}-aside",
            (cells["Aside"].replace(f"{{{{c{LABEL}::", "{{c1::") if named else top + cells["Aside"]),
        )
    if cells["Recite"]:
        yield f"{note.id}-recite", top + cells["Recite"].replace(f"{{{{c{RECITE}::", "{{c1::")


def inert(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return FORMULA[cell[0]] + cell[1:] if cell[:1] in FORMULA else cell

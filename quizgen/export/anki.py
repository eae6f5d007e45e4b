"""Decks as .apkg files for Anki. The rules that keep a student's history are written down in ``docs/anki.md``.

The note type is frozen: ``MODEL_ID``, field and template ids and names never change; a change of templates or style
moves ``MODEL_CHANGED``.
"""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

from quizgen.errors import ExportError
from quizgen.export.anki_rows import Rows, SubDeck, rows_of
from quizgen.model.deck import Deck

MODEL_ID = 1763769600001
MODEL_CHANGED = 1763769600
"""Seconds since 1970 (UTC) of the last change of the templates or the style below."""
MODEL_NAME = "quizgen cloze"
FIELDS = (
    ("Id", 4851200011),
    ("Title", 4851200012),
    ("Path", 4851200013),
    ("Text", 4851200014),
    ("Recite", 4851200015),
    ("Aside", 4851200016),
    ("Mode", 4851200017),
    ("Typed", 4851200018),
    ("Hint", 4851200019),
    ("Marks", 4851200020),
    ("Extra", 4851200021),
    ("Source", 4851200022),
    ("Spare1", 4851200023),
    ("Spare2", 4851200024),
    ("Spare3", 4851200025),
)
TEMPLATE = ("Cloze", 4851200001)
SORT_FIELD = 1
FOLDER = Path(__file__).parent / "anki_type"
DESCRIPTION = (
    "由 quizgen 制作。建议在牌组选项中打开“暂停相关卡片（Bury siblings）”，同一列表的卡片便不会在同一天连续出现。"
    "已从文档中消失的笔记带有标签 quizgen::retired，可在浏览器中搜索 tag:quizgen::retired 查看。"
)
ZIP_DATE = (1980, 1, 1, 0, 0, 0)


def render(deck: Deck, decks: str) -> bytes:
    """The bytes of an .apkg. The same deck gives the same bytes (with the same SQLite and zlib).

    ``decks`` is ``by-document``, ``by-heading`` or ``single``. Raises ExportError naming the note that cannot be
    written, or the id that two notes share.
    """
    notes = [note for note in deck.notes if note.state != "rejected"]
    seen: set[str] = set()
    for note in notes:
        if note.id in seen:
            raise ExportError("Two notes have the id {id}; remove one from the deck file.", id=note.id)
        seen.add(note.id)
    return package(rows_of(deck, notes, decks), deck.modified)


def package(rows: Rows, modified: int) -> bytes:
    """The bytes of a package with these rows; ``modified`` is the decks' time of change.

    Raises ExportError where a row holds what no file can.
    """
    from genanki.apkg_col import APKG_COL
    from genanki.apkg_schema import APKG_SCHEMA

    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("PRAGMA page_size = 4096")
        tables, indexes = _tables_and_indexes(APKG_SCHEMA)
        connection.executescript(tables)
        connection.executescript(APKG_COL)
        connection.executemany(INSERT_NOTE, rows.notes)
        connection.executemany(INSERT_CARD, rows.cards)
        connection.executescript(indexes)
        decks = json.loads(connection.execute("SELECT decks FROM col").fetchone()[0])
        decks |= {str(each.id): _deck_json(each, modified) for each in rows.decks}
        stored = (json.dumps(decks, sort_keys=True), json.dumps({str(MODEL_ID): _model_json()}, sort_keys=True))
        connection.execute("UPDATE col SET decks = ?, models = ?", stored)
        connection.commit()
        return _zipped(connection.serialize())
    except UnicodeEncodeError as error:
        raise ExportError(
            "Note {id} holds half a character (a lone surrogate), which no file can; type the word again.",
            id=error.object.partition("\x1f")[0],
        ) from None
    finally:
        connection.close()


INSERT_NOTE = f"INSERT INTO notes VALUES (?, ?, {MODEL_ID}, ?, -1, ?, ?, ?, ?, 0, '')"
INSERT_CARD = "INSERT INTO cards VALUES (?, ?, ?, ?, ?, -1, 0, 0, ?, 0, 0, 0, 0, 0, 0, 0, 0, '')"


def _tables_and_indexes(schema: str) -> tuple[str, str]:
    """Indexes are quicker made of all rows at once than row by row."""
    statements = [statement.strip() for statement in schema.split(";") if statement.strip()]
    indexes = [statement for statement in statements if statement.upper().startswith("CREATE INDEX")]
    return ";".join(each for each in statements if each not in indexes) + ";", ";".join(indexes) + ";"


def _deck_json(home: SubDeck, modified: int) -> dict[str, Any]:
    from genanki import Deck as AnkiDeck

    description = "" if "::" in home.name else DESCRIPTION
    return {**AnkiDeck(home.id, home.name, description).to_json(), "mod": modified}


@cache
def _model_json() -> dict[str, Any]:
    from genanki import Model

    name, template_id = TEMPLATE
    front, back, style = (
        (FOLDER / file).read_text(encoding="utf-8") for file in ("front.html", "back.html", "style.css")
    )
    model = Model(
        MODEL_ID,
        MODEL_NAME,
        fields=[{"name": field, "id": field_id} for field, field_id in FIELDS],
        templates=[{"name": name, "id": template_id, "qfmt": front.strip(), "afmt": back.strip()}],
        css=style,
        model_type=Model.CLOZE,
        sort_field_index=SORT_FIELD,
    )
    made: dict[str, Any] = model.to_json(MODEL_CHANGED, 1)
    return made


def _zipped(database: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, data in (("collection.anki2", database), ("media", b"{}")):
            entry = zipfile.ZipInfo(name, ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            package.writestr(entry, data, compresslevel=1)
    return buffer.getvalue()

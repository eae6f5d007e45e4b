"""Decks as .apkg files for Anki. The rules that keep a student's history are written down in ``docs/anki.md``.

The note type is frozen: ``MODEL_ID``, field and template ids and names never change; a change of templates or style
moves ``MODEL_CHANGED``.
"""

from __future__ import annotations

import hashlib
import io
import json
import sqlite3
import unicodedata
import zipfile
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from quizgen.errors import ExportError
from quizgen.export.anki_markup import fields
from quizgen.model.deck import Deck, Note

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
RETIRED = "已停用"
"""The sub-deck in which a retired note's cards arrive where they are new; cards that one already has do not move."""
ZIP_DATE = (1980, 1, 1, 0, 0, 0)
LONGEST_NAME = 80


class SubDeck(NamedTuple):
    """A deck inside the package; the id follows from the full name."""

    id: int
    name: str


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
    return _zipped(_database(deck, notes, decks))


def _database(deck: Deck, notes: Sequence[Note], decks: str) -> bytes:
    from genanki.apkg_col import APKG_COL
    from genanki.apkg_schema import APKG_SCHEMA

    names = _Names(deck, decks)
    homes = [names.home(note) for note in notes]
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("PRAGMA page_size = 4096")
        connection.executescript(APKG_SCHEMA)
        connection.executescript(APKG_COL)
        rows, cards = _rows(deck, notes, homes)
        connection.executemany(f"INSERT INTO notes VALUES ({','.join('?' * 11)})", rows)
        connection.executemany(f"INSERT INTO cards VALUES ({','.join('?' * 18)})", cards)
        stored = json.loads(connection.execute("SELECT decks FROM col").fetchone()[0])
        stored |= {str(home.id): _deck_json(home, deck.modified) for home in dict.fromkeys([names.root, *homes])}
        connection.execute(
            "UPDATE col SET decks = ?, models = ?",
            (json.dumps(stored, sort_keys=True), json.dumps({str(MODEL_ID): _model_json()}, sort_keys=True)),
        )
        connection.commit()
        return connection.serialize()
    finally:
        connection.close()


def _rows(
    deck: Deck, notes: Sequence[Note], homes: Sequence[SubDeck]
) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    sources = {source.source: source.title for source in deck.sources}
    rows: list[tuple[Any, ...]] = []
    cards: list[tuple[Any, ...]] = []
    row_id = card_id = 0
    for due, (note, home) in enumerate(zip(notes, homes, strict=True), 1):
        row_id = max(row_id + 1, note.created * 1000)
        values = fields(note, sources)
        checksum = int(hashlib.sha1(note.id.encode(), usedforsecurity=False).hexdigest()[:8], 16)
        rows.append(
            (row_id, note.id, MODEL_ID, note.modified, -1, f" {' '.join(tags(note))} ", "\x1f".join(values.values()),
             values["Title"], checksum, 0, "")
        )  # fmt: skip
        for number in note.content.numbers:
            card_id = max(card_id + 1, note.created * 1000)
            cards.append(
                (card_id, row_id, home.id, number - 1, note.modified, -1, 0, 0, due, 0, 0, 0, 0, 0, 0, 0, 0, "")
            )
    return rows, cards


def tags(note: Note) -> Iterator[str]:
    """The note's tags: kind, importance, source, and what is to be known of it."""
    yield f"quizgen::kind::{note.kind}"
    yield f"quizgen::importance::{note.importance}"
    for source in dict.fromkeys(occurrence.source for occurrence in note.occurrences):
        yield f"quizgen::source::{_tag(source)}"
    if not note.complete:
        yield "quizgen::incomplete"
    if note.state == "retired":
        yield "quizgen::retired"


def _tag(text: str) -> str:
    text = "".join(
        char if char.isprintable() and not char.isspace() else "_" for char in unicodedata.normalize("NFC", text)
    )
    return text.replace("::", "_").replace('"', "_") or "_"


class _Names:
    """The names of a package's decks, each with the id that belongs to the name."""

    def __init__(self, deck: Deck, decks: str) -> None:
        self._decks = decks
        self.root = _sub_deck(_name(deck.title or deck.name))
        titles = [source.title for source in deck.sources]
        self._titles = {
            source.source: source.title
            if source.title and titles.count(source.title) == 1
            else Path(source.source).stem
            for source in deck.sources
        }

    def home(self, note: Note) -> SubDeck:
        """The deck that a note's cards are put in when they are new."""
        if note.state == "retired":
            return _sub_deck(f"{self.root.name}::{RETIRED}")
        occurrence = note.occurrences[0]
        if self._decks == "single" or occurrence.source not in self._titles:
            return self.root
        path = [self.root.name, _name(self._titles[occurrence.source])]
        if self._decks == "by-heading" and occurrence.heading:
            path.append(_name(occurrence.heading[0]))
        return _sub_deck("::".join(path))


@cache
def _sub_deck(name: str) -> SubDeck:
    digest = hashlib.sha256(f"quizgen deck\n{name}".encode()).digest()
    return SubDeck(2**40 + int.from_bytes(digest[:6], "big"), name)


def _name(text: str) -> str:
    """A deck's name as Anki keeps it: no ``::``, no control characters, no blanks at its ends, of bearable length."""
    text = "".join(char if char.isprintable() else " " for char in unicodedata.normalize("NFC", text))
    text = " ".join(text.replace("::", "：：").replace('"', "'").split())
    return text[:LONGEST_NAME].strip().strip(":") or "quizgen"


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

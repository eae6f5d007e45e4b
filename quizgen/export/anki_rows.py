"""The rows of an Anki collection for a deck: notes, cards, and the decks they are in."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from quizgen.export.anki_markup import fields
from quizgen.model.deck import Deck, Note

RETIRED = "已停用"
"""The sub-deck in which a retired note's cards arrive where they are new; cards that one already has do not move."""
LONGEST_NAME = 80

NoteRow = tuple[int, str, int, str, str, str, int]
"""Id, guid, time of change, tags, fields, sort field, checksum."""
CardRow = tuple[int, int, int, int, int, int]
"""Id, note, deck, number from 0, time of change, place in the order of new cards."""


class SubDeck(NamedTuple):
    """A deck inside the package; the id follows from the full name."""

    id: int
    name: str


class Rows(NamedTuple):
    """What a package holds; notes and cards are made as they are asked for."""

    notes: Iterable[NoteRow]
    cards: Iterable[CardRow]
    decks: Sequence[SubDeck]
    """The deck that holds the others first."""


def rows_of(deck: Deck, notes: Sequence[Note], decks: str) -> Rows:
    """The rows for ``notes`` of a deck. Asking for a note's row raises ExportError where it cannot be written."""
    names = _Names(deck, decks)
    homes = [names.home(note) for note in notes]
    ids, sources = _note_ids(notes), {source.source: source.title for source in deck.sources}
    found = tuple(dict.fromkeys([names.root, *homes]))
    return Rows(_note_rows(notes, ids, sources), _card_rows(notes, ids, homes), found)


def _note_rows(notes: Iterable[Note], ids: Iterable[int], sources: Mapping[str, str]) -> Iterator[NoteRow]:
    for row_id, note in zip(ids, notes, strict=True):
        values = fields(note, sources)
        stored = "\x1f".join(values.values())
        checksum = int(hashlib.sha1(note.id.encode(), usedforsecurity=False).hexdigest()[:8], 16)
        yield row_id, note.id, note.modified, f" {' '.join(tags(note))} ", stored, values["Title"], checksum


def _card_rows(notes: Iterable[Note], ids: Iterable[int], homes: Iterable[SubDeck]) -> Iterator[CardRow]:
    card_id = 0
    for due, (note, row_id, home) in enumerate(zip(notes, ids, homes, strict=True), 1):
        for number in note.content.numbers:
            card_id = max(card_id + 1, note.created * 1000)
            yield card_id, row_id, home.id, number - 1, note.modified, due


def _note_ids(notes: Iterable[Note]) -> list[int]:
    """Anki takes a note's id for the moment (ms) of its creation; ours follow it and are all different."""
    ids = [0]
    for note in notes:
        ids.append(max(ids[-1] + 1, note.created * 1000))
    return ids[1:]


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


@lru_cache(maxsize=1024)
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


@lru_cache(maxsize=1024)
def _sub_deck(name: str) -> SubDeck:
    digest = hashlib.sha256(f"quizgen deck\n{name}".encode()).digest()
    return SubDeck(2**40 + int.from_bytes(digest[:6], "big"), name)


@lru_cache(maxsize=1024)
def _name(text: str) -> str:
    """A deck's name as Anki keeps it: no ``::``, no control characters, no blanks at its ends, of bearable length."""
    text = "".join(char if char.isprintable() else " " for char in unicodedata.normalize("NFC", text))
    text = " ".join(text.replace("::", "：：").replace('"', "'").split())
    return text[:LONGEST_NAME].strip().strip(":") or "quizgen"

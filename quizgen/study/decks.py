"""Decks and their notes and documents, as one learner keeps them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from quizgen.model.deck import Deck, Note, NoteState
from quizgen.model.study import DeckRow, NotePage, StoredDocument
from quizgen.store import Store


def add_deck(store: Store, who: int, deck: Deck, papers: Iterable[StoredDocument] = (), *, now: datetime) -> int:
    """Keep a deck with its documents; the id of the new row. A name taken already gets a number behind it."""
    raise NotImplementedError


def decks(store: Store, who: int, *, now: datetime, archived: bool = False) -> list[DeckRow]:
    """The decks not deleted, by name, with what today holds for each."""
    raise NotImplementedError


def load_deck(store: Store, who: int, deck_id: int) -> Deck:
    """The whole deck, as ``save_deck`` and ``export`` take it. Raises StoreError when there is none of that id."""
    raise NotImplementedError


def replace_deck(
    store: Store, who: int, deck_id: int, deck: Deck, papers: Iterable[StoredDocument] = (), *, now: datetime
) -> None:
    """Put the deck's new version (after a rebuild) in its place; memories stay with their cards.

    ``papers`` are added to the documents, in place of those of the same source.
    """
    raise NotImplementedError


def rename_deck(store: Store, who: int, deck_id: int, title: str) -> None:
    """Change what the deck is called on the pages and in exports."""
    raise NotImplementedError


def archive_deck(store: Store, who: int, deck_id: int, archived: bool = True) -> None:
    """Archived decks are kept out of the way: today does not ask them."""
    raise NotImplementedError


def delete_deck(store: Store, who: int, deck_id: int, *, now: datetime) -> None:
    """Delete a deck; ``restore_deck`` brings it back whole within 30 days."""
    raise NotImplementedError


def restore_deck(store: Store, who: int, deck_id: int) -> None:
    """Undo ``delete_deck``."""
    raise NotImplementedError


def notes(
    store: Store,
    who: int,
    deck_id: int,
    *,
    states: tuple[NoteState, ...] = (),
    source: str = "",
    text: str = "",
    offset: int = 0,
    limit: int = 50,
) -> NotePage:
    """A page of notes in document order: of these states, from this document, holding this text (all where empty)."""
    raise NotImplementedError


def note(store: Store, who: int, deck_id: int, note_id: str) -> Note:
    """One note. Raises StoreError when there is none."""
    raise NotImplementedError


def save_notes(store: Store, who: int, deck_id: int, changed: Iterable[Note], *, now: datetime) -> None:
    """Keep notes as ``deck.py`` changed them (decision, edit, merge, split) in one undoable step.

    A note whose id is new is put behind the note before it in ``changed`` (at the deck's end when it is the first).
    """
    raise NotImplementedError


def undo_notes(store: Store, who: int, deck_id: int) -> tuple[str, ...]:
    """Take back the last ``save_notes`` not taken back yet; the ids of the notes it touched, empty when none is left."""
    raise NotImplementedError


def documents(store: Store, who: int, deck_id: int) -> list[str]:
    """The names of the documents kept with a deck."""
    raise NotImplementedError


def document(store: Store, who: int, deck_id: int, source: str) -> StoredDocument:
    """Raises StoreError when the deck keeps no document of that name."""
    raise NotImplementedError

"""What a button does to notes: one decision of ``quizgen.deck``, kept in one undoable step.

Decisions work on a deck of just the notes at hand, so that they take no longer in a large deck.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import streamlit as st

from quizgen import deck as decks
from quizgen import study
from quizgen.errors import QuizgenError
from quizgen.model.deck import Content, Deck
from quizgen.web.visitor import TOLD, Visitor, action, clock

if TYPE_CHECKING:
    from quizgen.model.deck import Note

Action = Callable[..., None]


def accept(visitor: Visitor, deck_id: int, note_id: str) -> None:
    """The note is right as it is."""
    _decide(visitor, deck_id, (note_id,), lambda deck, now: decks.accept(deck, [note_id], now=now))


def reject(visitor: Visitor, deck_id: int, note_id: str) -> None:
    """The note is not asked and not exported."""
    _decide(visitor, deck_id, (note_id,), lambda deck, now: decks.reject(deck, [note_id], now=now))


def restore(visitor: Visitor, deck_id: int, note_id: str) -> None:
    """Take an acceptance or a rejection back."""
    _decide(visitor, deck_id, (note_id,), lambda deck, now: decks.restore(deck, [note_id], now=now))


def edit(visitor: Visitor, deck_id: int, note_id: str, content: Content) -> bool:
    """Put the user's version in front; whether that went well."""
    return _decide(visitor, deck_id, (note_id,), lambda deck, now: decks.edit(deck, note_id, content, now=now))


def take_document(visitor: Visitor, deck_id: int, note_id: str) -> None:
    """Give one's own version up for the document's."""
    _decide(visitor, deck_id, (note_id,), lambda deck, now: decks.take_document(deck, note_id, now=now))


def keep_edit(visitor: Visitor, deck_id: int, note_id: str) -> None:
    """Keep one's own version against the document's."""
    _decide(visitor, deck_id, (note_id,), lambda deck, now: decks.keep_edit(deck, note_id, now=now))


def merge(visitor: Visitor, deck_id: int, note_id: str, other_id: str) -> None:
    """Make one note of two."""
    ids = (note_id, other_id)
    _decide(visitor, deck_id, ids, lambda deck, now: decks.merge(deck, ids, now=now))


def split(visitor: Visitor, deck_id: int, note_id: str, at: int) -> None:
    """Make two notes of one. The whole deck is at hand here: the new note's id must be unlike all others."""
    _decide(visitor, deck_id, (), lambda deck, now: decks.split(deck, note_id, at, now=now))


@action
def undo(visitor: Visitor, deck_id: int) -> None:
    """Take the last decision back and show the note it was about."""
    touched = study.undo_notes(visitor.store, visitor.who, deck_id, now=clock())
    if touched:
        st.query_params["deck"] = str(deck_id)
        st.query_params["note"] = touched[0]


def undo_button(visitor: Visitor, deck_id: int) -> None:
    """The button that takes the last decision back."""
    st.button(
        visitor.gettext("Undo"), key=f"undo-{deck_id}", shortcut="U", icon=":material/undo:", on_click=undo,
        args=(visitor, deck_id),
    )  # fmt: skip


def _decide(visitor: Visitor, deck_id: int, ids: tuple[str, ...], decide: Callable[[Deck, int], Deck]) -> bool:
    """Carry out a decision on the notes named (on all where none is) and keep what it changed."""
    moment = clock()
    try:
        deck = _small(visitor, deck_id, ids) if ids else study.load_deck(visitor.store, visitor.who, deck_id)
        before: dict[str, Any] = {note.id: note for note in deck.notes}
        decided = decide(deck, int(moment.timestamp()))
        changed = _changed(before, decided.notes)
        if changed:
            study.save_notes(visitor.store, visitor.who, deck_id, changed, now=moment)
    except QuizgenError as error:
        st.session_state[TOLD] = error
        return False
    return True


def _changed(before: dict[str, Note], after: tuple[Note, ...]) -> list[Note]:
    """The notes that a decision changed; in front of a new one, the note that it stands behind."""
    found: list[Note] = []
    for k, note in enumerate(after):
        if note.id not in before and k and after[k - 1] not in found:
            found.append(after[k - 1])
        if before.get(note.id) != note:
            found.append(note)
    return found


def _small(visitor: Visitor, deck_id: int, ids: tuple[str, ...]) -> Deck:
    notes = tuple(study.note(visitor.store, visitor.who, deck_id, note_id) for note_id in ids)
    return Deck(schema=1, name="notes", notes=notes, created=0, modified=0)

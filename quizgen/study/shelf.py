"""Decks, as one learner keeps them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, and_, delete, func, insert, select, update

from quizgen.errors import StoreError
from quizgen.model.deck import Deck, Note
from quizgen.model.quiz import Settings
from quizgen.model.study import DeckRow, StoredDocument, Waiting
from quizgen.schedule import milliseconds
from quizgen.store import Store
from quizgen.store.tables import CARDS, DECKS, EDITS, NOTES
from quizgen.study.access import GAP, own_deck, put_notes, touch_deck, wishes_of
from quizgen.study.papers import put_documents
from quizgen.study.queue import standing

_KEPT_DELETED = timedelta(days=30)


def add_deck(store: Store, who: int, deck: Deck, papers: Iterable[StoredDocument] = (), *, now: datetime) -> int:
    """Keep a deck with its documents; the id of the new row. A name taken already gets a number behind it."""
    at = milliseconds(now)
    with store.write(who) as connection:
        wishes_of(connection, who)
        name = _free_name(connection, who, deck.name)
        row = {
            "profile_id": who,
            "name": name,
            "title": deck.title or deck.name,
            "head": _head(deck.model_copy(update={"name": name})),
            "version": 1,
            "created_at": at,
            "modified_at": at,
            "archived": False,
        }
        deck_id = int(connection.execute(insert(DECKS).values(row).returning(DECKS.c.id)).scalar_one())
        put_notes(connection, deck_id, _placed(deck.notes))
        put_documents(connection, deck_id, papers)
    return deck_id


def decks(store: Store, who: int, *, now: datetime, archived: bool = False) -> list[DeckRow]:
    """The decks not deleted (those archived, or those not), by title, with what today holds for each."""
    with store.read() as connection:
        wishes = wishes_of(connection, who)
        rows = connection.execute(
            select(DECKS)
            .where(DECKS.c.profile_id == who, DECKS.c.deleted_at.is_(None), DECKS.c.archived.is_(archived))
            .order_by(DECKS.c.title, DECKS.c.id)
        ).all()
        return [_deck_row(connection, who, row, wishes, now) for row in rows]


def waiting(store: Store, who: int, deck_ids: tuple[int, ...] = (), *, now: datetime) -> Waiting:
    """What today holds over these decks (all that are not archived when empty); the limits count once for all."""
    with store.read() as connection:
        today = standing(connection, who, deck_ids, milliseconds(now), wishes_of(connection, who))
    return Waiting(today.due, today.new)


def _deck_row(connection: Connection, who: int, row: Any, wishes: Settings, now: datetime) -> DeckRow:
    live = NOTES.c.state.not_in(("rejected", "retired"))
    notes_in = connection.execute(select(func.count()).where(NOTES.c.deck_id == row.id, live)).scalar_one()
    cards_in = connection.execute(
        select(func.count())
        .select_from(CARDS)
        .join(NOTES, and_(NOTES.c.deck_id == CARDS.c.deck_id, NOTES.c.note_id == CARDS.c.note_id))
        .where(CARDS.c.deck_id == row.id, live)
    ).scalar_one()
    today = standing(connection, who, (row.id,), milliseconds(now), wishes)
    head = json.loads(row.head)
    return DeckRow(
        id=row.id,
        name=row.name,
        title=row.title,
        archived=row.archived,
        notes=notes_in,
        cards=cards_in,
        due=today.due,
        new=today.new,
        sources=tuple(source["source"] for source in head.get("sources", ())),
        modified_at=row.modified_at,
    )


def load_deck(store: Store, who: int, deck_id: int) -> Deck:
    """The whole deck, as ``save_deck`` and ``export`` take it. Raises NotFound when there is none of that id."""
    with store.read() as connection:
        row = own_deck(connection, who, deck_id)
        found = connection.execute(
            select(NOTES.c.json).where(NOTES.c.deck_id == deck_id).order_by(NOTES.c.position)
        ).scalars()
        kept = tuple(Note.model_validate_json(text) for text in found)
    head = Deck.model_validate_json(row.head)
    modified = max([head.modified, *(note.modified for note in kept)])
    return head.model_copy(update={"notes": kept, "title": row.title, "modified": modified})


def replace_deck(
    store: Store, who: int, deck_id: int, deck: Deck, papers: Iterable[StoredDocument] = (), *, now: datetime
) -> None:
    """Put the deck's new version (after a rebuild) in its place; memories stay with their cards.

    ``papers`` are added to the documents, in place of those of the same source. Edits before it can no longer be
    undone.
    """
    with store.write(who) as connection:
        row = own_deck(connection, who, deck_id)
        for table in (CARDS, NOTES, EDITS):
            connection.execute(delete(table).where(table.c.deck_id == deck_id))
        put_notes(connection, deck_id, _placed(deck.notes))
        put_documents(connection, deck_id, papers)
        head = _head(deck.model_copy(update={"name": row.name}))
        connection.execute(update(DECKS).where(DECKS.c.id == deck_id).values(head=head, title=deck.title or row.title))
        touch_deck(connection, deck_id, now)


def rename_deck(store: Store, who: int, deck_id: int, title: str) -> None:
    """Change what the deck is called on the pages and in exports."""
    title = " ".join(title.split())[:500]
    if not title:
        raise StoreError("A deck needs a title.")
    with store.write(who) as connection:
        own_deck(connection, who, deck_id)
        connection.execute(update(DECKS).where(DECKS.c.id == deck_id).values(title=title))


def archive_deck(store: Store, who: int, deck_id: int, archived: bool = True) -> None:
    """Archived decks are kept out of the way: today does not ask them."""
    with store.write(who) as connection:
        own_deck(connection, who, deck_id)
        connection.execute(update(DECKS).where(DECKS.c.id == deck_id).values(archived=archived))


def delete_deck(store: Store, who: int, deck_id: int, *, now: datetime) -> None:
    """Delete a deck; ``restore_deck`` brings it back whole within 30 days."""
    gone = milliseconds(now - _KEPT_DELETED)
    with store.write(who) as connection:
        own_deck(connection, who, deck_id, deleted=True)
        connection.execute(
            update(DECKS)
            .where(DECKS.c.id == deck_id, DECKS.c.deleted_at.is_(None))
            .values(deleted_at=milliseconds(now))
        )
        connection.execute(delete(DECKS).where(DECKS.c.profile_id == who, DECKS.c.deleted_at < gone))


def restore_deck(store: Store, who: int, deck_id: int) -> None:
    """Undo ``delete_deck``."""
    with store.write(who) as connection:
        own_deck(connection, who, deck_id, deleted=True)
        connection.execute(update(DECKS).where(DECKS.c.id == deck_id).values(deleted_at=None))


def _head(deck: Deck) -> str:
    return deck.model_copy(update={"notes": ()}).model_dump_json(by_alias=True)


def _placed(kept: Iterable[Note]) -> list[tuple[int, Note]]:
    return [(k * GAP, one) for k, one in enumerate(kept, start=1)]


def _free_name(connection: Connection, who: int, name: str) -> str:
    taken = set(connection.execute(select(DECKS.c.name).where(DECKS.c.profile_id == who)).scalars())
    free, count = name[:190], 2
    while free in taken:
        free, count = f"{name[:190]}-{count}", count + 1
    return free

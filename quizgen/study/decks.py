"""Decks and their notes and documents, as one learner keeps them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, and_, delete, func, insert, select, update

from quizgen.errors import NotFound, StoreError
from quizgen.model.deck import Deck, Note, NoteState
from quizgen.model.extraction import DocumentExtraction
from quizgen.model.quiz import Settings
from quizgen.model.study import DeckRow, NotePage, StoredDocument, Waiting
from quizgen.schedule import milliseconds
from quizgen.store import Store
from quizgen.store.tables import CARDS, DECKS, DOCUMENTS, EDITS, NOTES
from quizgen.study.access import own_deck, own_note, put_notes, restate_note, wishes_of
from quizgen.study.queue import standing

_GAP = 1024
"""Between the positions of two notes: room for notes split off later."""
_KEPT_DELETED = timedelta(days=30)
_EDITS_KEPT = 100


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
        _put_documents(connection, deck_id, papers)
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
        _put_documents(connection, deck_id, papers)
        head = _head(deck.model_copy(update={"name": row.name}))
        connection.execute(update(DECKS).where(DECKS.c.id == deck_id).values(head=head, title=deck.title or row.title))
        _touch(connection, deck_id, now)


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
    with store.read() as connection:
        own_deck(connection, who, deck_id)
        wanted = [NOTES.c.deck_id == deck_id]
        if states:
            wanted.append(NOTES.c.state.in_(states))
        if source:
            wanted.append(NOTES.c.sources.contains(f"\n{source}\n", autoescape=True))
        if text.strip():
            escaped = json.dumps(text.strip(), ensure_ascii=False)[1:-1]
            wanted.append(NOTES.c.json.icontains(escaped, autoescape=True))
        total = connection.execute(select(func.count()).select_from(NOTES).where(*wanted)).scalar_one()
        found = connection.execute(
            select(NOTES.c.json).where(*wanted).order_by(NOTES.c.position).offset(offset).limit(limit)
        ).scalars()
        return NotePage(notes=tuple(Note.model_validate_json(one) for one in found), total=total)


def note(store: Store, who: int, deck_id: int, note_id: str) -> Note:
    """One note. Raises NotFound when there is none."""
    with store.read() as connection:
        found = own_note(connection, who, deck_id, note_id)
    if found is None:
        raise NotFound("There is no such note.")
    return found


def save_notes(store: Store, who: int, deck_id: int, changed: Iterable[Note], *, now: datetime) -> None:
    """Keep notes as ``quizgen.deck`` changed them (decision, edit, merge, split) in one undoable step.

    A note whose id is new is put behind the note before it in ``changed`` (at the deck's end when it is the first).
    """
    changed = list(changed)
    with store.write(who) as connection:
        own_deck(connection, who, deck_id)
        before: dict[str, str | None] = {}
        last: int | None = None
        for one in changed:
            row = connection.execute(
                select(NOTES.c.position, NOTES.c.json).where(NOTES.c.deck_id == deck_id, NOTES.c.note_id == one.id)
            ).first()
            before[one.id] = row.json if row else None
            last = row.position if row else _room_behind(connection, deck_id, last)
            if row and Note.model_validate_json(row.json).content == one.content:
                restate_note(connection, deck_id, one)
            else:
                put_notes(connection, deck_id, [(last, one)])
        kept = {"deck_id": deck_id, "at": milliseconds(now), "before": json.dumps(before, ensure_ascii=False)}
        connection.execute(insert(EDITS).values(kept))
        oldest = select(EDITS.c.id).where(EDITS.c.deck_id == deck_id).order_by(EDITS.c.id.desc()).offset(_EDITS_KEPT)
        stale = connection.execute(oldest.limit(1)).scalar()
        if stale is not None:
            connection.execute(delete(EDITS).where(EDITS.c.deck_id == deck_id, EDITS.c.id <= stale))
        _touch(connection, deck_id, now)


def undo_notes(store: Store, who: int, deck_id: int, *, now: datetime) -> tuple[str, ...]:
    """Take back the last ``save_notes`` not taken back yet; the ids of the notes it touched, empty when none is left.

    Wordings accepted as right since then stay accepted.
    """
    with store.write(who) as connection:
        own_deck(connection, who, deck_id)
        last = connection.execute(
            select(EDITS).where(EDITS.c.deck_id == deck_id).order_by(EDITS.c.id.desc()).limit(1)
        ).first()
        if last is None:
            return ()
        before: dict[str, str | None] = json.loads(last.before)
        for note_id, text in before.items():
            here = and_(NOTES.c.deck_id == deck_id, NOTES.c.note_id == note_id)
            now_kept = connection.execute(select(NOTES.c.position, NOTES.c.json).where(here)).first()
            if text is None:
                connection.execute(delete(CARDS).where(CARDS.c.deck_id == deck_id, CARDS.c.note_id == note_id))
                connection.execute(delete(NOTES).where(here))
            elif now_kept:
                variants = Note.model_validate_json(now_kept.json).accepted_variants
                old = Note.model_validate_json(text).model_copy(update={"accepted_variants": variants})
                put_notes(connection, deck_id, [(now_kept.position, old)])
        connection.execute(delete(EDITS).where(EDITS.c.id == last.id))
        _touch(connection, deck_id, now)
    return tuple(before)


def documents(store: Store, who: int, deck_id: int) -> list[str]:
    """The names of the documents kept with a deck."""
    with store.read() as connection:
        own_deck(connection, who, deck_id)
        query = select(DOCUMENTS.c.source).where(DOCUMENTS.c.deck_id == deck_id).order_by(DOCUMENTS.c.source)
        return list(connection.execute(query).scalars())


def document(store: Store, who: int, deck_id: int, source: str) -> StoredDocument:
    """Raises NotFound when the deck keeps no document of that name."""
    with store.read() as connection:
        own_deck(connection, who, deck_id)
        row = connection.execute(
            select(DOCUMENTS).where(DOCUMENTS.c.deck_id == deck_id, DOCUMENTS.c.source == source)
        ).first()
    if row is None:
        raise NotFound("The deck keeps no document called {source}.", source=source)
    found = DocumentExtraction.model_validate_json(row.extraction) if row.extraction else None
    return StoredDocument(source=row.source, data=row.data, extraction=found)


def _head(deck: Deck) -> str:
    return deck.model_copy(update={"notes": ()}).model_dump_json(by_alias=True)


def _placed(kept: Iterable[Note]) -> list[tuple[int, Note]]:
    return [(k * _GAP, one) for k, one in enumerate(kept, start=1)]


def _free_name(connection: Connection, who: int, name: str) -> str:
    taken = set(connection.execute(select(DECKS.c.name).where(DECKS.c.profile_id == who)).scalars())
    free, count = name[:190], 2
    while free in taken:
        free, count = f"{name[:190]}-{count}", count + 1
    return free


def _put_documents(connection: Connection, deck_id: int, papers: Iterable[StoredDocument]) -> None:
    for paper in papers:
        connection.execute(delete(DOCUMENTS).where(DOCUMENTS.c.deck_id == deck_id, DOCUMENTS.c.source == paper.source))
        found = paper.extraction.model_dump_json(by_alias=True) if paper.extraction else None
        row = {"deck_id": deck_id, "source": paper.source, "data": paper.data, "extraction": found}
        connection.execute(insert(DOCUMENTS).values(row))


def _room_behind(connection: Connection, deck_id: int, position: int | None) -> int:
    """A free position behind a note, or at the deck's end; the notes are moved apart where there is none left."""
    in_deck = NOTES.c.deck_id == deck_id
    if position is None:
        last = connection.execute(select(func.max(NOTES.c.position)).where(in_deck)).scalar()
        return (last or 0) + _GAP
    following = connection.execute(
        select(func.min(NOTES.c.position)).where(in_deck, NOTES.c.position > position)
    ).scalar()
    if following is None:
        return position + _GAP
    if following - position < 2:
        connection.execute(
            update(NOTES).where(in_deck, NOTES.c.position > position).values(position=NOTES.c.position + _GAP)
        )
        following += _GAP
    return int(position + following) // 2


def _touch(connection: Connection, deck_id: int, now: datetime) -> None:
    values = {"version": DECKS.c.version + 1, "modified_at": milliseconds(now)}
    connection.execute(update(DECKS).where(DECKS.c.id == deck_id).values(values))

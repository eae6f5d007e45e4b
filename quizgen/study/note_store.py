"""The notes of a deck: pages of them, and what is done to them, a step at a time."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, and_, delete, func, insert, select, update

from quizgen.errors import NotFound
from quizgen.model.deck import Note, NoteState
from quizgen.model.study import NotePage
from quizgen.schedule import milliseconds
from quizgen.store import Store
from quizgen.store.tables import CARDS, EDITS, NOTES
from quizgen.study.access import GAP, own_deck, own_note, put_notes, restate_note, touch_deck

_EDITS_KEPT = 100


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
        touch_deck(connection, deck_id, now)


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
        touch_deck(connection, deck_id, now)
    return tuple(before)


def _room_behind(connection: Connection, deck_id: int, position: int | None) -> int:
    """A free position behind a note, or at the deck's end; the notes are moved apart where there is none left."""
    in_deck = NOTES.c.deck_id == deck_id
    if position is None:
        last = connection.execute(select(func.max(NOTES.c.position)).where(in_deck)).scalar()
        return (last or 0) + GAP
    following = connection.execute(
        select(func.min(NOTES.c.position)).where(in_deck, NOTES.c.position > position)
    ).scalar()
    if following is None:
        return position + GAP
    if following - position < 2:
        connection.execute(
            update(NOTES).where(in_deck, NOTES.c.position > position).values(position=NOTES.c.position + GAP)
        )
        following += GAP
    return int(position + following) // 2

"""What belongs to whom, and how rows become objects. Every query of ``study`` goes by the learner's id."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, bindparam, delete, insert, or_, select, update

from quizgen.errors import NotFound
from quizgen.model.deck import RECITE, Note, NoteState
from quizgen.model.quiz import Settings
from quizgen.quiz import Card, Entry, Pool, answer_text, role
from quizgen.quiz.normal import canonical, plain
from quizgen.quiz.pool import make_of
from quizgen.schedule import milliseconds
from quizgen.store import Store
from quizgen.store.tables import CARDS, DECKS, NOTES, PROFILES

_LIVE: tuple[NoteState, ...] = ("proposed", "accepted", "edited")
_POOLS_KEPT = 16
_WISHES = select(PROFILES.c.settings).where(PROFILES.c.id == bindparam("who"))
_NOTE = (
    select(NOTES.c.json)
    .join(DECKS, DECKS.c.id == NOTES.c.deck_id)
    .where(
        DECKS.c.profile_id == bindparam("who"),
        NOTES.c.deck_id == bindparam("deck"),
        NOTES.c.note_id == bindparam("note"),
    )
)
GAP = 1024
"""Between the positions of two notes: room for notes split off later."""


def wishes_of(connection: Connection, who: int) -> Settings:
    """The profile's settings. Raises NotFound when there is no such profile."""
    found = connection.execute(_WISHES, {"who": who}).scalar()
    if found is None:
        raise NotFound("There is no such profile.")
    return Settings.model_validate_json(found)


def own_deck(connection: Connection, who: int, deck_id: int, deleted: bool = False) -> Row[Any]:
    """The deck's row. Raises NotFound when the learner has no such deck (or it is deleted and may not be)."""
    row = connection.execute(select(DECKS).where(DECKS.c.id == deck_id, DECKS.c.profile_id == who)).first()
    if row is None or (row.deleted_at is not None and not deleted):
        raise NotFound("There is no such deck.")
    return row


def own_note(connection: Connection, who: int, deck_id: int, note_id: str) -> Note | None:
    """The note, or None where the learner's deck has none of that id."""
    found = connection.execute(_NOTE, {"who": who, "deck": deck_id, "note": note_id}).scalar()
    return Note.model_validate_json(found) if found else None


def touch_deck(connection: Connection, deck_id: int, now: datetime) -> None:
    """Note that a deck has changed: what was computed from it is computed anew."""
    values = {"version": DECKS.c.version + 1, "modified_at": milliseconds(now)}
    connection.execute(update(DECKS).where(DECKS.c.id == deck_id).values(values))


def asked_decks(who: Any, deck_ids: Any) -> ColumnElement[bool]:
    """The condition on ``DECKS`` for being asked: the learner's, not deleted, and among those named or not archived.

    Both may be bound parameters.
    """
    chosen = DECKS.c.id.in_(deck_ids) if deck_ids is not None and deck_ids != () else DECKS.c.archived.is_(False)
    return and_(DECKS.c.profile_id == who, DECKS.c.deleted_at.is_(None), chosen)


def askable(only_accepted: bool) -> ColumnElement[bool]:
    """The condition on ``NOTES`` for being asked."""
    return NOTES.c.state.in_(("accepted", "edited") if only_accepted else _LIVE)


def from_sources(sources: Iterable[str]) -> ColumnElement[bool] | None:
    """The condition on ``NOTES`` for coming from one of these documents; None for any."""
    wanted = [NOTES.c.sources.contains(f"\n{source}\n", autoescape=True) for source in sources]
    return or_(*wanted) if wanted else None


def _note_row(deck_id: int, note: Note, position: int) -> dict[str, Any]:
    content = note.content
    sources = dict.fromkeys(occurrence.source for occurrence in note.occurrences)
    return {
        "deck_id": deck_id,
        "note_id": note.id,
        "position": position,
        "state": note.state,
        "kind": note.kind,
        "title": content.title,
        "title_form": canonical(content.title),
        "heading": "\n".join(content.heading),
        "sources": "".join(f"\n{source}" for source in sources) + "\n",
        "split_from": note.split_from,
        "words": "\n".join(plain(line.text) for line in content.lines),
        "json": note.model_dump_json(exclude_defaults=True),
    }


def _card_row(deck_id: int, card: Card, place: int) -> dict[str, Any]:
    answer = answer_text(card)
    return {
        "deck_id": deck_id,
        "note_id": card.note.id,
        "cloze": card.cloze,
        "place": place,
        "role": role(card),
        "answer": answer,
        "form": canonical(answer),
        "make": "" if card.cloze == RECITE else make_of(answer),
    }


def put_notes(connection: Connection, deck_id: int, placed: Iterable[tuple[int, Note]]) -> None:
    """Write notes at their positions, in place of those of the same id."""
    placed = list(placed)
    ids = [note.id for _, note in placed]
    for start in range(0, len(ids), 500):
        some = ids[start : start + 500]
        for table in (CARDS, NOTES):
            connection.execute(delete(table).where(table.c.deck_id == deck_id, table.c.note_id.in_(some)))
    if placed:
        connection.execute(insert(NOTES), [_note_row(deck_id, note, position) for position, note in placed])
    numbers = [(Card(note, number), place) for _, note in placed for place, number in enumerate(note.content.numbers)]
    if numbers:
        connection.execute(insert(CARDS), [_card_row(deck_id, card, place) for card, place in numbers])


def restate_note(connection: Connection, deck_id: int, note: Note) -> None:
    """Write a note of which all but the content has changed; its cards stay as they are."""
    values = _note_row(deck_id, note, 0)
    del values["position"]
    here = and_(NOTES.c.deck_id == deck_id, NOTES.c.note_id == note.id)
    connection.execute(update(NOTES).where(here).values(values))


def pool_of(store: Store, connection: Connection, deck_id: int) -> Pool:
    """All answers of a deck; kept until the deck changes."""
    version = connection.execute(select(DECKS.c.version).where(DECKS.c.id == deck_id)).scalar_one()
    pool: Pool | None = store.cache.get((deck_id, version))
    if pool is None:
        texts = select(NOTES.c.note_id, NOTES.c.words).where(NOTES.c.deck_id == deck_id, NOTES.c.state.in_(_LIVE))
        rows = connection.execute(texts.order_by(NOTES.c.position))
        pool = Pool(_entries(connection, deck_id), {row.note_id: row.words for row in rows})
        for stale in list(store.cache)[: len(store.cache) + 1 - _POOLS_KEPT]:
            store.cache.pop(stale, None)
        store.cache[deck_id, version] = pool
    return pool


def _entries(connection: Connection, deck_id: int) -> Iterable[Entry]:
    of_note = (NOTES.c.kind, NOTES.c.title, NOTES.c.title_form, NOTES.c.heading, NOTES.c.sources, NOTES.c.split_from)
    query = (
        select(CARDS, *of_note)
        .join(NOTES, and_(NOTES.c.deck_id == CARDS.c.deck_id, NOTES.c.note_id == CARDS.c.note_id))
        .where(CARDS.c.deck_id == deck_id, NOTES.c.state.in_(_LIVE), CARDS.c.role != "recite")
        .order_by(NOTES.c.position, CARDS.c.place)
    )
    for row in connection.execute(query).mappings():
        taken = {name: row[name] for name in Entry._fields if name != "source"}
        yield Entry(**taken, source=row["sources"].split("\n")[1])

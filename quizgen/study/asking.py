"""Which cards a run asks, and in which way each is asked."""

from __future__ import annotations

from random import Random
from typing import Any

from sqlalchemy import Connection, Row, and_, select

from quizgen.model.deck import RECITE
from quizgen.model.quiz import CardKey, Mode, Question, RunKind, RunOptions, Settings
from quizgen.quiz import Card, ask
from quizgen.store import Store
from quizgen.store.tables import CARDS, DECKS, NOTES
from quizgen.study.access import askable, asked_decks, from_sources, own_note, pool_of
from quizgen.study.mistake_book import open_mistakes
from quizgen.study.queue import DeckCard

_FALLBACK: tuple[Mode, ...] = ("typed", "recite", "flip")
_EXAM: tuple[Mode, ...] = ("choice", "typed", "recite", "order", "truefalse")


def modes_of(kind: RunKind, options: RunOptions, settings: Settings) -> tuple[Mode, ...]:
    """The ways of asking to try on each card, best first: those chosen and no others; where none is, every card is
    asked in some way. An exam never asks what it cannot grade."""
    if kind == "exam":
        return tuple(mode for mode in options.modes if mode != "flip") or _EXAM
    return options.modes or tuple(dict.fromkeys((*settings.modes, *_FALLBACK)))


def choose_cards(
    store: Store, connection: Connection, who: int, kind: RunKind, options: RunOptions, settings: Settings, seed: int
) -> list[DeckCard]:
    """The cards of a run that is fixed at its beginning, in the order they are asked.

    With a limit they are cards that can be asked in the ways wanted; without one, those that cannot are passed over
    when their turn comes, and only that there is one at all is made sure of.
    """
    source = _mistaken if kind == "mistakes" else _of_decks
    cards = source(connection, who, options, settings)
    if options.shuffle:
        Random(f"{seed}/cards").shuffle(cards)
    modes = modes_of(kind, options, settings)
    kept: list[DeckCard] = []
    for at, card in enumerate(cards):
        if "flip" in modes or _ask(store, connection, who, card, modes, f"{seed}/{len(kept)}") is not None:
            kept.append(card)
            if not options.limit:
                return [*kept, *cards[at + 1 :]]
            if len(kept) == options.limit:
                break
    return kept


def _of_decks(connection: Connection, who: int, options: RunOptions, settings: Settings) -> list[DeckCard]:
    """Cards in document order."""
    query = (
        select(CARDS.c.deck_id, CARDS.c.note_id, CARDS.c.cloze)
        .join(NOTES, and_(NOTES.c.deck_id == CARDS.c.deck_id, NOTES.c.note_id == CARDS.c.note_id))
        .join(DECKS, DECKS.c.id == CARDS.c.deck_id)
        .where(asked_decks(who, options.deck_ids), askable(settings.only_accepted))
        .order_by(CARDS.c.deck_id, NOTES.c.position, CARDS.c.place)
    )
    sources = from_sources(options.sources)
    if sources is not None:
        query = query.where(sources)
    if options.note_ids:
        query = query.where(NOTES.c.note_id.in_(options.note_ids))
    if options.modes and set(options.modes) <= {"order", "recite"}:
        query = query.where(CARDS.c.cloze == RECITE)
    rows = connection.execute(query)
    return [DeckCard(row.deck_id, CardKey(row.note_id, row.cloze)) for row in rows]


def _mistaken(connection: Connection, who: int, options: RunOptions, settings: Settings) -> list[DeckCard]:
    allowed = set(_of_decks(connection, who, options, settings))
    found = (DeckCard(one.deck_id, one.key) for one in open_mistakes(connection, who, settings))
    return [card for card in found if card in allowed]


def build(
    store: Store, connection: Connection, who: int, run: Row[Any], here: Row[Any], settings: Settings
) -> Question | None:
    """The question of a run's row; None when its card can no longer be asked. Seeded by run and position."""
    options = RunOptions.model_validate_json(run.options)
    card = DeckCard(here.deck_id, CardKey(here.note_id, here.cloze))
    seed = f"{run.seed}/{here.position}"
    modes = modes_of(run.kind, options, settings)
    if run.kind == "exam":
        modes = _mixed(modes, options.modes, seed)
    return _ask(store, connection, who, card, modes, seed)


def _mixed(modes: tuple[Mode, ...], chosen: tuple[Mode, ...], seed: str) -> tuple[Mode, ...]:
    """The modes with those chosen beginning at another one for each seed: an exam asks in all the ways chosen."""
    first = [mode for mode in modes if mode in chosen]
    if not first:
        return modes
    k = Random(f"{seed}/mode").randrange(len(first))
    return (*first[k:], *first[:k], *(mode for mode in modes if mode not in chosen))


def _ask(
    store: Store, connection: Connection, who: int, card: DeckCard, modes: tuple[Mode, ...], seed: str
) -> Question | None:
    note = own_note(connection, who, card.deck_id, card.key.note_id)
    if note is None or note.state in ("rejected", "retired") or card.key.cloze not in note.content.numbers:
        return None
    pool = pool_of(store, connection, card.deck_id)
    found = ask(Card(note, card.key.cloze), pool, modes, seed)
    return found.model_copy(update={"deck_id": card.deck_id}) if found else None

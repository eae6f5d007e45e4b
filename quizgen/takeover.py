"""Reviews made in Anki → the browser's database: what ``quizgen progress import`` does."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from quizgen import study
from quizgen.deck import load_deck
from quizgen.errors import StoreError
from quizgen.model.study import Imported
from quizgen.progress import read_reviews
from quizgen.store.place import backup_folder, database_file, database_url

if TYPE_CHECKING:
    from quizgen.model.study import Profile
    from quizgen.store import Store

FIRST_PROFILE = "我"
"""As the browser calls it."""


def take_over(file: Path, *, deck_file: Path | None = None, profile: str | None = None) -> Imported:
    """Give the cards of a profile's decks the reviews in an Anki export; the deck in ``deck_file`` is added first.

    Raises DeckError where a file cannot be read, StoreError where there is no such profile or no card is known.
    """
    log = read_reviews(file)
    now = datetime.now(UTC)
    if path := database_file():
        path.parent.mkdir(parents=True, exist_ok=True)
    store = study.open_store(database_url(), now=now, backup_folder=backup_folder())
    try:
        who = _profile(store, profile, now).id
        if deck_file:
            _add(store, who, deck_file, now)
        rows = [deck for archived in (False, True) for deck in study.decks(store, who, now=now, archived=archived)]
        outcomes = [study.import_reviews(store, who, row.id, log, now=now) for row in rows]
    finally:
        store.close()
    known = min(len(log), sum(len(log) - outcome.unknown for outcome in outcomes))
    if log and not known:
        raise StoreError(
            "{name}: none of its {count} reviews belongs to a card of your decks; name the deck file with --deck.",
            name=file.name,
            count=len(log),
        )
    return Imported(
        cards=sum(outcome.cards for outcome in outcomes),
        reviews=sum(outcome.reviews for outcome in outcomes),
        unknown=len(log) - known,
    )


def _profile(store: Store, name: str | None, now: datetime) -> Profile:
    people = study.profiles(store)
    if name is None:
        return people[0] if people else study.create_profile(store, FIRST_PROFILE, now=now)
    for person in people:
        if person.name == name:
            return person
    raise StoreError("There is no profile called {name}; create it in the browser first.", name=name)


def _add(store: Store, who: int, deck_file: Path, now: datetime) -> None:
    deck = load_deck(deck_file)
    ids = {note.id for note in deck.notes}
    for archived in (False, True):
        for row in study.decks(store, who, now=now, archived=archived):
            if ids & {note.id for note in study.load_deck(store, who, row.id).notes}:
                return
    study.add_deck(store, who, deck, now=now)

"""The decks that a new profile begins with: those under ``decks/``, with their documents."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from quizgen import study
from quizgen.i18n import Language, catalogue, marked
from quizgen.model.study import StoredDocument

if TYPE_CHECKING:
    from quizgen.model.deck import Deck
    from quizgen.store import Store

FOLDER = Path(__file__).parents[2] / "decks"


TITLES = {"samples": marked("Sample deck")}


def add(store: Store, who: int, language: Language, *, now: datetime) -> None:
    """Give a learner a copy of every sample deck, under a title in their language."""
    from quizgen.deck import load_deck

    for path in sorted(FOLDER.glob("*.json")):
        deck = load_deck(path)
        title = catalogue(language).gettext(TITLES[deck.name]) if deck.name in TITLES else deck.title
        study.add_deck(store, who, deck.model_copy(update={"title": title}), _papers(deck), now=now)


def _papers(deck: Deck) -> Iterator[StoredDocument]:
    files = {path.name: path for path in sorted(FOLDER.rglob("*")) if path.is_file()}
    for source in deck.sources:
        if source.source in files:
            yield StoredDocument(source=source.source, data=files[source.source].read_bytes())

"""Reviews made elsewhere, and parameters fitted from one's own."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from quizgen.model.quiz import Review
from quizgen.model.study import Imported
from quizgen.store import Store


def import_reviews(store: Store, who: int, deck_id: int, log: Iterable[Review], *, now: datetime) -> Imported:
    """Take in a review log (Anki's) for a deck's cards; bringing in the same log again changes nothing.

    A card's memory is computed anew from all its reviews, ours and theirs in order of time.
    """
    raise NotImplementedError


def reviews(store: Store, who: int, deck_id: int) -> list[Review]:
    """The review log of a deck, in order of time."""
    raise NotImplementedError


def fit_weights(store: Store, who: int) -> tuple[float, ...] | None:
    """Fit FSRS parameters to the learner's own reviews and keep them in the settings.

    None, and nothing changed, with fewer than 400 reviews or without the ``fit`` extra.
    """
    raise NotImplementedError

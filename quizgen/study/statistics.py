"""Figures from the review log."""

from __future__ import annotations

from datetime import datetime

from quizgen.model.study import Day, Due, Hard, Mastery, Retention, Totals
from quizgen.store import Store


def days(store: Store, who: int, *, now: datetime, back: int = 365, deck_ids: tuple[int, ...] = ()) -> list[Day]:
    """Reviews a study day, oldest first, days without any left out."""
    raise NotImplementedError


def retention(
    store: Store, who: int, *, now: datetime, back: int = 365, deck_ids: tuple[int, ...] = ()
) -> list[Retention]:
    """Retention a study day, from scheduled reviews of cards past their first steps."""
    raise NotImplementedError


def forecast(store: Store, who: int, *, now: datetime, ahead: int = 30, deck_ids: tuple[int, ...] = ()) -> list[Due]:
    """Cards falling due on each of the coming days, today first."""
    raise NotImplementedError


def mastery_by_list(store: Store, who: int, deck_id: int, *, now: datetime) -> list[Mastery]:
    """Mastery of each note, in document order."""
    raise NotImplementedError


def mastery_by_document(store: Store, who: int, deck_id: int, *, now: datetime) -> list[Mastery]:
    """Mastery of each document of a deck (``note_id`` is empty)."""
    raise NotImplementedError


def hardest(store: Store, who: int, *, deck_ids: tuple[int, ...] = (), limit: int = 20) -> list[Hard]:
    """The cards forgotten most often."""
    raise NotImplementedError


def totals(store: Store, who: int, *, now: datetime) -> Totals:
    """Sums over all decks."""
    raise NotImplementedError


def review_log_csv(store: Store, who: int, *, deck_ids: tuple[int, ...] = ()) -> str:
    """The review log as CSV with a header line; no cell begins like a formula."""
    raise NotImplementedError

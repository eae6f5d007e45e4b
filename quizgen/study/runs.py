"""Runs: what is asked next, and what an answer does.

A run's row of questions and attempts is the only truth: position and phase follow from it, so a refresh, a second tab
or a restart finds the run exactly where it was. Positions are baked into a page's buttons; a call for another position
than the run's changes nothing and returns where the run stands.
"""

from __future__ import annotations

from datetime import datetime

from quizgen.model.quiz import Answer, Rating, RunKind, RunOptions
from quizgen.model.study import Mistake, Result, RunRow, Situation
from quizgen.store import Store


def today(store: Store, who: int, deck_ids: tuple[int, ...] = (), *, now: datetime, seed: int) -> str:
    """The token of today's run over these decks (all that are not archived when empty), begun if need be."""
    raise NotImplementedError


def start(store: Store, who: int, kind: RunKind, options: RunOptions, *, now: datetime, seed: int) -> str:
    """Begin a run; its token, fit for a URL. ``seed`` decides shuffling and options, and should differ each time.

    Raises StoreError when the options leave nothing to ask.
    """
    raise NotImplementedError


def current(store: Store, who: int, token: str, *, now: datetime) -> Situation:
    """Where the run stands. Raises StoreError for a token that is not this learner's."""
    raise NotImplementedError


def answer(store: Store, who: int, token: str, position: int, given: Answer, *, now: datetime) -> Situation:
    """Grade an answer and keep it (once: the first counts). An exam goes on to the next question at once."""
    raise NotImplementedError


def rate(store: Store, who: int, token: str, position: int, rating: Rating, *, now: datetime) -> Situation:
    """Close a question. In ``today`` the card is scheduled; in a cram the rating only lets the run go on."""
    raise NotImplementedError


def accept(store: Store, who: int, token: str, position: int, *, now: datetime) -> Situation:
    """“I was right”: the shown answer counts as right and its wording is remembered as an accepted variant."""
    raise NotImplementedError


def undo(store: Store, who: int, token: str, *, now: datetime) -> Situation:
    """Take back the last step (rating, or answer not yet rated), as often as there are steps."""
    raise NotImplementedError


def finish(store: Store, who: int, token: str, *, now: datetime) -> None:
    """End a run early; what was not answered stays unanswered."""
    raise NotImplementedError


def result(store: Store, who: int, token: str) -> Result:
    """The result sheet."""
    raise NotImplementedError


def runs(store: Store, who: int, *, unfinished: bool = False, limit: int = 20) -> list[RunRow]:
    """The latest runs, newest first."""
    raise NotImplementedError


def mistakes(store: Store, who: int, deck_ids: tuple[int, ...] = ()) -> list[Mistake]:
    """The wrong-answer book: cards answered wrong and not yet right on enough days since, latest mistake first.

    Study them with ``start(…, "mistakes", …)``: the schedule is not touched, right answers count for the exit.
    """
    raise NotImplementedError

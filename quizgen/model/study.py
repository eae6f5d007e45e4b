"""What the study verbs hand to the pages: people, decks, where a run stands, results and figures."""

from __future__ import annotations

from typing import Literal, NamedTuple

from quizgen.model.deck import Note
from quizgen.model.extraction import DocumentExtraction, Frozen
from quizgen.model.quiz import Answer, CardKey, Question, Rating, RunKind, RunOptions, Verdict


class Profile(Frozen):
    """A learner. ``owner`` is the sign-in's subject, empty on a machine without sign-in."""

    id: int
    name: str
    owner: str = ""


class DeckRow(Frozen):
    """A deck in the list of decks. ``due`` and ``new`` count what today's run would ask."""

    id: int
    name: str
    title: str
    archived: bool
    notes: int
    cards: int
    due: int
    new: int
    sources: tuple[str, ...]
    modified_at: int


class Waiting(NamedTuple):
    """What today's run over several decks would ask: cards due, and new ones within the day's limit."""

    due: int
    new: int


class StoredDocument(Frozen):
    """A document kept beside its deck for reading: the bytes as uploaded and what was found in it."""

    source: str
    data: bytes
    extraction: DocumentExtraction | None = None


class NotePage(Frozen):
    """A stretch of a deck's notes in document order, and how many there are in all."""

    notes: tuple[Note, ...]
    total: int


class NextDue(NamedTuple):
    """What a rating leads to: the moment the card is due again and the seconds until then."""

    due_at: int
    seconds: int


class Situation(Frozen):
    """Where a run stands. Everything a page draws follows from this; a page keeps nothing of its own.

    ``phase`` is ``asking`` (draw ``question``, take an answer), ``shown`` (draw ``verdict`` and the back, take a
    rating) or ``done``. ``position`` counts from 0; ``total`` is what is known to come (a schedule grows as cards are
    forgotten). ``intervals`` are the four ratings' outcomes, empty in runs outside the schedule.
    """

    token: str
    kind: RunKind
    phase: Literal["asking", "shown", "done"]
    position: int
    total: int
    question: Question | None = None
    answer: Answer | None = None
    verdict: Verdict | None = None
    intervals: tuple[NextDue, ...] = ()
    can_undo: bool = False
    deadline_at: int | None = None
    waiting_until: int | None = None
    """In a ``today`` run that is ``done`` for now: when the next learning card falls due today."""


class RunRow(Frozen):
    """A run in the list of runs."""

    token: str
    kind: RunKind
    options: RunOptions
    created_at: int
    finished_at: int | None
    answered: int
    total: int

    def over(self, at: int) -> bool:
        """Whether it has been ended, or its time is up."""
        minutes = self.options.minutes
        return self.finished_at is not None or bool(minutes and at >= self.created_at + 60_000 * minutes)


class ResultRow(Frozen):
    """A question of a run with its answer; without one (time was up) both are None."""

    position: int
    question: Question
    answer: Answer | None = None
    verdict: Verdict | None = None
    rating: Rating | None = None


class Result(Frozen):
    """The result sheet of a run. ``credit`` is the sum over questions, ``seconds`` the time spent answering."""

    token: str
    kind: RunKind
    rows: tuple[ResultRow, ...]
    right: int
    almost: int
    wrong: int
    unanswered: int
    credit: float
    seconds: float
    started_at: int
    finished_at: int | None


class Mistake(Frozen):
    """A card in the wrong-answer book: right on ``right_days`` different days of ``needed``."""

    deck_id: int
    key: CardKey
    title: str
    answer: str
    wrong: int
    right_days: int
    needed: int
    last_wrong_at: int


class Day(NamedTuple):
    """Reviews of a study day (ISO date) with how many were not forgotten, and the seconds spent."""

    date: str
    reviews: int
    remembered: int
    seconds: float


class Retention(NamedTuple):
    """Of reviews of cards in state review (not first steps), on a study day: how many, how many remembered."""

    date: str
    reviews: int
    remembered: int


class Due(NamedTuple):
    """Cards that fall due on a study day; everything overdue counts on the first."""

    date: str
    cards: int


class Mastery(NamedTuple):
    """A list's or document's cards: all, seen, and the mean probability of recall now (unseen count 0)."""

    name: str
    note_id: str
    cards: int
    seen: int
    recall: float


class Hard(NamedTuple):
    """A card with how often it was asked and forgotten, and its difficulty 1..10."""

    deck_id: int
    key: CardKey
    title: str
    answer: str
    reviews: int
    forgotten: int
    difficulty: float


class Totals(NamedTuple):
    """Sums over everything: reviews, seconds spent, days in a row up to today (or yesterday), cards seen."""

    reviews: int
    seconds: float
    streak: int
    cards_seen: int


class Imported(NamedTuple):
    """What came of reviews brought in: cards that got a memory, reviews new to us, reviews of cards not in the deck."""

    cards: int
    reviews: int
    unknown: int

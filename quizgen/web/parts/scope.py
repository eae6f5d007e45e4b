"""What a run asks: which decks, which of their documents, how many questions."""

from __future__ import annotations

import secrets

import streamlit as st

from quizgen import study
from quizgen.errors import QuizgenError
from quizgen.i18n import marked
from quizgen.model.quiz import Mode, RunKind, RunOptions
from quizgen.model.study import DeckRow
from quizgen.web.visitor import Visitor, clock

MODES: tuple[tuple[Mode, str, str], ...] = (
    ("typed", marked("Type it"), marked("Write the missing words.")),
    ("choice", marked("Four choices"), marked("Choose the missing words among four.")),
    ("truefalse", marked("True or false"), marked("Is the sentence right, or was one item swapped?")),
    ("order", marked("Put in order"), marked("Bring the items of a list into their order.")),
    ("match", marked("Match"), marked("Find the item that belongs to each label.")),
    ("recite", marked("Recite"), marked("Write down a whole list, item by item.")),
    ("flip", marked("Flip"), marked("Answer in your head, turn the card, rate yourself.")),
)
"""Every mode with its name and what one does in it."""


def wished_last(visitor: Visitor, kind: RunKind) -> RunOptions | None:
    """What the last run of a kind was to ask: people mostly go on as they did."""
    return next((run.options for run in study.runs(visitor.store, visitor.who) if run.kind == kind), None)


def decks_and_documents(visitor: Visitor, key: str, last: RunOptions | None) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """Pickers for decks and for documents in them, as in the last run; empty where nothing is restricted."""
    last = last or RunOptions()
    _ = visitor.gettext
    rows = study.decks(visitor.store, visitor.who, now=clock())
    names = {row.id: row.title or row.name for row in rows}
    chosen: list[int] = []
    if len(rows) > 1:
        chosen = st.multiselect(
            _("Decks"), list(names), [one for one in last.deck_ids if one in names], key=f"{key}-decks",
            format_func=lambda one: names[one], placeholder=_("all"),
        )  # fmt: skip
    sources = _sources([row for row in rows if not chosen or row.id in chosen])
    picked: list[str] = []
    if len(sources) > 1:
        known = [one for one in last.sources if one in sources]
        picked = st.multiselect(_("Documents"), sources, known, key=f"{key}-documents", placeholder=_("all"))
    return tuple(chosen), tuple(picked)


def _sources(rows: list[DeckRow]) -> list[str]:
    return list(dict.fromkeys(source for row in rows for source in row.sources))


def begin_today(visitor: Visitor, deck_ids: tuple[int, ...] = ()) -> None:
    """Go to today's cards, of these decks or of all; where nothing is left to ask, say so."""
    try:
        token = study.today(visitor.store, visitor.who, deck_ids, now=clock(), seed=secrets.randbits(31))
    except QuizgenError as error:
        st.info(visitor.sentence(error))
        return
    visitor.go("run", run=token)


def begin(visitor: Visitor, kind: RunKind, options: RunOptions) -> None:
    """Begin a run and go to it; where nothing is left to ask, say so."""
    try:
        token = study.start(visitor.store, visitor.who, kind, options, now=clock(), seed=secrets.randbits(31))
    except QuizgenError as error:
        st.info(visitor.sentence(error))
        return
    visitor.go("run", run=token)

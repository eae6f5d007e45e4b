"""Today: what is due, what is new, how long the streak is; and a first look around for newcomers."""

from __future__ import annotations

import streamlit as st

from quizgen import study
from quizgen.model.study import DeckRow, RunRow, Totals
from quizgen.schedule import milliseconds
from quizgen.web.markup import el, join, label
from quizgen.web.parts import scope
from quizgen.web.parts.figures import tiles
from quizgen.web.views.run import KINDS
from quizgen.web.visitor import Visitor, clock

MOST_OPEN = 3
NUMBERED = 9
"""Decks beyond the ninth have no key."""


def page(visitor: Visitor) -> None:
    _ = visitor.gettext
    now = clock()
    decks = study.decks(visitor.store, visitor.who, now=now)
    totals = study.totals(visitor.store, visitor.who, now=now)
    due, new = study.waiting(visitor.store, visitor.who, now=now)
    if not totals.reviews:
        _first_steps(visitor, decks)
    else:
        st.title(_("Today"))
        _figures(visitor, due, new, totals)
    if due + new:
        _start(visitor, due + new, totals)
    elif totals.reviews:
        _all_done(visitor)
    _go_on(visitor)
    if len(decks) > 1:
        _decks(visitor, decks)


def _first_steps(visitor: Visitor, decks: list[DeckRow]) -> None:
    _ = visitor.gettext
    st.title(_("Learn lists and key sentences by heart"))
    private = (
        _("Then drop your own documents on the Documents page. Nobody else in the class sees them.")
        if visitor.signed_in
        else _("Then drop your own documents on the Documents page. Nothing leaves this computer.")
    )
    steps = (
        _("Press Start: the sample deck, made from five short Chinese texts, asks its cards. Type what is missing."),
        _("See at once what was right and where it stands in the text, then go on. Stop whenever you like."),
        _("Come back tomorrow: cards return just before you would forget them."),
        private,
    )
    st.html(el("ol", [el("li", step) for step in steps], class_="qz-steps"))
    if not decks and st.button(_("Add documents"), key="main-add", type="primary", shortcut="Enter"):
        visitor.go("documents")


def _figures(visitor: Visitor, due: int, new: int, totals: Totals) -> None:
    _ = visitor.gettext
    streak = visitor.ngettext("{n} day", "{n} days", totals.streak)
    st.html(tiles(((_("Due"), str(due)), (_("New"), str(new)), (_("Streak"), streak))))


def _start(visitor: Visitor, waiting: int, totals: Totals) -> None:
    words = visitor.ngettext("Start ({n} card)", "Start ({n} cards)", waiting)
    with st.bottom if totals.reviews else st.container(key="first-start"):
        if st.button(words, key="main-start", type="primary", width="stretch", shortcut="Enter"):
            scope.begin_today(visitor)


def _all_done(visitor: Visitor) -> None:
    _ = visitor.gettext
    st.success(_("Done for today. Come back tomorrow, or practise outside the schedule."), icon=":material/check:")
    if st.button(_("Practise"), key="main-practise", type="primary", shortcut="Enter"):
        visitor.go("practise")


def _go_on(visitor: Visitor) -> None:
    """Runs begun and not finished, besides today's; one that was left before its first answer is no loss."""
    now = milliseconds(clock())
    begun = [run for run in study.runs(visitor.store, visitor.who, unfinished=True) if not run.over(now)]
    open_runs = [run for run in begun if run.kind == "exam" or (run.kind != "today" and run.answered)][:MOST_OPEN]
    if open_runs:
        st.subheader(visitor.gettext("Go on where you stopped"))
    for k, run in enumerate(open_runs):
        if st.button(
            _run_label(visitor, run), key=f"resume-{run.token}", icon=":material/resume:", width="stretch",
            shortcut="L" if k == 0 else None,
        ):  # fmt: skip
            visitor.go("run", run=run.token)


def _run_label(visitor: Visitor, run: RunRow) -> str:
    _ = visitor.gettext
    modes = [_(name) for mode, name, _what in scope.MODES if mode in run.options.modes]
    return " · ".join((_(KINDS[run.kind]), *modes, f"{run.answered} / {run.total}"))


def _decks(visitor: Visitor, decks: list[DeckRow]) -> None:
    _ = visitor.gettext
    st.subheader(_("Decks"))
    for k, deck in enumerate(decks, 1):
        with st.container(horizontal=True, vertical_alignment="center", key=f"deck-{deck.id}"):
            counts = _("{due} due, {new} new").format(due=deck.due, new=deck.new)
            st.html(join(el("strong", deck.title or deck.name), el("p", counts, class_="qz-source")))
            if deck.due + deck.new:
                told, digit = f":material/play_arrow: {label(_('Study'))}", str(k) if k <= NUMBERED else None
                if st.button(told, key=f"study-{deck.id}", help=deck.title or deck.name, shortcut=digit):
                    scope.begin_today(visitor, (deck.id,))

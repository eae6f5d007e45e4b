"""The wrong-answer book: what was answered wrong and not yet right on enough days."""

from __future__ import annotations

import streamlit as st

from quizgen import study
from quizgen.model.quiz import RunOptions
from quizgen.model.study import Mistake
from quizgen.web.markup import Html, el
from quizgen.web.parts import scope
from quizgen.web.visitor import Visitor

SHOWN_AT_ONCE = 50
NUMBERED = 9
"""Mistakes beyond the ninth have no key."""


def page(visitor: Visitor) -> None:
    _ = visitor.gettext
    st.title(_("Mistakes"))
    book = study.mistakes(visitor.store, visitor.who)
    st.write(
        visitor.ngettext(
            "A card leaves this book once you were right on {n} day.",
            "A card leaves this book once you were right on {n} different days.",
            visitor.settings.mistakes_exit,
        )
    )
    if not book:
        st.success(_("No mistakes to mend."), icon=":material/check:")
        return
    with st.bottom:
        words = visitor.ngettext("Practise {n} card", "Practise {n} cards", len(book))
        if st.button(words, key="main-start", type="primary", width="stretch", shortcut="Enter"):
            scope.begin(visitor, "mistakes", RunOptions())
    for k, mistake in enumerate(book[:SHOWN_AT_ONCE], 1):
        with st.container(
            horizontal=True, vertical_alignment="center", key=f"mistake-{'-'.join(map(str, mistake.key))}"
        ):
            st.html(_row(visitor, mistake))
            if st.button(
                _("Card"), key=f"open-{'-'.join(map(str, mistake.key))}", icon=":material/style:",
                shortcut=str(k) if k <= NUMBERED else None,
            ):  # fmt: skip
                visitor.go("cards", deck=str(mistake.deck_id), note=mistake.key.note_id)
    if len(book) > SHOWN_AT_ONCE:
        st.write(_("… and {n} more.").format(n=len(book) - SHOWN_AT_ONCE))


def _row(visitor: Visitor, mistake: Mistake) -> Html:
    counts = visitor.ngettext("{n} time wrong", "{n} times wrong", mistake.wrong)
    mended = visitor.gettext("right on {done} of {needed} days").format(done=mistake.right_days, needed=mistake.needed)
    return el(
        "div",
        el("p", el("strong", mistake.title), class_="qz-line"),
        el("p", el("mark", mistake.answer, class_="qz-answer"), class_="qz-line"),
        el("p", f"{counts} · {mended}", class_="qz-source"),
    )

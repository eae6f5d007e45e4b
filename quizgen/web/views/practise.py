"""Practise outside the schedule, in any mode, on chosen documents."""

from __future__ import annotations

import streamlit as st

from quizgen.model.quiz import RunOptions
from quizgen.web.markup import el
from quizgen.web.parts import scope
from quizgen.web.visitor import Visitor

NUMBERS = (10, 20, 50, 0)


def page(visitor: Visitor) -> None:
    _ = visitor.gettext
    st.title(_("Practise"))
    st.write(_("Cram what you like; the schedule of reviews stays as it is."))
    names = {mode: name for mode, name, _what in scope.MODES}
    explained = {mode: what for mode, _name, what in scope.MODES}
    last = scope.wished_last(visitor, "cram")
    mode = st.pills(
        _("Mode"), list(names), key="practise-mode", default=last.modes[0] if last and last.modes else "typed",
        required=True,
        format_func=lambda one: _(names[one]),
    )  # fmt: skip
    st.html(el("p", _(explained[mode]), class_="qz-source"))
    deck_ids, sources = scope.decks_and_documents(visitor, "practise", last)
    number = st.segmented_control(
        _("Questions"), NUMBERS, key="practise-number", required=True,
        default=last.limit if last and last.limit in NUMBERS else NUMBERS[0],
        format_func=lambda n: str(n) if n else _("all"),
    )  # fmt: skip
    with st.bottom:
        started = st.button(_("Start"), key="main-start", type="primary", width="stretch", shortcut="Enter")
    if started:
        scope.begin(visitor, "cram", RunOptions(deck_ids=deck_ids, sources=sources, modes=(mode,), limit=number))

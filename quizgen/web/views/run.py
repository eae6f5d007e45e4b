"""A run: the question, the answer, the result. Which run it is stands in the URL, where it is in the database."""

from __future__ import annotations

import streamlit as st

from quizgen import study
from quizgen.errors import QuizgenError
from quizgen.i18n import marked
from quizgen.model.quiz import RunKind
from quizgen.model.study import Situation
from quizgen.web.markup import el, join
from quizgen.web.parts import answered, asking, clockface, results, scope
from quizgen.web.parts.figures import wait
from quizgen.web.visitor import Visitor, action, clock

KINDS: dict[RunKind, str] = {
    "today": marked("Today"),
    "cram": marked("Practice"),
    "exam": marked("Mock exam"),
    "mistakes": marked("Mistakes"),
}
STOPPING = "stopping"
"""Key of the exam that is about to be ended."""
REPEATABLE: tuple[RunKind, ...] = ("cram", "mistakes")


def page(visitor: Visitor) -> None:
    token = st.query_params.get("run", "")
    try:
        at = study.current(visitor.store, visitor.who, token, now=clock())
    except QuizgenError as error:
        st.info(visitor.sentence(error))
        if st.button(visitor.gettext("To today's cards"), key="main-today", type="primary", shortcut="Enter"):
            visitor.go("today")
        return
    if at.phase == "done":
        _done(visitor, at)
        return
    _progress(visitor, at)
    if st.session_state.get(STOPPING) == at.token:
        _sure(visitor, at)
    if at.phase == "asking":
        asking.draw(visitor, at)
        if at.can_undo and at.kind != "exam":
            answered.undo(visitor, at)
    else:
        answered.draw(visitor, at)


def _progress(visitor: Visitor, at: Situation) -> None:
    """How far the run has come, and the ways out of it. Today grows with every card forgotten: what is left counts."""
    _ = visitor.gettext
    total = max(at.total, at.position + 1)
    left = visitor.ngettext("{n} card left", "{n} cards left", total - at.position)
    told = f"{_(KINDS[at.kind])} · {left if at.kind == 'today' else f'{at.position + 1} / {total}'}"
    share = 100 * at.position / total
    bar = el("span", "", style=f"width:{share:.1f}%")
    with st.container(horizontal=True, vertical_alignment="center", key="progress"):
        st.html(join(el("p", told, class_="qz-source"), el("div", bar, class_="qz-bar", aria_hidden="true")))
        if at.deadline_at is not None:
            clockface.mount(visitor, at.deadline_at)
        if st.button(_("Stop"), key="stop", shortcut="Q", type="tertiary", icon=":material/stop_circle:"):
            _stop(visitor, at)


def _stop(visitor: Visitor, at: Situation) -> None:
    """Leave a run. Of an exam there is no way back, so one is asked first."""
    if at.kind == "today":
        visitor.go("today")
    if at.kind == "exam":
        st.session_state[STOPPING] = at.token
    else:
        study.finish(visitor.store, visitor.who, at.token, now=clock())
    st.rerun()


def _sure(visitor: Visitor, at: Situation) -> None:
    """Whether an exam is to end with questions open."""
    _ = visitor.gettext
    left = at.total - at.position
    told = visitor.ngettext(
        "End the exam? {n} question is not answered.", "End the exam? {n} questions are not answered.", left
    )
    with st.container(border=True, key="sure-to-end"):
        st.html(el("p", told, class_="qz-line"))
        with st.container(horizontal=True, gap="small"):
            st.button(
                _("End it"), key="end", shortcut="X", icon=":material/stop_circle:", on_click=_end,
                args=(visitor, at.token),
            )  # fmt: skip
            st.button(_("Go on"), key="not-yet", shortcut="Esc", icon=":material/resume:", on_click=_go_on)


@action
def _end(visitor: Visitor, token: str) -> None:
    study.finish(visitor.store, visitor.who, token, now=clock())
    _go_on()


def _go_on() -> None:
    st.session_state.pop(STOPPING, None)


def _done(visitor: Visitor, at: Situation) -> None:
    _ = visitor.gettext
    outcome = study.result(visitor.store, visitor.who, at.token)
    if at.deadline_at is not None and outcome.finished_at is not None and outcome.finished_at >= at.deadline_at:
        st.info(
            _("The time was up; what was not answered by then counts as not answered."), icon=":material/timer_off:"
        )
    results.draw(visitor, outcome)
    if at.waiting_until is not None:
        seconds = at.waiting_until / 1000 - clock().timestamp()
        st.info(_("The next card comes back in {wait}.").format(wait=wait(visitor, max(seconds, 0))))
    again = [one for one in study.runs(visitor.store, visitor.who) if one.token == at.token and one.kind in REPEATABLE]
    with st.bottom, st.container(horizontal=True, gap="small", key="after-run"):
        if again and st.button(_("Once more"), key="again", width="stretch", shortcut="N", icon=":material/replay:"):
            scope.begin(visitor, again[0].kind, again[0].options)
        if st.button(_("To today's cards"), key="main-today", type="primary", width="stretch", shortcut="Enter"):
            visitor.go("today")

"""A timed mock exam over chosen documents, and the result sheets of earlier ones."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import streamlit as st

from quizgen import study
from quizgen.model.quiz import Mode, RunOptions
from quizgen.model.study import RunRow
from quizgen.schedule import milliseconds
from quizgen.web.parts import results, scope
from quizgen.web.visitor import Visitor, clock

NUMBERS = (10, 20, 40, 60)
MINUTES = (5, 10, 20, 30, 60)
EXAM_MODES: tuple[Mode, ...] = ("typed", "choice", "truefalse", "order", "match", "recite")
USUAL: tuple[Mode, ...] = ("typed", "choice", "truefalse")


def page(visitor: Visitor) -> None:
    _ = visitor.gettext
    st.title(_("Mock exam"))
    st.write(_("No hints and no second try; the result sheet comes at the end or when the time is up."))
    names = {mode: name for mode, name, _what in scope.MODES if mode in EXAM_MODES}
    last = scope.wished_last(visitor, "exam")
    deck_ids, sources = scope.decks_and_documents(visitor, "exam", last)
    modes = st.pills(
        _("Kinds of question"), list(names), key="exam-modes", selection_mode="multi",
        default=[one for one in (last.modes if last else USUAL) if one in names], format_func=lambda one: _(names[one]),
    )  # fmt: skip
    wished = last.limit if last and last.limit in NUMBERS else NUMBERS[1]
    number = st.segmented_control(_("Questions"), NUMBERS, key="exam-number", default=wished, required=True)
    wished = last.minutes if last and last.minutes in MINUTES else MINUTES[2]
    minutes = st.segmented_control(_("Minutes"), MINUTES, key="exam-minutes", default=wished, required=True)
    with st.bottom:
        started = st.button(_("Begin the exam"), key="main-start", type="primary", width="stretch", shortcut="Enter")
    if started:
        options = RunOptions(
            deck_ids=deck_ids,
            sources=sources,
            modes=tuple(mode for mode in EXAM_MODES if mode in modes),
            limit=number,
            minutes=minutes,
        )
        scope.begin(visitor, "exam", options)
    _earlier(visitor)


def _earlier(visitor: Visitor) -> None:
    sheets = [run for run in study.runs(visitor.store, visitor.who, limit=50) if run.kind == "exam"]
    if sheets:
        st.subheader(visitor.gettext("Earlier exams"))
    for run in sheets[:10]:
        if st.button(_label(visitor, run), key=f"sheet-{run.token}", icon=":material/description:"):
            visitor.go("run", run=run.token)


def _label(visitor: Visitor, run: RunRow) -> str:
    zone = ZoneInfo(visitor.settings.timezone)
    day = datetime.fromtimestamp(run.created_at / 1000, UTC).astimezone(zone).strftime("%Y-%m-%d %H\u2236%M")
    over = run.over(milliseconds(clock()))
    state = _score(visitor, run.token) if over else visitor.gettext("go on")
    return f"{day} · {run.answered} / {run.total} · {state}"


@st.cache_data(max_entries=500, show_spinner=False)
def _score(_visitor: Visitor, token: str) -> str:
    """The score of an exam that is over."""
    return results.score(study.result(_visitor.store, _visitor.who, token))

"""The result sheet of a run: figures, then every question with its answer, what went wrong first."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from quizgen.model.study import Result, ResultRow
from quizgen.web.markup import Html, el, join
from quizgen.web.parts import answered, card
from quizgen.web.parts.figures import percent, tiles
from quizgen.web.visitor import Visitor

SHOWN_AT_ONCE = 50


def draw(visitor: Visitor, outcome: Result) -> None:
    """The whole sheet."""
    _ = visitor.gettext
    st.title(_("Result"))
    if not _asked(outcome):
        st.write(_("Nothing was asked."))
        return
    minutes, seconds = divmod(round(outcome.seconds), 60)
    st.html(
        tiles(
            (
                (_("Score"), score(outcome)),
                (_("Right"), str(outcome.right)),
                (_("Almost"), str(outcome.almost)),
                (_("Not right"), str(outcome.wrong)),
                (_("Not answered"), str(outcome.unanswered)),
                (_("Time"), f"{minutes}:{seconds:02}"),
            )
        )
    )
    mend, fine = _by_outcome(outcome.rows)
    _rows(visitor, _("To look at again"), mend, opened=True)
    _rows(visitor, _("Right"), fine, opened=False)


def score(outcome: Result) -> str:
    """The share of what could be earned."""
    return percent(outcome.credit, _asked(outcome))


def _asked(outcome: Result) -> int:
    """The questions that count; in an exam those left out, too."""
    return outcome.right + outcome.almost + outcome.wrong + (outcome.unanswered if outcome.kind == "exam" else 0)


def _by_outcome(rows: Iterable[ResultRow]) -> tuple[list[ResultRow], list[ResultRow]]:
    mend: list[ResultRow] = []
    fine: list[ResultRow] = []
    for row in rows:
        (fine if row.verdict and row.verdict.grade == "right" else mend).append(row)
    return mend, fine


def _rows(visitor: Visitor, title: str, rows: list[ResultRow], *, opened: bool) -> None:
    if not rows:
        return
    with st.expander(f"{title} ({len(rows)})", expanded=opened):
        for row in rows[:SHOWN_AT_ONCE]:
            st.html(el("div", _row(visitor, row), class_="qz-result"))
        if len(rows) > SHOWN_AT_ONCE:
            st.write(visitor.gettext("… and {n} more.").format(n=len(rows) - SHOWN_AT_ONCE))


def _row(visitor: Visitor, row: ResultRow) -> Html:
    top = card.heading(row.question.heading, row.question.title)
    if row.verdict is None:
        unanswered = el("p", visitor.gettext("Not answered"), class_="qz-verdict qz-wrong")
        return join(top, unanswered, card.shown_lines(row.question.back, visitor.gettext))
    return join(top, answered.judged(visitor, row.question, row.answer, row.verdict))

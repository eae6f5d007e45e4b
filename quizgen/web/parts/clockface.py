"""The time left of an exam."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from quizgen.web.visitor import Visitor, clock

SCRIPT = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
CSS = "p { font-variant-numeric: tabular-nums; font-weight: 650; margin: 0; }"


def mount(visitor: Visitor, deadline_at: int) -> None:
    """Count down to a moment (milliseconds since 1970); the page runs anew when it has come."""
    component = st.components.v2.component("quizgen.clockface", js=SCRIPT, css=CSS)
    now = int(1000 * clock().timestamp())
    data = {"deadline": deadline_at, "now": now, "label": visitor.gettext("Time left")}
    component(key="clockface", data=data, width="content", on_over_change=lambda: None)

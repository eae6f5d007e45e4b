"""The button that puts brackets around what is selected in a text field."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

SCRIPT = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
CSS = """
button {
  min-height: 48px; padding: 0 1rem; font: inherit; color: inherit; cursor: pointer; border-radius: 0.6rem;
  background: transparent; border: 1px solid color-mix(in srgb, currentColor 30%, transparent);
}
"""


def mount(field: str, words: str) -> None:
    """A button for the text field in the container with key ``field``; Alt+G does the same."""
    component = st.components.v2.component(
        "quizgen.gap_marker", html='<button type="button"></button>', js=SCRIPT, css=CSS
    )
    component(key=f"marker-{field}", data={"field": field, "label": words}, width="content")

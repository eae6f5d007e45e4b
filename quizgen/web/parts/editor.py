"""Edit a note: its title, its lines with the gaps in brackets, what to ask, one's own remarks."""

from __future__ import annotations

import streamlit as st

from quizgen.errors import QuizgenError
from quizgen.model.deck import Content, Note
from quizgen.web.parts import decisions, gap_marker, gaps
from quizgen.web.visitor import TOLD, Visitor

LONGEST = 20_000
ROW, LOWEST, HIGHEST = 28, 100, 480
"""Pixels of a line, and the least and the most of the field they stand in."""
LINES = "edit-lines"
"""Key of the container around the field with the lines."""


def begin(visitor: Visitor, deck_id: int, note_id: str) -> None:
    """Open the editor for a note."""
    st.session_state["editing"] = note_id
    st.query_params["deck"] = str(deck_id)
    st.query_params["note"] = note_id
    st.session_state["edit-turn"] = st.session_state.get("edit-turn", 0) + 1


def draw(visitor: Visitor, deck_id: int, note: Note) -> None:
    """The form; saving it goes back to the note."""
    _ = visitor.gettext
    turn = st.session_state.get("edit-turn", 0)
    keys = {name: f"edit-{name}-{note.id}-{turn}" for name in ("title", "lines", "extra", "recite", "ordered")}
    content = note.content
    with st.form(f"edit-form-{note.id}-{turn}", enter_to_submit=False):
        st.text_input(_("Asked for"), value=content.title, key=keys["title"], max_chars=500)
        with st.container(key=LINES, gap="xsmall"):
            st.text_area(
                _("One item a line, each gap in 【】"), value=gaps.as_text(content.lines), key=keys["lines"],
                height=_height(content), max_chars=LONGEST,
            )  # fmt: skip
            gap_marker.mount(LINES, _("Gap ⇄ text: select words, then press here (Alt+G)"))
        if note.kind == "list":
            st.checkbox(_("Also ask for the whole list"), value=content.recite, key=keys["recite"])
            st.checkbox(_("The order matters"), value=content.ordered, key=keys["ordered"])
        st.text_area(
            _("Remarks (shown on the back)"), value=content.extra, key=keys["extra"], max_chars=LONGEST, height=80
        )
        with st.container(horizontal=True):
            st.form_submit_button(
                _("Save"), type="primary", key=f"save-{note.id}", shortcut="Ctrl+Enter", on_click=_save,
                args=(visitor, deck_id, note, keys),
            )  # fmt: skip
            st.form_submit_button(_("Cancel"), key=f"cancel-{note.id}", shortcut="Esc", on_click=_close)
    visitor.focus_on(LINES, f"edit-{note.id}-{turn}")


def _height(content: Content) -> int:
    """Pixels for the lines: all of them in sight, and room for two more."""
    return min(LOWEST + ROW * len(content.lines), HIGHEST)


def _close() -> None:
    st.session_state.pop("editing", None)


def _save(visitor: Visitor, deck_id: int, note: Note, keys: dict[str, str]) -> None:
    state = st.session_state
    try:
        content = note.content.model_copy(
            update={
                "title": str(state.get(keys["title"], "")).strip(),
                "lines": gaps.from_text(str(state.get(keys["lines"], "")), note.content),
                "extra": str(state.get(keys["extra"], "")).strip(),
                "recite": bool(state.get(keys["recite"], note.content.recite)),
                "ordered": bool(state.get(keys["ordered"], note.content.ordered)),
            }
        )
    except QuizgenError as error:
        state[TOLD] = error
        return
    if decisions.edit(visitor, deck_id, note.id, content):
        _close()

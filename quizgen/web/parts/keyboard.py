"""Keys and focus: what Streamlit's shortcuts do not do by themselves (see ``keyboard.js``)."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from quizgen.i18n import marked
from quizgen.web.markup import Html, el
from quizgen.web.visitor import Visitor

SCRIPT = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")


def mount(*, lang: str, turn: str, focus: str | None, cookies: dict[str, str]) -> None:
    """Install the page's keys; put the cursor into the field with key ``focus`` once for every ``turn``."""
    component = st.components.v2.component("quizgen.keyboard", js=SCRIPT)
    with st.container(key="keyboard"):
        component(key="keyboard-part", data={"lang": lang, "turn": turn, "focus": focus, "cookies": cookies})


KEYS: tuple[tuple[str, str], ...] = (
    ("1 – 4", marked("choose an option; after the answer: again, hard, good, easy")),
    ("Enter", marked("hand in, go on, press the main button")),
    ("Space", marked("show the answer; I don't know")),
    ("U", marked("take back the last step")),
    ("E", marked("edit the card")),
    ("T", marked("see the card in its text")),
    ("I", marked("I was right: count my answer and remember the wording")),
    ("A / X", marked("in the list of cards: accept, reject")),
    ("J / K", marked("in the list of cards: next, previous")),
    ("M / S", marked("in the list of cards: merge with the next one, split")),
    ("O", marked("in the list of cards: reopen what was accepted or rejected")),
    ("D / Y", marked("where the document has changed: take its wording, keep mine")),
    ("Alt+G", marked("in the editor: make a gap of the selected words, or text of a gap")),
    ("Ctrl+Enter / Esc", marked("in the editor: save, cancel")),
    ("Q", marked("stop the run")),
    ("Backspace", marked("take back the last pick (order, match)")),
    ("Esc", marked("leave the text field, so that keys work as commands")),
    ("?", marked("show this list")),
)


def help_button(visitor: Visitor) -> None:
    """The button that shows all keys, at the foot of every page; ``?`` presses it."""
    with st.container(key="keys-open"):
        if st.button(visitor.gettext("Keys: ?"), key="keys-button", type="tertiary"):
            _show(visitor)


def table(visitor: Visitor) -> Html:
    """All keys and what they do."""
    rows = [
        el("tr", el("th", el("kbd", key), scope="row"), el("td", visitor.gettext(meaning))) for key, meaning in KEYS
    ]
    return el("table", el("tbody", rows), class_="qz-keys")


def _show(visitor: Visitor) -> None:
    @st.dialog(visitor.gettext("Keys"))
    def keys() -> None:
        st.html(table(visitor))

    keys()

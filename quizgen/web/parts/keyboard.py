"""Keys and focus: what Streamlit's shortcuts do not do by themselves (see ``keyboard.js``)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import streamlit as st

from quizgen.i18n import Language, catalogue, marked
from quizgen.web.markup import Html, el, join
from quizgen.web.views import PAGES
from quizgen.web.visitor import Visitor

SCRIPT = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")


def mount(visitor: Visitor, page: str) -> None:
    """Install the page's keys and say what the browser should focus on, keep and call by our words."""
    _mount(
        visitor.language,
        {
            "turn": visitor.focus.get("turn", page),
            "focus": visitor.focus.get("key"),
            "draft": visitor.draft,
            "cookies": visitor.cookies(),
            "pages": {row.key.lower(): "" if row is PAGES[0] else row.name for row in PAGES if row.key},
        },
    )


def mount_language(language: Language) -> None:
    """Tell the browser the language of a page that has no keys of its own."""
    _mount(language, {"turn": "", "focus": None, "draft": {}, "cookies": {}, "pages": {}})


def _mount(language: Language, data: Mapping[str, object]) -> None:
    component = st.components.v2.component("quizgen.keyboard", js=SCRIPT)
    _ = catalogue(language).gettext
    words = {"menu": _("Menu"), "skip": _("Skip to the content")}
    with st.container(key="keyboard"):
        component(key="keyboard-part", data={**data, "lang": language.replace("_", "-"), "words": words})


KEYS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        marked("While studying"),
        (
            ("1 – 9", marked("choose an option")),
            ("Enter", marked("hand in, go on, press the main button")),
            ("Space", marked("show the answer; I don't know")),
            ("1 – 4", marked("after the answer: again, hard, good, easy")),
            ("Backspace", marked("take back the last pick (order, match)")),
            ("U", marked("take back the last step")),
            ("I", marked("I was right: count my answer and remember the wording")),
            ("E", marked("edit the card")),
            ("T", marked("see the card in its text")),
            ("Q", marked("stop the run")),
            ("X / Esc", marked("stopping an exam: end it, go on")),
            ("N", marked("after a run: once more")),
            ("Esc", marked("leave the text field, so that keys work as commands")),
        ),
    ),
    (
        marked("Cards"),
        (
            ("J / K", marked("next, previous")),
            ("A / X", marked("accept, reject")),
            ("O", marked("reopen what was accepted or rejected")),
            ("E", marked("edit the card")),
            ("M / S", marked("merge with the next one, split")),
            ("1 – 9", marked("split here")),
            ("D / Y", marked("where the document has changed: take its wording, keep mine")),
            ("T", marked("see the card in its text")),
            ("U", marked("take back the last step")),
        ),
    ),
    (
        marked("Editor"),
        (
            ("Alt+G", marked("make a gap of the selected words, or text of a gap")),
            ("Ctrl+Enter", marked("save")),
            ("Esc", marked("cancel")),
        ),
    ),
    (
        marked("Documents"),
        (
            ("F / P", marked("choose files, paste text")),
            ("Enter", marked("make cards; open the card of the marked place")),
            ("L / S", marked("look through the new cards, study them")),
            ("1 – 9", marked("read a document")),
            ("J / K", marked("in a text: the next marked place, the one before")),
            ("E / Esc", marked("from the text to the card, back to where one was")),
        ),
    ),
    (
        marked("Decks"),
        (
            ("1 – 9", marked("choose a deck, or a form to download it in")),
            ("S / L", marked("study the deck, look through its cards")),
            ("D / N", marked("download, rename")),
            ("A / X", marked("archive or bring back, delete")),
            ("U", marked("undo the deletion")),
            ("Esc", marked("close")),
        ),
    ),
)
"""Every key and what it does, a group a page; keys that lead to other pages come from the menu."""


def help_button(visitor: Visitor) -> None:
    """The button that shows all keys, at the foot of every page; ``?`` presses it."""
    with st.container(key="keys-open"):
        if st.button(visitor.gettext("Keys: ?"), key="keys-button", type="tertiary"):
            _show(visitor)


def table(visitor: Visitor) -> Html:
    """All keys and what they do, in groups."""
    _ = visitor.gettext
    groups = [_group(_(name), [(key, _(meaning)) for key, meaning in rows]) for name, rows in KEYS]
    ways = [(f"G {row.key}", _(row.title)) for row in PAGES if row.key]
    anywhere = _group(_("Anywhere: G, then a letter"), [*ways, ("?", _("show this list"))])
    return el("div", groups, anywhere, class_="qz-keys")


def _group(name: str, rows: Iterable[tuple[str, str]]) -> Html:
    lines = [
        el("tr", el("th", [_cap(part) for part in key.split(" ")], scope="row"), el("td", told)) for key, told in rows
    ]
    return el("table", el("caption", name), el("tbody", lines))


def _cap(part: str) -> Html:
    """A key as a cap; what stands between keys stays plain."""
    return join(f" {part} ") if part in "/–" else join(el("kbd", part), " ")


def _show(visitor: Visitor) -> None:
    @st.dialog(visitor.gettext("Keys"), width="large")
    def keys() -> None:
        st.html(table(visitor))

    keys()

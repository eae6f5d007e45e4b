"""Help: how it all goes together, and every key."""

from __future__ import annotations

import streamlit as st

from quizgen.i18n import marked
from quizgen.web.markup import el, join
from quizgen.web.parts import keyboard
from quizgen.web.visitor import Visitor

TOPICS: tuple[tuple[str, str], ...] = (
    (
        marked("From a document to cards"),
        marked(
            "On Documents, drop files or paste text. Lists and key sentences become cards; whatever was removed, "
            "repaired or left out is shown in the text with its reason. Nothing is invented: every answer stands in "
            "your document."
        ),
    ),
    (
        marked("Look through the cards"),
        marked(
            "On Cards, accept, edit or reject. You may study before you have looked at everything; rejected cards are "
            "not asked. When a document changes and you build again, your edits and reviews stay."
        ),
    ),
    (
        marked("Every day"),
        marked(
            "Today asks what is due, then some new cards. After each answer, Enter takes the suggested rating: the "
            "better you knew it, the later it returns. The wanted retention and the daily limit are in Settings."
        ),
    ),
    (
        marked("Before an exam"),
        marked("Practise, Mock exam and Mistakes ask what you like, in any mode, and leave the schedule alone."),
    ),
    (
        marked("Take it with you"),
        marked("On Decks, download a deck for Anki, as a table, as Markdown, or as a sheet to print and fill in."),
    ),
)
DATA = marked("Your data")
HERE = marked("Everything stays on this computer, in one database with daily backups. Nothing is sent anywhere.")
HOSTED = marked(
    "Your documents, cards and reviews are kept on the class's server, which sends them nowhere. Nobody else in the "
    "class sees them."
)


def page(visitor: Visitor) -> None:
    _ = visitor.gettext
    st.title(_("Help"))
    topics = (*TOPICS, (DATA, HOSTED if visitor.signed_in else HERE))
    st.html(join([join(el("h2", _(title)), el("p", _(text))) for title, text in topics]))
    st.html(join(el("h2", _("Keys")), keyboard.table(visitor)))

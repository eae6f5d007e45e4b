"""The frame of every page: who is visiting, the menu, the keys."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType

import streamlit as st

from quizgen.errors import QuizgenError, StoreError
from quizgen.i18n import catalogue, language_of, sentence
from quizgen.web import visitor as visiting
from quizgen.web.markup import label
from quizgen.web.parts import keyboard
from quizgen.web.views import PAGES, Row
from quizgen.web.visitor import Visitor

HERE = Path(__file__).parent


def main() -> None:
    """Draw the page that the address names."""
    st.set_page_config(page_title="quizgen", page_icon=str(HERE / "icon.png"), layout="centered")
    st.html(HERE / "style.css")
    if visiting.sign_in_configured() and not visiting.logged_in():
        _ask_to_sign_in()
        return
    try:
        visitor = visiting.visit()
    except StoreError as error:
        _database_is_damaged(error)
        return
    pages = {row.name: _page(visitor, row) for row in PAGES}
    visitor.pages.update(pages)
    chosen = st.navigation(list(pages.values()), position="top")
    try:
        visiting.tell(visitor)
        chosen.run()
    except QuizgenError as error:
        st.error(label(visitor.sentence(error)), icon=":material/error:")
    _frame(visitor, chosen.url_path)


def _page(visitor: Visitor, row: Row) -> st.Page:
    return st.Page(
        _body(visitor, row),
        title=visitor.gettext(row.title),
        icon=f":material/{row.icon}:",
        url_path=row.name,
        default=row is PAGES[0],
        visibility="visible" if row.in_menu else "hidden",
    )


def _body(visitor: Visitor, row: Row) -> Callable[[], None]:
    def draw() -> None:
        _module(row.name).page(visitor)

    return draw


@cache
def _module(name: str) -> ModuleType:
    return import_module(f"quizgen.web.views.{name}")


def _frame(visitor: Visitor, page: str) -> None:
    """What stands on every page: the keys."""
    keyboard.help_button(visitor)
    keyboard.mount(visitor, page)


def _ask_to_sign_in() -> None:
    language = language_of(st.context.locale)
    _ = catalogue(language).gettext
    st.title(_("Learn lists and key sentences by heart"))
    st.write(_("Sign in to see your own decks and progress."))
    st.button(_("Sign in"), key="main-sign-in", type="primary", width="stretch", shortcut="Enter", on_click=st.login)
    keyboard.mount_language(language)


def _database_is_damaged(error: StoreError) -> None:
    """The database cannot be used: say so, and offer the backups there are."""
    language = language_of(st.context.locale)
    st.error(sentence(error, language), icon=":material/database_off:")
    from quizgen.web.views import backups

    backups.offer(language)
    keyboard.mount_language(language)


if __name__ == "__main__":
    main()

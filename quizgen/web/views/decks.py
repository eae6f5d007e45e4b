"""Decks: rename, archive, delete with a way back, download."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from quizgen import study
from quizgen.model.study import DeckRow
from quizgen.web.markup import el, join, label
from quizgen.web.parts import downloads
from quizgen.web.visitor import Visitor, clock

LONGEST_TITLE = 80
DELETED = "deleted-deck"


def page(visitor: Visitor) -> None:
    _ = visitor.gettext
    st.title(_("Decks"))
    _way_back(visitor)
    now = clock()
    rows = study.decks(visitor.store, visitor.who, now=now)
    for row in rows:
        _deck(visitor, row)
    if not rows:
        st.info(_("There is no deck yet."))
    if st.button(_("Add documents"), key="main-add", icon=":material/add:"):
        visitor.go("documents")
    away = study.decks(visitor.store, visitor.who, now=now, archived=True)
    if away:
        st.subheader(_("Archived"))
    for row in away:
        _deck(visitor, row)


def _deck(visitor: Visitor, row: DeckRow) -> None:
    _ = visitor.gettext
    name = row.title or row.name
    with st.container(border=True, key=f"deck-{row.id}"):
        counts = " · ".join(
            (
                visitor.ngettext("{n} note", "{n} notes", row.notes),
                visitor.ngettext("{n} card", "{n} cards", row.cards),
                _("{due} due, {new} new").format(due=row.due, new=row.new),
            )
        )
        st.html(join(el("h2", name, class_="qz-title"), el("p", counts, class_="qz-source")))
        with st.container(horizontal=True, gap="small"):
            if st.button(_("Cards"), key=f"cards-{row.id}", icon=":material/style:"):
                visitor.go("cards", deck=str(row.id))
            with st.popover(_("Download"), icon=":material/download:"):
                downloads.buttons(visitor, row)
            with st.popover(_("Rename"), icon=":material/edit:"):
                _rename(visitor, row)
            words = _("Bring back") if row.archived else _("Archive")
            _button(words, f"archive-{row.id}", "archive", _archive, visitor, row.id, not row.archived)
            _button(_("Delete"), f"delete-{row.id}", "delete", _delete, visitor, row.id, name)


def _button(words: str, key: str, icon: str, action: Callable[..., None], *args: object) -> None:
    st.button(words, key=key, icon=f":material/{icon}:", on_click=action, args=args)


def _rename(visitor: Visitor, row: DeckRow) -> None:
    key = f"title-{row.id}"
    with st.form(f"rename-{row.id}", border=False):
        st.text_input(visitor.gettext("Title"), value=row.title or row.name, key=key, max_chars=LONGEST_TITLE)
        st.form_submit_button(visitor.gettext("Save"), type="primary", on_click=_renamed, args=(visitor, row.id, key))


def _renamed(visitor: Visitor, deck_id: int, key: str) -> None:
    if title := str(st.session_state.get(key, "")).strip():
        study.rename_deck(visitor.store, visitor.who, deck_id, title)


def _archive(visitor: Visitor, deck_id: int, archived: bool) -> None:
    study.archive_deck(visitor.store, visitor.who, deck_id, archived)


def _delete(visitor: Visitor, deck_id: int, name: str) -> None:
    study.delete_deck(visitor.store, visitor.who, deck_id, now=clock())
    st.session_state[DELETED] = (deck_id, name)


def _restore(visitor: Visitor, deck_id: int) -> None:
    study.restore_deck(visitor.store, visitor.who, deck_id)
    st.session_state.pop(DELETED, None)


def _way_back(visitor: Visitor) -> None:
    """The deck deleted last can be brought back whole."""
    if DELETED not in st.session_state:
        return
    deck_id, name = st.session_state[DELETED]
    _ = visitor.gettext
    st.warning(label(_("“{name}” was deleted.").format(name=name)), icon=":material/delete:")
    st.button(
        _("Undo"), key="undo-delete", shortcut="U", icon=":material/undo:", on_click=_restore, args=(visitor, deck_id)
    )

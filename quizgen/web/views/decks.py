"""Decks: one of them open for study, download, renaming, archiving, deletion with a way back; the others in a line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import streamlit as st

from quizgen import study
from quizgen.model.study import DeckRow
from quizgen.web.markup import el, join, label
from quizgen.web.parts import downloads, scope
from quizgen.web.visitor import Visitor, action, clock

LONGEST_TITLE = 80
DELETED = "deleted-deck"
PANEL = "deck-panel"
"""Key of what is open under the deck: ``(deck id, which panel)``."""
NUMBERED = 9
"""Decks beyond the ninth have no key."""

Panel = Literal["download", "rename"]


def page(visitor: Visitor) -> None:
    _ = visitor.gettext
    st.title(_("Decks"))
    _way_back(visitor)
    now = clock()
    here = study.decks(visitor.store, visitor.who, now=now)
    away = study.decks(visitor.store, visitor.who, now=now, archived=True)
    rows = here + away
    chosen = next((row.id for row in rows if str(row.id) == st.query_params.get("deck")), rows[0].id if rows else 0)
    panel = _panel(chosen)
    for k, row in enumerate(rows):
        if row.archived and not rows[k - 1].archived:
            st.subheader(_("Archived"))
        if row.id == chosen:
            _open(visitor, row, panel)
        else:
            _line(visitor, row, str(k + 1) if k < NUMBERED and panel != "download" else None)
    if not here:
        st.info(_("There is no deck yet."))
    if st.button(_("Add documents"), key="main-add", icon=":material/add:", shortcut="Enter"):
        visitor.go("documents")


def _line(visitor: Visitor, row: DeckRow, key: str | None) -> None:
    """A deck that is not open; a press opens it."""
    waiting = visitor.gettext("{due} due, {new} new").format(due=row.due, new=row.new)
    st.button(
        f"**{label(row.title or row.name)}**  \n{label(waiting)}", key=f"options-deck-{row.id}", width="stretch",
        shortcut=key, on_click=_choose, args=(row.id,),
    )  # fmt: skip


def _open(visitor: Visitor, row: DeckRow, panel: Panel | None) -> None:
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
        with st.container(horizontal=True, gap="small", key="deck-ways"):
            if row.due + row.new and not row.archived:
                words = _("Study")
                if st.button(words, key=f"study-{row.id}", type="primary", shortcut="S", icon=":material/play_arrow:"):
                    scope.begin_today(visitor, (row.id,))
            if st.button(_("Cards"), key=f"cards-{row.id}", shortcut="L", icon=":material/style:"):
                visitor.go("cards", deck=str(row.id))
            _button(_("Download"), f"download-{row.id}", "D", "download", _toggle, row.id, "download")
            _button(_("Rename"), f"rename-{row.id}", "N", "edit", _toggle, row.id, "rename")
            words, icon = (_("Bring back"), "unarchive") if row.archived else (_("Archive"), "archive")
            _button(words, f"archive-{row.id}", "A", icon, _archive, visitor, row.id, not row.archived)
            _button(_("Delete"), f"delete-{row.id}", "X", "delete", _delete, visitor, row.id, name)
        if panel == "download":
            downloads.buttons(visitor, row)
        elif panel == "rename":
            _rename(visitor, row)
        if panel:
            _button(_("Close"), f"close-{row.id}", "Esc", "close", _toggle, row.id, panel)


def _button(words: str, key: str, shortcut: str, icon: str, action: Callable[..., None], *args: object) -> None:
    st.button(words, key=key, shortcut=shortcut, icon=f":material/{icon}:", on_click=action, args=args)


def _panel(deck_id: int) -> Panel | None:
    """What is open under a deck."""
    whose, which = st.session_state.get(PANEL, (0, None))
    return which if whose == deck_id else None


def _toggle(deck_id: int, panel: Panel) -> None:
    st.session_state[PANEL] = (deck_id, None if _panel(deck_id) == panel else panel)


def _choose(deck_id: int) -> None:
    st.query_params["deck"] = str(deck_id)


def _rename(visitor: Visitor, row: DeckRow) -> None:
    key = f"title-{row.id}"
    with st.form(f"rename-form-{row.id}", border=False):
        st.text_input(visitor.gettext("Title"), value=row.title or row.name, key=key, max_chars=LONGEST_TITLE)
        st.form_submit_button(
            visitor.gettext("Save"), key=f"save-title-{row.id}", type="primary", on_click=_renamed,
            args=(visitor, row.id, key),
        )  # fmt: skip
    visitor.focus_on(key, key)


@action
def _renamed(visitor: Visitor, deck_id: int, key: str) -> None:
    if title := str(st.session_state.get(key, "")).strip():
        study.rename_deck(visitor.store, visitor.who, deck_id, title)
        st.session_state.pop(PANEL, None)


@action
def _archive(visitor: Visitor, deck_id: int, archived: bool) -> None:
    study.archive_deck(visitor.store, visitor.who, deck_id, archived)
    _choose(deck_id)


@action
def _delete(visitor: Visitor, deck_id: int, name: str) -> None:
    study.delete_deck(visitor.store, visitor.who, deck_id, now=clock())
    st.session_state[DELETED] = (deck_id, name)


@action
def _restore(visitor: Visitor, deck_id: int) -> None:
    study.restore_deck(visitor.store, visitor.who, deck_id)
    st.session_state.pop(DELETED, None)
    _choose(deck_id)


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

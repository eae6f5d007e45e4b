"""Cards: look through what was made, one note at a time; accept, edit, reject, merge, split, by key or by thumb."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from quizgen import study
from quizgen.i18n import marked
from quizgen.model.deck import Note, NoteState
from quizgen.model.study import DeckRow, NotePage
from quizgen.web.markup import Html, el, join, label
from quizgen.web.parts import card, decisions, editor
from quizgen.web.visitor import Visitor, clock, wished_number

STATES: tuple[tuple[NoteState, str], ...] = (
    ("proposed", marked("to look at")),
    ("accepted", marked("accepted")),
    ("edited", marked("edited")),
    ("rejected", marked("rejected")),
    ("retired", marked("retired")),
)
KINDS: dict[str, str] = {
    "list": marked("list"),
    "definition": marked("definition"),
    "quote": marked("quotation"),
    "slogan": marked("slogan"),
    "principle": marked("principle"),
    "fact": marked("figure"),
}
SCAN = 500
"""Notes fetched at a time when looking for the place of one."""
SPLITTING = "splitting"
"""Key of the note whose places to split at are shown."""
LONGEST_TOLD = 200
NUMBERED = 9
"""Lines beyond the ninth have no key."""


@dataclass(frozen=True)
class Shelf:
    """The notes one looks through: which deck, which of its notes."""

    deck: DeckRow
    states: tuple[NoteState, ...]
    source: str
    text: str


def page(visitor: Visitor) -> None:
    _ = visitor.gettext
    st.title(_("Cards"))
    rows = study.decks(visitor.store, visitor.who, now=clock())
    if not rows:
        st.info(_("There are no cards yet."))
        if st.button(_("Add documents"), key="main-add", type="primary", shortcut="Enter"):
            visitor.go("documents")
        return
    shelf = _shelf(visitor, rows)
    _back_to_run(visitor)
    note, at, total = _note(visitor, shelf)
    if note is None:
        st.info(_("No card is left here."))
        decisions.undo_button(visitor, shelf.deck.id)
        return
    st.html(el("p", _("Note {k} of {n}").format(k=at + 1, n=total), class_="qz-source"))
    if st.session_state.get("editing") == note.id:
        editor.draw(visitor, shelf.deck.id, note)
        return
    _show(visitor, note)
    if st.session_state.get(SPLITTING) == note.id:
        _split(visitor, shelf.deck.id, note)
    else:
        _actions(visitor, shelf, note, at, total)
    with st.expander(_("Where it stands")):
        st.html(join([card.passage(one, _) for one in note.occurrences]))


def _shelf(visitor: Visitor, rows: list[DeckRow]) -> Shelf:
    """The filters; what is chosen stands in the address."""
    _ = visitor.gettext
    wished = st.query_params.get("deck", "")
    at = next((k for k, row in enumerate(rows) if str(row.id) == wished), 0)
    titles = {row.id: row.title or row.name for row in rows}
    bar = st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="shelf")
    deck = bar.selectbox(
        _("Deck"), rows, index=at, key=f"cards-deck-{wished}", format_func=lambda row: titles[row.id],
        on_change=_forget_place, label_visibility="collapsed",
    )  # fmt: skip
    with bar.popover(_("Filter"), icon=":material/filter_list:"):
        states = st.pills(
            _("State"), [state for state, _words in STATES], key="cards-states", selection_mode="multi",
            format_func=lambda one: _(dict(STATES)[one]), on_change=_forget_place,
        )  # fmt: skip
        source = st.selectbox(
            _("Document"), ["", *deck.sources], key=f"cards-source-{deck.id}",
            format_func=lambda one: one or _("all"), on_change=_forget_place,
        )  # fmt: skip
        text = st.text_input(_("Containing"), key="cards-text", max_chars=100, on_change=_forget_place)
    return Shelf(deck, tuple(states), source, (text or "").strip())


def _forget_place() -> None:
    for name in ("at", "note", "deck"):
        st.query_params.pop(name, None)


def _note(visitor: Visitor, shelf: Shelf) -> tuple[Note | None, int, int]:
    """The note to show, its place among those of the filters, and how many there are."""
    wished = st.query_params.get("note", "")
    at = wished_number("at") or 0
    found = _page(visitor, shelf, at, 1)
    if wished and not (found.notes and found.notes[0].id == wished):
        at = _find(visitor, shelf, wished, at)
        found = _page(visitor, shelf, at, 1)
    if not found.notes and found.total:
        at = found.total - 1
        found = _page(visitor, shelf, at, 1)
    return (found.notes[0] if found.notes else None), at, found.total


def _page(visitor: Visitor, shelf: Shelf, offset: int, limit: int) -> NotePage:
    return study.notes(
        visitor.store, visitor.who, shelf.deck.id, states=shelf.states, source=shelf.source, text=shelf.text,
        offset=offset, limit=limit,
    )  # fmt: skip


def _find(visitor: Visitor, shelf: Shelf, note_id: str, otherwise: int) -> int:
    """The place of a note among those of the filters."""
    offset = 0
    while found := _page(visitor, shelf, offset, SCAN).notes:
        for k, note in enumerate(found):
            if note.id == note_id:
                return offset + k
        offset += SCAN
    return otherwise


def _show(visitor: Visitor, note: Note) -> None:
    _ = visitor.gettext
    content = note.content
    tags = [_(KINDS[note.kind]), _(dict(STATES)[note.state]), "★" * (4 - note.importance)]
    st.html(
        join(
            card.heading(content.heading, content.title),
            el("p", [el("span", tag, class_=f"qz-tag qz-{note.state}") for tag in tags], class_="qz-marks"),
            card.marks(content.marks),
            card.content_lines(content, note.kind),
            [el("p", told, class_="qz-source") for told in content.repaired],
            el("p", content.extra, class_="qz-passage") if content.extra else "",
            _difference(visitor, note),
        )
    )


def _difference(visitor: Visitor, note: Note) -> Html:
    if note.differs is None:
        return Html()
    told = visitor.gettext("The document now says:")
    return join(el("p", told, class_="qz-source"), card.content_lines(note.differs, note.kind))


def _actions(visitor: Visitor, shelf: Shelf, note: Note, at: int, total: int) -> None:
    """What one may do to a note: the decision under the thumb, everything else under the card."""
    _ = visitor.gettext
    deck_id = shelf.deck.id
    with st.container(key="decisions", horizontal=True, gap="small"):
        _action(visitor, _("Edit"), "E", "edit", editor.begin, deck_id, note.id)
        if st.button(_("In the text"), key="note-text", shortcut="T", icon=":material/article:"):
            run = {"run": st.query_params["run"]} if "run" in st.query_params else {}
            visitor.go("documents", deck=str(deck_id), note=note.id, **run)
        if note.differs is not None:
            _action(visitor, _("Take the document's"), "D", "sync", decisions.take_document, deck_id, note.id)
            _action(visitor, _("Keep mine"), "Y", "push_pin", decisions.keep_edit, deck_id, note.id)
        if len(note.content.lines) > 1:
            _action(visitor, _("Split"), "S", "content_cut", _toggle_splitting, deck_id, note.id)
        following = _page(visitor, shelf, at + 1, 1).notes if at + 1 < total else ()
        if following:
            words, told = _("Merge with the next"), card.summary(following[0])[:LONGEST_TOLD]
            _action(visitor, words, "M", "merge", decisions.merge, deck_id, note.id, following[0].id, told=told)
        decisions.undo_button(visitor, deck_id)
    with st.bottom, st.container(key="leaf"):
        columns = iter(st.columns([1, 2, 2, 1], gap="small", wrap=False))
        with next(columns):
            _turn(_("Previous"), "leaf-back", "K", "arrow_back", deck_id, at - 1, disabled=at == 0)
        with next(columns):
            if note.state == "rejected":
                _action(visitor, _("Reopen"), "O", "undo", decisions.restore, deck_id, note.id)
            else:
                _action(visitor, _("Reject"), "X", "close", _decided, deck_id, note.id, "rejected", shelf, at)
        with next(columns):
            if note.state == "accepted":
                _action(visitor, _("Reopen"), "O", "undo", decisions.restore, deck_id, note.id)
            elif note.state in ("proposed", "rejected"):
                words = _("Accept")
                _action(visitor, words, "A", "check", _decided, deck_id, note.id, "accepted", shelf, at, main=True)
        with next(columns):
            _turn(_("Next"), "leaf-forth", "J", "arrow_forward", deck_id, at + 1, disabled=at + 1 >= total)


def _turn(words: str, name: str, key: str, icon: str, deck_id: int, to: int, *, disabled: bool) -> None:
    st.button(
        words, key=name, shortcut=key, width="stretch", icon=f":material/{icon}:", disabled=disabled, on_click=_leaf,
        args=(deck_id, to),
    )  # fmt: skip


def _action(
    visitor: Visitor,
    words: str,
    key: str,
    icon: str,
    action: decisions.Action,
    *args: object,
    main: bool = False,
    told: str = "",
) -> None:
    st.button(
        words, key=f"do-{key}-{args[1]}", shortcut=key, icon=f":material/{icon}:", help=label(told) if told else None,
        type="primary" if main else "secondary", on_click=action, args=(visitor, *args),
        width="stretch" if key in "AXO" else "content",
    )  # fmt: skip


def _decided(visitor: Visitor, deck_id: int, note_id: str, state: NoteState, shelf: Shelf, at: int) -> None:
    """Accept or reject a note and go on to the next; where the filter drops the note, the next takes its place."""
    (decisions.accept if state == "accepted" else decisions.reject)(visitor, deck_id, note_id)
    stays = not shelf.states or state in shelf.states
    _leaf(deck_id, at + 1 if stays else at)


def _toggle_splitting(_visitor: Visitor, _deck_id: int, note_id: str) -> None:
    """Show where the note may be split, or hide it again."""
    st.session_state[SPLITTING] = None if st.session_state.get(SPLITTING) == note_id else note_id


def _split(visitor: Visitor, deck_id: int, note: Note) -> None:
    st.write(visitor.gettext("A new note begins with:"))
    with st.container(key="options-split", gap="small"):
        for k, line in enumerate(note.content.lines[1:], 1):
            numbered = k <= NUMBERED
            words = label(line.text[:60])
            st.button(
                f"**{k}**\u2002{words}" if numbered else words, key=f"split-{note.id}-{k}", width="stretch",
                shortcut=str(k) if numbered else None, on_click=_split_at, args=(visitor, deck_id, note.id, k),
            )  # fmt: skip
    st.button(
        visitor.gettext("Cancel"), key="split-cancel", shortcut="Esc", on_click=_toggle_splitting,
        args=(visitor, deck_id, note.id),
    )  # fmt: skip


def _split_at(visitor: Visitor, deck_id: int, note_id: str, at: int) -> None:
    decisions.split(visitor, deck_id, note_id, at)
    st.session_state.pop(SPLITTING, None)


def _leaf(deck_id: int, at: int) -> None:
    st.query_params["deck"] = str(deck_id)
    st.query_params["at"] = str(at)
    st.query_params.pop("note", None)


def _back_to_run(visitor: Visitor) -> None:
    run = st.query_params.get("run", "")
    if run and st.button(
        visitor.gettext("Back to the question"), key="to-run", shortcut="Esc", icon=":material/arrow_back:"
    ):
        visitor.go("run", run=run)

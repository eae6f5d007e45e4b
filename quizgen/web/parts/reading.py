"""The page that shows one document of a deck, with a way from a card to its place and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from quizgen import study
from quizgen.errors import QuizgenError
from quizgen.pipeline import Input, Options, ScriptChoice, analyse
from quizgen.web.parts import reader
from quizgen.web.visitor import Visitor

if TYPE_CHECKING:
    from quizgen.model.deck import Deck, Note
    from quizgen.pipeline import Analysed

WINDOW = 20_000
"""So many characters are shown at once."""


def read_page(visitor: Visitor, deck_id: int) -> None:
    """Draw the document named in the address, at the note named there."""
    try:
        deck = study.load_deck(visitor.store, visitor.who, deck_id)
        note = _note(deck, st.query_params.get("note", ""))
        source = st.query_params.get("source") or (note.occurrences[0].source if note else "")
        source = source or next(iter(study.documents(visitor.store, visitor.who, deck_id)), "")
        paper = study.document(visitor.store, visitor.who, deck_id, source)
        script: ScriptChoice = "hant" if deck.options.get("script") == "hant" else "auto"
        analysed = _analysed(source, paper.data, script)
    except QuizgenError as error:
        st.info(visitor.sentence(error))
        _way_back(visitor, deck_id)
        return
    st.title(analysed.documents[source].title or source)
    _way_back(visitor, deck_id)
    _text(visitor, deck, analysed, source, note)


def _text(visitor: Visitor, deck: Deck, analysed: Analysed, source: str, note: Note | None) -> None:
    assert analysed.extraction
    document = analysed.documents[source]
    marks = reader.marks_of(visitor, deck, analysed.extraction.documents[0])
    low = _window(visitor, len(document.raw), _place(note, source), note.id if note else "")
    opened = reader.draw(
        visitor,
        document.raw,
        marks,
        low=low,
        high=min(len(document.raw), low + WINDOW),
        note=note.id if note else "",
        version=f"{deck.modified}-{source}",
    )
    if opened:
        visitor.go("cards", deck=st.query_params["deck"], note=opened, **_run())


def _window(visitor: Visitor, length: int, at: int, note_id: str) -> int:
    """Where the part of a long document begins that is shown."""
    starts = range(0, max(1, length), WINDOW)
    if len(starts) == 1:
        return 0
    words = visitor.gettext("Part {k} of {n}")
    return st.selectbox(
        visitor.gettext("Part"), starts, index=at // WINDOW, key=f"part-{note_id}",
        format_func=lambda start: words.format(k=start // WINDOW + 1, n=len(starts)),
    )  # fmt: skip


def _place(note: Note | None, source: str) -> int:
    """The source offset at which a note's first passage in this document begins."""
    occurrences = note.occurrences if note else ()
    return next((one.spans[0].start for one in occurrences if one.source == source and one.spans), 0)


def _note(deck: Deck, note_id: str) -> Note | None:
    return next((one for one in deck.notes if one.id == note_id), None)


def _way_back(visitor: Visitor, deck_id: int) -> None:
    """Back to where one came from: the question, the card, or the list of documents; Esc takes the nearest."""
    _ = visitor.gettext
    note_id = st.query_params.get("note", "")
    with st.bottom, st.container(horizontal=True, gap="small", key="way-back"):
        if _run() and st.button(
            _("Back to the question"), key="to-run", shortcut="Esc", icon=":material/arrow_back:", width="stretch"
        ):
            visitor.go("run", **_run())
        if note_id and st.button(_("Card"), key="to-card", shortcut="E", icon=":material/style:", width="stretch"):
            visitor.go("cards", deck=str(deck_id), note=note_id, **_run())
        if st.button(
            _("All documents"), key="to-documents", icon=":material/description:", width="stretch",
            shortcut=None if _run() else "Esc",
        ):  # fmt: skip
            visitor.go("documents")


def _run() -> dict[str, str]:
    """The run that one came from, to be handed on."""
    return {"run": st.query_params["run"]} if "run" in st.query_params else {}


@st.cache_data(max_entries=16, show_spinner=False)
def _analysed(source: str, data: bytes, script: ScriptChoice) -> Analysed:
    """The document read again: the same bytes give the same text and the same places. Raises QuizgenError."""
    analysed = analyse([Input(source, data)], Options(script=script))
    for failure in analysed.failures:
        raise failure.error
    return analysed

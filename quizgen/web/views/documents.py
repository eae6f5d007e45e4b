"""Documents: add files or text, watch them become cards, read them with what was found marked."""

from __future__ import annotations

import streamlit as st

from quizgen import study
from quizgen.errors import QuizgenError
from quizgen.i18n import marked
from quizgen.model.study import DeckRow
from quizgen.pipeline import Input, Level, Only, Options, Progress, ScriptChoice
from quizgen.web.markup import label
from quizgen.web.parts import making, report
from quizgen.web.parts.reading import read_page
from quizgen.web.visitor import Visitor, clock, wished_number

TYPES = ["txt", "md", "html", "htm", "docx", "pdf", "pptx", "epub"]
LEVELS: tuple[tuple[Level, str], ...] = (
    ("core", marked("the core only")),
    ("standard", marked("the usual amount")),
    ("all", marked("everything")),
)
KINDS: tuple[tuple[Only | None, str], ...] = (
    (None, marked("lists and key sentences")),
    ("lists", marked("lists only")),
    ("formulations", marked("key sentences only")),
)
PASTING = "pasting"
"""Key of whether text is pasted."""
NUMBERED = 9
"""Documents beyond the ninth have no key."""
SCRIPTS: tuple[tuple[ScriptChoice, str], ...] = (
    ("auto", marked("as in the document")),
    ("hans", marked("Simplified")),
    ("hant", marked("Traditional")),
)


def page(visitor: Visitor) -> None:
    deck_id = wished_number("deck")
    if deck_id is not None:
        read_page(visitor, deck_id)
        return
    _ = visitor.gettext
    st.title(_("Documents"))
    rows = study.decks(visitor.store, visitor.who, now=clock())
    if report.draw(visitor):
        st.subheader(_("Add more"))
    _add(visitor, rows)
    _shelf(visitor, rows)


def _add(visitor: Visitor, rows: list[DeckRow]) -> None:
    """What to add and what to make of it. Pasted text comes with the press of the button, so that waits for nothing."""
    _ = visitor.gettext
    turn = st.session_state.setdefault("upload-turn", 0)
    here = _("Drop text, Markdown, web pages, Word, PDF, PowerPoint or EPUB files. They stay on this computer.")
    hosted = _(
        "Drop text, Markdown, web pages, Word, PDF, PowerPoint or EPUB files. Nobody else in the class sees them."
    )
    st.write(hosted if visitor.signed_in else here)
    files = st.file_uploader(_("Files"), type=None, accept_multiple_files=True, key=f"files-{turn}")
    inputs = [Input(making.plain_name(file.name, "document"), file.getvalue()) for file in files or ()]
    pasting = st.session_state.get(PASTING, False)
    if pasting:
        inputs += _pasted(visitor, turn)
    else:
        st.button(
            _("Paste text instead"), key="paste", type="tertiary", shortcut="P", icon=":material/content_paste:",
            on_click=_paste,
        )  # fmt: skip
    target, name, options = _wishes(visitor, rows, turn)
    if st.button(
        _("Make cards"), key="main-make", type="primary", width="stretch", shortcut="Enter",
        disabled=not (inputs or pasting),
    ):  # fmt: skip
        if inputs:
            _make(visitor, inputs, target, name.strip(), options)
        else:
            st.info(_("Paste some text first."))


def _paste() -> None:
    st.session_state[PASTING] = True


def _pasted(visitor: Visitor, turn: int) -> list[Input]:
    """The text that was pasted, as a document of its own."""
    _ = visitor.gettext
    title = st.text_input(_("Title"), key=f"paste-title-{turn}", max_chars=making.LONGEST_NAME)
    key = f"paste-{turn}"
    text = st.text_area(_("Text"), key=key, height=200, max_chars=making.LONGEST_PASTE)
    visitor.focus_on(key, key)
    if not text or not text.strip():
        return []
    own = making.plain_name(title or "", _("Pasted text"))
    return [Input(f"{own}.txt", text.encode())]


def _wishes(visitor: Visitor, rows: list[DeckRow], turn: int) -> tuple[int | None, str, Options]:
    """Which deck the cards go to, and what is made."""
    _ = visitor.gettext
    titles = {row.id: row.title or row.name for row in rows}
    target = st.selectbox(
        _("Into"), [None, *titles], key=f"target-{turn}",
        format_func=lambda one: titles[one] if one is not None else _("a new deck"),
    )  # fmt: skip
    name = ""
    with st.expander(_("What to make")):
        if target is None:
            name = st.text_input(
                _("Name of the deck"), key=f"name-{turn}", max_chars=making.LONGEST_NAME,
                placeholder=_("the first document's title"),
            ) or ""  # fmt: skip
        level = st.segmented_control(
            _("How much"), [one for one, _w in LEVELS], key="level", default="standard", required=True,
            format_func=lambda one: _(dict(LEVELS)[one]),
        )  # fmt: skip
        only = st.segmented_control(
            _("What"), [one for one, _w in KINDS], key="only", default=None, required=True,
            format_func=lambda one: _(dict(KINDS)[one]),
        )  # fmt: skip
        script = st.segmented_control(
            _("Script"), [one for one, _w in SCRIPTS], key="script", default="auto", required=True,
            format_func=lambda one: _(dict(SCRIPTS)[one]),
        )  # fmt: skip
    return target, name, Options(only=only, level=level, script=script)


def _make(visitor: Visitor, inputs: list[Input], target: int | None, title: str, options: Options) -> None:
    _ = visitor.gettext
    bar = st.progress(0.0, text=_("Reading …"))

    def told(at: Progress) -> None:
        words = _("{done} of {total}: {name}").format(done=at.done, total=at.total, name=at.name)
        bar.progress(at.done / max(1, at.total), text=label(words) if at.name else _("Done."))

    try:
        made = making.make(visitor, inputs, title=title, deck_id=target, options=options, progress=told)
    except QuizgenError as error:
        bar.empty()
        st.error(label(visitor.sentence(error)), icon=":material/error:")
        return
    report.keep(made)
    st.session_state.pop(PASTING, None)
    st.session_state["upload-turn"] += 1
    st.rerun()


def _shelf(visitor: Visitor, rows: list[DeckRow]) -> None:
    """The documents of every deck, to be read."""
    _ = visitor.gettext
    if any(row.sources for row in rows):
        st.subheader(_("Read"))
    papers = [(row, source) for row in rows for source in row.sources]
    with st.container(key="options-read", gap="small"):
        for k, (row, source) in enumerate(papers, 1):
            words = f"**{label(source)}**  \n{label(row.title or row.name)}"
            if st.button(
                words, key=f"read-{row.id}-{source}", icon=":material/article:", width="stretch",
                shortcut=str(k) if k <= NUMBERED else None,
            ):  # fmt: skip
                visitor.go("documents", deck=str(row.id), source=source)

"""A document as it was read, with what was found in it marked by kind; a click on a card's place opens the card."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import streamlit as st

from quizgen.i18n import marked
from quizgen.model.deck import Deck, Note
from quizgen.model.document import Span
from quizgen.model.extraction import DocumentExtraction
from quizgen.web.parts import reasons
from quizgen.web.visitor import Visitor

HERE = Path(__file__)
SCRIPT = HERE.with_suffix(".js").read_text(encoding="utf-8")
STYLE = HERE.with_suffix(".css").read_text(encoding="utf-8")
BODY = (
    '<div class="reader"><div class="legend"></div><div class="body" tabindex="0"></div>'
    '<p class="remark" aria-live="polite"></p></div>'
)
KINDS: tuple[tuple[str, str], ...] = (
    ("note", marked("passage of a card")),
    ("answer", marked("answer")),
    ("left-out", marked("left out")),
    ("dangling", marked("label without items")),
    ("repaired", marked("repaired")),
    ("removed", marked("removed")),
    ("flagged", marked("damaged?")),
)
"""What is marked, from the ground up: a later kind lies on top of an earlier one."""


class Mark(NamedTuple):
    """A stretch of the source and what is to be said of it; ``instead`` is what a repair put there."""

    start: int
    end: int
    kind: str
    note: str = ""
    remark: str = ""
    instead: str = ""


class Run(NamedTuple):
    """Neighbouring characters under the same marks."""

    start: int
    end: int
    marks: tuple[Mark, ...]


def marks_of(visitor: Visitor, deck: Deck, extraction: DocumentExtraction) -> list[Mark]:
    """Everything that is marked in one document of a deck."""
    source = extraction.source
    found: list[Mark] = []
    for note in deck.notes:
        if note.state not in ("rejected", "retired"):
            found += _note_marks(note, source)
    for kind, things in (("left-out", deck.left_out), ("dangling", deck.dangling)):
        found += _plain(
            kind, ((reasons.left_out(visitor, one.reason), one.spans) for one in things if one.source == source)
        )
    for repair in extraction.repairs:
        found += _repair(repair.spans, repair.after, reasons.cleaning(visitor, repair.reason))
    for kind, stretches in (("removed", extraction.removed), ("flagged", extraction.flagged)):
        found += _plain(kind, ((reasons.cleaning(visitor, one.reason), one.spans) for one in stretches))
    return [mark for mark in found if mark.start < mark.end]


def _note_marks(note: Note, source: str) -> Iterator[Mark]:
    for occurrence in note.occurrences:
        if occurrence.source == source:
            yield from (Mark(*span, "note", note.id, note.content.title) for span in occurrence.spans)
    if note.occurrences[0].source == source:
        parts = [part for line in note.content.lines for part in line.parts if part.cloze is not None]
        yield from (Mark(*span, "answer", note.id, note.content.title) for part in parts for span in part.spans)


def _plain(kind: str, things: Iterable[tuple[str, tuple[Span, ...]]]) -> Iterator[Mark]:
    for remark, spans in things:
        yield from (Mark(*span, kind, remark=remark) for span in spans)


def _repair(spans: tuple[Span, ...], after: str, reason: str) -> Iterator[Mark]:
    """The first stretch of a repair shows what was put in; the others only go away."""
    for k, span in enumerate(spans):
        yield Mark(*span, "repaired", remark=reason, instead="" if k else after)


def runs(length: int, marks: Iterable[Mark], low: int = 0) -> list[Run]:
    """Cut ``[low, length)`` where marks begin and end; a repair is never cut."""
    marks = [mark for mark in marks if mark.start < length and mark.end > low]
    whole = [(mark.start, mark.end) for mark in marks if mark.kind == "repaired"]
    inside = {at for start, end in whole for at in range(start + 1, end)}
    cuts = {low, length, *(at for mark in marks for at in (mark.start, mark.end) if low < at < length)} - inside
    edges = sorted(cuts)
    opening = sorted(marks)[::-1]
    active: list[Mark] = []
    found: list[Run] = []
    for start, end in itertools.pairwise(edges):
        while opening and opening[-1].start < end:
            active.append(opening.pop())
        active = [mark for mark in active if mark.end > start]
        found.append(Run(start, end, tuple(active)))
    return found


def draw(visitor: Visitor, text: str, marks: list[Mark], *, low: int, high: int, note: str, version: str) -> str | None:
    """Show ``text[low:high]`` with its marks; the id of the note whose place was clicked."""
    _ = visitor.gettext
    component = st.components.v2.component("quizgen.reader", html=BODY, js=SCRIPT, css=STYLE)
    counts = Counter(mark.kind for mark in marks)
    data = {
        "runs": [_row(text, run) for run in runs(high, marks, low)],
        "legend": [[kind, _(name), counts[kind]] for kind, name in KINDS if counts[kind]],
        "note": note,
        "hint": _("Click a marked place to open its card."),
        "version": f"{version}-{low}-{len(marks)}",
    }
    result = component(key="reader", data=data, on_open_change=lambda: None)
    opened = getattr(result, "open", None)
    return str(opened) if opened else None


def _row(text: str, run: Run) -> list[object]:
    order = [kind for kind, _name in KINDS]
    on_top = sorted(run.marks, key=lambda mark: order.index(mark.kind))
    kinds = list(dict.fromkeys(mark.kind for mark in on_top))
    notes = " ".join(dict.fromkeys(mark.note for mark in on_top if mark.note))
    remark = next((mark.remark for mark in reversed(on_top) if mark.remark), "")
    instead = "".join(mark.instead for mark in on_top)
    return [text[run.start : run.end], kinds, notes, remark, instead]

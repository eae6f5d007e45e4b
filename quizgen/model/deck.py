"""A deck: notes with their identities, what was made from the documents, and what the user did to them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from quizgen.model.document import Script, Span
from quizgen.model.extraction import Frozen, Importance

NoteKind = Literal["list", "definition", "quote", "slogan", "principle", "fact"]
NoteState = Literal["proposed", "accepted", "edited", "rejected", "retired"]
Layout = Literal["others-shown", "all-hidden", "neighbours", "earlier-only"]
AskRole = Literal["item", "recite", "label", "term", "phrase", "speaker", "figure", "half"]
RECITE = 99
"""The cloze number of the card that asks for a whole list; items never take it."""


class Part(Frozen):
    """A stretch of a card's text; with ``cloze`` it is the answer of the card of that number.

    ``spans`` point into the source named by the note's first occurrence; a literal that we set (an ordinal, a dash)
    has none.
    """

    text: str
    cloze: int | None = None
    role: AskRole | None = None
    spans: tuple[Span, ...] = ()
    typed: bool = False
    """Short and free of punctuation: fit to be typed."""


class Line(Frozen):
    """One line of a card: an item of a list, or a sentence."""

    parts: tuple[Part, ...]
    key: str = ""
    """Identity of the item across rebuilds (independent of its place in the list)."""


class Content(Frozen):
    """What a student sees of a note. The only thing an edit changes."""

    title: str
    """What is asked: a list's label or topic; for a formulation its heading or term. Never holds an answer."""
    heading: tuple[str, ...] = ()
    lines: tuple[Line, ...]
    recite: bool = False
    """Whether there is a card (number ``RECITE``) asking for all lines at once."""
    layout: Layout = "others-shown"
    ordered: bool = False
    """Whether the order of the lines matters when the list is recited."""
    marks: tuple[str, ...] = ()
    """What must be said of the text: 原文只列出 3/5, a restored subject, a repair that touches an answer."""
    extra: str = ""
    """Shown on the back: context, the user's own remarks."""


class Occurrence(Frozen):
    """A place a note comes from. ``before + text + after`` is a passage of the source's cleaned text."""

    source: str
    heading: tuple[str, ...] = ()
    spans: tuple[Span, ...]
    page: int | None = None
    line: int | None = None
    before: str = ""
    text: str
    after: str = ""


class Note(Frozen):
    """A note of a deck: identity, what was made from the documents, and what the user did to it."""

    id: str
    kind: NoteKind
    importance: Importance
    state: NoteState = "proposed"
    made: Content
    """As generated at the last build."""
    edited: Content | None = None
    """The user's version; it wins."""
    differs: Content | None = None
    """What the documents say now, where it differs from what the user's edit was based on."""
    speaker: str | None = None
    parent: str | None = None
    stated: int | None = None
    complete: bool = True
    rule: str = ""
    occurrences: tuple[Occurrence, ...]
    used: tuple[int, ...] = ()
    """Every cloze number ever given out for this note; none is used twice."""
    accepted_variants: dict[str, tuple[str, ...]] = {}
    """Line key → wordings the user declared right."""
    created: int
    modified: int
    """Seconds since 1970 (UTC) at which the content last changed."""

    @property
    def content(self) -> Content:
        return self.edited or self.made


class DeckSource(Frozen):
    source: str
    sha256: str
    title: str
    script: Script = "hans"


class LeftOut(Frozen):
    """Something found and not put on a card, and why."""

    source: str
    text: str
    reason: str
    spans: tuple[Span, ...] = ()


class Deck(Frozen):
    """A deck file (contract 2). ``notes`` stand in document order."""

    schema_: Literal[1] = Field(1, alias="schema")
    name: str
    title: str = ""
    options: dict[str, str] = {}
    sources: tuple[DeckSource, ...] = ()
    notes: tuple[Note, ...] = ()
    dangling: tuple[LeftOut, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    created: int
    modified: int

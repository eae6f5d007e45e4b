"""A deck: notes with their identities, what was made from the documents, and what the user did to them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Literal

from pydantic import Field

from quizgen.model.document import Script, Span
from quizgen.model.extraction import Difference, Frozen, Importance

NoteKind = Literal["list", "definition", "quote", "slogan", "principle", "fact"]
NoteState = Literal["proposed", "accepted", "edited", "rejected", "retired"]
Layout = Literal["others-shown", "all-hidden", "neighbours", "earlier-only"]
AskRole = Literal["item", "recite", "label", "term", "phrase", "speaker", "figure", "half"]
RECITE = 99
"""The cloze number of the card that asks for a whole list; items never take it."""
LABEL = 98
"""The cloze number of the card that shows a list's items and asks for its label; items never take it."""
RESERVED = (LABEL, RECITE)


def numbers() -> Iterator[int]:
    """The cloze numbers of items and gaps, in the order they are given out."""
    return (number for number in count(1) if number not in RESERVED)


class Part(Frozen):
    """A stretch of a card's text; with ``cloze`` it is the answer of the card of that number.

    Parts that share a number are one card: they are hidden together. ``spans`` point into the source named by the
    note's first occurrence; a literal that we set (an ordinal, a dash) has none.
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

    @property
    def text(self) -> str:
        return self.parts[0].text if len(self.parts) == 1 else "".join([part.text for part in self.parts])

    @property
    def key(self) -> str:
        """Identity of the line's item across rebuilds, wherever it stands: its first cloze number, as text."""
        return str(self.numbers[0]) if self.numbers else ""

    @property
    def numbers(self) -> tuple[int, ...]:
        """The cloze numbers in this line, each once, in order of their first part."""
        return tuple(dict.fromkeys(part.cloze for part in self.parts if part.cloze is not None))


class Content(Frozen):
    """What a student sees of a note. The only thing an edit changes.

    The cards are the cloze numbers of ``lines`` and ``aside``, and ``RECITE``. What the front and the back of a card
    show, with repeated answers masked, is decided in one place: ``quizgen.face``.
    """

    title: str
    """What is asked: a list's label or topic; for a formulation its heading or term. Never holds an answer."""
    heading: tuple[str, ...] = ()
    lines: tuple[Line, ...]
    aside: Line | None = None
    """A line that stands on its own cards in place of ``lines``: the items asking for their label (number ``LABEL``;
    title and heading are then hidden, for they name it), or the halves of a slogan asking for each other."""
    recite: bool = False
    """Whether there is a card (number ``RECITE``) asking for all lines at once."""
    layout: Layout = "others-shown"
    ordered: bool = False
    """Whether the order of the lines matters when the list is recited."""
    marks: tuple[str, ...] = ()
    """What must be said of the text on front and back: 原文只列出 3/5, a restored subject, a repaired answer."""
    repaired: tuple[str, ...] = ()
    """Shown on the back: what the source has in place of a repaired answer."""
    extra: str = ""
    """Shown on the back: the user's own remarks."""

    @property
    def numbers(self) -> tuple[int, ...]:
        """The cloze numbers of the cards, in the order they are introduced; ``RECITE`` is last."""
        numbers = tuple(dict.fromkeys([part.cloze for part in self.asked if part.cloze is not None]))
        return (*numbers, RECITE) if self.recite else numbers

    @property
    def asked(self) -> tuple[Part, ...]:
        """Everything that some card hides, in order."""
        lines = (*self.lines, self.aside) if self.aside else self.lines
        return tuple([part for line in lines for part in line.parts if part.cloze is not None])

    @property
    def secrets(self) -> list[str]:
        """What title and heading must not show: every answer but the label, on whose card they are hidden."""
        return [part.text for part in self.asked if part.cloze != LABEL]

    def answer(self, number: int) -> tuple[Part, ...]:
        """The parts that the card of this number hides (for ``RECITE`` all items)."""
        if number == RECITE:
            return tuple(part for line in self.lines for part in line.parts if part.cloze is not None)
        return tuple(part for part in self.asked if part.cloze == number)


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
    called: str = ""
    """The name that a list has here, where it is another than the note's."""
    differences: tuple[Difference, ...] = ()
    """What is worded otherwise here than in the note's first place."""


class Note(Frozen):
    """A note of a deck: identity, what was made from the documents, and what the user did to it.

    A card is a note and a cloze number; both are for ever: a number stays with its item or gap across rebuilds.
    """

    id: str
    """Unique over all decks, set when the note is first seen."""
    kind: NoteKind
    importance: Importance
    state: NoteState = "proposed"
    made: Content
    """As generated at the last build."""
    edited: Content | None = None
    """The user's version; it wins."""
    differs: Content | None = None
    """What the documents say now, where it differs from what the user's edit was based on."""
    retired_from: NoteState | None = None
    """The state to return to when a retired note's words turn up again."""
    split_from: str | None = None
    """The note that the user split this one off; it is kept as long as that one is."""
    speaker: str | None = None
    stated: int | None = None
    complete: bool = True
    rule: str = ""
    occurrences: tuple[Occurrence, ...]
    used: tuple[int, ...] = ()
    """Every cloze number ever given out for this note; none is used twice."""
    accepted_variants: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """Cloze number, as text (``Line.key``) → wordings the user declared right."""
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
    """A key of ``quizgen.cards.REASONS``, which has the words for it."""
    spans: tuple[Span, ...] = ()


class Deck(Frozen):
    """A deck file (contract 2). ``notes`` stand in document order."""

    schema_: Literal[1] = Field(1, alias="schema")
    name: str
    title: str = ""
    options: dict[str, str] = Field(default_factory=dict)
    sources: tuple[DeckSource, ...] = ()
    notes: tuple[Note, ...] = ()
    dangling: tuple[LeftOut, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    created: int
    modified: int

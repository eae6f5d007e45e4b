"""What extraction finds: enumerations, formulations, labels without items. All offsets are source offsets."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from quizgen.model.document import Script, Span


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Repair(Frozen):
    """A change that cleaning made to content: ``before`` stands at ``spans``, ``after`` was put in its place."""

    before: str
    after: str
    reason: str
    spans: tuple[Span, ...]


class Removal(Frozen):
    """A stretch that is no content (boilerplate, an advertisement) and was left out."""

    text: str
    reason: str
    spans: tuple[Span, ...]


class Flagged(Frozen):
    """A stretch that looks damaged and could not be mended; nothing overlapping it goes on a card unmarked."""

    text: str
    reason: str
    spans: tuple[Span, ...]


EnumerationKind = Literal["labelled", "outline", "ordinal", "bullets", "parallel", "series"]
FormulationKind = Literal["quote", "definition", "slogan", "principle", "fact"]
Importance = Literal[1, 2, 3]


class Piece(Frozen):
    """Words and where they stand: reading the spans and applying the recorded repairs gives ``text`` back."""

    text: str
    spans: tuple[Span, ...]


Reason = Literal["punctuation", "particle", "synonym", "homophone", "adverb", "letters", "clause", "absent"]
"""What two wordings of the same thing differ by: punctuation, width or script; 的 or a measure word; words of one
meaning; a character that sounds the same; an adverb; a letter or two; a clause or an item that one leaves out."""


class Difference(Frozen):
    """Words of a variant that are not those of the leading one: ``text`` stands at ``spans`` of its own document, the
    leading one has ``instead``. An item that the variant leaves out has no ``text`` and no place."""

    text: str = ""
    instead: str
    reason: Reason
    spans: tuple[Span, ...] = ()


class Enumeration(Frozen):
    """A list found in a document."""

    id: str
    label: str | None = None
    topic: str = ""
    heading: tuple[str, ...] = ()
    kind: EnumerationKind
    stated: int | None = None
    complete: bool = True
    importance: Importance = 2
    parent: str | None = None
    rule: str
    items: tuple[Piece, ...]
    label_spans: tuple[Span, ...] = ()
    frame: tuple[str, str] = ("", "")
    """Words that all items begin and end with, as parts of the items: they stay visible on a card."""
    repeats: tuple[tuple[Piece, ...], ...] = ()
    """Other places of the same items in this document."""
    same_as: str | None = None
    """``source#id`` of the list that says the same and speaks for this one: it is fuller, or stands earlier."""
    differences: tuple[Difference, ...] = ()
    """What this list words otherwise than the one it is ``same_as``, where the words themselves differ."""
    contradicts: tuple[str, ...] = ()
    """``source#id`` of the lists that have the same name and other items."""
    evidence: dict[str, float] = {}


class Formulation(Frozen):
    """A sentence worth knowing by heart.

    ``subject`` is the antecedent of the pronoun that the sentence begins with, where there is one;
    ``text[:replaces]`` is that pronoun. ``gaps`` lie inside ``text`` and are best first.
    """

    id: str
    text: str
    kind: FormulationKind
    term: Piece | None = None
    """The defined term of a definition."""
    speaker: str | None = None
    importance: Importance = 2
    heading: tuple[str, ...] = ()
    rule: str
    gaps: tuple[Piece, ...] = ()
    spans: tuple[Span, ...]
    subject: Piece | None = None
    replaces: int = 0
    occurrences: tuple[Piece, ...] = ()
    """Other places of the same formulation, with their own wording."""
    same_as: str | None = None
    """``source#id`` of the formulation that says the same and speaks for this one: it is fuller, or stands earlier."""
    differences: tuple[Difference, ...] = ()
    """This one's wording and that of the one it is ``same_as``, where the words themselves differ."""
    evidence: dict[str, float] = {}


class DanglingLabel(Frozen):
    label: str
    spans: tuple[Span, ...]
    expanded_by: str | None = None
    """``source#id`` of the list in another document that gives the items."""


class Considered(Frozen):
    """A candidate and what became of it, for ``--explain``."""

    rule: str
    text: str
    spans: tuple[Span, ...]
    score: float
    evidence: dict[str, float]
    verdict: str
    """``taken``, or why it was refused."""


class DocumentExtraction(Frozen):
    source: str
    sha256: str = ""
    title: str = ""
    script: Script = "hans"
    enumerations: tuple[Enumeration, ...] = ()
    formulations: tuple[Formulation, ...] = ()
    dangling_labels: tuple[DanglingLabel, ...] = ()
    removed: tuple[Removal, ...] = ()
    repairs: tuple[Repair, ...] = ()
    flagged: tuple[Flagged, ...] = ()
    considered: tuple[Considered, ...] = ()


class Extraction(Frozen):
    """What ``quizgen extract --format json`` prints (contract 1)."""

    schema_: Literal[1] = Field(1, alias="schema")
    documents: tuple[DocumentExtraction, ...] = ()

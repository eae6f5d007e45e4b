"""Which notes a plain format holds, by document and in order, and where a note comes from in one line."""

from __future__ import annotations

from itertools import groupby

from quizgen.mask import masked
from quizgen.model.deck import Deck, Note


def by_document(deck: Deck) -> list[tuple[str, list[Note]]]:
    """(title of the document, its notes in order); rejected and retired notes are left out."""
    titles = {source.source: source.title or source.source for source in deck.sources}
    notes = [note for note in deck.notes if note.state not in {"rejected", "retired"}]
    groups = groupby(notes, key=lambda note: note.occurrences[0].source)
    return [(titles.get(source, source), list(inside)) for source, inside in groups]


def origin(note: Note) -> str:
    """File, headings and page or line of a note, without words that its cards ask for."""
    occurrence = note.occurrences[0]
    steps = [occurrence.source, *(masked(step, note.content.secrets) for step in occurrence.heading)]
    if occurrence.page is not None:
        steps.append(f"第 {occurrence.page} 页")
    elif occurrence.line is not None:
        steps.append(f"第 {occurrence.line} 行")
    return " › ".join(steps)

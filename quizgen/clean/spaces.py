"""Spaces: full-width ones mark paragraphs, single ones inside a sentence are strays, runs of them separate columns."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.clean.punctuation import HAN
from quizgen.clean.reasons import PARAGRAPH_MARK, SPACE
from quizgen.model.document import Document, Edit

INDENT = re.compile(r"^[ \t]*\u3000[ \t\u3000]*", re.MULTILINE)
INNER = re.compile(r"(?<=[^\s\u3000])[ \t]*\u3000[ \t\u3000]+(?=[^\s\u3000])")
WIDE_SPACE = re.compile("\u3000")
ENDED = "。！？；：!?;”』」）)"
PARAGRAPH = 25
"""A stretch this long between full-width spaces is a paragraph, not a column."""
CLAUSE = re.compile(r"[^，。；：！？,;:!?\n]+")
STRAY = re.compile(rf"(?<=[{HAN}”’」』）》]) (?=[{HAN}“‘「『（《])")
AFTER_MARK = re.compile(rf"(?<=[，。；：！？”」』]) (?=[{HAN}“‘「『（《])|(?<=[{HAN}]) (?=[，。；：！？、])")
SENTENCE = re.compile("[，。；！？]")
PROSE = 40
MARKER = 8
"""A space this near the beginning of a line parts a list mark (第七条 …) from its words."""


def split_paragraphs(document: Document) -> Document:
    """The document with full-width spaces gone from line starts, and as line breaks where they part paragraphs."""
    text = document.text
    if "\u3000" not in text:
        return document
    edits = [Edit(*found.span(), "", PARAGRAPH_MARK) for found in INDENT.finditer(text)]
    marks = [found for found in INNER.finditer(text)]
    ends = [found.start() for found in marks[1:]]
    for found, next_mark in zip(marks, [*ends, len(text)], strict=True):
        if text[found.start() - 1] in ENDED or _paragraph(text, found.end(), next_mark):
            edits.append(Edit(*found.span(), "\n", PARAGRAPH_MARK))
    taken = [(e.start, e.end) for e in edits]
    covered = {k for start, end in taken for k in range(start, end)}
    edits += [Edit(m.start(), m.end(), " ", SPACE) for m in WIDE_SPACE.finditer(text) if m.start() not in covered]
    return document.edited(sorted(edits))


def _paragraph(text: str, start: int, end: int) -> bool:
    newline = text.find("\n", start, end)
    return (newline if newline >= 0 else end) - start >= PARAGRAPH


def drop_stray_spaces(document: Document) -> Document:
    """The document without the lone spaces that stand inside sentences; a clause with several keeps them."""
    text = document.text
    if " " not in text:
        return document
    return document.edited(sorted(_strays(text)))


def _strays(text: str) -> Iterator[Edit]:
    start = 0
    for line in text.split("\n"):
        if len(line) >= PROSE and " " in line and SENTENCE.search(line) and not line.startswith("|"):
            body = len(line) - len(line.lstrip()) + MARKER
            for found in AFTER_MARK.finditer(line, body):
                yield Edit(start + found.start(), start + found.end(), "", SPACE)
            for clause in CLAUSE.finditer(line, body):
                inside = list(STRAY.finditer(line, clause.start(), clause.end()))
                if len(inside) == 1 and clause.group().count(" ") == 1 and line[inside[0].start() - 1] not in "”」』":
                    yield Edit(start + inside[0].start(), start + inside[0].end(), "", SPACE)
        start += len(line) + 1

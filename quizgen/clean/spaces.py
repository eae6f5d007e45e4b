"""Spaces: full-width ones mark paragraphs, single ones inside a sentence are strays, runs of them separate columns.

Tabs and form feeds have done their work (indentation, page ends) before sentences are looked at; inside a line a tab
is a space, and a form feed is the end of a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.clean.punctuation import HAN
from quizgen.clean.reasons import PARAGRAPH_MARK, SPACE
from quizgen.model.document import Document, Edit

WIDE = re.compile(r"\u3000[ \t\u3000]*")
ENDED = "。！？；：!?;”』」）)"
PARAGRAPH = 25
"""A stretch this long between full-width spaces is a paragraph, not a column."""
STRAY = re.compile(rf" (?<=[{HAN}”’」』）》，。；：！？] )(?=[{HAN}“‘「『（《])| (?<=[{HAN}] )(?=[，。；：！？、])")
BEHIND = re.compile(r"[^，。；：！？,;:!?]*")
SENTENCE = re.compile("[，。；！？]")
PROSE = 40
"""A sentence stands on a line of so many characters; in shorter ones (headings, notes) a space means something."""
MARKER = 8
"""A space this near the beginning of a line parts a list mark (第七条 …) from its words."""
MARKS = "，。；：！？、”’」』"
CLAUSE_ENDS = "，。；：！？,;:!?"
REACH = 200
CONTROL = re.compile(r"(?<=[^\s])[\t]+|\f")


def split_paragraphs(document: Document) -> Document:
    """The document with full-width spaces gone from line starts, and as line breaks where they part paragraphs."""
    text = document.text
    if "\u3000" not in text:
        return document
    found = list(WIDE.finditer(text))
    edits = []
    for mark, following in zip(found, [*(m.start() for m in found[1:]), len(text)], strict=True):
        start, end = mark.span()
        while start and text[start - 1] in " \t":
            start -= 1
        if start == 0 or text[start - 1] == "\n":
            edits.append(Edit(start, end, "", PARAGRAPH_MARK))
        elif end < len(text) and text[end] != "\n" and end - start > 1 and _parts(text, start, end, following):
            edits.append(Edit(start, end, "\n", PARAGRAPH_MARK))
        else:
            edits.append(Edit(start, end, " " * (end - start), SPACE))
    return document.edited(edits)


def _parts(text: str, start: int, end: int, following: int) -> bool:
    """Whether full-width spaces part paragraphs: a sentence ends there, or a long stretch begins."""
    newline = text.find("\n", end, following)
    return text[start - 1] in ENDED or (newline if newline >= 0 else following) - end >= PARAGRAPH


def plain_controls(document: Document) -> Document:
    """The document with tabs inside lines as spaces and form feeds as line feeds."""
    return document.edited(
        Edit(found.start(), found.end(), "\n" if found.group() == "\f" else " " * len(found.group()), SPACE)
        for found in CONTROL.finditer(document.text)
    )


def drop_stray_spaces(document: Document) -> Document:
    """The document without the lone spaces that stand inside sentences; a clause with several keeps them."""
    text = document.text
    return document.edited(edit for edit in _strays(text)) if " " in text else document


def _strays(text: str) -> Iterator[Edit]:
    low = high = -1
    prose = False
    for found in STRAY.finditer(text):
        at = found.start()
        if at > high:
            low = text.rfind("\n", max(0, high), at) + 1
            end = text.find("\n", at)
            high = end if end >= 0 else len(text)
            prose = high - low >= PROSE and bool(SENTENCE.search(text, low, high)) and text[low] != "|"
        if (
            prose
            and at >= low + MARKER
            and (
                text[at - 1] in MARKS
                or text[at + 1] in MARKS
                or _alone(text, max(low, at - REACH), at, min(high, at + REACH))
            )
        ):
            yield Edit(at, at + 1, "", SPACE)


def _alone(text: str, low: int, at: int, high: int) -> bool:
    """Whether the space is the only one of its clause."""
    clause = max(low, *(text.rfind(mark, low, at) for mark in CLAUSE_ENDS))
    behind = BEHIND.match(text, at + 1, high)
    return " " not in text[clause:at] and not (behind and " " in behind.group())

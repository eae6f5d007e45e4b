"""Lines that were broken where the paper ended, not the paragraph: joined again.

Three signs tell a broken line: it is as full as its neighbours; most lines of the document end in a space and this one
does not (copied from Word); or it is a long piece of prose that stops in mid-sentence. The next line must go on with
words: list marks, headings and table rows begin something of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from quizgen.clean.punctuation import HAN
from quizgen.clean.reasons import LINE_BREAK
from quizgen.model.document import Document, Edit

LINE = re.compile(r"[^\n]+")
UNFINISHED = re.compile(rf"[{HAN}a-zA-Z0-9，、“‘（《「『—+％%]$")
OPENS = re.compile(
    r"[ \t]*(?:[#>|•·●○■□◆◇▪▲△★☆※➢✓√*+☐-]|\d{1,3}[.．、)）]|[（(][0-9一二三四五六七八九十]{1,3}[)）]|[①-⓿❶-➓㈠-㈩]"
    r"|[一二三四五六七八九十]{1,3}[、.．是要]|第[一二三四五六七八九十百\d]{1,4}[章节節条條篇讲講课課部项項，,、]|[A-Za-z][.、．)）]|篇[一二三四五六七八九十])"
)
FALSE_ORDINAL = re.compile(r"[唯统統万萬专專单單同逐划劃]$")
"""Characters that make a word with the 一 of ``一、`` on the next line."""
STOP = re.compile("[。！？；]")
SHORTEST_FULL = 30
"""Display columns (a Han character has two) from which a line counts as one of running text."""
LONG_PROSE = 40
"""Characters of a line of prose that stops in mid-sentence."""
RAGGED = 4
"""Columns by which full lines differ."""
WORD_JOIN = re.compile(r"[A-Za-z0-9,;:]$")


class Line(NamedTuple):
    start: int
    end: int
    text: str

    @property
    def bare(self) -> str:
        return self.text.rstrip(" \t")

    @property
    def columns(self) -> int:
        return len(self.bare) + sum(c > "\u2e7f" for c in self.bare)


def join_lines(document: Document) -> Document:
    """The document with hard-wrapped lines joined; between Latin words a space stays."""
    text = document.text
    lines = [Line(m.start(), m.end(), m.group()) for m in LINE.finditer(text)]
    if len(lines) < 2:
        return document
    spaced = sum(line.text.endswith(" ") for line in lines) >= 0.6 * len(lines) and len(lines) >= 8
    edits = []
    for index, (line, following) in enumerate(zip(lines, lines[1:], strict=False)):
        if not _may_join(line, following):
            continue
        apart = following.start - line.end
        if _mid_sentence(line, following) or (
            apart == 1 and ((spaced and not line.text.endswith(" ")) or _full(lines, index))
        ):
            start = line.start + len(line.bare)
            end = following.start + len(following.text) - len(following.text.lstrip())
            latin = WORD_JOIN.search(line.bare) and following.text.lstrip()[0].isascii()
            edits.append(Edit(start, end, " " if latin else "", LINE_BREAK))
    return document.edited(edits)


def _may_join(line: Line, following: Line) -> bool:
    bare = line.bare
    if not bare or not UNFINISHED.search(bare) or bare.lstrip()[0] in "#|>":
        return False
    if OPENS.match(following.text):
        return (
            following.text.lstrip().startswith("一、") and bool(FALSE_ORDINAL.search(bare)) and len(bare) >= LONG_PROSE
        )
    return bool(following.text.strip())


def _mid_sentence(line: Line, following: Line) -> bool:
    """A long line with sentences in it that stops in the middle of one, and a line that brings it to an end."""
    if len(line.bare) < LONG_PROSE or (not STOP.search(line.bare) and len(line.bare) < 2 * LONG_PROSE):
        return False
    return bool(STOP.search(following.text)) and following.start - line.end <= 2


def _full(lines: list[Line], index: int) -> bool:
    """Whether the line is as wide as the widest around it, and two of these lines at least are."""
    around = lines[max(0, index - 3) : index + 4]
    columns = [line.columns for line in around if not OPENS.match(line.text)]
    width = max(line.columns for line in around)
    if width < SHORTEST_FULL or lines[index].columns < width - RAGGED:
        return False
    full = sum(c >= width - RAGGED for c in columns)
    return full >= 2 and full * 2 >= len(columns) - 1


def paragraphs(text: str) -> Iterator[Line]:
    """The non-empty lines of a text."""
    for found in LINE.finditer(text):
        yield Line(found.start(), found.end(), found.group())

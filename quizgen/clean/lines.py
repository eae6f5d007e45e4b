"""Lines that were broken where the paper ended, not the paragraph: joined again.

Four signs tell a broken line: it is as full as its neighbours; most lines of the document end in a space and this one
does not (copied from Word); it is a long piece of prose that stops in mid-sentence; or the characters on both sides of
the break stand together elsewhere in the document (问 | 题). The next line must go on with words: list marks, headings
and table rows begin something of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from quizgen.clean.punctuation import HAN
from quizgen.clean.reasons import LINE_BREAK
from quizgen.model.document import Document, Edit

LINE = re.compile(r"[^\n]+")
UNFINISHED = re.compile(rf"[{HAN}a-zA-Z0-9，、“‘（《「『—+％%][ \t]*$")
OPENS = re.compile(
    r"[ \t]*(?:[#>|•·●○■□◆◇▪▲△★☆※➢✓√*+☐-]|\d{1,3}[.．、)）]|[（(][0-9一二三四五六七八九十]{1,3}[)）]|[①-⓿❶-➓㈠-㈩]"
    r"|[一二三四五六七八九十]{1,3}[、.．是要]|第[一二三四五六七八九十百零〇\d]{1,6}[章节節条條篇讲講课課部项項点點，,、]"
    r"|[A-Za-z][.、．)）]|篇[一二三四五六七八九十]|首先|其次|再次|最后|最後|[^\n|]{0,200}\|)"
)
FALSE_ORDINAL = re.compile(r"[唯统統万萬专專单單同逐划劃][ \t]*$")
"""Characters that make a word with the 一 of ``一、`` on the next line."""
STOP = re.compile("[。！？；]")
SOME_HAN = re.compile(f"[{HAN}]")
SHORTEST_FULL = 30
"""Display columns (a Han character has two) from which a line counts as one of running text."""
LONG_PROSE = 40
"""Characters of a line of prose that stops in mid-sentence."""
SHORT_PROSE = 15
"""Characters from which a line with a comma may do so, where the word across the break is known."""
RAGGED = 4
"""Columns by which full lines differ."""
LATIN_END = re.compile(r"[A-Za-z0-9,;:][ \t]*$")


class Line(NamedTuple):
    """A line that is not empty, in clean offsets."""

    start: int
    end: int
    text: str


def paragraphs(text: str) -> Iterator[Line]:
    """The lines of a text that are not empty."""
    for found in LINE.finditer(text):
        yield Line(found.start(), found.end(), found.group())


class _Page:
    """What the joining of one document's lines looks at."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = list(paragraphs(text))
        spaced = sum(line.text.endswith(" ") for line in self.lines)
        self.spaced = len(self.lines) >= 8 and spaced >= 0.6 * len(self.lines)
        self.columns = [_columns(line.text) for line in self.lines]

    @cached_property
    def pairs(self) -> frozenset[tuple[str, str]]:
        return frozenset(pairwise(self.text))


def join_lines(document: Document) -> Document:
    """The document with hard-wrapped lines joined; between Latin words a space stays."""
    if "\n" not in document.text:
        return document
    page = _Page(document.text)
    edits = []
    for index, (line, following) in enumerate(pairwise(page.lines)):
        if _may_join(line, following) and _broken(page, index):
            start = line.start + len(line.text.rstrip())
            end = following.end - len(following.text.lstrip())
            latin = LATIN_END.search(line.text) and following.text.lstrip()[0].isascii()
            edits.append(Edit(start, end, " " if latin else "", LINE_BREAK))
    return document.edited(edits)


def _may_join(line: Line, following: Line) -> bool:
    if not UNFINISHED.search(line.text) or line.text.lstrip()[0] in "#|>" or "|" in line.text:
        return False
    if OPENS.match(following.text):
        false = following.text.lstrip().startswith("一、") and FALSE_ORDINAL.search(line.text)
        return bool(false) and len(line.text) >= LONG_PROSE
    return bool(following.text.strip())


def _broken(page: _Page, index: int) -> bool:
    line, following = page.lines[index], page.lines[index + 1]
    apart = following.start - line.end
    if apart <= 2 and _mid_sentence(page, line, following):
        return True
    return apart == 1 and ((page.spaced and not line.text.endswith(" ")) or _full(page, index))


def _mid_sentence(page: _Page, line: Line, following: Line) -> bool:
    """Prose that stops in the middle of a sentence, and a line that brings it to an end."""
    if not STOP.search(following.text):
        return False
    if len(line.text) >= LONG_PROSE and (STOP.search(line.text) or len(line.text) >= 2 * LONG_PROSE):
        return True
    before, after = line.text.rstrip()[-1], following.text.lstrip()[0]
    if len(line.text) < SHORT_PROSE or "，" not in line.text or not SOME_HAN.match(before) or not SOME_HAN.match(after):
        return False
    return (before, after) in page.pairs


def _full(page: _Page, index: int) -> bool:
    """Whether the line is as wide as the widest around it, and two of these lines at least are."""
    low, high = max(0, index - 3), index + 4
    width = max(page.columns[low:high])
    if width < SHORTEST_FULL or page.columns[index] < width - RAGGED:
        return False
    around = [page.columns[k] for k in range(low, min(high, len(page.lines))) if not OPENS.match(page.lines[k].text)]
    full = sum(columns >= width - RAGGED for columns in around)
    return full >= 2 and full * 2 >= len(around) - 1


def _columns(text: str) -> int:
    bare = text.rstrip()
    return len(bare) + sum(c > "\u2e7f" for c in bare)

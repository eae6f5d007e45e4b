"""Lines that were broken where the paper ended, not the paragraph: joined again.

Five signs tell a broken line: it is as full as its neighbours; it is as full as all lines of a text set to one width;
most lines of the document end in a space and this one does not (copied from Word); it is a long piece of prose that
stops in mid-sentence; or the characters on both sides of the break stand together elsewhere in the document (问 | 题).
The next line must go on with words: list marks, headings and table rows begin something of their own.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate, pairwise

from quizgen.clean.punctuation import HAN
from quizgen.clean.reasons import LINE_BREAK, PAGE_CUT
from quizgen.model.document import Document, Edit

UNFINISHED = re.compile(rf"[{HAN}a-zA-Z0-9，,、“‘（《「『—+％%][ \t]*$")
OPENS = re.compile(
    r"[ \t]*(?:[#>|•·●○■□◆◇▪▲△★☆※➢✓√*+☐-]|\d{1,3}[.．、)）]|[（(][0-9一二三四五六七八九十]{1,3}[)）]|[①-⓿❶-➓㈠-㈩]"
    r"|[一二三四五六七八九十]{1,3}[、.．是要]|第[一二三四五六七八九十百零〇\d]{1,6}[章节節条條篇讲講课課部项項点點，,、]"
    r"|[A-Za-z][.、．)）]|篇[一二三四五六七八九十]|首先|其次|再次|最后|最後|[^\n|]{0,200}\|)"
)
FALSE_ORDINAL = re.compile(r"[唯统統万萬专專单單同逐划劃][ \t]*$")
"""Characters that make a word with the 一 of ``一、`` on the next line."""
STOP = re.compile("[。！？；]")
FULL_STOP = re.compile("[。！？]")
SOME_HAN = re.compile(f"[{HAN}]")
SHORTEST_FULL = 30
"""Display columns (a Han character has two) from which a line counts as one of running text."""
FEWEST_FULL = 5
"""Unfinished lines of one width from which a text counts as set to it."""
LONG_PROSE = 40
"""Characters of a line of prose that stops in mid-sentence."""
SHORT_PROSE = 15
"""Characters from which a line with a comma may do so, where the word across the break is known."""
RAGGED = 6
"""Columns by which full lines differ."""
WINDOW = 30_000
"""Characters before and behind a break in which its word is looked for."""
NEAR = 3
"""Lines before and behind that are compared with a line."""
ENDED = frozenset("。！？；：…”』」）)》.!?;:|")
LATIN_END = re.compile(r"[A-Za-z0-9,;:][ \t]*$")


def join_lines(document: Document) -> Document:
    """The document with hard-wrapped lines joined; between Latin words a space stays."""
    if "\n" not in document.text:
        return document
    page = _Page(document.text, list(_page_cuts(document)))
    return document.edited(page.joint(k, following) for k, following in page.unfinished() if page.broken(k, following))


def _page_cuts(document: Document) -> Iterator[int]:
    """Where pages ended in mid-line, in clean offsets."""
    at = 0
    for segment in document.segments:
        if PAGE_CUT in segment.reason and not segment.text:
            yield at
        at += len(segment.text)


class _Page:
    """The lines of one text, with what their joining looks at."""

    def __init__(self, text: str, cuts: list[int]) -> None:
        self.text = text
        self.cuts = cuts
        self.lines = text.split("\n")
        self.starts = list(accumulate((len(line) + 1 for line in self.lines), initial=0))
        filled = sum(map(bool, self.lines))
        self.spaced = filled >= 8 and text.count(" \n") >= 0.6 * filled
        self.widths: dict[int, int] = {}
        self.column = self._column()

    def _column(self) -> int:
        """The width to which the whole text was set, in columns; 0 where its unfinished lines are not of one width."""
        words = [k for k, line in enumerate(self.lines) if line.strip()]
        open_ended = [
            k
            for k, after in pairwise(words)
            if after == k + 1
            and UNFINISHED.search(self.lines[k])
            and not OPENS.match(self.lines[after])
            and self._columns(k) >= SHORTEST_FULL
        ]
        if len(open_ended) < FEWEST_FULL:
            return 0
        widths = sorted(map(self._columns, open_ended))
        width = widths[len(widths) * 9 // 10]
        alike = sum(abs(found - width) <= RAGGED for found in widths)
        longer = sum(self._columns(k) > width + RAGGED for k in words)
        return width if alike >= 0.8 * len(widths) and longer <= 0.05 * len(words) else 0

    def unfinished(self) -> Iterator[tuple[int, int]]:
        """Lines that may go on, with the line that they may go on in: the next, or the one behind an empty line."""
        lines, shortest = self.lines, 0 if self.spaced else SHORT_PROSE
        for k in range(len(lines) - 1):
            line = lines[k]
            if len(line) <= shortest or line[-1] in ENDED or not UNFINISHED.search(line):
                continue
            following = k + 1 if lines[k + 1].strip() else k + 2
            if (
                following < len(lines)
                and "|" not in line
                and line.lstrip()[0] not in "#>"
                and self._goes_on(k, following)
            ):
                yield k, following

    def _goes_on(self, k: int, following: int) -> bool:
        line, further = self.lines[k], self.lines[following]
        if OPENS.match(further):
            return len(line) >= LONG_PROSE and further.lstrip().startswith("一、") and bool(FALSE_ORDINAL.search(line))
        return bool(further.strip())

    def broken(self, k: int, following: int) -> bool:
        """Whether line ``k`` was broken in the middle of a sentence that goes on in ``following``."""
        if self._mid_sentence(k, self.lines[k], self.lines[following]):
            return True
        unspaced = self.spaced and not self.lines[k].endswith(" ") and self._columns(k) >= SHORTEST_FULL
        set_full = self.column > 0 and self._columns(k) >= self.column - RAGGED
        return following == k + 1 and (unspaced or set_full or self._full(k))

    def _mid_sentence(self, k: int, line: str, further: str) -> bool:
        """Prose that stops in the middle of a sentence, and a line that brings it to an end."""
        if not STOP.search(further):
            return False
        if len(line) >= LONG_PROSE and (FULL_STOP.search(line) or len(line) >= 2 * LONG_PROSE):
            return True
        before, after = line.rstrip()[-1], further.lstrip()[0]
        if len(line) < SHORT_PROSE or "，" not in line or not SOME_HAN.match(before) or not SOME_HAN.match(after):
            return False
        return self.text.find(before + after, max(0, self.starts[k] - WINDOW), self.starts[k] + WINDOW) >= 0

    def _full(self, k: int) -> bool:
        """Whether the line is as wide as the widest around it, and two of these lines at least are."""
        near = [j for j in range(max(0, k - NEAR), min(len(self.lines), k + NEAR + 1)) if self.lines[j]]
        width = max(map(self._columns, near))
        if width < SHORTEST_FULL or self._columns(k) < width - RAGGED:
            return False
        around = [j for j in near if not OPENS.match(self.lines[j])]
        full = {j for j in around if self._columns(j) >= width - RAGGED}
        if any(self._is_note(j) for j in around if j not in full):
            return False
        return len(full) >= 2 and len(full) * 2 >= len(around) - 1

    def _is_note(self, j: int) -> bool:
        """Whether line ``j`` stops short between two others: wrapped text does that only where a sentence ends."""
        inside = 0 < j < len(self.lines) - 1 and self.lines[j - 1] and self.lines[j + 1]
        return bool(inside) and bool(UNFINISHED.search(self.lines[j])) and not OPENS.match(self.lines[j + 1])

    def _columns(self, k: int) -> int:
        """Display columns: one a character, one more where UTF-8 takes three bytes; behind a page's end only."""
        if k not in self.widths:
            last = bisect_right(self.cuts, self.starts[k] + len(self.lines[k])) - 1
            cut = max(0, self.cuts[last] - self.starts[k]) if last >= 0 else 0
            bare = self.lines[k][cut:].rstrip()
            self.widths[k] = (len(bare) + len(bare.encode("utf-8", "replace"))) // 2
        return self.widths[k]

    def joint(self, k: int, following: int) -> Edit:
        line, further = self.lines[k], self.lines[following]
        start = self.starts[k] + len(line.rstrip())
        end = self.starts[following] + len(further) - len(further.lstrip())
        latin = LATIN_END.search(line) and further.lstrip()[0].isascii()
        return Edit(start, end, " " if latin else "", LINE_BREAK)

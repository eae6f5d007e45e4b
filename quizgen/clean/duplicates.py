"""Passages that stand twice: a summary above the text it was taken from, a piece that a collection holds again.

The copy in the body stays and the summary goes; otherwise the later copy goes. Lines with a list mark and lines that
lead in a list stay, so that no list loses an item or its label.
"""

from __future__ import annotations

import re

from quizgen.clean.lines import OPENS
from quizgen.clean.reasons import DUPLICATE
from quizgen.clean.title import letters
from quizgen.model.document import Document, Edit

SHORTEST = 40
"""Characters from which a passage counts."""
LONG_LINE = re.compile(rf"[^\n]{{{SHORTEST},}}")
SUMMARY = re.compile(r"\s*[\[【]?(?:内容)?(?:摘要|提要|导读|导语|核心提示|编者按|阅读提示)[\]】]?\s*[:：]?")
BLANK = re.compile(r"\s*")
LIST_WORDS = re.compile(r"[:：]\s*$|[①②③]|[一二三四]是[^\n]{0,200}[二三四五]是")
MOST_SUMMARIES = 5
MOST_ALIKE = 10
ALIKE = 12
"""Characters at the beginning of two passages that are compared before anything else."""


def drop_duplicates(document: Document) -> Document:
    """The document with each passage of some length once."""
    text = document.text
    edits: list[Edit] = []
    seen: dict[str, list[str]] = {}
    summaries = 0
    for found in LONG_LINE.finditer(text):
        line = found.group()
        if summaries < MOST_SUMMARIES and (summary := SUMMARY.match(line)):
            summaries += 1
            if not _held_below(text, found.end(), letters(line[summary.end() :])):
                continue
            edits.append(Edit(*found.span(), "", DUPLICATE, removed=True))
            continue
        alike = seen.setdefault(line.strip()[:ALIKE], [])
        if alike and not OPENS.match(line) and not LIST_WORDS.search(line) and not _leads(text, found.end()):
            plain = letters(line)
            if line in alike or any(plain == letters(other) for other in alike):
                edits.append(Edit(*found.span(), "", DUPLICATE, removed=True))
        if len(alike) < MOST_ALIKE:
            alike.append(line)
    return document.edited(edits)


def _leads(text: str, end: int) -> bool:
    """Whether the next line that is not empty begins with a list mark."""
    following = BLANK.match(text, end)
    return bool(following and OPENS.match(text, following.end()))


def _held_below(text: str, start: int, plain: str) -> bool:
    """Whether a long line below holds these letters."""
    return len(plain) >= SHORTEST // 2 and any(
        plain in letters(found.group()) for found in LONG_LINE.finditer(text, start)
    )

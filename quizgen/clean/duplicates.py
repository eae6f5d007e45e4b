"""Passages that stand twice: a summary above the text it was taken from, a piece that a collection holds again.

The copy in the body stays and the summary goes; otherwise the later copy goes. Lines with a list mark and lines that
lead in a list stay, so that no list loses an item or its label.
"""

from __future__ import annotations

import re
from itertools import pairwise

from quizgen.clean.lines import OPENS, Line, paragraphs
from quizgen.clean.reasons import DUPLICATE
from quizgen.model.document import Document, Edit

SHORTEST = 40
"""Letters and digits from which a passage counts."""
SUMMARY = re.compile(r"\s*[\[【]?(?:内容)?(?:摘要|提要|导读|导语|核心提示|编者按|阅读提示)[\]】]?\s*[:：]?")
NO_WORDS = re.compile(r"[\W_]+")
LIST_WORDS = re.compile(r"[:：]\s*$|[一二三四五六七八九]是.*[一二三四五六七八九]是|[①②③]")


def drop_duplicates(document: Document) -> Document:
    """The document with each passage of some length once."""
    lines = [line for line in paragraphs(document.text) if len(line.text) >= SHORTEST]
    if len(lines) < 2:
        return document
    edits: list[Edit] = []
    seen: set[str] = set()
    leading = {a.end for a, b in pairwise(paragraphs(document.text)) if OPENS.match(b.text)}
    for index, line in enumerate(lines):
        summary = SUMMARY.match(line.text)
        plain = NO_WORDS.sub("", line.text[summary.end() :] if summary else line.text)
        if summary and _held_below(plain, lines[index + 1 :]):
            edits.append(Edit(line.start, line.end, "", DUPLICATE, removed=True))
        elif len(plain) >= SHORTEST and not OPENS.match(line.text) and not LIST_WORDS.search(line.text):
            if plain in seen and line.end not in leading:
                edits.append(Edit(line.start, line.end, "", DUPLICATE, removed=True))
            seen.add(plain)
    return document.edited(edits)


def _held_below(plain: str, below: list[Line]) -> bool:
    return len(plain) >= 20 and any(plain in NO_WORDS.sub("", line.text) for line in below)

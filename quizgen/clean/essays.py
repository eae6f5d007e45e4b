"""Collections of model texts: the separators between the pieces become lines of their own."""

from __future__ import annotations

import re
from functools import cache

from quizgen.clean.conversion import words
from quizgen.clean.reasons import LINE_BREAK
from quizgen.model.document import Document, Edit

GLUED = re.compile(r"(?:第[一二三四五六七八九十]{1,3}篇|篇[一二三四五六七八九十]{1,3})[:：]")
COUNTED = re.compile(r"[（(]\d{1,2}篇[)）](?=[^\n])")
OPENING = "\n#《（(“ \t"
LONGEST_NAME = 34
SENTENCE = re.compile("[。，；：,;:？！]")


@cache
def _numbered() -> re.Pattern[str]:
    """``心得2 今年…``: a kind of text, a number and a gap."""
    kinds = "|".join(sorted(words("essays.txt"), key=lambda w: (-len(w), w)))
    return re.compile(rf"(?:{kinds})(?:\d{{1,2}}|[（(]\d{{1,2}}[)）])(?P<gap>[ \t]{{1,4}})(?=[\u4e00-\u9fff])")


def part_pieces(document: Document) -> Document:
    """The document with ``…认识到，篇二：…`` and ``…心得2 今年…`` broken where a piece begins."""
    text = document.text
    if "篇" in text:
        places = {m.start() for m in GLUED.finditer(text) if m.start() and text[m.start() - 1] not in OPENING}
        places |= {m.end() for m in COUNTED.finditer(text)}
        document = document.edited(Edit(k - 1, k, text[k - 1] + "\n", LINE_BREAK) for k in sorted(places))
    text = document.text
    gaps = [found.span("gap") for found in _numbered().finditer(text) if _names_piece(text, found.start("gap"))]
    return document.edited(Edit(*gap, "\n", LINE_BREAK) for gap in gaps) if len(gaps) > 1 else document


def _names_piece(text: str, end: int) -> bool:
    """Whether the line up to ``end`` is a short name such as 学习心得2, without a sentence in it."""
    low = max(0, end - LONGEST_NAME)
    start = text.rfind("\n", low, end) + 1
    return (start > 0 or low == 0) and not SENTENCE.search(text, start or low, end)

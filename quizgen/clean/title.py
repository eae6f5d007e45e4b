"""The document's title: its first heading or title line, without the name of the site behind it."""

from __future__ import annotations

import re
from dataclasses import replace

from quizgen.clean.boilerplate import SUFFIX
from quizgen.clean.lines import paragraphs
from quizgen.clean.reasons import TITLE_REPEATED
from quizgen.model.document import Document, Edit

LONGEST = 50
STOPS = re.compile("[。；！？，:：]$|。")
HEADING = re.compile(r"\s*#{1,3}\s+(?P<title>[^\n]{1,80})")
NUMBER = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}、|[（(]?[0-9一二三四五六七八九十]{1,3}[）).．、]|[①-⑳•·*+>|-]|第[一二三四五六七八九十\d]{1,3}[篇章条節节條])"
)


def settle_title(document: Document) -> Document:
    """The document with a title, and that title once: a second copy right below and one glued to the text go."""
    lines = list(paragraphs(document.text))
    if not lines:
        return document
    first = lines[0].text.strip()
    title = document.title
    if not title:
        heading = HEADING.match(lines[0].text)
        if heading:
            title = heading["title"].strip()
        elif len(first) <= LONGEST and not STOPS.search(first) and not NUMBER.match(first) and len(lines) > 1:
            title = SUFFIX.sub("", first).strip() if any(c in first for c in "_|") else first
    if not title:
        return document
    plain = _plain(title)
    edits = []
    for line in lines[1:4]:
        if _plain(line.text) == plain and _plain(first) == plain:
            edits.append(Edit(line.start, line.end, "", TITLE_REPEATED, removed=True))
    if glued := _glued(lines[1].text if len(lines) > 1 else "", plain):
        edits.append(Edit(lines[1].start, lines[1].start + glued, "", TITLE_REPEATED, removed=True))
    return replace(document.edited(edits), title=title)


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


def _glued(text: str, plain: str) -> int:
    """Length of the copy of the title that a text begins with, where the text goes on at once with the same words."""
    length = 0
    matched = 0
    for length, c in enumerate(text):
        if matched == len(plain):
            break
        if c == plain[matched]:
            matched += 1
        elif not re.match(r"[\W_]", c):
            return 0
    if matched < len(plain) or len(plain) < 8 or not text[length : length + 4] == plain[:4]:
        return 0
    return length

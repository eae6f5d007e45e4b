"""The document's title: its only main heading or its title line, without the name of the site behind it."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice

from quizgen.clean.lines import OPENS
from quizgen.clean.reasons import FRONT_MATTER, TITLE_REPEATED
from quizgen.model.document import Document, Edit

FILLED = re.compile(r"[^\s][^\n]*")
PLAIN = ("txt", "md")
LONGEST = 50
MAIN_HEADING = re.compile(r"\n#[ \t]+(?P<title>[^\n]{1,80})(?=\n|$)")
NO_TITLE = re.compile(r"[。；！？，：:;!?,]\s*$|[。|]")
SITE = re.compile(r"\s*[-_|—–][^-_|—–]{2,20}$")
"""The name of a site or a section behind a title."""
NEAR = 4
"""A second copy of the title stands within so many lines."""
SHORTEST_COPY = 6


def settle_title(document: Document) -> Document:
    """The document with a title, and with that title once: other copies at its head go, also one glued to the text."""
    head = list(islice(FILLED.finditer(document.text), NEAR + 1))
    if not head:
        return document
    title = _given(document) or _title(document.text, [line.group().strip() for line in head]) or document.title
    plain = letters(title)
    if len(plain) < SHORTEST_COPY:
        return replace(document, title=title)
    copies = [line for line in head if letters(line.group()) == plain]
    edits = [Edit(*line.span(), "", TITLE_REPEATED, removed=True) for line in copies[1:]]
    for line in head[1:]:
        if line not in copies and (glued := _glued(line.group(), plain)):
            edits.append(Edit(line.start(), line.start() + glued, "", TITLE_REPEATED, removed=True))
            break
    return replace(document.edited(sorted(edits)), title=title)


def _given(document: Document) -> str:
    """The title that the file itself names; what a reader guessed from plain text is guessed again from clean text."""
    named = document.format not in PLAIN or any(segment.reason == FRONT_MATTER for segment in document.segments)
    return document.title if named and document.title != document.source.rpartition(".")[0] else ""


def _title(text: str, head: list[str]) -> str:
    mains = [found["title"].strip() for found in islice(MAIN_HEADING.finditer("\n" + text), 2)]
    if mains:
        return mains[0] if len(mains) == 1 and not OPENS.match(mains[0]) else ""
    first = head[0]
    if len(head) < 2 or len(first) > LONGEST or NO_TITLE.search(first) or OPENS.match(first):
        return ""
    bare = without_site(first)
    return bare if any(letters(line) == letters(bare) for line in head[1:]) or bare == first else first


def without_site(title: str) -> str:
    """A title without the names of section and site behind it (``-``, ``_`` or ``|`` in between)."""
    return SITE.sub("", SITE.sub("", title)).strip()


def letters(text: str) -> str:
    """The letters and digits of a text: what is left of it without punctuation and white space."""
    return re.sub(r"[\W_]+", "", text)


def _glued(text: str, plain: str) -> int:
    """Length of the copy of the title that a text begins with, where the text goes on at once with the same words."""
    matched = 0
    for length, character in enumerate(text):
        if matched == len(plain):
            return length if letters(text[length : length + 8]).startswith(plain[:4]) else 0
        if character == plain[matched]:
            matched += 1
        elif letters(character):
            return 0
    return 0

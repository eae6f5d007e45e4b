"""Zero-width characters, soft hyphens and control characters go; odd spaces and line ends become plain ones."""

from __future__ import annotations

import re

from quizgen.clean.reasons import INVISIBLE, SPACE
from quizgen.model.document import Document, Edit

UNSEEN = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f"
SPACES = frozenset("\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f")
BREAKS = frozenset("\r\u2028\u2029\x85")
ODD = re.compile(f"[{UNSEEN}\u00a0\u2000-\u200a\u202f\u205f\r\u2028\u2029\x85]\n?")


def drop_invisible(document: Document) -> Document:
    """The document without characters that nobody sees; line ends become ``\\n`` (form feeds stay: they end pages)."""
    return document.edited(_edit(found.start(), found.group()) for found in ODD.finditer(document.text))


def _edit(start: int, odd: str) -> Edit:
    if odd == "\r\n" or odd[0] in BREAKS:
        return Edit(start, start + (2 if odd == "\r\n" else 1), "\n", SPACE)
    return Edit(start, start + 1, " ", SPACE) if odd[0] in SPACES else Edit(start, start + 1, "", INVISIBLE)

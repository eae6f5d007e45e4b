"""Zero-width characters, soft hyphens and control characters are deleted; odd spaces and line ends become plain ones."""

from __future__ import annotations

import re

from quizgen.clean.reasons import INVISIBLE, SPACE
from quizgen.model.document import Document, Edit

UNSEEN = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x08\x0b\x0e-\x1f\x7f"
SPACES = "\u00a0\u2000-\u200a\u202f\u205f"
BREAKS = "\r\u2028\u2029\x85"
ODD = re.compile(f"(?P<unseen>[{UNSEEN}]+)|(?P<space>[{SPACES}])|\r\n|[{BREAKS}]")
ANY = re.compile(f"[{UNSEEN}{SPACES}{BREAKS}]")


def drop_invisible(document: Document) -> Document:
    """The document without characters that nobody sees; line ends become ``\\n`` (form feeds stay: they end pages)."""
    text = document.text
    first = ANY.search(text)
    if not first:
        return document
    edits = []
    for found in ODD.finditer(text, first.start()):
        kind = found.lastgroup
        if kind == "unseen":
            edits.append(Edit(*found.span(), "", INVISIBLE))
        else:
            edits.append(Edit(*found.span(), " " if kind == "space" else "\n", SPACE))
    return document.edited(edits)

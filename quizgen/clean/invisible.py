"""Zero-width characters, soft hyphens and stray control characters: deleted; NBSP becomes a space."""

from __future__ import annotations

import re

from quizgen.clean.reasons import INVISIBLE, SPACE
from quizgen.model.document import Document, Edit

INVISIBLES = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x08\x0b\x0e-\x1f\x7f]+")
ODD_SPACES = re.compile("[\u00a0\u2000-\u200a\u202f\u205f]")
ODD_BREAKS = re.compile("\r\n?|[\u2028\u2029\x85]")


def drop_invisible(document: Document) -> Document:
    """The document without characters that nobody sees; line ends become ``\\n`` (form feeds stay: they end pages)."""
    text = document.text
    edits = [Edit(m.start(), m.end(), "", INVISIBLE) for m in INVISIBLES.finditer(text)]
    edits += [Edit(m.start(), m.end(), " ", SPACE) for m in ODD_SPACES.finditer(text)]
    edits += [Edit(m.start(), m.end(), "\n", SPACE) for m in ODD_BREAKS.finditer(text)]
    return document.edited(sorted(edits))

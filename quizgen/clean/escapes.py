"""Line ends that stand in the text as ``\\n``: what a program printed of a string instead of the string."""

from __future__ import annotations

import re

from quizgen.clean.reasons import PARAGRAPH_MARK
from quizgen.model.document import Document, Edit

ESCAPED = re.compile(r"(?:\\r)?\\n(?![A-Za-z])")
"""Not the beginning of a command of TeX (``\\nabla``)."""
FEWEST = 3


def resolve_line_ends(document: Document) -> Document:
    """The document with line ends for ``\\n``, where there are several and more of them than real line ends."""
    text = document.text
    found = list(ESCAPED.finditer(text)) if "\\n" in text else []
    if len(found) < FEWEST or len(found) <= text.count("\n"):
        return document
    return document.edited(Edit(m.start(), m.end(), "\n", PARAGRAPH_MARK) for m in found)

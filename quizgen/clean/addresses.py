"""Web addresses inside lines, and brackets in which a site names itself: ``（来源：某某网）``."""

from __future__ import annotations

import re

from quizgen.clean.reasons import ADVERTISEMENT, LINK
from quizgen.model.document import Document, Edit

ADDRESS = re.compile(r"[（(\[【<]?(?:https?://|www\.)[\w./?=&%#:~+@,;-]{3,300}[）)\]】>]?", re.ASCII)
IN_BRACKETS = re.compile(
    r"[\[【（(](?:来源|更多|本文来自|转自|首发|出自|下载自)[^\[\]【】（）()\n]{0,30}[网库号站][^\[\]【】（）()\n]{0,10}[\]】）)]"
)
OPENING, CLOSING = "（(【[<", "）)】]>"


def drop_addresses(document: Document) -> Document:
    """The document without web addresses (with the brackets around one) and without ``（来源：某某网）``."""
    text = document.text
    edits = [Edit(*found.span(), "", ADVERTISEMENT, removed=True) for found in IN_BRACKETS.finditer(text)]
    document = document.edited(edits)
    text = document.text
    if "www." not in text and "://" not in text:
        return document
    return document.edited(_edit(found) for found in ADDRESS.finditer(text))


def _edit(found: re.Match[str]) -> Edit:
    """The address, and the brackets only where they stand on both sides of it."""
    start, end = found.span()
    address = found.group()
    opened, closed = address[0] in OPENING, address[-1] in CLOSING
    if opened != closed:
        start, end = start + opened, end - closed
    return Edit(start, end, "", LINK, removed=True)

"""Names in brackets that lines begin with: ``【目的】保持清洁`` says what ``目的：保持清洁`` says, and is written so.

Handbooks and notes head their parts so, again and again; a single such line may be anything.
"""

from __future__ import annotations

import re

from quizgen.clean.punctuation import HAN
from quizgen.clean.reasons import HEADING_MARK
from quizgen.model.document import Document, Edit

INSIDE = r"[^【】〔〕［］\[\]\n，。；：！？]{0,20}"
HEAD = re.compile(
    r"^(?:[ \t\u3000]|[-*+•>][ ]){0,8}(?P<opening>[【〔［\[])"
    rf"(?P<name>{INSIDE}[{HAN}]{INSIDE})(?P<closing>[】〕］\]][ \t\u3000]*[：:]?[ \t\u3000]*)",
    re.MULTILINE,
)
NO_NAME = re.compile(
    r"[〇零一二三四五六七八九十\d\s.、]+$|.*(?:答|解析|分析|详解|評析|点评|點評|译文|譯文|注释?|註釋?|例题?|題目|题目|材料|图|圖|表)\d{0,3}$"
)
"""Ordinals, and what exercises are made of."""
FEWEST = 3
"""Lines headed so from which brackets count as the marks of headings."""


def unwrap_heads(document: Document) -> Document:
    """The document with the bracketed names at the beginning of its lines written with a colon."""
    found = [head for head in HEAD.finditer(document.text) if not NO_NAME.match(head["name"])]
    if len(found) < FEWEST:
        return document
    edits = []
    for head in found:
        edits += [
            Edit(*head.span("opening"), "", HEADING_MARK),
            Edit(*head.span("closing"), "：", HEADING_MARK),
        ]
    return document.edited(edits)

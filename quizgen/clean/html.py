"""HTML left in text: comments and tags go; ``<br>`` ends a line, and in a table row, which is a line, it is ``；``."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from quizgen.clean.reasons import ENTITY, HTML_COMMENT, HTML_TAG
from quizgen.model.document import Document, Edit

NAMES = (
    "a|abbr|article|aside|audio|b|big|blockquote|body|button|center|cite|code|col|colgroup|dd|del|details|div|dl|dt|em|"
    "embed|figcaption|figure|font|footer|form|h[1-6]|head|header|hr|html|i|iframe|img|input|ins|kbd|label|li|link|main|"
    "mark|meta|nav|object|ol|p|param|picture|pre|q|rp|rt|ruby|s|section|small|source|span|strike|strong|sub|summary|sup|"
    "table|tbody|td|tfoot|th|thead|title|tr|tt|u|ul|var|video"
)
BREAK = re.compile(r"<br[ \t]{0,8}/?>[ \t]{0,8}\n?", re.IGNORECASE)
TAG = re.compile(rf"</?(?P<name>{NAMES})(?:\s[^<>]{{0,500}})?/?>", re.IGNORECASE)
PROGRAM = re.compile(r"<(?P<name>script|style|svg)\b[^<>]{0,500}>[^\x00]{0,5000}?</(?P=name)>", re.IGNORECASE)
"""An element whose content is not for readers."""
OWN_LINE = re.compile(r"(?:h[1-6]|p|div|li|tr|dd|dt|blockquote|section|article)$", re.IGNORECASE)
SYMBOL = re.compile(r"&(?:[a-zA-Z][a-zA-Z0-9]{1,20}|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});")


def drop_comments(document: Document) -> Document:
    """The document without ``<!-- … -->``; a comment that never ends is left alone."""
    text = document.text
    edits: list[Edit] = []
    at = text.find("<!--")
    while at >= 0:
        end = text.find("-->", at + 4)
        if end < 0:
            break
        edits.append(Edit(at, end + 3, "", HTML_COMMENT, removed=True))
        at = text.find("<!--", end + 3)
    return document.edited(edits)


def drop_tags(document: Document) -> Document:
    """The document without tags of HTML; what stands between angle brackets otherwise stays."""
    if "<" not in document.text:
        return document
    programs = [Edit(*found.span(), "", HTML_TAG, removed=True) for found in PROGRAM.finditer(document.text)]
    document = document.edited(programs)
    return document.edited(sorted(_tags(document.text)))


def _tags(text: str) -> Iterator[Edit]:
    start = 0
    for found in BREAK.finditer(text):
        start = max(start, text.rfind("\n", start, found.start()) + 1)
        row = text.startswith("|", start)
        yield Edit(found.start(), found.end(), "；" if row and not found.group().endswith("\n") else "\n", HTML_TAG)
    for found in TAG.finditer(text):
        apart = OWN_LINE.match(found["name"]) and text[found.start() - 1 : found.start()] not in ("", "\n", ">")
        yield Edit(found.start(), found.end(), "\n" if apart else "", HTML_TAG)


def resolve_entities(document: Document) -> Document:
    """The document with ``&lt;`` and its like resolved."""
    text = document.text
    if "&" not in text:
        return document
    edits = []
    for found in SYMBOL.finditer(text):
        character = html.unescape(found.group()).replace("\u00a0", " ")
        if character != found.group():
            edits.append(Edit(found.start(), found.end(), character, ENTITY))
    return document.edited(edits)

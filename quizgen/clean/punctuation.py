"""Punctuation of Chinese text: full-width beside Han characters, quotation marks the right way round, none doubled."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.clean.reasons import DOUBLED, PUNCTUATION, QUOTES
from quizgen.model.document import Document, Edit

HAN = "\u2e80-\u2fdf\u3400-\u9fff\uf900-\ufaff〇"
WIDE = f"{HAN}，。、；：？！“”‘’（）《》〈〉「」『』【】…—"
HALF = re.compile(rf"[,:;?!](?:(?<=[{WIDE}].)|(?<=[{WIDE}][)\"%°\]].)|(?=[ ]?[{WIDE}]))")
FULL = {mark: chr(ord(mark) + 0xFEE0) for mark in ",;:?!()"}
BRACKETS = re.compile(r"\((?P<inner>[^()\n]{1,200})\)")
SOME_HAN = re.compile(rf"[{HAN}]")
SYMBOLS = re.compile(r"\w{1,3}|[-+*/=^_<>$\\{}]+")
STRAIGHT = re.compile(r'"(?P<inner>[^"\n]{1,300})"')
WRONG_WAY = (
    re.compile("”[^“”\n]*”"),
    re.compile("“[^“”\n]*“"),
    re.compile("“[，。；：、！？）]"),
    re.compile("”(?<=[：（]”)"),
)
AFTER_CLOSING, BEFORE_OPENING = tuple("，。；：、！？）"), tuple("：（")
CURLY = re.compile("[“”]")
DOUBLES = ("，，", "、、", "；；", "：：", "。。")
TWICE = re.compile(r"([，、；：])\1+|(?<!。)。。(?!。)")


def widen_punctuation(document: Document) -> Document:
    """The document with ``, : ; ? ! ( )`` full-width beside Han; numbers, times, addresses and formulas keep theirs."""
    text = document.text
    edits = [Edit(m.start(), m.end(), FULL[m.group()], PUNCTUATION) for m in HALF.finditer(text) if _prose(text, m)]
    if "(" in text:
        for found in BRACKETS.finditer(text):
            if _wide(text, found):
                edits.append(Edit(found.start(), found.start() + 1, "（", PUNCTUATION))
                edits.append(Edit(found.end() - 1, found.end(), "）", PUNCTUATION))
        edits.sort()
    return document.edited(edits)


def _prose(text: str, found: re.Match[str]) -> bool:
    """Whether a mark stands in prose: not before the words of a flag (``:sobel:``) or an address, nor in ``a:“b”``."""
    before = text[max(0, found.start() - 1) : found.start()]
    return not (found.group() == ":" and before.isascii() and text.startswith("//", found.end()))


def _wide(text: str, found: re.Match[str]) -> bool:
    """Whether brackets belong to Chinese words: Han inside, or before them and no symbol such as 1 or x inside."""
    before, inner = text[max(0, found.start() - 1) : found.start()], found["inner"]
    if SOME_HAN.search(inner):
        return not (before.isascii() and before.isalnum() and "," in inner)
    return bool(before and SOME_HAN.match(before)) and not SYMBOLS.fullmatch(inner)


def settle_quotes(document: Document) -> Document:
    """The document with ``“…”`` for straight quotes around Han and for quotes that point the wrong way."""
    text = document.text
    if '"' in text:
        edits = []
        for found in STRAIGHT.finditer(text):
            if SOME_HAN.search(found["inner"]):
                edits.append(Edit(found.start(), found.start() + 1, "“", QUOTES))
                edits.append(Edit(found.end() - 1, found.end(), "”", QUOTES))
        document = document.edited(edits)
        text = document.text
    if "”" not in text and "“" not in text:
        return document
    return document.edited(_turned(text))


def _turned(text: str) -> Iterator[Edit]:
    """Quotes that point the wrong way, in the lines that have two opening or two closing ones in a row."""
    done = 0
    for place in sorted(found.start() for pattern in WRONG_WAY for found in pattern.finditer(text)):
        if place >= done:
            start = text.rfind("\n", done, place) + 1 or done
            end = text.find("\n", place)
            done = end if end >= 0 else len(text)
            yield from _turned_in(text, start, done)


def _turned_in(text: str, start: int, end: int) -> Iterator[Edit]:
    places = [m.start() for m in CURLY.finditer(text, start, end)]
    right = [_by_neighbours(text, place) for place in places]
    opened = False
    for place, quote, following in zip(places, right, [*right[1:], ""], strict=True):
        if quote == "”" and not opened and following == "”":
            quote = "“"
        elif quote == "“" and opened and following in ("", "“"):
            quote = "”"
        opened = quote == "“"
        if quote != text[place]:
            yield Edit(place, place + 1, quote, QUOTES)


def _by_neighbours(text: str, place: int) -> str:
    """The quotation mark that belongs at ``place``: none opens before a comma, none closes behind a colon."""
    if text[place + 1 : place + 2] in AFTER_CLOSING:
        return "”"
    return "“" if text[place - 1 : place] in BEFORE_OPENING else text[place]


def drop_doubled(document: Document) -> Document:
    """The document with ``，，`` as ``，`` and ``。。`` as ``。`` (three are an ellipsis)."""
    text = document.text
    if not any(mark in text for mark in DOUBLES):
        return document
    return document.edited(Edit(m.start() + 1, m.end(), "", DOUBLED) for m in TWICE.finditer(text))

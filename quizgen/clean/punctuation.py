"""Punctuation of Chinese text: full-width beside Han characters, quotation marks the right way round, none doubled."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.clean.reasons import DOUBLED, PUNCTUATION, QUOTES
from quizgen.model.document import Document, Edit

HAN = "\u2e80-\u2fdf\u3400-\u9fff\uf900-\ufaff〇"
WIDE = f"{HAN}，。、；：？！“”‘’（）《》〈〉「」『』【】…—"
HALF = re.compile(rf"(?<=[{WIDE}])[,;:?!]|[,;:?!](?=[{WIDE}])|(?<=[{WIDE}][)\"%°\]])[,;:?!]|[,;:?!](?= ?[{WIDE}])")
FULL = {mark: chr(ord(mark) + 0xFEE0) for mark in ",;:?!()"}
BRACKETS = re.compile(r"\((?P<inner>[^()\n]{1,200})\)")
SOME_HAN = re.compile(rf"[{HAN}]")
NO_WORDS = re.compile(r"[\d\w]{1,3}|[-+*/=^_<>$\\{}]+")
STRAIGHT = re.compile(r'"(?P<inner>[^"\n]{1,300})"')
CURLY = re.compile("[“”]")
TWICE = re.compile(r"([，、；：])\1+|。。(?!。)(?<!。。。)")


def widen_punctuation(document: Document) -> Document:
    """The document with ``, : ; ? ! ( )`` full-width beside Han; numbers, times, addresses and formulas keep theirs."""
    text = document.text
    edits = [Edit(m.start(), m.end(), FULL[m.group()], PUNCTUATION) for m in HALF.finditer(text) if _prose(text, m)]
    if "(" in text:
        for found in BRACKETS.finditer(text):
            if _wide(text, found):
                edits.append(Edit(found.start(), found.start() + 1, "（", PUNCTUATION))
                edits.append(Edit(found.end() - 1, found.end(), "）", PUNCTUATION))
    return document.edited(sorted(edits))


def _prose(text: str, found: re.Match[str]) -> bool:
    before, after = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
    if after.isascii() and after.isalnum() and before.isascii() and before.isalnum():
        return False
    return not (found.group() == ":" and text.startswith("//", found.end()) and before.isascii())


def _wide(text: str, found: re.Match[str]) -> bool:
    before, inner = text[found.start() - 1 : found.start()], found["inner"]
    if SOME_HAN.search(inner):
        return not (before.isascii() and before.isalnum() and "," in inner)
    return bool(before and SOME_HAN.match(before)) and not NO_WORDS.fullmatch(inner)


def settle_quotes(document: Document) -> Document:
    """The document with ``“…”`` for straight quotes around Han and for quotes that point the wrong way."""
    text = document.text
    edits: list[Edit] = []
    if '"' in text:
        for found in STRAIGHT.finditer(text):
            if SOME_HAN.search(found["inner"]):
                edits.append(Edit(found.start(), found.start() + 1, "“", QUOTES))
                edits.append(Edit(found.end() - 1, found.end(), "”", QUOTES))
        document = document.edited(edits)
        text = document.text
    if "”" not in text:
        return document
    return document.edited(edit for start, line in _lines(text) if "”" in line for edit in _turned(start, line))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.split("\n"):
        yield start, line
        start += len(line) + 1


def _turned(start: int, line: str) -> Iterator[Edit]:
    """Quotes of one line that point the wrong way: two closing ones in a row, or two opening ones."""
    if line.count("“") == line.count("”") and line.find("“") < line.find("”"):
        return
    places = [m.start() for m in CURLY.finditer(line)]
    opened = False
    for index, place in enumerate(places):
        following = line[places[index + 1]] if index + 1 < len(places) else ""
        if line[place] == "”" and not opened and following == "”":
            yield Edit(start + place, start + place + 1, "“", QUOTES)
            opened = True
        elif line[place] == "“" and opened and following in ("", "“"):
            yield Edit(start + place, start + place + 1, "”", QUOTES)
            opened = False
        else:
            opened = line[place] == "“"


def drop_doubled(document: Document) -> Document:
    """The document with ``，，`` as ``，`` and ``。。`` as ``。`` (three are an ellipsis)."""
    text = document.text
    edits = [Edit(m.start() + 1, m.end(), "", DOUBLED) for m in TWICE.finditer(text)]
    return document.edited(edits)

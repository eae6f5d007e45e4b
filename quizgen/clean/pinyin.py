"""Pinyin that a scraper put behind characters: 習(xí)近平總書(shū)記.

Only parenthesised syllables with a tone mark, right behind a Han character, are taken for injected, and only in a
document that is full of them; a single reading given for a hard character (龟(jūn)裂) belongs to the text.
"""

from __future__ import annotations

import re

from quizgen.clean.reasons import PINYIN
from quizgen.model.document import Document, Edit

TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
SYLLABLE = rf"[a-z]{{0,4}}[{TONED}][a-z]{{0,3}}"
TONED_BRACKET = re.compile(rf"[(（][a-z]{{0,4}}[{TONED}]")
INJECTED = re.compile(rf"(?<=[\u3400-\u9fff])[(（]{SYLLABLE}[)）]")
TONELESS = re.compile(r"(?<=[\u3400-\u9fff])\((?:[a-zü]{1,6})\)")
FEWEST = 3
"""From this many on, annotations are taken for injected when there is one for every …"""
CHARACTERS_EACH = 150
"""… characters."""
DENSE = 12
"""In a snippet one for every so many characters is enough."""


def strip_pinyin(document: Document) -> Document:
    """The document without injected pinyin. Toneless syllables (a(a)) go only where toned ones stand all over."""
    text = document.text
    if not TONED_BRACKET.search(text):
        return document
    found = list(INJECTED.finditer(text))
    many = len(found) >= FEWEST and len(found) * CHARACTERS_EACH >= len(text)
    if not many and len(found) * DENSE < len(text):
        return document
    if many:
        found = sorted([*found, *TONELESS.finditer(text)], key=lambda m: m.start())
    return document.edited(Edit(m.start(), m.end(), "", PINYIN) for m in found)

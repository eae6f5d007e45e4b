"""Line breaks that are missing, and breaks inside a list mark.

A page copied as one line has its headings in it, each parted by a space from the text that follows
(``一、过去一年的工作 过去一年，…``); recognised text may have a number on one line and its stop on the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.clean.punctuation import HAN
from quizgen.clean.reasons import LINE_BREAK
from quizgen.model.document import Document, Edit

HANGING = re.compile(
    r"\n[ \t]*(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[（(][一二三四五六七八九十\d]{1,3})(?P<gap>[ \t]*\n[ \t]*)"
    rf"(?=[.．、)）][ \t]*[{HAN}“《])"
)
"""A number whose stop begins the next line."""
RUN_ON = re.compile(
    r"(?<![^。！？”；：）)\s])(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）])[ ]?"
    rf"[^，。；：！？\s]{{4,30}}(?P<space>[ \u3000]{{1,4}})(?=[{HAN}“《\d])"
)
"""A heading in a line and the space behind it."""
SALUTE = re.compile(
    r"(?P<space>[ \u3000]{1,4})(?=(?:尊敬的)?(?:各位)?"
    r"(?:同志们|代表|委员|领导|来宾|老师|同学们|朋友们|女士们)[^。！？：\n]{0,20}[：！])"
)
"""The space before those who are spoken to."""
LONG_LINE = 300
"""Characters of a line that may hold headings."""
FEWEST = 2
"""Headings in one line from which its spaces count as breaks."""


def join_numbers(document: Document) -> Document:
    """The document with list numbers and their stops on one line."""
    found = HANGING.finditer("\n" + document.text)
    return document.edited(Edit(mark.start("gap") - 1, mark.end("gap") - 1, "", LINE_BREAK) for mark in found)


def part_headings(document: Document) -> Document:
    """The document with headings and salutations of long lines on lines of their own."""
    return document.edited(sorted(_parted(document.text)))


def _parted(text: str) -> Iterator[Edit]:
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = end if end >= 0 else len(text)
        if end - start >= LONG_LINE:
            headings = list(RUN_ON.finditer(text, start, end))
            found = [*(headings if len(headings) >= FEWEST else []), *SALUTE.finditer(text, start, end)]
            yield from (Edit(*mark.span("space"), "\n", LINE_BREAK) for mark in found)
        start = end + 1

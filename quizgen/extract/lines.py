"""The lines of a cleaned text as the structure pass sees them: headings, table rows, bullets, plain lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from quizgen.extract.markers import Found, bullet_at, marker_at

LineKind = Literal["heading", "row", "rule", "text"]

_HEADING = re.compile(r"(#{1,6})[ \t]+(?=\S)")
_QUOTE = re.compile(r"(?:>[ \t]?)+")
_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)*\|?[ \t]*")
_IMAGE = re.compile(r"!\[[^\[\]\n]*\](?:\([^()\s]*\))?|!\[\[[^\[\]\n]*\]\]")
_FENCE = re.compile(r"[ \t]*(```|~~~)")
_TRAILING = re.compile(r"(?:[ \t\u3000\r]|<!--[^<>\n]{0,200}-->|(?<=[ \t])#[^\s#]{1,30}|(?<=[ \t])\^[\w-]{1,30})+\Z")
_TAIL = 260
_QUOTED = 4
"""Columns that a quotation inside a quotation (> >) is indented by."""
_MARKER_LONGEST = 8


@dataclass(frozen=True, slots=True)
class Line:
    """A line with words: ``[start, end)`` without its break, ``[content, end)`` behind block marks and bullet.

    ``end`` stands before trailing space, comments and tags; ``depth`` is the level of a heading (1 for ``#``);
    ``indent`` counts columns (a tab is four, a full-width space two); ``gap`` tells of an empty line before.
    """

    kind: LineKind
    start: int
    content: int
    end: int
    indent: int = 0
    depth: int = 0
    bullet: Found | None = None
    gap: bool = False


def lines(text: str) -> list[Line]:
    """The lines of ``text`` that have words; fenced code is left out."""
    found: list[Line] = []
    for line in _unfenced(text):
        previous = found[-1] if found else None
        if line.kind == "rule" and previous is not None and not line.gap and "|" in text[previous.start : previous.end]:
            if previous.kind == "text":
                found[-1] = _row(previous)
        elif line.kind == "rule":
            continue
        elif line.kind == "text" and _is_row(text, line, previous):
            line = _row(line)
        found.append(line)
    return list(_with_words(text, [line for line in found if line.kind != "rule"]))


def _with_words(text: str, found: list[Line]) -> Iterator[Line]:
    """A marker that stands alone in its line goes with the next line."""
    rest = iter(found)
    for line in rest:
        marker = marker_at(text, line.content, line.end) if line.end - line.content <= _MARKER_LONGEST else None
        if line.kind == "text" and marker is not None and marker.end == line.end and marker.number is not None:
            below = next(rest, None)
            if below is None:
                return
            bare = below.kind == "text" and below.bullet is None and not below.gap
            if bare and marker_at(text, below.content, below.end) is None:
                yield replace(line, end=below.end)
                continue
            yield below
            continue
        yield line


def _is_row(text: str, line: Line, previous: Line | None) -> bool:
    if text.startswith("|", line.content):
        return text.find("|", line.content + 1, line.end) >= 0
    in_table = previous is not None and previous.kind in ("row", "rule") and not line.gap
    return in_table and text.find("|", line.content, line.end) >= 0


def _row(line: Line) -> Line:
    return Line("row", line.start, line.content, line.end, line.indent, gap=line.gap)


def _unfenced(text: str) -> Iterator[Line]:
    gap, at = True, 0
    last = {mark: text.rfind(mark) for mark in ("```", "~~~")}
    while at < len(text):
        start, at = at, text.find("\n", at) + 1 or len(text)
        if (fence := _FENCE.match(text, start, at)) and at <= last[fence[1]]:
            at = text.find("\n", text.find(fence[1], at)) + 1 or len(text)
            gap = True
            continue
        line = _line(text, start, at, gap)
        gap = line is None
        if line is not None:
            yield line


def _line(text: str, start: int, stop: int, gap: bool) -> Line | None:
    end = stop
    tail = max(start, stop - _TAIL)
    if trailing := _TRAILING.search(text[tail:stop].removesuffix("\n")):
        end = tail + trailing.start()
    elif text.endswith("\n", start, stop):
        end -= 1
    content, indent = start, 0
    while content < end and text[content] in " \t\u3000\xa0\ufeff":
        indent += {"\t": 4, "\u3000": 2}.get(text[content], 1)
        content += 1
    if content >= end or _IMAGE.fullmatch(text, content, end):
        return None
    if _RULE.fullmatch(text, content, end):
        return Line("rule", start, content, end, gap=gap)
    if quote := _QUOTE.match(text, content, end):
        content = quote.end()
        indent += _QUOTED * (quote[0].count(">") - 1)
        while content < end and text[content] in " \t\u3000":
            indent += 1
            content += 1
    if heading := _HEADING.match(text, content, end):
        return Line("heading", start, heading.end(), end, 0, len(heading[1]), gap=gap)
    bullet = bullet_at(text, content, end)
    if bullet and (heading := _HEADING.match(text, bullet.end, end)):
        return Line("heading", start, heading.end(), end, 0, len(heading[1]), gap=gap)
    return Line("text", start, bullet.end if bullet else content, end, indent, bullet=bullet, gap=gap)

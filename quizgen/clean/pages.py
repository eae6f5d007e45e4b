"""Page numbers, running heads and the cuts that pages leave in sentences.

A page number on a line of its own is known by its shape (``- 3 -``, ``第3页``) or, bare, by the series it belongs to.
Viewers of document libraries put the number before the page's text (``坚持群`` ⏎ ``2、众路线``): it looks like an
ordinal, but the "items" are pages: long, and most of them break off in mid-sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from quizgen.clean.reasons import PAGE_CUT, PAGE_NUMBER, RUNNING_HEAD
from quizgen.model.document import Document, Edit

SHAPED = re.compile(
    r"^[ \t\u3000]{0,40}(?:[-—–－·~]{1,3}[ ]?\d{1,4}[ ]?[-—–－·~]{1,3}|第[ ]?\d{1,4}[ ]?页(?:[ ]{0,4}[/／,，|]?[ ]{0,4}共[ ]?\d{1,4}[ ]?页)?"
    r"|第[ ]?\d{1,4}[ ]?頁(?:[ ]{0,4}[/／,，|]?[ ]{0,4}共[ ]?\d{1,4}[ ]?頁)?|[Pp]age[ ]?\d{1,4}(?:[ ]?(?:of|/)[ ]?\d{1,4})?)"
    r"[ \t\u3000]{0,40}$",
    re.MULTILINE,
)
BARE = re.compile(r"^[ \t\u3000]{0,40}(?P<number>\d{1,4})(?:[ ]?/[ ]?\d{1,4})?[ \t\u3000]{0,40}$", re.MULTILINE)
NUMBERED = re.compile(r"^[ \t\u3000]{0,8}(?P<number>\d{1,3})[、.．][ \t]{0,4}(?=\S)", re.MULTILINE)
FINISHED = "。！？；：…”』」）)》.!?;:|"
STOP = re.compile("[。！？；]")
LONG = 120
"""A page's text has at least so many characters."""
FEWEST_BARE = 2
CUT_SHARE = 0.5
"""At least this share of pages break off in mid-sentence (of lists nearly none does)."""
REPEATED = 3
TRAILING_NUMBER = re.compile(r"(?<=[。！？”])\d{1,4}[ \t]*$")


def join_cut_pages(document: Document) -> Document:
    """The document without page numbers that look like ordinals, its sentences whole again."""
    text = document.text
    series = _page_series(text)
    if not series:
        return document
    edits: list[Edit] = []
    for index, number in enumerate(series):
        start = len(text[: number.start()].rstrip())
        if index and text[start - 1] not in FINISHED:
            edits.append(Edit(start, number.end(), "", PAGE_CUT, removed=True))
        else:
            edits.append(Edit(number.start(), number.end(), "", PAGE_NUMBER, removed=True))
    end = _line_end(text, series[-1].end())
    if trailing := TRAILING_NUMBER.search(text, series[-1].end(), end):
        edits.append(Edit(*trailing.span(), "", PAGE_NUMBER, removed=True))
    return document.edited(edits)


def _page_series(text: str) -> list[re.Match[str]]:
    """The markers of the longest ascending run whose "items" are long and mostly cut off; empty where there is none."""
    best: list[re.Match[str]] = []
    run: list[re.Match[str]] = []
    for found in NUMBERED.finditer(text):
        if run and int(found["number"]) == int(run[-1]["number"]) + 1:
            run.append(found)
        else:
            run = [found]
        if len(run) > len(best) and _are_pages(text, run):
            best = list(run)
    return best


def _are_pages(text: str, run: list[re.Match[str]]) -> bool:
    if len(run) < 2:
        return False
    bodies = [text[a.end() : b.start()].rstrip() for a, b in zip(run, run[1:], strict=False)]
    if sum(len(body) >= LONG for body in bodies) * 2 < len(bodies):
        return False
    return sum(_cut(body) for body in bodies) >= max(1, CUT_SHARE * len(bodies))


def _cut(body: str) -> bool:
    """Whether a page's text breaks off: its last line is prose with sentences in it, the last of them not finished."""
    line = body[body.rfind("\n") + 1 :]
    return len(line) >= LONG // 2 and line[-1] not in FINISHED and bool(STOP.search(line))


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return end if end >= 0 else len(text)


def drop_page_numbers(document: Document) -> Document:
    """The document without lines that hold nothing but a page number, and without form feeds."""
    text = document.text
    found = [m.span() for m in SHAPED.finditer(text)]
    found += [m.span() for m in _bare_series(text)]
    edits = [Edit(start, end, "", PAGE_NUMBER, removed=True) for start, end in sorted(found) if start < end]
    edits += [Edit(k, k + 1, "\n", PAGE_CUT) for k, c in enumerate(text) if c == "\f"] if "\f" in text else []
    return document.edited(sorted(edits))


def _bare_series(text: str) -> Iterator[re.Match[str]]:
    """Bare numbers that go up by one from line to line, with text between."""
    run: list[re.Match[str]] = []
    for found in BARE.finditer(text):
        if run and int(found["number"]) == int(run[-1]["number"]) + 1 and found.start() - run[-1].end() > LONG:
            run.append(found)
            continue
        if len(run) >= FEWEST_BARE:
            yield from run
        run = [found]
    if len(run) >= FEWEST_BARE:
        yield from run


def drop_running_heads(document: Document) -> Document:
    """The document without first and last lines that its pages share (documents with pages only)."""
    if len(document.pages) < REPEATED:
        return document
    starts = [document.clean_offset(page.offset) for page in document.pages]
    edges = list(_edges(document.text, [*starts, len(document.text)]))
    seen = Counter(_masked(document.text[start:end]) for start, end in edges)
    often = max(REPEATED, len(document.pages) // 2)
    return document.edited(
        Edit(start, end, "", RUNNING_HEAD, removed=True)
        for start, end in sorted(set(edges))
        if seen[_masked(document.text[start:end])] >= often
    )


def _edges(text: str, bounds: list[int]) -> Iterator[tuple[int, int]]:
    for low, high in zip(bounds, bounds[1:], strict=False):
        lines = [(low + m.start(), low + m.end()) for m in re.finditer(r"[^\n]*\S[^\n]*", text[low:high])]
        yield from lines[:1]
        if len(lines) > 1:
            yield from lines[-1:]


def _masked(line: str) -> str:
    return re.sub(r"\d+", "0", line.strip())

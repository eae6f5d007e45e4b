"""Page numbers, running heads and the cuts that pages leave in sentences.

A page number on a line of its own is known by its shape (``- 3 -``, ``第3页``) or, bare, by the series it belongs to.
Viewers of document libraries put the number before the page's text (``坚持群`` ⏎ ``2、众路线``): it looks like an
ordinal, but the "items" are pages: long, and most of them break off in mid-sentence.

Patterns begin with a line feed, which is quick to look for; they run over the text with one put before it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise

from quizgen.clean.lines import OPENS, UNFINISHED, WINDOW
from quizgen.clean.punctuation import HAN
from quizgen.clean.reasons import PAGE_CUT, PAGE_NUMBER, RUNNING_HEAD
from quizgen.model.document import Document, Edit

BLANK = r"[ \t\u3000]{0,40}"
OF = r"(?:[ ]{0,4}[/／,，|]?[ ]{0,4}共[ ]?\d{1,4}[ ]?[页頁])?"
ALONE = re.compile(
    rf"\n{BLANK}(?P<mark>(?P<shaped>[-—–－·~]{{1,3}}[ ]?\d{{1,4}}[ ]?[-—–－·~]{{1,3}}"
    rf"|[.．•,，][ ]?\d{{1,4}}[ ]?[.．•,，]|第[ ]?\d{{1,4}}[ ]?[页頁]{OF}"
    rf"|[Pp]age[ ]?\d{{1,4}}(?:[ ]?(?:of|/)[ ]?\d{{1,4}})?)"
    rf"|(?P<number>\d{{1,4}})(?:[ ]?/[ ]?\d{{1,4}})?){BLANK}(?=\n|$)"
)
NUMBERED = re.compile(rf"\n{BLANK}(?P<mark>(?P<number>\d{{1,3}})[、.．][ \t]{{0,4}})(?=\S)")
INLINE = re.compile(
    rf"(?<=[{HAN}，、；。“])(?P<mark>[ \t]*[-—–－·~.．•]{{1,2}}[ ]?(?P<number>\d{{1,4}})[ ]?[-—–－·~.．•]{{1,2}}[ \t]*)"
    rf"(?=[{HAN}“])"
)
"""A page number whose line breaks were lost: …的堤 - 12 - 岸…"""
BARE_INLINE = re.compile(
    rf"(?<=[{HAN}，、；。“])(?<![第约約共有到至为為])(?P<mark>[ \t]+(?P<number>\d{{1,4}})[ \t]+)"
    rf"(?=[{HAN}“])(?![年月日号號章节節条條款页頁个個项項种種次人名万萬亿億元米克升度倍岁歲天小分秒])"
)
FINISHED = "。！？；：…”』」）)》.!?;:|"
STOP = re.compile("[。！？；]")
LONG = 120
"""A page's text has at least so many characters."""
FEWEST = 2
FEWEST_INLINE = 3
"""Bare numbers in mid-line, each by one more than the one before, from which they count as those of pages."""
CUT_SHARE = 0.5
"""At least this share of pages break off in mid-sentence (of lists nearly none does)."""
REPEATED = 3
HEAD_REACH = 120
"""A running head begins and ends no farther from its page number than this."""
HEAD_WORDS = 4
"""Pieces between blanks that a running head has at most."""
CUT_LINE = 15
"""A sentence cut by a page number stands on a line of at least so many characters."""
WORD = re.compile(f"[{HAN}]{{2}}")
TRAILING_NUMBER = re.compile(r"(?<=[。！？”])\d{1,4}[ \t]*$")
CONTENT_LINE = re.compile(r"[^\s][^\n]*")
DIGITS = re.compile(r"\d+")


def join_cut_pages(document: Document) -> Document:
    """The document without page numbers that look like ordinals, its sentences whole again."""
    text = document.text
    series = _page_series(text)
    if not series:
        return document
    edits: list[Edit] = []
    for index, (number, mark) in enumerate(series):
        blank = text[series[index - 1][1] : number] if index else ""
        start = number - len(blank) + len(blank.rstrip())
        if index and text[start - 1] not in FINISHED:
            edits.append(Edit(start, mark, "", PAGE_CUT, removed=True))
        else:
            edits.append(Edit(number, mark, "", PAGE_NUMBER, removed=True))
    last = series[-1][1]
    end = text.find("\n", last)
    if trailing := TRAILING_NUMBER.search(text[last : end if end >= 0 else len(text)]):
        edits.append(Edit(last + trailing.start(), last + trailing.end(), "", PAGE_NUMBER, removed=True))
    return document.edited(edits)


def _page_series(text: str) -> list[tuple[int, int]]:
    """Where the numbers of the longest ascending run stand whose "items" are long and mostly cut off."""
    best: list[tuple[int, int]] = []
    run: list[tuple[int, int]] = []
    number = 0
    for found in NUMBERED.finditer("\n" + text):
        value, place = int(found["number"]), (found.start("mark") - 1, found.end("mark") - 1)
        if run and value == number + 1:
            run.append(place)
        else:
            best = _longer(text, best, run)
            run = [place]
        number = value
    return _longer(text, best, run)


def _longer(text: str, best: list[tuple[int, int]], run: list[tuple[int, int]]) -> list[tuple[int, int]]:
    return run if len(run) > max(1, len(best)) and _are_pages(text, run) else best


def _are_pages(text: str, run: list[tuple[int, int]]) -> bool:
    bodies = [text[first:second].rstrip() for (_, first), (second, _) in pairwise(run)]
    if sum(len(body) >= LONG for body in bodies) * 2 < len(bodies):
        return False
    return sum(_cut(body) for body in bodies) >= max(1, CUT_SHARE * len(bodies))


def _cut(body: str) -> bool:
    """Whether a page's text breaks off: its last line is prose with sentences in it, the last of them not finished."""
    line = body[body.rfind("\n") + 1 :]
    return len(line) >= LONG // 2 and line[-1] not in FINISHED and bool(STOP.search(line))


def drop_page_numbers(document: Document) -> Document:
    """The document without lines that hold nothing but a page number; a sentence cut by one is whole again."""
    text = document.text
    marks = sorted(_page_numbers(text))
    alone = (_number_edit(text, start, end) for start, end in _with_heads(text, marks))
    inline = (Edit(start, end, "", PAGE_CUT, removed=True) for start, end in _inline_numbers(text))
    edits = list(_apart(sorted([*alone, *inline])))
    if "\f" in text:
        taken = {k for edit in edits for k in range(edit.start, edit.end)}
        edits += [Edit(k, k + 1, "\n", PAGE_CUT) for k, c in enumerate(text) if c == "\f" and k not in taken]
    return document.edited(sorted(edits))


def _apart(edits: Iterable[Edit]) -> Iterator[Edit]:
    """The edits without what an earlier one takes: a line may be the foot of one page and the head of the next."""
    done = 0
    for edit in edits:
        if edit.end > done:
            yield edit._replace(start=max(edit.start, done))
            done = edit.end


def _with_heads(text: str, marks: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The page numbers, each with the line before or behind it that stands so at other numbers, too."""
    before = [_line_before(text, start) for start, _ in marks]
    behind = [CONTENT_LINE.search(text, end, min(len(text), end + HEAD_REACH)) for _, end in marks]
    feet = Counter(_masked(text[low:high]) for low, high in before)
    heads = Counter(_masked(found.group()) for found in behind if found)
    often = max(FEWEST, len(marks) // 3)
    for (start, end), (low, high), found in zip(marks, before, behind, strict=True):
        if low < high and _is_head(text[low:high]) and feet[_masked(text[low:high])] >= often:
            start = low
        if found and _is_head(found.group()) and heads[_masked(found.group())] >= often:
            end = found.end()
        yield start, end


def _line_before(text: str, end: int) -> tuple[int, int]:
    """The last line with words before ``end``, no farther than a head stands from its number."""
    low = max(0, end - HEAD_REACH)
    high = low + len(text[low:end].rstrip())
    return max(low, text.rfind("\n", low, high) + 1), high


def _is_head(line: str) -> bool:
    return len(line.split()) <= HEAD_WORDS and not STOP.search(line) and not OPENS.match(line)


def _page_numbers(text: str) -> Iterator[tuple[int, int]]:
    """Marks of a page number's shape, and bare numbers that go up by one from mark to mark with text between."""
    run: list[tuple[int, int]] = []
    number = 0
    for found in ALONE.finditer("\n" + text):
        place = (found.start("mark") - 1, found.end("mark") - 1)
        if found["shaped"]:
            yield place
            continue
        value = int(found["number"])
        if not run or value != number + 1 or place[0] - run[-1][1] <= LONG:
            yield from _pages_of(text, run)
            run = []
        run.append(place)
        number = value
    yield from _pages_of(text, run)


def _inline_numbers(text: str) -> Iterator[tuple[int, int]]:
    """Page numbers in mid-line: they go up by one from page to page, with a page's text between."""
    for pattern, fewest in ((INLINE, FEWEST), (BARE_INLINE, FEWEST_INLINE)):
        run: list[tuple[int, int]] = []
        number = -1
        for found in pattern.finditer(text):
            value = int(found["number"])
            if not run or value != number + 1 or found.start() - run[-1][1] <= LONG:
                yield from run if len(run) >= fewest else ()
                run = []
            run.append(found.span("mark"))
            number = value
        yield from run if len(run) >= fewest else ()


def _pages_of(text: str, run: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The numbers of a run; one that stands by itself is a page's where it parts a word in two."""
    return run if len(run) >= FEWEST else [place for place in run if _parts_a_word(text, *place)]


def _parts_a_word(text: str, start: int, end: int) -> bool:
    """Whether a number parts a word that the text has elsewhere, in the middle of prose: …窑口的陶 ⏎ 12 ⏎ 瓷…"""
    edit = _number_edit(text, start, end)
    word = text[edit.start - 1 : edit.start] + text[edit.end : edit.end + 1]
    near = max(0, start - WINDOW), end + WINDOW
    return PAGE_CUT in edit.reason and WORD.fullmatch(word) is not None and text.find(word, *near) >= 0


def _number_edit(text: str, start: int, end: int) -> Edit:
    """The number alone, or with the white space around it where it cuts a sentence in two."""
    before = text[:start].rstrip() if start < 200 else text[start - 200 : start].rstrip()
    line = before[before.rfind("\n") + 1 :]
    after = text[end : end + 200].lstrip()
    if len(line) >= CUT_LINE and UNFINISHED.search(line) and after and not OPENS.match(after) and STOP.search(after):
        low = start - (len(text[max(0, start - 200) : start]) - len(before))
        return Edit(low, end + len(text[end : end + 200]) - len(after), "", PAGE_CUT, removed=True)
    return Edit(start, end, "", PAGE_NUMBER, removed=True)


def drop_running_heads(document: Document) -> Document:
    """The document without first and last lines that its pages share (documents with pages only)."""
    if len(document.pages) < REPEATED:
        return document
    starts = [document.clean_offset(page.offset) for page in document.pages]
    edges = sorted(set(_edges(document.text, [*starts, len(document.text)])))
    seen = Counter(_masked(document.text[start:end]) for start, end in edges)
    often = max(REPEATED, len(document.pages) // 2)
    return document.edited(
        Edit(start, end, "", RUNNING_HEAD, removed=True)
        for start, end in edges
        if seen[_masked(document.text[start:end])] >= often
    )


def _edges(text: str, bounds: list[int]) -> Iterator[tuple[int, int]]:
    for low, high in pairwise(bounds):
        lines = [found.span() for found in CONTENT_LINE.finditer(text, low, high)]
        yield from lines[:1]
        yield from lines[1:][-1:]


def _masked(line: str) -> str:
    return DIGITS.sub("0", line.strip())

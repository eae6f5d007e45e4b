"""Markdown for Obsidian's Spaced Repetition: ``==gap==`` in a block, and question, ``?``, answer for what needs it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.export.selection import by_document, origin
from quizgen.face import front
from quizgen.mask import masked
from quizgen.model.deck import Deck, Line, Note

MARKS = re.compile(r"(::|==|\{\{|\}\}|\*\*|~~|%%|\$)|([\\`*_\[\]<>|])|(?<!\S)(#)(?=\S)")
WIDE = {"::": "：：", "==": "＝＝", "{{": "｛｛", "}}": "｝｝", "**": "＊＊", "~~": "～～", "%%": "％％", "$": "＄"}
"""What the plugin reads as its own, in a form that it does not."""


def render(deck: Deck, decks: str) -> bytes:
    """A Markdown file; its tag ``#flashcards/NAME`` makes a deck of it (one for each document unless ``single``)."""
    blocks = [f"# {plain(deck.title or deck.name)}"]
    for title, notes in by_document(deck):
        blocks.append(f"## {plain(title)}")
        blocks.append(
            "#flashcards/" + "/".join(map(_tag, [deck.title or deck.name, *([] if decks == "single" else [title])]))
        )
        for note in notes:
            blocks += _cards(note)
    return ("\n\n".join(blocks) + "\n").encode()


def plain(text: str) -> str:
    """Words that Markdown and the plugin show as they are, on one line."""
    text = " ".join(text.split())
    text = MARKS.sub(lambda found: WIDE[found[1]] if found[1] else "\\" + found[0], text)
    return re.sub(r"^([-+>]|\d+[.)])(?=\s)", r"\\\1", text)


def _cards(note: Note) -> Iterator[str]:
    content = note.content
    answers = [part.text for part in content.asked]
    title = f"**{plain(masked(content.title, content.secrets))}**"
    marks = "".join(f"（{plain(masked(mark, answers))}）" for mark in content.marks)
    where = f"*{plain(origin(note))}*"
    bullets = note.kind == "list"
    lines = [f"{k}. {_gapped(line)}" if bullets else _gapped(line) for k, line in enumerate(content.lines, 1)]
    if any(line.numbers for line in content.lines):
        yield "\n".join([title + marks, *lines, where])
    if content.recite:
        items = [f"{k}. {plain(line.text)}" for k, line in enumerate(content.lines, 1)]
        yield "\n".join([f"{title}：默写全部 {len(items)} 项{marks}", "?", *items, where])
    for number in content.aside.numbers if content.aside else ():
        face = front(content, number)
        answer = "".join(part.text for part in content.answer(number))
        yield "\n".join([plain(face.lines[0].text), "?", plain(answer), where])


def _gapped(line: Line) -> str:
    pieces = []
    for part in line.parts:
        words = plain(part.text)
        pieces.append(words if part.cloze is None else f"=={_no_edge(words)}==")
    return "".join(pieces).replace("::", WIDE["::"])


def _no_edge(words: str) -> str:
    """A gap's words without an equals sign that would run into the gap's own."""
    return re.sub(r"^=|=$", "＝", words)


def _tag(text: str) -> str:
    return re.sub(r"[^\w-]+", "_", text).strip("_") or "quizgen"

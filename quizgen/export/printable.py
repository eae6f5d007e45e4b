"""A sheet to print on A4 and write from memory (默写), followed by its key."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path

from quizgen.export.selection import by_document, origin
from quizgen.mask import masked, standing
from quizgen.model.deck import Deck, Line, Note, Part

STYLE = Path(__file__).parent / "printable.css"
WHO = "姓名 ________________　日期 ________________　得分 ________"
WIDEST = 24
"""The longest blank, in characters."""


def render(deck: Deck, decks: str) -> bytes:
    """One HTML page without anything from outside; print styles put the key on pages of its own."""
    name = escape(deck.title or deck.name)
    groups = by_document(deck)
    sheet: list[str] = []
    key: list[str] = []
    number = 0
    for title, notes in groups:
        for part in (sheet, key):
            part.append(f"<h2>{escape(title)}</h2>")
        for note in notes:
            number += 1
            sheet.append(_block(note, number, solved=False))
            key.append(_block(note, number, solved=True))
    page = f"""<!DOCTYPE html>
<html lang="zh"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{name} · 默写</title><style>{STYLE.read_text(encoding="utf-8")}</style></head><body>
<section class="sheet"><h1>{name} · 默写</h1><p class="who">{WHO}</p>
{"".join(sheet)}</section>
<section class="key"><h1>{name} · 参考答案</h1>
{"".join(key)}</section>
</body></html>
"""
    return page.encode()


def _block(note: Note, number: int, *, solved: bool) -> str:
    content = note.content
    answers = [part.text for line in content.lines for part in _hidden(note, line)]
    title = escape(masked(content.title, answers))
    marks = "".join(f"<small>{escape(masked(mark, answers))}</small>" for mark in content.marks)
    tag = "li" if note.kind == "list" else "p"
    lines = "".join(f"<{tag}>{''.join(_line(note, line, answers, solved))}</{tag}>" for line in content.lines)
    body = f"<ol>{lines}</ol>" if note.kind == "list" else lines
    where = f'<p class="from">{escape(origin(note))}</p>' if solved else ""
    count = f"（{len(content.lines)} 项）" if note.kind == "list" and len(content.lines) > 1 else ""
    return f'<div class="task"><h3>{number}. {title}{count}{marks}</h3>{body}{where}</div>\n'


def _hidden(note: Note, line: Line) -> list[Part]:
    """What is to be written: a definition's words rather than its term, a quote's words rather than who said them."""
    gaps = [part for part in line.parts if part.cloze is not None]
    words = [part for part in gaps if part.role not in {"term", "speaker"}]
    others = any(
        part.cloze is not None and part.role not in {"term", "speaker"}
        for each in note.content.lines
        for part in each.parts
    )
    return words if others else gaps


def _line(note: Note, line: Line, answers: list[str], solved: bool) -> Iterator[str]:
    hidden = _hidden(note, line)
    for part in line.parts:
        if solved:
            yield f"<b>{escape(part.text)}</b>" if part in hidden else escape(part.text)
        elif part in hidden:
            yield _blank(part.text)
        else:
            yield from _masked(part.text, answers)


def _masked(text: str, answers: list[str]) -> Iterator[str]:
    done = 0
    for start, end in standing(text, answers):
        yield escape(text[done:start])
        yield _blank(text[start:end])
        done = end
    yield escape(text[done:])


def _blank(text: str) -> str:
    return f'<span class="blank" style="width:{min(len(text), WIDEST) * 1.3 + 1:.1f}em"></span>'

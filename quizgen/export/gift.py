"""GIFT for Moodle and other learning platforms: a short-answer question a gap, an open question for a whole list."""

from __future__ import annotations

import re

from quizgen.export.selection import by_document, origin
from quizgen.face import Face, front
from quizgen.model.deck import RECITE, Content, Deck, Note

SPECIAL = re.compile(r"[\\~=#{}:]")


def render(deck: Deck, decks: str) -> bytes:
    """A GIFT file with a category for each document (one for all with ``single``)."""
    root = deck.title or deck.name
    blocks = []
    for title, notes in by_document(deck):
        path = [root] if decks == "single" else [root, title]
        blocks.append("$CATEGORY: $course$/" + "/".join(" ".join(name.replace("/", "／").split()) for name in path))
        for note in notes:
            blocks += [_question(note, number) for number in note.content.numbers]
    return ("\n\n".join(blocks) + "\n").encode()


def escape(text: str) -> str:
    """Words without meaning of their own in GIFT; a new line is written ``\\n``."""
    text = "".join(char if char.isprintable() or char == "\n" else " " for char in text)
    return SPECIAL.sub(r"\\\g<0>", text).replace("\n", "\\n")


def _question(note: Note, number: int) -> str:
    content, face = note.content, front(note.content, number)
    name = escape(f"{face.title or note.kind} {note.id}-{number}")
    head = f"// {' '.join(origin(note).split())}\n::{name}::[plain]"
    if number == RECITE:
        items = "\\n".join(f"{k}. {escape(line.text)}" for k, line in enumerate(content.lines, 1))
        return f"{head}{escape(_stem(face))}默写全部 {len(content.lines)} 项。{{####{items}}}"
    return f"{head}{escape(_stem(face))}{_body(face, content, note, number)}"


def _stem(face: Face) -> str:
    steps = [*face.heading, face.title] if face.title else []
    marks = "".join(f"（{mark}）" for mark in face.marks)
    return f"{' › '.join(steps)}{marks}\n" if steps or marks else ""


def _body(face: Face, content: Content, note: Note, number: int) -> str:
    right = dict.fromkeys(
        [*(part.text for part in content.answer(number)), *note.accepted_variants.get(str(number), ())]
    )
    answers = "{" + "".join(f"={escape(text)}" for text in right) + "}"
    pieces, open_gap = [], True
    for k, line in enumerate(face.lines, 1):
        pieces.append("\\n" if k > 1 else "")
        pieces.append(f"{k}. " if note.kind == "list" and len(face.lines) > 1 else "")
        for piece in line.pieces:
            if piece.kind == "gap" and open_gap:
                pieces.append(answers)
                open_gap = False
            else:
                pieces.append(escape({"gap": "＿＿", "hidden": "……"}.get(piece.kind, piece.text)))
    return "".join(pieces)

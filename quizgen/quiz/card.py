"""A card on its way to a question: what it expects, and what every mode's question shows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from quizgen.face import back, front
from quizgen.model.deck import RECITE, AskRole, Line, Note
from quizgen.model.quiz import Expected, Mode, Question

_ORDINAL = re.compile(r"[\s\-—–·•*(（第]*(?:\d{1,3}|[一二三四五六七八九十]{1,3}|[①-⑳])?[\s.、．:：)）]*")


class Card(NamedTuple):
    """A note and the number of the card asked."""

    note: Note
    cloze: int


def role(card: Card) -> AskRole:
    if card.cloze == RECITE:
        return "recite"
    return card.note.content.answer(card.cloze)[0].role or "item"


def answer_text(card: Card) -> str:
    """The answer of a card in one string; what stands in several places is said once, pieces are joined by 、."""
    if card.cloze == RECITE:
        return "、".join(item.text for item in expected(card))
    return "、".join(dict.fromkeys(part.text for part in card.note.content.answer(card.cloze)))


def item_text(line: Line) -> str:
    """A line as an item of a list: without the ordinal or dash in front that is no part of it."""
    parts = list(line.parts)
    while parts and parts[0].cloze is None and _ORDINAL.fullmatch(parts[0].text):
        parts.pop(0)
    return "".join(part.text for part in parts).strip()


def expected(card: Card) -> tuple[Expected, ...]:
    """What answers the card: one thing, or for a recital one for each line."""
    content, number = card.note.content, card.cloze
    if number == RECITE:
        return tuple(_line_expected(card.note, line) for line in content.lines if line.numbers)
    text = answer_text(card)
    lines = [*content.lines, content.aside] if content.aside else content.lines
    whole = [item_text(line) for line in lines if line and number in line.numbers and len(line.numbers) == 1]
    also = dict.fromkeys([*whole, *card.note.accepted_variants.get(str(number), ()), *_elsewhere(card.note, whole)])
    also.pop(text, None)
    return (Expected(text=text, also=tuple(also), key=str(number)),)


def _elsewhere(note: Note, lines: Iterable[str]) -> Iterator[str]:
    """How other documents word these lines: that is right, too."""
    wanted = set(lines)
    for place in note.occurrences:
        yield from (worded.text for worded in place.differences if worded.text and worded.instead in wanted)


def _line_expected(note: Note, line: Line) -> Expected:
    asked = "".join(part.text for part in line.parts if part.cloze is not None)
    variants = [wording for number in line.numbers for wording in note.accepted_variants.get(str(number), ())]
    text = item_text(line)
    also = dict.fromkeys([asked, *variants, *_elsewhere(note, [text])])
    also.pop(text, None)
    return Expected(text=text, also=tuple(also), key=line.key)


def question(card: Card, mode: Mode, **fields: object) -> Question:
    """The question of a card in a mode; ``fields`` are what only that mode fills."""
    note, content = card.note, card.note.content
    asked, solved = front(content, card.cloze), back(content, card.cloze)
    shown = {
        "note_id": note.id,
        "cloze": card.cloze,
        "mode": mode,
        "kind": note.kind,
        "role": role(card),
        "importance": note.importance,
        "title": asked.title,
        "heading": asked.heading,
        "marks": asked.marks,
        "front": asked.lines,
        "back": solved.lines,
        "repaired": content.repaired,
        "extra": content.extra,
        "occurrences": note.occurrences,
        "expected": expected(card),
        "ordered": content.ordered,
    }
    return Question.model_validate(shown | fields)

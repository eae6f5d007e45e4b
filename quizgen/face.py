"""What the front and the back of a card show: the one place that decides it for quiz, pages and plain exports."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Literal, NamedTuple

from quizgen.mask import masked, standing
from quizgen.model.deck import LABEL, RECITE, Content, Line, Part
from quizgen.model.quiz import Shown, ShownLine


class Face(NamedTuple):
    """One side of a card. ``lines`` is empty on the front of a card that asks for the whole list."""

    heading: tuple[str, ...]
    title: str
    lines: tuple[ShownLine, ...]
    marks: tuple[str, ...]


def front(content: Content, number: int) -> Face:
    """The front of the card ``number``: its answer is a gap wherever it stands, and the layout hides other answers."""
    answers = [part.text for part in content.answer(number)]
    marks = tuple(masked(mark, answers) for mark in content.marks)
    named = number != LABEL
    heading = tuple(masked(step, answers) for step in content.heading if named)
    title = masked(content.title, answers) if named else ""
    if content.aside and number in content.aside.numbers:
        return Face(heading, title, (_asked(content.aside, number, answers, shown=True),), marks)
    if number == RECITE:
        return Face(heading, title, (), marks)
    at = next(k for k, line in enumerate(content.lines) if number in line.numbers)
    lines = tuple(_asked(line, number, answers, shown=_shown(content, k, at)) for k, line in enumerate(content.lines))
    return Face(heading, title, lines, marks)


def back(content: Content, number: int) -> Face:
    """The back of the card ``number``: everything, with its answer pointed out."""
    lines = (content.aside,) if content.aside and number in content.aside.numbers else content.lines
    return Face(content.heading, content.title, tuple(_solved(line, number) for line in lines), content.marks)


def _shown(content: Content, k: int, asked: int) -> bool:
    """Whether the answers of line ``k`` may be seen while line ``asked`` is asked for."""
    if content.layout == "all-hidden":
        return False
    if content.layout == "neighbours":
        return abs(k - asked) <= 1
    return content.layout == "others-shown" or k <= asked


def _asked(line: Line, number: int, answers: list[str], shown: bool) -> ShownLine:
    pieces: list[Shown] = []
    for kind, parts in groupby(line.parts, key=lambda part: _kind(part, number, shown)):
        if kind == "text":
            pieces += _masked("".join(part.text for part in parts), answers)
        else:
            pieces += [Shown(kind=kind, length=len(part.text)) for part in parts]
    return ShownLine(pieces=tuple(pieces))


def _kind(part: Part, number: int, shown: bool) -> Literal["text", "gap", "hidden"]:
    if part.cloze == number:
        return "gap"
    return "text" if shown or part.cloze is None else "hidden"


def _masked(text: str, answers: list[str]) -> Iterator[Shown]:
    done = 0
    for start, end in standing(text, answers):
        if done < start:
            yield Shown(kind="text", text=text[done:start])
        yield Shown(kind="gap", length=end - start)
        done = end
    if text[done:]:
        yield Shown(kind="text", text=text[done:])


def _solved(line: Line, number: int) -> ShownLine:
    asked = [
        Shown(
            kind="answer" if part.cloze is not None and number in (part.cloze, RECITE) else "text",
            text=part.text,
            length=len(part.text),
        )
        for part in line.parts
    ]
    return ShownLine(pieces=tuple(asked))

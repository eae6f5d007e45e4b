"""Type the answer into the gap."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from quizgen.model.deck import RECITE, Line
from quizgen.model.quiz import Answer, Grade, ItemVerdict, Question, ShownLine, Verdict
from quizgen.quiz.card import Card, item_text, question
from quizgen.quiz.grading import CREDIT, SUGGESTED, grade_text, judge
from quizgen.quiz.normal import simple
from quizgen.quiz.pool import Pool

_BESIDE = 12
"""So many characters beside the gap may be typed again."""


def ask(card: Card, pool: Pool, rng: Random) -> Question | None:
    """Only answers fit to be typed are asked for so."""
    if card.cloze == RECITE or not all(part.typed for part in card.note.content.answer(card.cloze)):
        return None
    asked = question(card, "typed")
    return asked.model_copy(update={"siblings": tuple(_siblings(card, asked))})


def grade(asked: Question, given: Answer) -> Verdict:
    """What stands beside the gap may be typed again. Another item of a list in no order is half right where nothing
    on the card tells its gap from this one."""
    found = _in_place(asked, given.text)
    if found.grade == "wrong" and any(judge(given.text, other).grade == "right" for other in asked.siblings):
        half: Grade = "wrong" if asked.ordered else "almost"
        return Verdict(grade=half, credit=CREDIT[half], reason="sibling", suggested=SUGGESTED[half])
    return Verdict(
        grade=found.grade,
        credit=CREDIT[found.grade],
        reason=found.reason,
        suggested=SUGGESTED[found.grade],
        diff=found.diff,
    )


def _siblings(card: Card, asked: Question) -> Iterator[str]:
    """What fills the hidden lines that look like the one asked."""
    lines = card.note.content.lines
    if len(lines) != len(asked.front):
        return
    own = {_frame(line) for line in lines if card.cloze in line.numbers}
    for line, shown in zip(lines, asked.front, strict=True):
        if _frame(line) in own and not _pieces(shown, "gap") and _pieces(shown, "hidden"):
            yield item_text(line)
            yield "".join(part.text for part in line.parts if part.cloze is not None)


def _frame(line: Line) -> str:
    """What is to be read of a hidden line, its number apart."""
    return item_text(line.model_copy(update={"parts": tuple(part for part in line.parts if part.cloze is None)}))


def _pieces(line: ShownLine, kind: str) -> list[int]:
    return [k for k, piece in enumerate(line.pieces) if piece.kind == kind]


def _in_place(asked: Question, given: str) -> ItemVerdict:
    """The best verdict on the answer as typed, or without the words that are to be read beside the gap."""
    expected = asked.expected[0]
    found = grade_text(given, expected)
    longest = max(len(wording) for wording in (expected.text, *expected.also)) + 2 * _BESIDE
    if found.grade == "right" or len(simple(given)) > longest:
        return found
    for line in asked.front:
        for k in _pieces(line, "gap"):
            before = line.pieces[k - 1].text if k else ""
            after = line.pieces[k + 1].text if k + 1 < len(line.pieces) else ""
            for rest in _without(simple(given), simple(before), simple(after)):
                found = max(found, grade_text(rest, expected), key=lambda one: CREDIT[one.grade])
    return found


def _without(given: str, before: str, after: str) -> Iterator[str]:
    """``given`` without its beginning where ``before`` ends with that, without its end where ``after`` begins so."""
    most = min(len(given), _BESIDE + 1)
    starts = [n for n in range(most) if before.endswith(given[:n]) and not _in_number(given, n)]
    ends = [len(given) - n for n in range(most) if after.startswith(given[len(given) - n :])]
    for start in starts:
        for end in ends:
            if start < end and end - start < len(given) and not _in_number(given, end):
                yield given[start:end]


def _in_number(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at - 1].isdigit() and text[at].isdigit()

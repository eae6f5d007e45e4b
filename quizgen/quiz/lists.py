"""Grade a list: which given item stands for which expected one, what is missing, foreign, or in the wrong place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from quizgen.model.quiz import Expected, ItemVerdict, Verdict
from quizgen.quiz.diff import diff
from quizgen.quiz.grading import CREDIT, SUGGESTED, grade_text
from quizgen.quiz.normal import canonical, plain

_SEPARATORS: Final = (r"\n", r"[；;。\n]", r"[；;。，,\n]", r"[；;。，,、/|\n]", r"[；;。，,、/|\s]")
"""Tried in turn; the split that earns the most is taken as what the student meant."""
_MARKER = re.compile(r"^\s*(?:[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[.、．)）]\s*|[-*•·]\s+|[①-⑳]\s*)")
_INLINE_MARKER = re.compile(r"(?=[①-⑳]|[(（](?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）])")
_ALIKE: Final = 0.5
"""A wrong item is set beside the missing one that it resembles at least so much."""
_ROOM: Final = 5
"""So many times the items expected are looked at; the rest of an endless answer is not."""


def split_items(text: str, expected: Sequence[Expected]) -> list[str]:
    """The items in a typed list, however they are separated."""
    text = _INLINE_MARKER.sub("\n", text)
    most = _ROOM * len(expected)
    best: tuple[float, int, list[str]] = (-1.0, 0, [])
    for pattern in _SEPARATORS:
        pieces = [_MARKER.sub("", piece).strip() for piece in re.split(pattern, text)]
        items = [piece for piece in pieces if plain(piece)][:most]
        if (items and not best[2]) or len(items) != len(best[2]):
            earned = sum(CREDIT[grade_text(items[k], expected[e]).grade] for e, k in assign(items, expected))
            best = max(best, (earned, -len(items), items), key=lambda split: split[:2])
    return _run_together(best[2], expected)


def _run_together(items: list[str], expected: Sequence[Expected]) -> list[str]:
    """Items written without anything between them, taken apart where expected ones follow one another."""
    result: list[str] = []
    for item in items:
        pieces = _cut(item, [wording for one in expected for wording in (one.text, *one.also)])
        result += pieces if len(pieces) > 1 else [item]
    return result


def _cut(item: str, wordings: Sequence[str]) -> list[str]:
    rest, pieces = plain(item), []
    by_length = sorted({plain(wording) for wording in wordings} - {""}, key=lambda wording: (-len(wording), wording))
    while rest:
        head = next((wording for wording in by_length if rest.startswith(wording)), None)
        if head is None:
            return [item]
        pieces.append(head)
        rest = rest[len(head) :]
    return pieces


def assign(given: Sequence[str], expected: Sequence[Expected]) -> list[tuple[int, int]]:
    """The best one-to-one assignment: (index of expected, index of given), in order of expected.

    Right counts 1, almost ½; wrong items are set beside missing ones that they resemble.
    """
    worth = [[_worth(text, one) for text in given] for one in expected]
    return [(e, k) for e, k in _best_assignment(worth) if worth[e][k] > 0]


def _worth(given: str, expected: Expected) -> float:
    credit = CREDIT[grade_text(given, expected).grade]
    if credit:
        return credit
    from rapidfuzz.distance import Indel

    likeness = Indel.normalized_similarity(canonical(given), canonical(expected.text))
    return likeness / 1000 if likeness >= _ALIKE else 0.0


def grade_list(given: Sequence[str], expected: Sequence[Expected], ordered: bool) -> Verdict:
    """Credit for each expected item; ordered lists also say what stands in the wrong place (half an item's credit)."""
    pairs = dict(assign(given, expected))
    verdicts = [
        grade_text(given[pairs[e]], one)
        if e in pairs
        else ItemVerdict(expected=one.text, grade="wrong", reason="empty", diff=diff("", one.text))
        for e, one in enumerate(expected)
    ]
    if ordered:
        in_place = _longest_rising([pairs[e] for e in sorted(pairs)])
        verdicts = [
            verdict.model_copy(update={"misplaced": e in pairs and pairs[e] not in in_place})
            for e, verdict in enumerate(verdicts)
        ]
    foreign = tuple(given[k] for k in range(len(given)) if k not in pairs.values())
    earned = sum(CREDIT[verdict.grade] * (0.5 if verdict.misplaced else 1) for verdict in verdicts)
    return _summed(verdicts, foreign, earned / len(expected), bool(given))


def _summed(verdicts: list[ItemVerdict], foreign: tuple[str, ...], credit: float, answered: bool) -> Verdict:
    if not answered:
        grade, reason = "wrong", "empty"
    elif any(verdict.grade == "wrong" for verdict in verdicts):
        grade, reason = "wrong", "incomplete"
    elif any(verdict.misplaced for verdict in verdicts):
        grade, reason = "almost", "order"
    elif foreign:
        grade, reason = "almost", "different"
    else:
        slips = [verdict for verdict in verdicts if verdict.grade == "almost"]
        grade, reason = ("almost", slips[0].reason) if slips else ("right", "same")
    return Verdict.model_validate(
        {
            "grade": grade,
            "credit": credit,
            "reason": reason,
            "suggested": SUGGESTED[grade],  # type: ignore[index]
            "items": tuple(verdicts),
            "foreign": foreign,
        }
    )


def _longest_rising(values: Sequence[int]) -> set[int]:
    """The values of a longest rising row: moving the fewest others puts the list in order."""
    rows: list[list[int]] = [[]]
    for value in values:
        fitting = [row for row in rows if not row or row[-1] < value]
        before = max(fitting, key=len)
        rows.append([*before, value])
    longest = max(rows, key=len)
    return set(longest)


def _best_assignment(worth: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """The assignment of rows to columns of greatest worth (Kuhn and Munkres, with potentials)."""
    rows, columns = len(worth), len(worth[0]) if worth else 0
    if not rows or not columns:
        return []
    size = max(rows, columns)
    cost = [[-worth[r][c] if r < rows and c < columns else 0.0 for c in range(size)] for r in range(size)]
    row_potential, column_potential = [0.0] * (size + 1), [0.0] * (size + 1)
    row_of = [0] * (size + 1)
    for row in range(1, size + 1):
        row_of[0] = row
        way, least, done, column = [0] * (size + 1), [float("inf")] * (size + 1), [False] * (size + 1), 0
        while row_of[column]:
            done[column] = True
            here, step, following = row_of[column], float("inf"), 0
            for other in range(1, size + 1):
                if done[other]:
                    continue
                reduced = cost[here - 1][other - 1] - row_potential[here] - column_potential[other]
                if reduced < least[other]:
                    least[other], way[other] = reduced, column
                if least[other] < step:
                    step, following = least[other], other
            for other in range(size + 1):
                if done[other]:
                    row_potential[row_of[other]] += step
                    column_potential[other] -= step
                else:
                    least[other] -= step
            column = following
        while column:
            row_of[column] = row_of[way[column]]
            column = way[column]
    found = ((row_of[column] - 1, column - 1) for column in range(1, size + 1))
    return sorted((row, column) for row, column in found if row < rows and column < columns)

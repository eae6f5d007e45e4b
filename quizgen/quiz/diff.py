"""What differs between an answer and what was expected, as they are written."""

from __future__ import annotations

from typing import Final, Literal

from quizgen.model.quiz import DiffPiece
from quizgen.quiz.normal import canonical, simple

_KINDS: Final[dict[str, Literal["same", "extra", "missing", "changed"]]] = {
    "equal": "same",
    "replace": "changed",
    "delete": "extra",
    "insert": "missing",
}


def diff(given: str, expected: str) -> tuple[DiffPiece, ...]:
    """The stretches of ``given`` and ``expected`` side by side; joined, each side gives its text back.

    Width, case, script and idle punctuation make no difference, but are shown as written. Texts that say the same in
    another form (三 for 3) are the same as a whole.
    """
    if given and canonical(given) == canonical(expected):
        return (DiffPiece(kind="same", given=given, expected=expected),)
    from rapidfuzz.distance import Levenshtein

    ours, theirs = _tokens(given), _tokens(expected)
    found = Levenshtein.opcodes([simple(token) for token in ours], [simple(token) for token in theirs])
    return tuple(
        DiffPiece(
            kind=_KINDS[op.tag],
            given="".join(ours[op.src_start : op.src_end]),
            expected="".join(theirs[op.dest_start : op.dest_end]),
        )
        for op in found
    )


def _tokens(text: str) -> list[str]:
    """The characters that count, each with the idle ones behind it (in front, for the first)."""
    tokens: list[str] = []
    idle = ""
    for char in text:
        if simple(char):
            tokens.append(idle + char)
            idle = ""
        elif tokens:
            tokens[-1] += char
        else:
            idle += char
    return tokens or ([idle] if idle else [])

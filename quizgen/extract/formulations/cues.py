"""The words that proposers and evidence look for, and the one alphabet in which they are looked for.

Patterns are written in Simplified; ``fold`` brings Traditional text to it character by character, so that offsets stay.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Any

from quizgen.model.document import Script


@cache
def _rows() -> dict[str, tuple[str, ...]]:
    rows: dict[str, tuple[str, ...]] = {}
    for line in files(__package__).joinpath("cues.txt").read_text("utf-8").splitlines():
        name, tab, cues = line.partition("\t")
        if tab and not line.startswith("#"):
            rows[name] = tuple(dict.fromkeys(cues.split()))
    return rows


def words(name: str) -> tuple[str, ...]:
    """A row of ``cues.txt``."""
    return _rows()[name]


@cache
def cue(name: str) -> str:
    """A row of ``cues.txt`` as an alternation for a larger pattern, longest words first."""
    return "(?:" + "|".join(sorted(words(name), key=len, reverse=True)) + ")"


@cache
def pattern(name: str) -> re.Pattern[str]:
    """A row of ``cues.txt`` as a pattern of its own."""
    return re.compile(cue(name))


def fold(text: str, script: Script) -> str:
    """``text`` with each Traditional character replaced by its Simplified one; as long as ``text``."""
    if script == "hans":
        return text
    chars = sorted(set(text) - {"\n"})
    simple = _converter().convert("\n".join(chars)).split("\n")
    return text.translate({ord(old): new for old, new in zip(chars, simple, strict=True) if len(new) == 1})


@cache
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")

"""Conversion between the scripts, character for character: OpenCC, and what it gets wrong."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Any


def words(name: str) -> tuple[str, ...]:
    """The words of a data file of this package, one a line, without its ``#`` comments."""
    listed = files("quizgen.clean").joinpath(name).read_text(encoding="utf-8").splitlines()
    return tuple(word for word in listed if word and not word.startswith("#"))


@cache
def alternatives(name: str) -> re.Pattern[str]:
    """A pattern for the words of a data file, longest first."""
    return re.compile("|".join(map(re.escape, sorted(words(name), key=lambda w: (-len(w), w)))))


@cache
def _converter(configuration: str) -> Any:
    from opencc import OpenCC

    return OpenCC(configuration)


def convert(text: str, configuration: str) -> str:
    """``text`` converted, of the same length: a line that changes its length is converted by single characters."""
    result: str = _converter(configuration).convert(text)
    if len(result) == len(text):
        return result
    lines = []
    for line in text.split("\n"):
        converted: str = _converter(configuration).convert(line)
        if len(converted) != len(line):
            single = [_converter(configuration).convert(c) for c in line]
            converted = "".join(new if len(new) == 1 else old for old, new in zip(line, single, strict=True))
        lines.append(converted)
    return "\n".join(lines)


def simplified(text: str) -> str:
    """``text`` in Simplified characters, of the same length; 著 is 着 except in words such as 著名."""
    if text.isascii():
        return text
    result = convert(text, "t2s")
    if "著" not in result:
        return result
    kept = {m.start() + m.group().index("著") for m in alternatives("zhe.txt").finditer(result)}
    return "".join("着" if c == "著" and k not in kept else c for k, c in enumerate(result))


def traditional(text: str) -> str:
    """``text`` in Traditional characters, of the same length."""
    return convert(text, "s2t")

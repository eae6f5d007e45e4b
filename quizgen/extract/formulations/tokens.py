"""The words of a sentence and what they do in it. All offsets count from the beginning of the sentence."""

from __future__ import annotations

import re
from typing import NamedTuple

from quizgen.extract.formulations.cues import words
from quizgen.extract.words import cut, tag

MARKS = re.compile(r"[，。；：？！、“”「」『』（）()《》\s|/=＝<>—…·,.;:!?\"']+")
EMPTY = frozenset(words("empty"))
_WHOSE = ("我们", "他们", "我", "他", "她", "它", "其")
_DOING = re.compile(r"[在到成给了着过得出入起上下住]$")
_NOMINAL = frozenset(words("nominal tags"))
_VERBAL = frozenset(words("verbal tags"))


class Word(NamedTuple):
    """A word of a sentence: where it stands, and ``n`` if it names, ``v`` if it does, empty if it only joins."""

    start: int
    end: int
    kind: str


def tokenize(text: str) -> list[Word]:
    """The words of ``text`` and what they do in a sentence."""
    found: list[Word] = []
    at = 0
    before = ""
    for word in cut(text):
        start, at = at, at + len(word)
        found.append(Word(start, at, _kind(word, before)))
        before = word
    return found


def _kind(word: str, before: str) -> str:
    mark = tag(word).lower()
    if MARKS.fullmatch(word) or word.isdigit() or word in EMPTY or (len(word) == 1 and before in _WHOSE):
        return ""
    if word == "之" or (mark == "m" and word.startswith("第")):
        return "n"
    if mark in _VERBAL or (len(word) > 1 and _DOING.search(word) and mark not in _NOMINAL):
        return "v"
    return "n" if mark in _NOMINAL or (not mark and len(word) > 1) else ""


def does(text: str, word: Word) -> str:
    """What a word does; one that is no answer by itself (提出, 问题) is a verb or a name all the same."""
    if word.kind or word.end - word.start < 2:
        return word.kind
    letter = tag(text[word.start : word.end])[:1]
    return letter if letter in ("n", "v") else ""

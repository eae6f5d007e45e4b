"""All answers of a deck, as far as choosing distractors needs to know them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from quizgen.extract.words import cut, tag
from quizgen.quiz.normal import to_simplified

_DIGITS, _LATIN, _MARKS = re.compile(r"\d"), re.compile(r"[A-Za-z]"), re.compile(r"[，。；：、！？,;:《》“”（）()]")
_NUMERAL = re.compile(r"第?[零〇一二两三四五六七八九十百千万亿]+")
_OTHER_SCRIPT = 0.02
"""The share of a document's answers, by characters, that is only Traditional in one that is so."""
_NEAR = 60
"""So many answers of one length, the nearest in the document, are looked at."""


class Entry(NamedTuple):
    """An answer of a deck: its canonical ``form`` and its ``make``; its note's title and form of that, heading path (in
    one string), first document, and the note it was split from."""

    note_id: str
    cloze: int
    role: str
    kind: str
    answer: str
    form: str
    title: str
    title_form: str
    heading: str
    make: str
    source: str
    split_from: str | None = None


def script_of(text: str) -> str:
    """What an answer is made of, as far as it shows at a glance: digits, Latin letters, marks, or a numeral."""
    if _NUMERAL.fullmatch(text):
        return "九"
    return "".join(name for name, pattern in (("9", _DIGITS), ("A", _LATIN), ("，", _MARKS)) if pattern.search(text))


def make_of(text: str) -> str:
    """What a phrase is built like: the kinds of its first and of its last word (``vn`` for 整理仓库)."""
    words = [word for word in cut(text) if word[0].isalnum()]
    return "".join(tag(word)[:1] or "x" for word in (words[:1] + words[-1:]))


class Pool:
    """The answers of a deck; entries come in document order. ``texts`` are the plain texts of its notes by their ids,
    ``words`` all of them."""

    def __init__(self, entries: Iterable[Entry], texts: Mapping[str, str]) -> None:
        self.texts = texts
        self.words = "\n".join(texts.values())
        self._entries = list(entries)
        self._alike: dict[tuple[str, str, int], list[int]] = defaultdict(list)
        """(role, script, length) → places of answers, in document order."""
        self._of_note: dict[str, list[int]] = defaultdict(list)
        self._answering: dict[str, set[str]] = defaultdict(set)
        self._titled: dict[str, set[str]] = defaultdict(set)
        self._split: dict[str, set[str]] = defaultdict(set)
        for place, entry in enumerate(self._entries):
            self._alike[entry.role, script_of(entry.answer), len(entry.answer)].append(place)
            self._of_note[entry.note_id].append(place)
            self._answering[entry.form].add(entry.note_id)
            self._titled[entry.title_form].add(entry.note_id)
            self._split[entry.split_from or entry.note_id].add(entry.note_id)
        self._traditional = _traditional(self._entries)

    def near(self, note_id: str, role: str, key: str, shortest: int, longest: int) -> Iterator[Entry]:
        """Answers of the role, the script of ``key`` and a length between the two, the nearest in the document."""
        own = self._of_note.get(note_id, [0])[0]
        traditional = bool(self._entries) and self._entries[own].source in self._traditional
        for length in range(shortest, longest + 1):
            places = self._alike.get((role, script_of(key), length), [])
            middle = bisect_left(places, own)
            for place in places[max(0, middle - _NEAR // 2) : middle + _NEAR // 2]:
                if (self._entries[place].source in self._traditional) == traditional:
                    yield self._entries[place]

    def entry(self, note_id: str, cloze: int) -> Entry | None:
        """The answer of a card; None for a card that asks for a whole list."""
        own = (self._entries[place] for place in self._of_note.get(note_id, ()))
        return next((entry for entry in own if entry.cloze == cloze), None)

    def make(self, note_id: str, cloze: int) -> str:
        """The make of a card's answer."""
        found = self.entry(note_id, cloze)
        return found.make if found else ""

    def notes_answered_by(self, form: str) -> set[str]:
        """The notes that have an answer of this canonical form."""
        return self._answering.get(form, set())

    def related(self, note_id: str) -> set[str]:
        """Notes whose items may pass for this one's: itself, those of its name, lists that share an item with it, lists
        hanging under its items, the list whose item its title is, and notes that were one with it."""
        own = [self._entries[place] for place in self._of_note.get(note_id, ())]
        if not own:
            return {note_id}
        below = {other for entry in own for other in self._titled.get(entry.form, ())}
        below |= {other for entry in own if entry.role == "item" for other in self.notes_answered_by(entry.form)}
        if own[0].title_form:
            below |= self._titled[own[0].title_form]
        return {note_id} | below | self.notes_answered_by(own[0].title_form) | self._split[own[0].split_from or note_id]


def _traditional(entries: Sequence[Entry]) -> frozenset[str]:
    """The documents whose answers are written in Traditional script."""
    answers: dict[str, list[str]] = defaultdict(list)
    for entry in entries:
        answers[entry.source].append(entry.answer)
    texts = {source: "".join(some) for source, some in answers.items()}
    return frozenset(source for source, text in texts.items() if _changed(text) > _OTHER_SCRIPT * len(text))


def _changed(text: str) -> int:
    return sum(a != b for a, b in zip(text, to_simplified(text), strict=False))

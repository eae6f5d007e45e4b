"""All answers of a deck, as far as choosing distractors needs to know them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from quizgen.quiz.normal import canonical

_DIGITS, _LATIN, _MARKS = re.compile(r"\d"), re.compile(r"[A-Za-z]"), re.compile(r"[，。；：、！？,;:《》“”（）()]")


class Entry(NamedTuple):
    """An answer of a deck, with its note's title, heading path (in one string), document, and the note split from."""

    note_id: str
    cloze: int
    role: str
    kind: str
    answer: str
    title: str
    heading: str
    source: str
    split_from: str | None = None


def script_of(text: str) -> str:
    """What an answer is made of, as far as it shows at a glance: digits, Latin letters, marks."""
    return "".join(name for name, pattern in (("9", _DIGITS), ("A", _LATIN), ("，", _MARKS)) if pattern.search(text))


class Pool:
    """The answers of a deck by note and by kind of answer."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.of_note: dict[str, list[Entry]] = defaultdict(list)
        self.alike: dict[tuple[str, str], list[Entry]] = defaultdict(list)
        """(role, script) → answers, in document order."""
        for entry in entries:
            self.of_note[entry.note_id].append(entry)
            self.alike[entry.role, script_of(entry.answer)].append(entry)
        self.notes_with: dict[str, set[str]] = defaultdict(set)
        """Canonical answer → the notes it answers."""
        for note_id, own in self.of_note.items():
            for entry in own:
                self.notes_with[canonical(entry.answer)].add(note_id)

        self._titled: dict[str, set[str]] = defaultdict(set)
        self._split: dict[str, set[str]] = defaultdict(set)
        for note_id, own in self.of_note.items():
            self._titled[canonical(own[0].title)].add(note_id)
            self._split[own[0].split_from or note_id].add(note_id)

    def related(self, note_id: str) -> set[str]:
        """Notes whose items may pass for this one's: itself, lists hanging under its items, the list whose item its
        title is, and notes that were one with it."""
        own = self.of_note.get(note_id)
        if not own:
            return {note_id}
        below = {other for entry in own for other in self._titled.get(canonical(entry.answer), ())}
        above = self.notes_with.get(canonical(own[0].title), set())
        return {note_id} | below | above | self._split[own[0].split_from or note_id]

"""Which note of an old deck a newly made note is."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import NamedTuple

from quizgen.mask import fold
from quizgen.model.deck import Note

SAME_NOTE = 0.5
"""The least likeness (0..1) of two notes taken for one."""
SAME_ITEMS = 0.4
"""The least share of items two lists have in common, whatever their titles say."""
SAME_WORDS = 0.6
"""The least likeness of two items or gaps taken for one, wherever they stand."""
CANDIDATES = 8
COMMON = 200
"""A pair of characters that so many notes have says nothing about which note it is."""


def match_notes(old: Sequence[Note], new: Sequence[Note]) -> dict[int, int]:
    """Index of a new note → index of the old note it is; each old note is taken once, the likest pair first.

    First notes with the same words (and title, and source, where that decides between several), then by what titles
    and items have in common.
    """
    matched: dict[int, int] = {}
    for key in (_whole_key, _titled_key, _words_key):
        _match_equal(old, new, key, matched)
    _prefer_looked_through(old, new, matched)
    taken = set(matched.values())
    index = _Index([(k, note) for k, note in enumerate(old) if k not in taken])
    pairs = sorted(
        (-likeness, j, k) for j, note in enumerate(new) if j not in matched for k, likeness in index.like(note)
    )
    for _, j, k in pairs:
        if j not in matched and k not in taken:
            matched[j] = k
            taken.add(k)
    return matched


def _match_equal(
    old: Sequence[Note], new: Sequence[Note], key: Callable[[Note], Hashable], matched: dict[int, int]
) -> None:
    taken = set(matched.values())
    waiting: dict[Hashable, list[int]] = defaultdict(list)
    for k, note in enumerate(old):
        if k not in taken:
            waiting[key(note)].append(k)
    for j, note in enumerate(new):
        if j not in matched and waiting[key(note)]:
            matched[j] = waiting[key(note)].pop(0)


def _prefer_looked_through(old: Sequence[Note], new: Sequence[Note], matched: dict[int, int]) -> None:
    """Where two old notes are one today, the one that the user has accepted or edited goes on."""
    taken = set(matched.values())
    looked_through = {
        _words_key(note): k for k, note in enumerate(old) if k not in taken and note.state in {"accepted", "edited"}
    }
    for j, k in list(matched.items()) if looked_through else ():
        if old[k].state == "proposed":
            others = (looked_through.pop(key, None) for key in _other_words(new[j]))
            matched[j] = next((other for other in others if other is not None), k)


def _other_words(note: Note) -> Iterable[Hashable]:
    """The keys of the notes that would have been made of this note's other places."""
    for place in note.occurrences:
        here = {bare(worded.instead): bare(worded.text) for worded in place.differences}
        lines = [here.get(line, line) for line in (bare(line.text) for line in note.made.lines)]
        if here:
            yield _lines_key(note.kind == "list", [line for line in lines if line])


def _words_key(note: Note) -> Hashable:
    return _lines_key(note.kind == "list", [bare(line.text) for line in note.made.lines])


def _lines_key(is_list: bool, lines: Sequence[str]) -> Hashable:
    return (True, *sorted(lines)) if is_list else (False, *lines[:1])


def _titled_key(note: Note) -> Hashable:
    return note.made.title, _words_key(note)


def _whole_key(note: Note) -> Hashable:
    return note.occurrences[0].source, note.made.heading, _titled_key(note)


def bare(text: str) -> str:
    """The text's letters and digits, folded."""
    folded = fold(text)
    return folded if folded.isalnum() else "".join([char for char in folded if char.isalnum()])


class _Words(NamedTuple):
    """A note's words as they are compared: letters and digits alone."""

    is_list: bool
    title: str
    lines: tuple[str, ...]

    @classmethod
    def of(cls, note: Note) -> _Words:
        return cls(note.kind == "list", bare(note.made.title), tuple(bare(line.text) for line in note.made.lines))

    @property
    def pairs(self) -> list[str]:
        words = self.title + "".join(self.lines)
        return list(dict.fromkeys(words[k : k + 2] for k in range(len(words) - 1)))


class _Index:
    """Notes by the pairs of characters in them, so that only likely partners are compared."""

    def __init__(self, notes: Iterable[tuple[int, Note]]) -> None:
        self._notes = {k: _Words.of(note) for k, note in notes}
        self._having: dict[str, list[int]] = defaultdict(list)
        for k, words in self._notes.items():
            for pair in words.pairs:
                self._having[pair].append(k)

    def like(self, note: Note) -> list[tuple[int, float]]:
        """The indexes of notes that may be ``note``, with their likeness."""
        words = _Words.of(note)
        shared: Counter[int] = Counter()
        for pair in words.pairs:
            having = self._having.get(pair, ())
            if len(having) <= COMMON:
                shared.update(having)
        enough = max(shared.values(), default=0) // 2
        likely = sorted((-count, k) for k, count in shared.items() if count >= enough)[:CANDIDATES]
        scored = [(k, likeness(self._notes[k], words)) for _, k in likely]
        return [(k, score) for k, score in scored if score >= SAME_NOTE]


def likeness(old: _Words, new: _Words) -> float:
    """How alike two notes are, 0..1: lists by title and items in common, sentences by their words."""
    if old.is_list != new.is_list:
        return 0.0
    if not old.is_list:
        return _sentence_likeness(old.lines[0], new.lines[0])
    same = _in_common(old.lines, new.lines)
    items = (same / min(len(old.lines), len(new.lines)) + same / max(len(old.lines), len(new.lines))) / 2
    if items < SAME_ITEMS:
        return 0.0
    return 0.65 * items + 0.35 * ratio(old.title, new.title)


def ratio(one: str, other: str) -> float:
    """How alike two strings are, 0..1."""
    from rapidfuzz import fuzz

    return float(fuzz.ratio(one, other)) / 100


def _sentence_likeness(mine: str, theirs: str) -> float:
    shorter, longer = sorted((mine, theirs), key=len)
    if len(shorter) >= 8 and shorter in longer:
        return 0.9
    alike = ratio(mine, theirs)
    return alike if alike >= SAME_WORDS else 0.0


def _in_common(mine: Sequence[str], theirs: Sequence[str]) -> float:
    equal = Counter(mine) & Counter(theirs)
    rest_mine, rest_theirs = list((Counter(mine) - equal).elements()), list((Counter(theirs) - equal).elements())
    pairs = sorted((-ratio(a, b), j, k) for j, a in enumerate(rest_mine) for k, b in enumerate(rest_theirs))
    total, used_mine, used_theirs = float(equal.total()), set[int](), set[int]()
    for score, j, k in pairs:
        if -score >= SAME_WORDS and j not in used_mine and k not in used_theirs:
            used_mine.add(j)
            used_theirs.add(k)
            total -= score
    return total

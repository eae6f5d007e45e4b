"""Which note of an old deck a newly made note is, and which gap of the old note each of its gaps is."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import NamedTuple

from quizgen.mask import core, fold, shared
from quizgen.model.deck import AskRole, Content, Note

SAME_NOTE = 0.5
"""The least likeness (0..1) of two notes taken for one."""
SAME_ITEMS = 0.4
"""The least share of items two lists have in common, whatever their titles say."""
SAME_WORDS = 0.6
"""The least likeness of two items or gaps taken for one, wherever they stand."""
SHORT = 4
"""Items up to this length are alike by chance; only a slip of the pen in the same place makes them one."""
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
        here = {_bare(worded.instead): _bare(worded.text) for worded in place.differences}
        lines = [here.get(line, line) for line in (_bare(line.text) for line in note.made.lines)]
        if here:
            yield _lines_key(note.kind == "list", [line for line in lines if line])


def _words_key(note: Note) -> Hashable:
    return _lines_key(note.kind == "list", [_bare(line.text) for line in note.made.lines])


def _lines_key(is_list: bool, lines: Sequence[str]) -> Hashable:
    return (True, *sorted(lines)) if is_list else (False, *lines[:1])


def _titled_key(note: Note) -> Hashable:
    return note.made.title, _words_key(note)


def _whole_key(note: Note) -> Hashable:
    return note.occurrences[0].source, note.made.heading, _titled_key(note)


def _bare(text: str) -> str:
    folded = fold(text)
    return folded if folded.isalnum() else "".join([char for char in folded if char.isalnum()])


class _Words(NamedTuple):
    """A note's words as they are compared: letters and digits alone."""

    is_list: bool
    title: str
    lines: tuple[str, ...]

    @classmethod
    def of(cls, note: Note) -> _Words:
        return cls(note.kind == "list", _bare(note.made.title), tuple(_bare(line.text) for line in note.made.lines))

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


class Slot(NamedTuple):
    """A cloze of a note: its number, what it asks for, and the line it stands in.

    ``own`` is what tells the answer from the others of its list: the answer without what they all begin or end with.
    """

    number: int
    role: AskRole | None
    answer: str
    line: str
    own: str = ""


def slots(content: Content) -> list[Slot]:
    """The clozes of a note in order, without the one that recites the list."""
    lines = (*content.lines, content.aside) if content.aside else content.lines
    found: dict[int, Slot] = {}
    for line in lines:
        for part in line.parts:
            if part.cloze is not None and part.cloze not in found:
                found[part.cloze] = Slot(part.cloze, part.role, core(part.text), _bare(line.text))
    return list(found.values())


Wordings = Mapping[str, str]
"""Line as another document words it → the line as the note has it, both as ``Slot.line``."""


def wordings(note: Note) -> Wordings:
    """What a note knows of other wordings: when documents come and go, the one that gives the words may change."""
    differences = (worded for place in note.occurrences for worded in place.differences)
    return {_bare(worded.text): _bare(worded.instead) for worded in differences if worded.text}


def match_slots(old: Sequence[Slot], new: Sequence[Slot], known: Sequence[Wordings] = ()) -> dict[int, int]:
    """Number of a new gap → number of the old gap it is; a gap that is none of the old ones is left out.

    Equal first (with their lines, then by themselves, then as one of the ``known`` wordings has it), then a slip mended
    in place, then much alike wherever they stand. Answers that hold a number are one only when they are equal: a
    corrected figure is to be learnt anew.
    """
    old, new = _told_apart(old, new)
    matched: dict[int, int] = {}

    def otherwise(one: Slot, other: Slot) -> bool:
        return one.role == other.role == "item" and any(
            words.get(one.line, one.line) == words.get(other.line, other.line) for words in known
        )

    for same in (_same_line, _same_answer, otherwise):
        for k, slot in enumerate(new):
            partner = next((p for p in old if p.number not in matched.values() and same(p, slot)), None)
            if k not in matched and partner:
                matched[k] = partner.number
    _match_in_place(old, new, matched)
    rest_new = [k for k in range(len(new)) if k not in matched]
    rest_old = [p for p in old if p.number not in matched.values()]
    pairs = sorted((-_alike(p, new[k]), k, p.number) for k in rest_new for p in rest_old)
    for score, k, number in pairs:
        if -score >= SAME_WORDS and k not in matched and number not in matched.values():
            matched[k] = number
    return {new[k].number: number for k, number in matched.items()}


def _told_apart(old: Sequence[Slot], new: Sequence[Slot]) -> tuple[list[Slot], list[Slot]]:
    items = [slot.answer for slot in (*old, *new) if slot.role == "item"]
    before = (shared(items)) if len(set(items)) > 1 else 0
    after = (shared([item[before:][::-1] for item in items])) if len(set(items)) > 1 else 0

    def own(slot: Slot) -> Slot:
        cut = slot.answer[before : len(slot.answer) - after] if slot.role == "item" else slot.answer
        return slot._replace(own=cut)

    return list(map(own, old)), list(map(own, new))


def _same_line(old: Slot, new: Slot) -> bool:
    return old.role == new.role and old.answer == new.answer and old.line == new.line


def _same_answer(old: Slot, new: Slot) -> bool:
    return old.role == new.role and (old.answer == new.answer or (old.role == "item" and old.line == new.line))


def _match_in_place(old: Sequence[Slot], new: Sequence[Slot], matched: dict[int, int]) -> None:
    """Pair what stands between the same two neighbours and differs by a slip of the pen."""
    place = {slot.number: k for k, slot in enumerate(old)}
    for k, slot in enumerate(new):
        if k in matched:
            continue
        before = place[matched[k - 1]] if k - 1 in matched else -1 if k == 0 else None
        after = place[matched[k + 1]] if k + 1 in matched else len(old) if k + 1 == len(new) else None
        at = before + 1 if before is not None else after - 1 if after is not None else -1
        if 0 <= at < len(old) and old[at].number not in matched.values() and _slip(old[at], slot):
            matched[k] = old[at].number


def _slip(old: Slot, new: Slot) -> bool:
    from rapidfuzz.distance import Levenshtein

    longest = max(len(old.own), len(new.own))
    changed = Levenshtein.distance(old.own, new.own)
    return old.role == new.role and longest > 1 and changed <= max(1, longest // 4) and not _figures(old, new)


def _alike(old: Slot, new: Slot) -> float:
    if old.role != new.role or _figures(old, new):
        return 0.0
    if old.role not in {"label", "term", "speaker"} and max(len(old.own), len(new.own)) <= SHORT:
        return 0.0
    return ratio(old.own, new.own)


def _figures(old: Slot, new: Slot) -> bool:
    digits = [[c for c in slot.answer if c.isdecimal()] for slot in (old, new)]
    return digits[0] != digits[1]

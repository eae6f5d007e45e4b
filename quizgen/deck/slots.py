"""Which gap of a note as it was each gap of the note as it is now is: numbers stay with what they ask for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from quizgen.deck.match import SAME_WORDS, bare, ratio
from quizgen.mask import core, shared
from quizgen.model.deck import AskRole, Content, Note

SHORT = 4
"""Items up to this length are alike by chance; only a slip of the pen in the same place makes them one."""


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
                found[part.cloze] = Slot(part.cloze, part.role, core(part.text), bare(line.text))
    return list(found.values())


Wordings = Mapping[str, str]
"""Line as another document words it → the line as the note has it, both as ``Slot.line``."""


def wordings(note: Note) -> Wordings:
    """What a note knows of other wordings: when documents come and go, the one that gives the words may change."""
    differences = (worded for place in note.occurrences for worded in place.differences)
    return {bare(worded.text): bare(worded.instead) for worded in differences if worded.text}


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

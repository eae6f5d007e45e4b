"""Which lists of all documents are the same list, and which only share a name."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from quizgen.extract.words import word_file
from quizgen.merge.wording import Form, difference, form
from quizgen.model.extraction import Difference, Enumeration, Reason

SLIPS = frozenset[Reason](("homophone", "adverb", "letters"))
"""Differences that only the rest of the list makes out to be differences of wording."""
ITEMS_A_SLIP = 4
"""A list of fewer items may hold one slip; a longer one a slip for each so many items."""
COMMON = 200
"""An item that so many lists have says nothing about which list it is."""
TELLING, CALLED = 8, 12
"""Letters that items must have to be one list whatever is said before them, and under two names: short ones
(发热、咳嗽) recur by nature."""
_NUMERAL = re.compile("[一二三四五六七八九十两兩0-9]+")
_COUNTED = re.compile(rf"(?P<count>{_NUMERAL.pattern})(?P<measure>[个個项項条條点點种種类類大步]?)(?P<head>.*)")


class Listed(NamedTuple):
    """A list with its place among all documents and the forms that are compared."""

    reference: str
    """``source#id``."""
    place: int
    """Its place in the order of all documents."""
    found: Enumeration
    script: str
    name: Form
    items: tuple[Form, ...]

    @classmethod
    def of(cls, reference: str, place: int, found: Enumeration, script: str) -> Listed:
        name, *items = [form(text, script) for text in (found.label or found.topic, *(i.text for i in found.items))]
        return cls(reference, place, found, script, name, tuple(items))

    @property
    def rank(self) -> tuple[bool, bool, bool, int]:
        """The fullest first: complete, called by a name that counts, called by a name, earliest."""
        found = self.found
        return not found.complete, not (found.label and found.stated), not found.label, self.place

    @property
    def promise(self) -> str:
        """The name of a list that counts its items and says what they are; "" for any other list."""
        counted = _COUNTED.fullmatch(self.name.letters)
        named = self.found.label and self.found.stated and counted and len(counted["head"] or counted["measure"])
        return self.name.sense if named and not self.generic else ""

    @property
    def subject(self) -> str:
        """What the last heading above says that is treated, not which side of it (意义, 症状)."""
        steps = [step for step in self.found.heading if step not in word_file("aspects.txt")]
        return form(steps[-1], self.script).sense if steps else ""

    @property
    def generic(self) -> bool:
        """Whether the name says only what kind of thing is listed (三个阶段, 意义), as many lists' names do."""
        counted = _COUNTED.fullmatch(self.name.letters)
        head = counted["head"] if counted else self.name.letters
        kinds = word_file("aspects.txt") | word_file("generic_heads.txt")
        return not head or any(head.endswith(kind) for kind in kinds)


class Joined(NamedTuple):
    """A list and the one that speaks for it."""

    listed: Listed
    leading: Listed
    differences: tuple[Difference, ...]


def join(lists: Sequence[Listed]) -> list[Joined]:
    """The lists that say what another says, each with that one."""
    leading: list[Listed] = []
    having: dict[str, list[int]] = defaultdict(list)
    joined: list[Joined] = []
    for listed in sorted(lists, key=lambda one: one.rank):
        senses = {item.sense for item in listed.items}
        telling = [having[item] for item in sorted(senses) if len(having[item]) <= COMMON]
        candidates = Counter(k for several in telling for k in several)
        enough = len(telling) - max(1, len(senses) // ITEMS_A_SLIP)
        likely = (row for row in candidates.items() if row[1] >= enough)
        for k, _ in sorted(likely, key=lambda row: (-row[1], row[0])):
            differences = compared(leading[k], listed)
            if differences is not None:
                joined.append(Joined(listed, leading[k], differences))
                break
        else:
            for item in senses:
                having[item].append(len(leading))
            leading.append(listed)
    return joined


def compared(leading: Listed, other: Listed) -> tuple[Difference, ...] | None:
    """What ``other`` words otherwise than the leading list; None where they are not the same list."""
    if len(leading.items) < len(other.items):
        return None
    missing = len(leading.items) - len(other.items)
    same_promise = bool(leading.promise) and leading.promise == other.promise
    if missing and not (same_promise and not other.found.complete and leading.found.stated == other.found.stated):
        return None
    pairs = _paired(leading.items, other.items)
    if pairs is None:
        return None
    slips = sum(reason in SLIPS for _, _, reason in pairs)
    if slips and (missing or not (same_promise or len(pairs) > 2) or slips > max(1, len(pairs) // ITEMS_A_SLIP)):
        return None
    if _called_otherwise(leading, other):
        least = CALLED if leading.found.label and other.found.label else TELLING
        if slips or sum(len(item.letters) for item in other.items) < least:
            return None
    return (*_reworded(leading, other, pairs), *_absent(leading, {mine for mine, _, _ in pairs}))


def contradictions(lists: Sequence[Listed], joined: Sequence[Joined]) -> dict[str, tuple[str, ...]]:
    """Reference → the lists that promise the same by name, give all of it, and give something else."""
    speaks = {one.listed.reference: one.leading.reference for one in joined}
    promised: dict[tuple[str, int | None], list[Listed]] = defaultdict(list)
    for listed in lists:
        if listed.promise and listed.found.complete and listed.reference not in speaks:
            promised[listed.promise, listed.found.stated].append(listed)
    return {
        listed.reference: others
        for group in promised.values()
        for listed in group
        if (others := tuple(other.reference for other in group if _elsewhere(listed, other)))
    }


def _elsewhere(listed: Listed, other: Listed) -> bool:
    return listed.reference.rpartition("#")[0] != other.reference.rpartition("#")[0]


def _paired(leading: Sequence[Form], other: Sequence[Form]) -> list[tuple[int, int, Reason]] | None:
    """Which item of the leading list each item of the other is, and by what they differ; None where one is none.

    Items of the same sense wherever they stand; what is left over in the order it stands in.
    """
    waiting: dict[str, list[int]] = defaultdict(list)
    for k, item in enumerate(leading):
        waiting[item.sense].append(k)
    pairs: list[tuple[int, int, Reason]] = []
    left: list[int] = []
    for k, item in enumerate(other):
        reason = difference(leading[waiting[item.sense][0]], item) if waiting[item.sense] else None
        if reason:
            pairs.append((waiting[item.sense].pop(0), k, reason))
        else:
            left.append(k)
    rest = sorted(k for several in waiting.values() for k in several)
    if left and len(left) != len(rest):
        return None
    for mine, theirs in zip(rest if left else (), left, strict=True):
        reason = difference(leading[mine], other[theirs])
        if reason is None:
            return None
        pairs.append((mine, theirs, reason))
    return pairs


def _called_otherwise(leading: Listed, other: Listed) -> bool:
    """Whether both lists have names that are not the same; under headings of their own 意义 and 意义 are two."""
    one, two = leading.name, other.name
    if not one.sense or not two.sense:
        return False
    if one.sense in two.sense or two.sense in one.sense:
        return leading.generic and bool(leading.subject and other.subject) and leading.subject != other.subject
    return True


def _reworded(leading: Listed, other: Listed, pairs: Sequence[tuple[int, int, Reason]]) -> Iterator[Difference]:
    for mine, theirs, reason in sorted(pairs, key=lambda pair: pair[1]):
        if leading.items[mine].letters != other.items[theirs].letters:
            item = other.found.items[theirs]
            instead = leading.found.items[mine].text
            yield Difference(text=item.text, instead=instead, reason=reason, spans=item.spans)


def _absent(leading: Listed, present: set[int]) -> Iterator[Difference]:
    for k, item in enumerate(leading.found.items):
        if k not in present:
            yield Difference(instead=item.text, reason="absent")

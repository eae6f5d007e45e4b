"""Which formulations of all documents are the same sentence."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from quizgen.merge.wording import Form, difference, form
from quizgen.model.extraction import Difference, Formulation, Reason

_CLAUSE = re.compile("[，。；：！？,;:!?—\n]+")
ENDS = 4
"""Letters at the beginning or the end that two short wordings with a slip have in common."""
TENTH = 10
"""Of longer ones four tenths: a slip touches one end only."""
LONGER = 4
"""Letters that one wording may have more than the other, an adverb's."""
ENOUGH = 12
"""Letters that a sentence must have to hold a slip."""
SHARE = 0.5
"""The least share of the fuller sentence that a shorter variant must have."""


class Said(NamedTuple):
    """A formulation with its place among all documents and the forms that are compared."""

    reference: str
    place: int
    found: Formulation
    whole: Form
    clauses: tuple[Form, ...]

    @classmethod
    def of(cls, reference: str, place: int, found: Formulation, script: str) -> Said:
        text = found.subject.text + found.text[found.replaces :] if found.subject else found.text
        clauses = tuple(form(clause, script) for clause in _CLAUSE.split(text) if any(map(str.isalnum, clause)))
        return cls(reference, place, found, form(text, script), clauses)

    @property
    def rank(self) -> tuple[bool, int]:
        """One whose speaker is known first, then the earliest."""
        return not self.found.speaker, self.place


class Told(NamedTuple):
    """A formulation and the one that speaks for it."""

    said: Said
    leading: Said
    differences: tuple[Difference, ...]


def join(formulations: Sequence[Said]) -> list[Told]:
    """The formulations that say what another says, each with that one. Each must have a reference of its own."""
    leading: list[Said] = []
    followed: dict[str, Said] = {}
    near: dict[str, list[Said]] = defaultdict(list)
    for said in sorted(formulations, key=lambda one: one.rank):
        found = next((other for other in _candidates(said, near) if same(other, said)), None)
        if found:
            followed[said.reference] = found
        else:
            leading.append(said)
            for key in _ends(said.whole.sense, len(said.whole.sense)):
                near[key].append(said)
    followed |= _shortened(leading)
    told = []
    for said in formulations:
        lead = followed.get(said.reference)
        while lead and lead.reference in followed:
            lead = followed[lead.reference]
        if lead:
            told.append(Told(said, lead, compared(lead, said)))
    return told


def same(leading: Said, other: Said) -> Reason | None:
    """What two sentences differ by where they are one; None where they are not."""
    if not _compatible(leading, other):
        return None
    reason = difference(leading.whole, other.whole)
    long = min(len(leading.whole.letters), len(other.whole.letters)) >= ENOUGH
    return reason if long or reason in {"punctuation", "particle", "synonym"} else None


def compared(leading: Said, other: Said) -> tuple[Difference, ...]:
    """The wording of a sentence beside that of the leading one; nothing where the letters are the same."""
    if leading.whole.letters == other.whole.letters:
        return ()
    reason = difference(leading.whole, other.whole) or "clause"
    return (Difference(text=other.found.text, instead=leading.found.text, reason=reason, spans=other.found.spans),)


def _ends(sense: str, length: int) -> Iterator[str]:
    """The beginning and the end that wordings of this length are looked up by."""
    size = max(ENDS, length // TENTH * ENDS)
    yield f"{size} {sense[:size]}"
    yield f"{size}…{sense[-size:]}"


def _candidates(said: Said, near: dict[str, list[Said]]) -> Iterator[Said]:
    seen: set[str] = set()
    sense = said.whole.sense
    for length in (len(sense), len(sense) - LONGER, len(sense) + LONGER):
        for other in (other for key in _ends(sense, length) for other in near.get(key, ())):
            if other.reference not in seen:
                seen.add(other.reference)
                yield other


def _compatible(leading: Said, other: Said) -> bool:
    """Whether nothing but the words speaks against one sentence: what is defined is the same, and who said it."""
    if leading.whole.letters == other.whole.letters:
        return True
    terms = [one.found.term.text for one in (leading, other) if one.found.term]
    speakers = [one.found.speaker for one in (leading, other) if one.found.speaker]
    return _agree(terms) and _agree(speakers)


def _agree(names: Sequence[str]) -> bool:
    return len(names) < 2 or names[0] in names[1] or names[1] in names[0]


def _shortened(leading: Sequence[Said]) -> dict[str, Said]:
    """Reference → the fuller sentence that holds all its clauses in one row."""
    having: dict[str, list[Said]] = defaultdict(list)
    followed: dict[str, Said] = {}
    for said in sorted(leading, key=lambda one: (-len(one.whole.letters), one.place)):
        fuller = next((one for one in having.get(said.clauses[0].sense, ()) if _holds(one, said)), None)
        if fuller:
            followed[said.reference] = fuller
            continue
        for clause in dict.fromkeys(clause.sense for clause in said.clauses):
            having[clause].append(said)
    return followed


def _holds(fuller: Said, said: Said) -> bool:
    if len(said.whole.letters) < SHARE * len(fuller.whole.letters) or not _compatible(fuller, said):
        return False
    if "fact" in {fuller.found.kind, said.found.kind} or fuller.whole.figures != said.whole.figures:
        return False
    mine, theirs = [c.sense for c in fuller.clauses], [c.sense for c in said.clauses]
    return any(mine[k : k + len(theirs)] == theirs for k in range(len(mine) - len(theirs) + 1))

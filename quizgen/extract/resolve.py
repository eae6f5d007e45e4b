"""The best consistent set of list candidates.

Candidates with the same items pool their evidence; overlapping ones compete; repeats collapse; nested lists hang under
their item.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise

from quizgen.extract.announce import announced
from quizgen.extract.candidate import Candidate, Label, Range
from quizgen.extract.lists.alike import core
from quizgen.extract.scan import Scan
from quizgen.extract.trim import trim, trim_row
from quizgen.extract.weigh import TAKEN, importance, score
from quizgen.extract.words import word_file
from quizgen.model.document import Document
from quizgen.model.extraction import Importance

_ADDRESS = re.compile(r"://|\]\(|www\.|@\w+\.\w")
_BUCKET = 128
_TELLING = 12
"""Letters of items that are one list under whatever name."""
_FEW = ("pair", "three", "two_items")
"""What speaks against a short list says nothing where a label counts as many."""
_MARKED = frozenset(("ordinal", "outline", "bullets"))


@dataclass
class Choice:
    """A candidate on its way to a list: trimmed, announced, weighed, judged."""

    candidate: Candidate
    items: tuple[tuple[Range, ...], ...]
    words: tuple[str, ...]
    label: Label | None
    stated: int | None
    evidence: dict[str, float]
    score: float = 0.0
    importance: Importance = 3
    verdict: str = ""
    parent: Choice | None = None
    repeats: list[Choice] = field(default_factory=list)

    @property
    def start(self) -> int:
        return self.items[0][0].start

    @property
    def end(self) -> int:
        return self.items[-1][-1].end

    @cached_property
    def key(self) -> tuple[str, ...]:
        return tuple(core(word) for word in self.words)


def resolve(scan: Scan, candidates: Iterable[Candidate]) -> list[Choice]:
    """All candidates with their verdicts, those that are lists first in document order and marked ``taken``."""
    choices = _pooled(_prepared(scan, candidate) for candidate in candidates)
    whole = [choice for choice in choices if not choice.verdict]
    announced(scan, whole)
    kept = {choice.label.ranges for choice in whole if choice.label and choice.stated == len(choice.items)}
    counts = Counter(choice.key for choice in {(c.start, c.key): c for c in whole}.values())
    for choice in whole:
        choice.evidence["has_label"] = float(choice.label is not None)
        if choice.label and choice.stated and choice.stated != len(choice.items):
            choice.evidence["miscounted"] = float(choice.label.ranges in kept)
        if choice.label is not None:
            choice.evidence["people"] = 0.0  # names in passing are meant, not 三杰 and the like
        elif choice.candidate.kind not in _MARKED:
            choice.evidence["narrated"] = scan.narrated
        if choice.evidence.get("labelled") == 1.0:
            choice.evidence.update(dict.fromkeys(_FEW, 0.0))
        choice.evidence["repeated"] = float(counts[choice.key] > 1)
        choice.score = score(choice.evidence)
    whole.sort(key=lambda c: (-c.score, c.start, -c.end, c.candidate.rule))
    _choose(scan, whole)
    taken = sorted((c for c in whole if c.verdict == "taken"), key=lambda c: (c.start, -c.end))
    _hang(scan.text, taken)
    _keep_promises_apart(taken)
    for choice in taken:
        choice.evidence["told_again"] = min(len(choice.repeats), 3) / 3
        choice.importance = importance(choice.evidence, choice.score)
    return [*taken, *(choice for choice in choices if choice.verdict != "taken")]


def _prepared(scan: Scan, candidate: Candidate) -> Choice:
    text = scan.text
    items = tuple(trim(text, item) for item in candidate.items)
    if all(items) and not _titles(text, candidate, items):
        items = trim_row(text, items, marked=candidate.kind in _MARKED)
    words = tuple("".join(text[r.start : r.end] for r in item) for item in items)
    label = candidate.label
    choice = Choice(
        candidate, items, words, label, candidate.stated or (label.count if label else None), dict(candidate.evidence)
    )
    if not all(items):
        choice.verdict = "an item is torn"
    elif len(items) < 2 or len(set(choice.key)) < len(items) or not all(choice.key):
        choice.verdict = "items repeat or are empty"
    elif any(_ADDRESS.search(word) for word in words):
        choice.verdict = "an item holds an address"
    else:
        choice.verdict = _misplaced(scan.document, items)
    return choice


def _misplaced(document: Document, items: tuple[tuple[Range, ...], ...]) -> str:
    """Why items cannot be traced to a sound place of the source; empty where they can."""
    for r in (r for item in items for r in item):
        spans = document.locate(r.start, r.end)
        if spans is None:
            return "an item ends inside a repair"
        if document.damaged(spans):
            return "an item is damaged in the source"
    return ""


def _titles(text: str, candidate: Candidate, items: Sequence[tuple[Range, ...]]) -> bool:
    """Whether items are titles: paragraphs of their own stand between most of them."""
    if candidate.kind == "outline" or candidate.evidence.get("bodies", 0.0) >= 0.5:
        return True
    between = [text.count("\n", a[-1].end, b[0].start) > 1 for a, b in pairwise(items)]
    return 2 * sum(between) > len(between)


def _pooled(choices: Iterable[Choice]) -> list[Choice]:
    """One choice for all candidates with the same items in the same place; its evidence is the best of each."""
    found: dict[tuple[tuple[Range, ...], ...], Choice] = {}
    for choice in choices:
        first = found.setdefault(choice.items, choice)
        if first is not choice:
            for name, value in choice.evidence.items():
                first.evidence[name] = max(value, first.evidence.get(name, value))
            if first.label is None or (first.label.count is None and choice.label and choice.label.count):
                first.label, first.stated = choice.label or first.label, choice.stated or first.stated
    for choice in found.values():
        _keep_best_shape(choice.evidence)
    return list(found.values())


def _keep_best_shape(evidence: dict[str, float]) -> None:
    """A row that several shapes of parallel clauses have found counts as what speaks most for it."""
    shapes = sorted((name for name in evidence if name.startswith("parallel_")), key=lambda n: score({n: 1.0}))
    for name in shapes[:-1]:
        del evidence[name]


def _choose(scan: Scan, ranked: list[Choice]) -> None:
    """Set the verdicts, best candidate first."""
    seen: dict[tuple[str, ...], Choice] = {}
    marked: dict[str, Choice] = {}
    buckets: dict[int, list[tuple[Range, Choice, int]]] = {}
    for choice in ranked:
        if choice.score < TAKEN:
            choice.verdict = "too little evidence"
            continue
        rival = _rival(choice, buckets)
        if rival:
            choice.verdict = f"overlaps a better one ({rival.candidate.rule})"
            continue
        for index, item in enumerate(choice.items):
            for r in item:
                for bucket in range(r.start // _BUCKET, r.end // _BUCKET + 1):
                    buckets.setdefault(bucket, []).append((r, choice, index))
        twin = seen.get(choice.key) or _copied(choice, marked) or choice
        if _of_another(scan, choice, twin):
            twin = choice
        seen.setdefault(choice.key, choice)
        if twin is choice:
            choice.verdict = "taken"
            if choice.candidate.kind in _MARKED:
                marked.setdefault(choice.key[0], choice)
        else:
            choice.verdict = "repeats another"
            twin.repeats.append(choice)
            if twin.label is None:
                twin.label, twin.stated = choice.label, choice.stated


def _of_another(scan: Scan, one: Choice, other: Choice) -> bool:
    """Whether two equal lists of few letters belong to two things: 发热、咳嗽 may be the symptoms of either."""
    if one is other or not one.label or not other.label or sum(map(len, one.key)) >= _TELLING:
        return False
    mine, theirs = core(one.label.text), core(other.label.text)
    if mine == theirs and mine in word_file("aspects.txt"):
        return _subject(scan, one) != _subject(scan, other)
    return mine not in theirs and theirs not in mine


def _subject(scan: Scan, choice: Choice) -> str:
    """The last heading that says what is treated, not which side of it."""
    steps = reversed(scan.outline.headings_at(choice.start))
    return next((step for step in steps if step not in word_file("aspects.txt")), "")


def _copied(choice: Choice, marked: dict[str, Choice]) -> Choice | None:
    """A longer list with markers that begins with the same items: this one is a copy that breaks off."""
    whole = marked.get(choice.key[0])
    if whole and choice.candidate.kind in _MARKED and whole.key[: len(choice.key)] == choice.key:
        return whole
    return None


def _rival(choice: Choice, buckets: dict[int, list[tuple[Range, Choice, int]]]) -> Choice | None:
    """An accepted list that this one contradicts: items overlap, and neither lies inside one item of the other."""
    touched: dict[int, Choice] = {}
    for mine in choice.items:
        for r in mine:
            for bucket in range(r.start // _BUCKET, r.end // _BUCKET + 1):
                for other, owner, _ in buckets.get(bucket, ()):
                    if other.start < r.end and r.start < other.end:
                        touched[id(owner)] = owner
    for rival in touched.values():
        if not (_inside_one(choice, rival) or _inside_one(rival, choice) or _part_of_run(choice, rival)):
            return rival
    return None


def _part_of_run(one: Choice, other: Choice) -> bool:
    """Whether one list is the part under a single item of a run that is numbered on over several: both may stand."""
    part, whole = sorted((one, other), key=lambda c: len(c.items))
    split = whole.evidence.get("split", 0.0) == 1.0 and len(part.items) >= 2
    return split and part.candidate.rule == whole.candidate.rule and set(part.items) < set(whole.items)


def _inside_one(inner: Choice, outer: Choice) -> bool:
    """Whether all items of one list lie inside a single item of the other, with something left over."""
    return any(
        all(any(r.start <= i.start and i.end <= r.end for r in item) for inner_item in inner.items for i in inner_item)
        and sum(r.end - r.start for r in item) > sum(i.end - i.start for it in inner.items for i in it)
        for item in outer.items
    )


def _hang(text: str, taken: list[Choice]) -> None:
    """Give nested lists their parent: the closest list with an item that holds the whole of them."""
    stack: list[Choice] = []
    for choice in taken:
        while stack and stack[-1].candidate.scope.end <= choice.start:
            stack.pop()
        for outer in reversed(stack[-6:]):
            if _inside_one(choice, outer) or _under_item(choice, outer) or _explains(text, choice, outer):
                choice.parent = outer
                break
        stack.append(choice)


def _keep_promises_apart(taken: list[Choice]) -> None:
    """Take the name from a list that hangs under the one the name speaks of: a promise is kept once."""
    for choice in taken:
        outer = choice.parent
        while outer:
            if outer.label and choice.label and _same_promise(outer.label, choice.label):
                choice.label = choice.stated = None
            if outer.label and outer.label.count and outer.label.text in choice.candidate.topic:
                choice.candidate = replace(choice.candidate, topic="")
            outer = outer.parent


def _same_promise(one: Label, other: Label) -> bool:
    """Whether two names are the same, or stand in the same place (治疗 and 手术治疗 may both have their lists)."""
    overlap = any(a.start < b.end and b.start < a.end for a in one.ranges for b in other.ranges)
    return one.text == other.text or overlap


def _under_item(choice: Choice, outer: Choice) -> bool:
    inside = choice.candidate.inside
    return inside is not None and any(
        inside.start <= item[0].start and item[-1].end <= inside.end for item in outer.items
    )


def _explains(text: str, choice: Choice, outer: Choice) -> bool:
    """Whether a list stands in what an item with a marker goes on to say, in the same paragraph."""
    if outer.candidate.kind not in _MARKED:
        return False
    starts = [item[0].start for item in outer.items]
    ends = [*starts[1:], outer.candidate.scope.end]
    return any(
        start <= choice.start and choice.end <= end and "\n" not in text[start : choice.end]
        for start, end in zip(starts, ends, strict=True)
    )


def considered(choices: Iterable[Choice]) -> Iterator[Choice]:
    """All choices in document order, for ``--explain``."""
    return iter(sorted(choices, key=lambda c: (c.candidate.scope.start, c.candidate.scope.end, c.candidate.rule)))

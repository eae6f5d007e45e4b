"""A document as formulations see it: its sentences with the blocks and titles they stand under, and its habits."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from quizgen.extract.candidate import Range
from quizgen.extract.formulations.cues import fold
from quizgen.extract.formulations.unit import Unit, ramp, units
from quizgen.extract.outline import Block, Outline
from quizgen.model.document import Document

_SHORT = 22
"""A block of at most so many characters is a short one."""
_LOOSE = 3
"""By how many characters at most a list item and a sentence differ at either end that are the same words."""
_FULL_STOPS = "。！？；：”」"
_EMPHASIS = re.compile(r"\*\*|==(?! ?>)|<(?:u|b|strong|mark)>")
_WORDS = re.compile(r"\w")
PERSON = re.compile(r"(?<![其吉利排维无])[他她](?!人|国|们|乡|律|者|日|汀|法)")
ME = re.compile(r"(?:^|[^自忘大小敌本超不])我(?![们国党军省市县区校院为])")
ASPECT = re.compile(
    r"(?<![为除受])了(?![解不然])|(?<![通超经不透胜难])过(?![程去渡度于敏滤氧热量剩载失错期高低大小多少重硬])"
    r"|(?<![随味志示附沿朝向执])着(?![力重眼想手床色陆])"
)
_NOTE = re.compile(r".{1,25}?[：:]")
_ARTICLE = re.compile(r"^第[一二三四五六七八九十百零〇\d]+条", re.MULTILINE)


class Row(NamedTuple):
    """The blocks under one parent: the first, how many, and the shares of short ones and of notes (``term：…``)."""

    first: int
    size: int
    short: float
    notes: float


@dataclass(frozen=True)
class View:
    """A document, its outline, and ``text`` in the alphabet that patterns are written in (same offsets)."""

    document: Document
    outline: Outline
    text: str
    units: tuple[Unit, ...] = field(default=())
    listed: tuple[Range, ...] = field(default=())
    """The items of the lists that were found, in order of place."""

    @classmethod
    def of(cls, document: Document, outline: Outline, listed: Iterable[Range] = ()) -> View:
        text = fold(document.text, document.script)
        return cls(document, outline, text, tuple(units(text, outline)), tuple(sorted(set(listed))))

    def block(self, unit: Unit) -> Block:
        return self.outline.blocks[unit.block]

    @cached_property
    def is_statute(self) -> bool:
        """Whether the document is divided into articles (第N条 at the beginning of lines)."""
        return len(_ARTICLE.findall(self.text)) >= 5

    @cached_property
    def size(self) -> int:
        """How many characters of words the document has, those of headings included."""
        return sum(len(_WORDS.findall(self.text, block.content, block.end)) for block in self.outline.blocks)

    @property
    def count(self) -> int:
        """How many sentences the document has."""
        return len(self._whole)

    @cached_property
    def notes(self) -> float:
        """How much of the document is notes: the share of bullets, numbered items and table rows among its blocks."""
        blocks = [b for b in self.outline.blocks if b.kind != "heading"]
        return sum(b.kind != "paragraph" for b in blocks) / max(1, len(blocks))

    @cached_property
    def narrative(self) -> float:
        """How much of a story the document is: how often its sentences tell what he, she or I have done."""
        told = whose = 0
        for unit in self._whole:
            if ASPECT.search(self.text, unit.start, unit.end):
                told += 1
                whose += any(who.search(self.text, unit.start, unit.end) for who in (PERSON, ME))
        size = max(1, len(self._whole))
        return min(ramp(told / size, 0.25, 0.4), ramp(whose / size, 0.08, 0.15))

    @cached_property
    def heads(self) -> Counter[str]:
        """How many blocks begin with the same words before a colon: 治疗： stands under every illness."""
        found = (_NOTE.match(self.text, block.content, block.end) for block in self.outline.blocks)
        return Counter(match.group().rstrip("：: ") for match in found if match)

    def beside(self, unit: Unit) -> list[Unit]:
        """The sentences before and after, and those that begin the blocks before and after under the same parent."""
        at = self._places.get(unit.start)
        if at is None:
            return []
        near = [self._whole[k] for k in (at - 1, at + 1) if 0 <= k < len(self._whole)]
        if unit.number == 0:
            near += [first for first in map(self._firsts.get, self._neighbours.get(unit.block, ())) if first]
        return near

    def is_listed(self, range: Range) -> bool:
        """Whether a stretch is an item of a list, but for a few characters at its ends."""
        at = bisect_left(self.listed, (range.start - _LOOSE, 0))
        for item in self.listed[at:]:
            if item.start > range.start + _LOOSE:
                return False
            if abs(item.end - range.end) <= _LOOSE:
                return True
        return False

    def held(self, range: Range) -> int:
        """How many items of lists stand within a stretch."""
        inside = self.listed[bisect_left(self.listed, range) : bisect_left(self.listed, (range.end, 0))]
        return sum(item.end <= range.end for item in inside)

    def row(self, unit: Unit) -> Row:
        """The blocks under the same parent as the unit's own, which is one of them."""
        return self._rows[self.block(unit).parent]

    @cached_property
    def _rows(self) -> dict[int | None, Row]:
        found: dict[int | None, Row] = {}
        for parent in {block.parent: None for block in self.outline.blocks}:
            indices = self.outline.children(parent)
            blocks = [self.outline.blocks[k] for k in indices]
            short = sum(block.end - block.content <= _SHORT for block in blocks)
            notes = sum(bool(_NOTE.match(self.text, block.content, block.end)) for block in blocks)
            found[parent] = Row(indices[0], len(blocks), short / len(blocks), notes / len(blocks))
        return found

    def stopped(self, kind: str) -> float:
        """How used the author is to end blocks of this kind with a full stop: the share of those that do."""
        return self._stopped.get(kind, 0.0)

    @cached_property
    def _stopped(self) -> dict[str, float]:
        ends: dict[str, list[bool]] = {}
        for block in self.outline.blocks:
            ends.setdefault(block.kind, []).append(self.text[block.end - 1 : block.end] in _FULL_STOPS)
        return {kind: sum(stops) / len(stops) for kind, stops in ends.items()}

    def before(self, unit: Unit) -> Unit | None:
        """The sentence before."""
        at = self._places.get(unit.start)
        return self._whole[at - 1] if at else None

    @cached_property
    def _whole(self) -> list[Unit]:
        return [unit for unit in self.units if not unit.part]

    @cached_property
    def _firsts(self) -> dict[int, Unit]:
        return {unit.block: unit for unit in self._whole if unit.number == 0}

    @cached_property
    def _neighbours(self) -> dict[int, tuple[int, ...]]:
        """Of each block the ones before and after it under the same parent."""
        found: dict[int, tuple[int, ...]] = {}
        for parent in (None, *range(len(self.outline.blocks))):
            children = self.outline.children(parent)
            for before, child, after in zip([-1, *children], children, [*children[1:], -1], strict=False):
                found[child] = (before, after)
        return found

    @cached_property
    def _places(self) -> dict[int, int]:
        return {unit.start: at for at, unit in enumerate(self._whole)}

    def emphasised(self, start: int, end: int) -> bool:
        """Whether the author set words of this stretch in bold or marked them (``**``, ``==``, ``<u>``)."""
        spans = self.document.locate(max(0, start - 1), end) or self.document.locate(start, end) or ()
        return any(_EMPHASIS.search(self.document.raw, span.start, span.end) for span in spans)

    def titles(self, offset: int) -> tuple[str, ...]:
        """The titles above an offset, outermost first, in the alphabet of ``text``."""
        if offset not in self._titles_at:
            self._titles_at[offset] = tuple(self._folded(title) for title in self.outline.headings_at(offset))
        return self._titles_at[offset]

    @cached_property
    def _titles_at(self) -> dict[int, tuple[str, ...]]:
        return {}

    def _folded(self, title: str) -> str:
        if title not in self._titles:
            self._titles[title] = fold(title, self.document.script)
        return self._titles[title]

    @cached_property
    def _titles(self) -> dict[str, str]:
        return {}

    def centrality(self, start: int, end: int) -> float:
        """How much more a stretch speaks of what the document speaks of than sentences usually do, about -1 to 1."""
        mean, spread = self._common_recurrence
        return max(-1.0, min(1.0, (self._recurrence(start, end) - mean) / (2 * spread or 1.0)))

    def _recurrence(self, start: int, end: int) -> float:
        """The share of character pairs that recur in the document."""
        last = max(start, min(end, len(self.text)) - 1)
        return (self._recurring[last] - self._recurring[start]) / (7 * max(1, last - start))

    @cached_property
    def _recurring(self) -> list[int]:
        """For each offset how often the character pairs before it recur, a pair counting at most seven times."""
        pairs = [self.text[k : k + 2] for k in range(len(self.text) - 1)]
        counts = Counter(pairs)
        return [0, *accumulate(min(counts[pair], 8) - 1 for pair in pairs)]

    @cached_property
    def _common_recurrence(self) -> tuple[float, float]:
        values = [self._recurrence(unit.start, unit.end) for unit in self._whole] or [0.0]
        mean = sum(values) / len(values)
        return mean, (sum((value - mean) ** 2 for value in values) / len(values)) ** 0.5

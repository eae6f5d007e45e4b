"""What an outline is made of: blocks with their markers, runs of markers, and what stands under what."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

BlockKind = Literal["heading", "paragraph", "item", "row"]

_SECTIONS_INLINE = ("han-point", "han-paren")
"""Ordinals of sections that stand in mid-line where a text has lost its line breaks."""


@dataclass(frozen=True, slots=True)
class Marker:
    """A typed ordinal: ``style`` names its row in the marker table (``han-point``, ``arabic-paren``, ``bullet`` …)."""

    style: str
    number: int | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Block:
    """A block of the outline; ``[start, end)`` is the line, ``[content, end)`` its words (clean offsets).

    ``parent`` is the index of the heading, lead-in or item that the block stands under; ``level`` is its depth (0 for
    the top). ``title`` is what a heading, a lead-in or a short item says as the name of what follows; else it is empty.
    """

    kind: BlockKind
    start: int
    content: int
    end: int
    level: int = 0
    marker: Marker | None = None
    parent: int | None = None
    title: str = ""
    line: int = 0


class MarkerRun(NamedTuple):
    """A run of markers: the blocks it numbers, by index, and what was odd about it.

    ``lead`` is the block whose words introduce the items (they may be the end of that block); ``inline`` tells that
    the first marker stands in mid-line. ``gaps`` counts markers that are missing or stand twice; ``split`` tells that
    the items do not all stand under the same block.
    """

    style: str
    items: tuple[int, ...]
    lead: int | None
    inline: bool
    gaps: int = 0
    repeated: bool = False
    split: bool = False


@dataclass(frozen=True)
class Outline:
    """Blocks in order of place, and the runs of markers among them."""

    blocks: tuple[Block, ...]
    runs: tuple[MarkerRun, ...] = ()

    @cached_property
    def _starts(self) -> list[int]:
        return [block.start for block in self.blocks]

    @cached_property
    def _children(self) -> dict[int | None, list[int]]:
        found: dict[int | None, list[int]] = {}
        for index, block in enumerate(self.blocks):
            found.setdefault(block.parent, []).append(index)
        return found

    def block_at(self, offset: int) -> int | None:
        """The index of the block that an offset lies in, or None where no block is."""
        at = bisect_right(self._starts, offset) - 1
        return at if at >= 0 and offset < self.blocks[at].end else None

    def children(self, index: int | None) -> list[int]:
        """The blocks right under a block (None: at the top), in order."""
        return self._children.get(index, [])

    def scope_end(self, index: int) -> int:
        """The offset where everything that stands under a block ends."""
        at = index
        while below := self._children.get(at):
            at = below[-1]
        return self.blocks[at].end

    def path(self, index: int) -> tuple[int, ...]:
        """The blocks that a block stands under, outermost first."""
        found: list[int] = []
        at = self.blocks[index].parent
        while at is not None:
            found.append(at)
            at = self.blocks[at].parent
        return tuple(reversed(found))

    def headings_at(self, offset: int) -> tuple[str, ...]:
        """The titles above an offset, outermost first, without those of its own block."""
        at = bisect_right(self._starts, offset) - 1
        if at < 0:
            return ()
        return tuple(self.blocks[k].title for k in self.path(at) if self.blocks[k].title and self._heads(k))

    def _heads(self, index: int) -> bool:
        """Whether a title is a heading in its own right: an item in mid-line is one only by a section's ordinal."""
        block, before = self.blocks[index], self.blocks[index - 1] if index else None
        inline = block.kind == "item" and before is not None and before.line == block.line
        return not inline or (block.marker is not None and block.marker.style in _SECTIONS_INLINE)

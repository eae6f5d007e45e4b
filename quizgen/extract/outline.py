"""The structure of a document: blocks, their markers and levels, and which block stands under which.

A block is a line of cleaned text (cleaning has joined hard-wrapped lines), or a stretch of a line that begins with a
marker of its own (``…。二、坚持…``). Block marks of Markdown (``#``, ``-``, ``|``, ``>``) are still in the text; ``content``
is the offset behind marks and marker.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

BlockKind = Literal["heading", "paragraph", "item", "row"]


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

    ``parent`` is the index of the heading or item that the block stands under; ``level`` is its depth (0 for the top).
    """

    kind: BlockKind
    start: int
    content: int
    end: int
    level: int = 0
    marker: Marker | None = None
    parent: int | None = None


@dataclass(frozen=True, slots=True)
class Outline:
    blocks: tuple[Block, ...]

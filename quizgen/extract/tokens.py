"""The markers of a line as the run finder takes them: each with its place, its depth and what stands before it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizgen.extract.lines import Line
from quizgen.extract.markers import Found, inline_bullets, inline_markers, marker_at
from quizgen.extract.numerals import labels

if TYPE_CHECKING:
    from quizgen.extract.run import Run

ANY = 999
"""No bound to the number of markers."""


@dataclass(slots=True, eq=False)
class Token:
    """A marker at its place; it ``leads`` when it begins its line's words. ``heading`` is the level of a heading."""

    marker: Found
    line: int
    indent: int
    leads: bool
    heading: int = 0
    after_colon: bool = False
    bulleted: bool = False
    gap: bool = False
    promised: int = ANY
    run: Run | None = None
    above: Token | None = None
    """The item that this one stands under."""
    eldest: Token | None = None
    """The first item of the same run under the same item, where it is not this one."""


def tokens(text: str, line: Line, index: int, after_colon: bool) -> Iterator[Token]:
    """The markers of a line in order: bullet or ordinals at its beginning, then those in its middle."""
    at = line.content
    first = marker_at(text, at, line.end)
    if line.bullet is not None and first is None:
        yield Token(line.bullet, index, line.indent, True, after_colon=after_colon, gap=line.gap)
    while first is not None and first.end < line.end:
        yield Token(first, index, line.indent, True, line.depth, after_colon, line.bullet is not None, line.gap)
        at = first.end
        second = marker_at(text, at, line.end)
        first = second if second and second.style != first.style else None
    if line.kind == "text":
        found = [*inline_markers(text, at, line.end), *inline_bullets(text, at, line.end, line.bullet)]
        for marker in sorted(found, key=lambda marker: marker.start):
            colon = text[max(line.start, marker.start - 4) : marker.start].rstrip()[-1:] in ("：", ":")
            promised = _promised(text, line.start, marker.start) if colon and marker.number == 1 else ANY
            yield Token(marker, index, line.indent, False, after_colon=colon, promised=promised)


def _promised(text: str, start: int, end: int) -> int:
    """The count that the words before a colon end with (做好两件事：), or no bound."""
    found = [m for m in labels(text, max(start, end - 24), end) if end - m.outer <= 3]
    return found[-1].count if found else ANY

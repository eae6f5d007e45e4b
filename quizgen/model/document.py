"""A document on its way through reading and cleaning, with the place of every character.

Offsets: *source offsets* count characters of a document's text as decoded (a reader's text for PDF, DOCX, …);
*clean offsets* count characters of ``Document.text``. Every range is half open. What leaves the pipeline carries
source offsets (``Span``); cleaning and extraction work on clean offsets and translate with ``Document.locate``.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate
from typing import Literal, NamedTuple

Script = Literal["hans", "hant"]


class Span(NamedTuple):
    """A half-open range of source offsets."""

    start: int
    end: int


class Segment(NamedTuple):
    """One stretch of a document: ``raw[start:end]`` and what stands for it in the cleaned text.

    ``reason`` is empty where the text is the source's own (then ``text == raw[start:end]``). Otherwise the segment is
    a *repair* (content was changed, also to nothing, as with injected pinyin) or, with ``removed``, a *removal*: the
    stretch is no content, as with a share bar, and ``text`` is empty.
    """

    start: int
    end: int
    text: str
    reason: str = ""
    removed: bool = False


class Edit(NamedTuple):
    """A change that a cleaning step asks for, in clean offsets of the document it was given."""

    start: int
    end: int
    text: str
    reason: str
    removed: bool = False


class PageStart(NamedTuple):
    """The source offset at which a page begins, and its number as a reader counts it (from 1)."""

    offset: int
    page: int


class Flag(NamedTuple):
    """A stretch (source offsets) that looks damaged and could not be mended."""

    span: Span
    reason: str


@dataclass(frozen=True)
class Document:
    """A document: ``raw`` as decoded, never changed, and the segments that its cleaned ``text`` is made of.

    ``source`` is the file's base name. ``segments`` cover ``raw`` from end to end without gap or overlap.
    """

    source: str
    raw: str
    sha256: str = ""
    format: str = "txt"
    title: str = ""
    script: Script = "hans"
    pages: tuple[PageStart, ...] = ()
    segments: tuple[Segment, ...] = ()
    flags: tuple[Flag, ...] = ()

    def __post_init__(self) -> None:
        if self.raw and not self.segments:
            object.__setattr__(self, "segments", (Segment(0, len(self.raw), self.raw),))

    @cached_property
    def text(self) -> str:
        """The cleaned text."""
        return "".join(segment.text for segment in self.segments)

    @cached_property
    def _starts(self) -> list[int]:
        starts, at = [], 0
        for segment in self.segments:
            starts.append(at)
            at += len(segment.text)
        return starts

    @cached_property
    def _source_starts(self) -> list[int]:
        return [segment.start for segment in self.segments]

    def edited(self, edits: Iterable[Edit]) -> Document:
        """The document after ``edits``, which are sorted and do not overlap.

        An equal-length replacement is recorded character by character, so that a span may later end inside it. An
        edit that cuts into a repair of uneven length takes the whole of that repair in. Deletions and removals leave
        stretches removed earlier as they are. There is no pure insertion: an edit takes in at least one character, so
        that everything on a card has a place.

        Raises ValueError where edits overlap, are empty or out of order.
        """
        edits = list(edits)
        return replace(self, segments=tuple(_apply(self.segments, edits))) if edits else self

    def locate(self, start: int, end: int) -> tuple[Span, ...] | None:
        """Source spans of clean text ``[start, end)``; None where a boundary falls inside an uneven repair.

        Reading ``raw`` at the spans and applying the repairs that lie inside them gives ``text[start:end]`` back.
        Removed stretches inside the range split it.
        """
        if start >= end:
            return ()
        starts = self._starts
        first, stop = bisect_right(starts, start) - 1, bisect_left(starts, end)
        spans: list[Span] = []
        low = high = -1
        for at, (begin, finish, text, reason, removed) in zip(
            starts[first:stop], self.segments[first:stop], strict=True
        ):
            if removed:
                continue
            after = at + len(text)
            if at < start or after > end:
                if reason:
                    return None
                begin, finish = begin + max(0, start - at), finish - max(0, after - end)
            if begin != high:
                if low >= 0:
                    spans.append(Span(low, high))
                low = begin
            high = finish
        return (*spans, Span(low, high)) if low >= 0 else ()

    def clean_offset(self, source_offset: int) -> int:
        """The clean offset that a source offset corresponds to (the next kept character where it was removed)."""
        index = max(0, bisect_right(self._source_starts, source_offset) - 1)
        if not self.segments:
            return 0
        segment, at = self.segments[index], self._starts[index]
        if segment.reason:
            return at if source_offset <= segment.start else at + len(segment.text)
        return at + min(source_offset - segment.start, len(segment.text))

    def page_at(self, source_offset: int) -> int | None:
        """The page that a source offset lies on, or None where the format has no pages."""
        at = bisect_left(self.pages, (source_offset + 1,)) - 1
        return self.pages[at].page if at >= 0 else None

    @cached_property
    def _flagged(self) -> tuple[list[int], list[int]]:
        """The starts of all flags in order, and the farthest end of the flags up to each."""
        spans = sorted(flag.span for flag in self.flags)
        return [span.start for span in spans], list(accumulate((span.end for span in spans), max))

    def damaged(self, spans: Iterable[Span]) -> bool:
        """Whether a flag lies on one of the source spans, in whole or in part."""
        starts, ends = self._flagged
        return any((at := bisect_left(starts, span.end)) and ends[at - 1] > span.start for span in spans)

    def changed(self, start: int, end: int) -> Iterator[Segment]:
        """The repairs inside clean text ``[start, end)``."""
        for index in range(max(0, bisect_right(self._starts, start) - 1), len(self.segments)):
            if self._starts[index] >= end:
                return
            if self.segments[index].reason and not self.segments[index].removed:
                yield self.segments[index]


def _apply(segments: Iterable[Segment], edits: list[Edit]) -> Iterator[Segment]:
    rest = list(segments)[::-1]
    at = done = 0
    for edit in edits:
        if edit.start < done or edit.end <= edit.start:
            raise ValueError(f"edits overlap, are empty or out of order at {edit.start}")
        while rest and at + len(rest[-1].text) <= edit.start:
            at += len(rest[-1].text)
            yield rest.pop()
        head = tail = ""
        if rest and at < edit.start:
            segment, cut = rest.pop(), edit.start - at
            if segment.reason:
                head = segment.text[:cut]
                rest.append(segment)
            else:
                yield Segment(segment.start, segment.start + cut, segment.text[:cut])
                rest.append(Segment(segment.start + cut, segment.end, segment.text[cut:]))
                at = edit.start
        touched: list[Segment] = []
        while rest and (at < edit.end or (head and not touched)):
            segment = rest.pop()
            over = at + len(segment.text) - edit.end
            at += len(segment.text)
            if over > 0 and segment.reason:
                tail = segment.text[len(segment.text) - over :]
            elif over > 0:
                middle = segment.end - over
                rest.append(Segment(middle, segment.end, segment.text[len(segment.text) - over :]))
                segment = Segment(segment.start, middle, segment.text[: len(segment.text) - over])
                at = edit.end
            touched.append(segment)
        done = edit.end
        changed = list(_replaced(touched, head, tail, edit))
        if tail:  # the next edit may cut into the same repair: hand it back, aligned at its end
            rest.append(changed.pop())
            at -= len(rest[-1].text)
        yield from changed
    yield from reversed(rest)


def _replaced(touched: list[Segment], head: str, tail: str, edit: Edit) -> Iterator[Segment]:
    reasons = dict.fromkeys(s.reason for s in touched if s.reason and not s.removed)
    reason = "; ".join([*reasons, edit.reason] if edit.reason not in reasons else reasons)
    if head or tail:
        yield Segment(touched[0].start, touched[-1].end, head + edit.text + tail, reason)
    elif not edit.text:
        yield from _deleted(touched, edit)
    elif len(edit.text) == sum(len(s.text) for s in touched):
        at = 0
        for segment in touched:
            yield from _converted(segment, edit.text[at : at + len(segment.text)], edit.reason)
            at += len(segment.text)
    else:
        yield Segment(touched[0].start, touched[-1].end, edit.text, reason)


def _deleted(touched: list[Segment], edit: Edit) -> Iterator[Segment]:
    pending: Segment | None = None
    for segment in touched:
        if segment.removed and not edit.removed:
            if pending:
                yield pending
            pending = None
            yield segment
        elif pending:
            pending = pending._replace(end=segment.end)
        else:
            pending = Segment(segment.start, segment.end, "", edit.reason, edit.removed)
    if pending:
        yield pending


def _converted(segment: Segment, text: str, reason: str) -> Iterator[Segment]:
    if text == segment.text:
        yield segment
    elif segment.reason:
        reason = segment.reason if reason in segment.reason.split("; ") else f"{segment.reason}; {reason}"
        yield Segment(segment.start, segment.end, text, reason)
    else:
        kept = 0
        for k, (old, new) in enumerate(zip(segment.text, text, strict=True)):
            if old != new:
                if kept < k:
                    yield Segment(segment.start + kept, segment.start + k, segment.text[kept:k])
                yield Segment(segment.start + k, segment.start + k + 1, new, reason)
                kept = k + 1
        if kept < len(text):
            yield Segment(segment.start + kept, segment.end, segment.text[kept:])

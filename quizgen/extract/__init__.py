"""Document → DocumentExtraction: propose, weigh, resolve.

``extract`` is the only public verb. The order of the steps is told in ``docs/architecture.md``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256
from itertools import pairwise

from quizgen.extract.candidate import Range
from quizgen.extract.context import frame, lead
from quizgen.extract.dangling import dangling
from quizgen.extract.formulations import propose_formulations
from quizgen.extract.lists import propose_lists
from quizgen.extract.outline import outline
from quizgen.extract.resolve import Choice, considered, resolve
from quizgen.extract.scan import Scan
from quizgen.model.document import Document, Span
from quizgen.model.extraction import (
    Considered,
    DanglingLabel,
    DocumentExtraction,
    Enumeration,
    Flagged,
    Piece,
    Removal,
    Repair,
)


def extract(document: Document, explain: bool = False) -> DocumentExtraction:
    """What a cleaned document holds; with ``explain`` also every list candidate and why it was taken or refused."""
    scan = Scan(document, outline(document))
    choices = resolve(scan, propose_lists(scan))
    taken = [choice for choice in choices if choice.verdict == "taken"]
    formulations, weighed = propose_formulations(document, scan.outline, explain, listed_pieces(choices))
    return DocumentExtraction(
        source=document.source,
        sha256=document.sha256,
        title=document.title,
        script=document.script,
        enumerations=tuple(_enumerations(scan, taken)),
        formulations=tuple(formulations),
        dangling_labels=tuple(_dangling(scan, choices)),
        removed=tuple(
            Removal(text=document.raw[s.start : s.end], reason=s.reason, spans=(Span(s.start, s.end),))
            for s in document.segments
            if s.removed
        ),
        repairs=tuple(
            Repair(before=document.raw[s.start : s.end], after=s.text, reason=s.reason, spans=(Span(s.start, s.end),))
            for s in document.segments
            if s.reason and not s.removed
        ),
        flagged=tuple(
            Flagged(text=document.raw[f.span.start : f.span.end], reason=f.reason, spans=(f.span,))
            for f in document.flags
        ),
        considered=(*_considered(document, choices), *weighed) if explain else (),
    )


def listed_pieces(choices: Iterable[Choice]) -> Iterator[Range]:
    """Where the items of the lists that were taken stand."""
    return (piece for choice in choices if choice.verdict == "taken" for item in choice.items for piece in item)


def _piece(document: Document, ranges: Iterable[Range]) -> Piece:
    """The words of some ranges with their source spans; the ranges have been proved to have some."""
    ranges = tuple(ranges)
    spans = [span for r in ranges for span in document.locate(r.start, r.end) or ()]
    return Piece(text="".join(document.text[r.start : r.end] for r in ranges), spans=tuple(spans))


def _named(document: Document, name: str, ranges: Iterable[Range]) -> list[Span]:
    """The source spans of a name that stands in ``ranges`` with quotation marks or brackets between its words.

    三个“必然要求” is called 三个必然要求 and stands in two pieces; empty where the words are not those of the name.
    """
    offsets, at = [], 0
    for offset in (k for r in ranges for k in range(r.start, r.end)):
        if at < len(name) and document.text[offset] == name[at]:
            offsets.append(offset)
            at += 1
    if at < len(name):
        return []
    cuts = [k for k in range(1, at) if offsets[k] != offsets[k - 1] + 1]
    runs = [(offsets[low], offsets[high - 1] + 1) for low, high in pairwise((0, *cuts, at))]
    return [span for low, high in runs for span in document.locate(low, high) or ()]


def _enumerations(scan: Scan, taken: list[Choice]) -> Iterator[Enumeration]:
    ids: dict[int, str] = {}
    used: set[str] = set()
    for choice in taken:
        ids[id(choice)] = _identity(choice, used)
    for choice in taken:
        label = choice.label
        stated = choice.stated
        heading = scan.outline.headings_at(choice.start)
        yield Enumeration(
            id=ids[id(choice)],
            label=label.text if label else None,
            topic=choice.candidate.topic or _topic(scan, choice, heading),
            heading=heading,
            kind="labelled" if label and label.count else choice.candidate.kind,
            stated=stated,
            complete=stated is None or len(choice.items) >= stated,
            importance=choice.importance,
            parent=ids.get(id(choice.parent)) if choice.parent else None,
            rule=choice.candidate.rule,
            items=tuple(_piece(scan.document, item) for item in choice.items),
            label_spans=tuple(_named(scan.document, label.text, label.ranges)) if label else (),
            frame=frame(choice.words),
            repeats=tuple(
                tuple(_piece(scan.document, item) for item in again.items)
                for again in sorted(choice.repeats, key=lambda one: one.start)
                if again.key == choice.key
            ),
            evidence=choice.evidence,
        )


def _identity(choice: Choice, used: set[str]) -> str:
    """An id that edits elsewhere in the document leave alone: it follows from the label and the items' words."""
    name = "\n".join(["list", choice.label.text if choice.label else "", *choice.key])
    digest = sha256(name.encode()).hexdigest()
    found = next(digest[:size] for size in range(12, 64) if digest[:size] not in used)
    used.add(found)
    return found


def _topic(scan: Scan, choice: Choice, heading: tuple[str, ...]) -> str:
    """The words before the items in their sentence, else the heading above."""
    at = scan.outline.block_at(choice.start)
    low = scan.blocks[at].content if at is not None else choice.start
    return lead(scan.text, low, choice.start) or (heading[-1] if heading else "")


def _dangling(scan: Scan, choices: list[Choice]) -> Iterator[DanglingLabel]:
    for label, mentions in dangling(scan, choices):
        spans = [span for m in mentions for span in _named(scan.document, m.text, (Range(m.start, m.end),))]
        if spans:
            yield DanglingLabel(label=label, spans=tuple(spans))


def _considered(document: Document, choices: list[Choice]) -> Iterator[Considered]:
    for choice in considered(choices):
        items = choice.items if all(choice.items) else choice.candidate.items
        spans = [span for item in items for r in item for span in document.locate(r.start, r.end) or ()]
        yield Considered(
            rule=choice.candidate.rule,
            text=" | ".join("".join(document.text[r.start : r.end] for r in item) for item in items),
            spans=tuple(spans),
            score=round(choice.score, 3),
            evidence={name: round(value, 3) for name, value in choice.evidence.items()},
            verdict=choice.verdict,
        )

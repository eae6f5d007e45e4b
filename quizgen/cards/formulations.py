"""Sentences on cards, one maker a kind: definitions both ways, quotes with their speaker, slogans by slot and half."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from quizgen.cards.lists import masked_path
from quizgen.cards.passage import Passage, Places, fit_for_typing
from quizgen.cards.wording import is_flagged, is_mended, own_title, repairs, say, title_of, with_subject
from quizgen.mask import core, masked
from quizgen.model.deck import AskRole, Content, Line, Note, Occurrence, Part, numbers
from quizgen.model.document import Span
from quizgen.model.extraction import Flagged, Formulation, FormulationKind

GAPS = {1: 4, 2: 3, 3: 2}
"""How many gaps a sentence gets, by importance."""
BARE = 4
"""Letters that must be left of a sentence when its answer is hidden."""
FIGURE = re.compile(r"(?P<figure>[0-9０-９][0-9０-９,，.．]*)(?P<unit>\D{1,4})")
HALVES = re.compile(r"(?P<first>[^，；,;]{3,30})(?P<between>[，；,;])(?P<second>[^，；,;]{3,30}?)(?P<end>[。！!.]?)")


class Gap(NamedTuple):
    """A stretch of the sentence to hide."""

    start: int
    end: int
    role: AskRole


class Corpus(NamedTuple):
    """What a sentence's cards depend on beyond the sentence: ``speakers`` counts who is quoted in all documents."""

    speakers: int = 0


Maker = Callable[[Formulation, Passage, Places, Corpus], tuple[list[Gap], Line | None, Line | None]]
"""(gaps, a line under the sentence, an aside); cloze numbers behind the gaps' are given out afterwards."""


def formulation_note(
    found: Formulation, places: Places, *, corpus: Corpus, flagged: Sequence[Flagged] = (), now: int = 0
) -> Note | str:
    """The note of a sentence, or the reason (a key of ``REASONS``) why there is none."""
    passage = Passage(places.document, found.text, found.spans)
    gaps, below, aside = MAKERS[found.kind](found, passage, places, corpus)
    gaps = _placed(_apart(gaps), passage, found.replaces if found.subject else 0)
    shown = [gap for gap in gaps if _enough(found.text, gap)]
    if not shown and not aside:
        return "too-bare" if gaps else "unplaced" if found.gaps else "no-gap"
    lines = [_sentence(found, passage, sorted(shown), places), *([below] if below else [])]
    lines, aside = _numbered(lines, aside)
    return _note(found, places, tuple(lines), aside, flagged, now)


def sentence_occurrences(found: Formulation, places: Places) -> tuple[Occurrence, ...]:
    """The places of a sentence in its document, with what they word otherwise."""
    from quizgen.merge.wording import reworded

    first = places.occurrence(found.spans, found.heading)
    others = [
        places.occurrence(piece.spans, found.heading).model_copy(
            update={"differences": reworded(found.text, piece, places.document.script)}
        )
        for piece in found.occurrences
    ]
    return (first.model_copy(update={"differences": found.differences}), *others)


def _definition(
    found: Formulation, passage: Passage, places: Places, corpus: Corpus
) -> tuple[list[Gap], Line | None, Line | None]:
    at = passage.find(found.term) if found.term else None
    term = [Gap(*at, "term")] if at else []
    return term + _gaps(found, passage, "phrase"), None, None


def _quote(
    found: Formulation, passage: Passage, places: Places, corpus: Corpus
) -> tuple[list[Gap], Line | None, Line | None]:
    gaps = _gaps(found, passage, "phrase")
    if not found.speaker:
        return gaps, None, None
    spans = _standing_near(found.speaker, found.spans[0].start, places)
    asked = ASKED if spans and corpus.speakers > 1 and core(found.speaker) not in core(found.text) else None
    name = Part(
        text=found.speaker,
        cloze=asked,
        role="speaker" if asked else None,
        spans=spans,
        typed=bool(asked) and fit_for_typing(found.speaker),
    )
    return gaps, Line(parts=(Part(text="——"), name)), None


def _slogan(
    found: Formulation, passage: Passage, places: Places, corpus: Corpus
) -> tuple[list[Gap], Line | None, Line | None]:
    gaps = _gaps(found, passage, "phrase")
    halves = HALVES.fullmatch(found.text)
    if not halves or found.subject or not passage.offsets:
        return gaps, None, None
    ends = [halves.span("first"), halves.span("between"), halves.span("second"), halves.span("end")]
    if any({gap[:2] for gap in gaps} & {ends[k]} for k in (0, 2)) or halves["first"] in halves["second"]:
        return gaps, None, None
    clozes = (ASKED, None, ASKED + 1, None)
    parts = [
        passage.part(start, end, cloze, "half" if cloze else None)
        for (start, end), cloze in zip(ends, clozes, strict=True)
        if start < end
    ]
    placed = all(part.spans for part in parts if part.cloze)
    return gaps, None, Line(parts=tuple(parts)) if placed else None


def _sentence_only(
    found: Formulation, passage: Passage, places: Places, corpus: Corpus
) -> tuple[list[Gap], Line | None, Line | None]:
    return _gaps(found, passage, "phrase"), None, None


def _fact(
    found: Formulation, passage: Passage, places: Places, corpus: Corpus
) -> tuple[list[Gap], Line | None, Line | None]:
    gaps = []
    for gap in _gaps(found, passage, "figure"):
        figure = FIGURE.fullmatch(found.text[gap.start : gap.end])
        gaps.append(gap._replace(end=gap.start + figure.end("figure")) if figure else gap)
    return gaps, None, None


ASKED = 1
"""A stand-in for the number of a cloze that is not in the sentence; ``_numbered`` gives the final one."""

MAKERS: dict[FormulationKind, Maker] = {
    "definition": _definition,
    "quote": _quote,
    "slogan": _slogan,
    "principle": _sentence_only,
    "fact": _fact,
}


def _gaps(found: Formulation, passage: Passage, role: AskRole) -> list[Gap]:
    places = [passage.find(gap) for gap in found.gaps]
    return [Gap(*at, role) for at in places if at][: GAPS[found.importance]]


def _apart(gaps: Sequence[Gap]) -> list[Gap]:
    """The gaps, best first, without those that overlap a better one."""
    kept: list[Gap] = []
    for gap in gaps:
        if all(gap.end <= other.start or other.end <= gap.start for other in kept):
            kept.append(gap)
    return kept


def _placed(gaps: Sequence[Gap], passage: Passage, first: int) -> list[Gap]:
    return [gap for gap in gaps if gap.start >= first and passage.place(gap.start, gap.end)]


def _enough(text: str, gap: Gap) -> bool:
    left = masked(text[: gap.start] + text[gap.end :], [text[gap.start : gap.end]], "")
    return sum(char.isalnum() for char in left) >= BARE


def _sentence(found: Formulation, passage: Passage, gaps: Sequence[Gap], places: Places) -> Line:
    parts: list[Part] = []
    done = 0
    if found.subject:
        done = found.replaces
        subject = Passage.of(places.document, found.subject)
        parts += [Part(text="〔"), Part(text=subject.text, spans=subject.spans), Part(text="〕")]
    for gap in gaps:
        if done < gap.start:
            parts.append(passage.part(done, gap.start))
        parts.append(passage.part(gap.start, gap.end, ASKED, gap.role))
        done = gap.end
    if done < len(passage.text):
        parts.append(passage.part(done, len(passage.text)))
    return Line(parts=tuple(parts))


def _numbered(lines: Sequence[Line], aside: Line | None) -> tuple[list[Line], Line | None]:
    free = iter(numbers())
    given = [
        Line(parts=tuple(part.model_copy(update={"cloze": next(free)}) if part.cloze else part for part in line.parts))
        for line in (*lines, *([aside] if aside else []))
    ]
    return (given[:-1], given[-1]) if aside else (given, None)


def _standing_near(name: str, offset: int, places: Places) -> tuple[Span, ...]:
    """The place of a name, the last before a source offset or else the first behind it; () where it never stands."""
    document = places.document
    at = document.clean_offset(offset)
    start = document.text.rfind(name, 0, at)
    start = document.text.find(name, at) if start < 0 else start
    return (document.locate(start, start + len(name)) or ()) if start >= 0 else ()


def _note(
    found: Formulation,
    places: Places,
    lines: tuple[Line, ...],
    aside: Line | None,
    flagged: Sequence[Flagged],
    now: int,
) -> Note:
    document = places.document
    asked = [part for line in (*lines, *([aside] if aside else [])) for part in line.parts if part.cloze is not None]
    answers = [part.text for part in asked]
    title, named = title_of(found.kind, document.script, [*reversed(found.heading), own_title(document)], answers)
    shown = with_subject(title, found.heading, answers)
    marks = [say("restored", document.script)] if found.subject else []
    if is_flagged(flagged, found.spans):
        marks.append(say("flagged", document.script))
    places_asked = [part.spans for part in asked]
    if is_mended(document, places_asked):
        marks.append(say("repaired", document.script))
    made = Content(
        title=shown,
        heading=masked_path(found.heading, named, answers, shown),
        lines=lines,
        aside=aside,
        marks=tuple(marks),
        repaired=repairs(document, places_asked),
    )
    return Note(
        id=found.id,
        kind=found.kind,
        importance=found.importance,
        made=made,
        speaker=found.speaker,
        rule=found.rule,
        occurrences=sentence_occurrences(found, places),
        used=made.numbers,
        created=now,
        modified=now,
    )

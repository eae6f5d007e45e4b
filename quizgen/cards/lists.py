"""Lists on cards: a gap an item, the whole list recited, the items asking for their label."""

from __future__ import annotations

from collections.abc import Sequence

from quizgen.cards.items import hidden_of
from quizgen.cards.passage import ELLIPSIS, Passage, Places
from quizgen.cards.wording import (
    NAME_LONGEST,
    fuller_name,
    is_bare_count,
    is_flagged,
    is_mended,
    own_title,
    plain_name,
    repairs,
    say,
    title_of,
    with_subject,
)
from quizgen.mask import core, standing
from quizgen.model.deck import LABEL, Content, Layout, Line, Note, Occurrence, Part, numbers
from quizgen.model.document import Span
from quizgen.model.extraction import Enumeration, Flagged

SHORT = 7
"""The longest list whose other items are all hidden; in a longer one the neighbours are shown."""
SEPARATOR = "；"
"""What stands between the items where they ask for their label."""
LABEL_NEAR = 200
"""A label stands in the occurrence's text when it is at most so many characters away from the items."""
TAIL_LONGEST = 4
"""Characters of a name behind the items that alone does not say what they are of."""
ORDERED = frozenset({"outline", "ordinal"})
PASSING = frozenset({"parallel", "series"})
"""Kinds that stand in a sentence; without a name they are asked for by the sentence around them."""


def list_note(
    found: Enumeration,
    places: Places,
    *,
    path: tuple[str, ...] = (),
    flagged: Sequence[Flagged] = (),
    ask_label: bool = False,
    now: int = 0,
) -> Note | None:
    """The note of a list; None where no item can be traced to the source.

    ``path`` is the parent list's name and the item that this list hangs under. ``ask_label`` adds the card that shows
    the items and asks for the label.
    """
    document = places.document
    passages = [Passage.of(document, item) for item in found.items]
    hidden = hidden_of([passage.text for passage in passages], found.frame, counted=found.stated is not None)
    lines = tuple(_line(*row) for row in zip(passages, hidden, numbers(), strict=False))
    if not lines or not any(line.numbers for line in lines):
        return None
    answers = [part.text for line in lines for part in line.parts if part.cloze is not None]
    spans = tuple(span for item in found.items for span in item.spans)
    heading = (*found.heading, *path)
    fuller = fuller_name(found.label, heading) if found.label else ""
    name = found.label if found.label and not is_bare_count(found.label) else ""
    around = places.around(spans) if found.kind in PASSING and (not name or _is_tail(found, spans)) else ""
    led: tuple[str, ...] = (found.topic, around) if around.endswith(ELLIPSIS) else (around, found.topic)
    if path and len(path[-1]) <= NAME_LONGEST and any(core(step) in core(words) for step in path for words in led):
        led = (path[-1], *led)  # what leads to the outer list says less than the item that this one hangs under
    counted = places.clause(found.label_spans) if found.label and not name else ""
    called = (around, fuller, name) if name and not around.endswith(ELLIPSIS) else (fuller, name)
    names = (*called, counted, *led, found.label, *reversed(heading), own_title(document))
    candidates = [name for name in names if name]
    title, named = title_of("list", document.script, candidates, answers)
    asked = with_subject(title, heading, answers)
    recite = found.complete and len(lines) > 1 and bool(named)
    marks = _marks(found, places, flagged, (*found.label_spans, *spans))
    gaps = [part.spans for line in lines for part in line.parts if part.cloze]
    if is_mended(document, gaps):
        marks = (*marks, say("repaired", document.script))
    aside = _aside(found, passages, places) if ask_label and recite else None
    made = Content(
        title=asked,
        heading=masked_path(heading, named, answers, asked),
        lines=lines,
        aside=aside,
        recite=recite,
        layout=_layout(len(lines)) if named else "others-shown",
        ordered=found.kind in ORDERED,
        marks=marks,
        repaired=repairs(document, gaps),
    )
    return Note(
        id=found.id,
        kind="list",
        importance=found.importance,
        made=made,
        stated=found.stated,
        complete=found.complete,
        rule=found.rule,
        occurrences=list_occurrences(found, places, path),
        used=made.numbers,
        created=now,
        modified=now,
    )


def list_occurrences(
    found: Enumeration, places: Places, path: tuple[str, ...], called: str = ""
) -> tuple[Occurrence, ...]:
    """The places of a list in its document. ``called`` is the name it is asked by, which need not be said again."""
    spans = tuple(span for item in found.items for span in item.spans)
    name = found.label or "" if called and core(found.label or called) != core(called) else ""
    first = places.occurrence(_with_label(found, spans), (*found.heading, *path))
    first = first.model_copy(update={"called": name, "differences": found.differences})
    again = [tuple(span for item in items for span in item.spans) for items in found.repeats]
    return (first, *(places.occurrence(spans, ()) for spans in again))


def _is_tail(found: Enumeration, spans: Sequence[Span]) -> bool:
    """Whether the name is only the short noun that the items describe (……的任务): the clause around them says whose."""
    short = found.label is not None and len(found.label) <= TAIL_LONGEST and not found.stated
    return short and bool(found.label_spans) and found.label_spans[0].start >= max(span.end for span in spans)


def _line(passage: Passage, hidden: tuple[int, int], number: int) -> Line:
    size = len(passage.text)
    start, end = hidden if passage.offsets and passage.place(*hidden) is not None else (0, size)
    cuts = ((0, start, None), (start, end, number), (end, size, None))
    return Line(
        parts=tuple(
            passage.part(low, high, cloze, "item" if cloze else None) for low, high, cloze in cuts if low < high
        )
    )


def _layout(count: int) -> Layout:
    return "all-hidden" if count <= SHORT else "neighbours"


def _aside(found: Enumeration, passages: Sequence[Passage], places: Places) -> Line | None:
    label, items = found.label or "", SEPARATOR.join(passage.text for passage in passages)
    if not core(label) or not found.label_spans or standing(items, [label]) or standing(label, [items]):
        return None
    asked = Passage(places.document, label, found.label_spans)
    if not asked.offsets:
        return None
    together = say("together", places.document.script)
    return Line(parts=(Part(text=items), Part(text=together), asked.part(0, len(label), LABEL, "label")))


def masked_path(heading: Sequence[str], named: str, answers: list[str], title: str = "") -> tuple[str, ...]:
    """The heading path without steps that only lead to the title or to the step below, or stand in front of it, and
    without those that hold an answer."""
    below = [*map(core, heading[1:]), core(named)]
    steps = [
        plain_name(step)
        for step, next_one in zip(heading, below, strict=False)
        if not _says(step, named) and not (next_one and core(step).startswith(next_one)) and not is_bare_count(step)
    ]
    steps = [step for step in steps if not title.startswith(f"{step}·")]
    return tuple(step for step in dict.fromkeys(steps) if step and not standing(step, answers))


def _says(step: str, named: str) -> bool:
    """Whether a step of the path is the title, or what the title begins with."""
    return bool(core(step)) and core(named).startswith(core(plain_name(step)))


def _marks(found: Enumeration, places: Places, flagged: Sequence[Flagged], spans: Sequence[Span]) -> tuple[str, ...]:
    script = places.document.script
    marks = []
    if not found.complete and found.stated:
        marks.append(say("incomplete", script, shown=len(found.items), stated=found.stated))
    if found.contradicts:
        marks.append(say("contradicted", script, source=own_title(places.document) or places.document.source))
    if is_flagged(flagged, spans):
        marks.append(say("flagged", script))
    return tuple(marks)


def _with_label(found: Enumeration, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    near = found.label_spans and min(abs(found.label_spans[-1].end - s.start) for s in spans) <= LABEL_NEAR
    return (*found.label_spans, *spans) if near else spans

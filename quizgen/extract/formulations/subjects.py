"""Whom a pronoun at the beginning of a sentence stands for, where the sentence before says it plainly."""

from __future__ import annotations

import re

from quizgen.extract.candidate import Range
from quizgen.extract.formulations.cues import cue
from quizgen.extract.formulations.trim import trimmed
from quizgen.extract.formulations.unit import Unit, View

_PRONOUN = re.compile(
    r"^(?P<p>它们?|他们?|她们?|其|这(?=[就也都既不]*是)|该[^，。是的]{1,6}|此(?!外|时|后|前|次|处))(?![些样种么里次个]|中|他|余|实|次)"
)
_TOPIC = re.compile(
    rf"^(?P<topic>[“「]?[^，。；：？“”「」]{{2,24}}?[”」]?)(?:[，,])?(?:(?:就|也|都|既|不仅|不但)?(?:是(?!否)|指|即|意指|包括|具有|属于|分为)|于|由|{cue('event')})"
)
_NO_TOPIC = re.compile(rf"^(?:{cue('pronoun')}|我|你|在|从|当|为|对|如|若|因|虽|只|要|随|通|经|根据|按|这|那|有|没)")


def restored(view: View, before: Unit | None, range: Range) -> tuple[Range, int] | None:
    """The antecedent and the length of the pronoun that ``range`` begins with; None where either is not plain."""
    match = _PRONOUN.match(view.text[range.start : range.end])
    if not match or before is None:
        return None
    whole = trimmed(view, before)
    topic = _TOPIC.match(view.text[whole.start : whole.end])
    if not topic or _NO_TOPIC.match(topic["topic"]):
        return None
    start, end = whole.start + topic.start("topic"), whole.start + topic.end("topic")
    if view.text[start] in "“「":
        start, end = start + 1, end - 1
    return Range(start, end), len(match["p"])

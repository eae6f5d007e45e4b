"""Whom a pronoun at the beginning of a sentence stands for, where the sentence before says it plainly."""

from __future__ import annotations

import re

from quizgen.extract.candidate import Range
from quizgen.extract.formulations.cues import cue, words
from quizgen.extract.formulations.trim import trimmed
from quizgen.extract.formulations.unit import Unit
from quizgen.extract.formulations.view import View
from quizgen.extract.words import cut, tag

_PRONOUN = re.compile(
    r"^(?P<p>它们?|他们?|她们?|其|这(?=[就也都既不]*是)|该[^，。是的]{1,6}|此(?!外|时|后|前|次|处))(?![些样种么里次个]|中|他|余|实|次)"
)
_TOPIC = re.compile(
    rf"^(?P<topic>[“「]?[^，。；：？“”「」]{{2,24}}?[”」]?)(?:[，,])?(?:(?:就|也|都|既|不仅|不但)?(?:是(?!否)|指|即|意指|包括|具有|属于|分为)|于|由|{cue('event')})"
)
_NO_TOPIC = re.compile(
    rf"^(?:{cue('pronoun')}|我|你|在|从|当|为|对|如|若|假如|假若|倘|要是|即使|因|虽|只|要|随|通|经|根据|按|这|那|有|没)|[所都也又不]$"
)
_TOGETHER = re.compile(r"[和与及、]")
_SAYS_WHAT = re.compile(r"(?:就|也|都|既|不仅|不但)?(?:是|指|即|意指)")
_PEOPLE = frozenset({"nr", "nrt", "nrfg"})
_ROLES = frozenset(words("title"))
_DEEDS = frozenset({"v", "d", "p", "c"})


def restored(view: View, unit: Unit, range: Range, depth: int = 3) -> tuple[Range, int] | None:
    """The antecedent and the length of the pronoun that ``range`` begins with; None where either is not plain.

    ``range`` is ``unit`` or a part of it. The antecedent is the topic of the sentence before in the same paragraph, or
    that sentence's own antecedent where it begins with a pronoun too.
    """
    match = _PRONOUN.match(view.text[range.start : range.end])
    before = view.before(unit)
    if not match or before is None or before.block != unit.block or depth == 0:
        return None
    whole = trimmed(view, before)
    if _PRONOUN.match(view.text[whole.start : whole.end]):
        further = restored(view, before, whole, depth - 1)
        return (further[0], len(match["p"])) if further else None
    topic = _TOPIC.match(view.text[whole.start : whole.end])
    if not topic or _NO_TOPIC.match(topic["topic"]):
        return None
    start, end = whole.start + topic.start("topic"), whole.start + topic.end("topic")
    if not _agree(match["p"], topic["topic"], view.text[end : whole.end]):
        return None
    if view.text[start] in "“「":
        start, end = start + 1, end - 1
    return Range(start, end), len(match["p"])


def _agree(pronoun: str, topic: str, rest: str) -> bool:
    """Whether a pronoun can stand for the topic of a sentence that goes on with ``rest``.

    它们 needs several things, the other pronouns one; 这 and 此 point at the whole sentence unless that says what the
    topic is; a topic is no clause, and the only thing that the sentence sets in quotation marks.
    """
    parts = cut(topic)
    if any(len(word) > 1 and tag(word) in _DEEDS for word in parts[:-1]) and "的" not in parts:
        return False
    if topic[0] in "“「" and re.search("[“「]", rest):
        return False
    person = tag(parts[-1]) in _PEOPLE or parts[-1] in _ROLES or (len(topic) <= 3 and tag(parts[0]) == "nr")
    if pronoun[0] in "他她" or pronoun == "它":
        return person == (pronoun[0] in "他她")
    if pronoun.endswith("们"):
        return bool(_TOGETHER.search(topic))
    return pronoun[0] not in "这此" or bool(_SAYS_WHAT.match(rest.lstrip("”」，,")))

"""Extractions of many documents → one: what several of them say is told once, what they promise is kept by any of them.

Nothing is taken away: every list and formulation stays where it was found. One that only says what another says names
that one in ``same_as``; lists that share a name and nothing else name one another in ``contradicts``; a label that one
document only names finds its list in another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from quizgen.clean.conversion import simplified
from quizgen.merge import lists, sentences
from quizgen.merge.lists import Listed
from quizgen.merge.sentences import Said
from quizgen.model.document import Script
from quizgen.model.extraction import DanglingLabel, DocumentExtraction, Extraction

Updates = Mapping[str, dict[str, Any]]
"""``source#id`` → what is to be told of what was found there."""
_NO_WORD = re.compile(r"[^\w]|_")


def merge(extractions: Sequence[DocumentExtraction]) -> Extraction:
    """All documents in the order given, with what connects them."""
    updates = {**_same_lists(extractions), **_same_sentences(extractions)}
    expanded = _expanded(extractions)
    return Extraction(
        schema=1,
        documents=tuple(
            document.model_copy(
                update={
                    "enumerations": tuple(_updated(document, document.enumerations, updates)),
                    "formulations": tuple(_updated(document, document.formulations, updates)),
                    "dangling_labels": tuple(_linked(document, expanded)),
                }
            )
            for document in extractions
        ),
    )


def fold(label: str, script: Script = "hans") -> str:
    """A label in Simplified script, without punctuation, spaces and measure word, so that 三个“自信” is 三自信."""
    words = _NO_WORD.sub("", simplified(label) if script == "hant" else label)
    return re.sub("^([一二三四五六七八九十两]+)[个個项項条大种]", r"\1", words)


def _same_lists(extractions: Sequence[DocumentExtraction]) -> Updates:
    found = [
        Listed.of(_reference(document, one.id), place, one, document.script)
        for document in extractions
        for place, one in enumerate(document.enumerations)
    ]
    found = [one._replace(place=place) for place, one in enumerate(found)]
    joined = lists.join(found)
    told = {one.listed.reference: {"same_as": one.leading.reference, "differences": one.differences} for one in joined}
    return told | {
        reference: {"contradicts": others} for reference, others in lists.contradictions(found, joined).items()
    }


def _same_sentences(extractions: Sequence[DocumentExtraction]) -> Updates:
    found = [
        Said.of(_reference(document, one.id), 0, one, document.script)
        for document in extractions
        for one in document.formulations
    ]
    joined = sentences.join([one._replace(place=place) for place, one in enumerate(found)])
    return {one.said.reference: {"same_as": one.leading.reference, "differences": one.differences} for one in joined}


def _reference(document: DocumentExtraction, found: str) -> str:
    return f"{document.source}#{found}"


def _updated(document: DocumentExtraction, found: Iterable[Any], updates: Updates) -> Iterator[Any]:
    for one in found:
        update = updates.get(_reference(document, one.id))
        yield one.model_copy(update=update) if update else one


def _expanded(extractions: Sequence[DocumentExtraction]) -> dict[str, str]:
    expanded: dict[str, str] = {}
    for document in extractions:
        for enumeration in document.enumerations:
            if enumeration.label and enumeration.stated and enumeration.complete:
                expanded.setdefault(fold(enumeration.label, document.script), _reference(document, enumeration.id))
    return expanded


def _linked(document: DocumentExtraction, expanded: Mapping[str, str]) -> Iterator[DanglingLabel]:
    for label in document.dangling_labels:
        yield label.model_copy(update={"expanded_by": expanded.get(fold(label.label, document.script))})

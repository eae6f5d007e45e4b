"""Extractions of many documents → one: a label that one document only names finds its list in another."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizgen.model.extraction import DanglingLabel, DocumentExtraction, Extraction

_NO_WORD = re.compile(r"[^\w]|_")


def merge(extractions: Sequence[DocumentExtraction]) -> Extraction:
    """All documents in the order given; a label that another document expands names that list in ``expanded_by``."""
    expanded: dict[str, str] = {}
    for document in extractions:
        for enumeration in document.enumerations:
            if enumeration.label and enumeration.stated and enumeration.complete:
                expanded.setdefault(fold(enumeration.label), f"{document.source}#{enumeration.id}")
    return Extraction(
        schema=1,
        documents=tuple(
            document.model_copy(
                update={"dangling_labels": tuple(_linked(label, expanded) for label in document.dangling_labels)}
            )
            for document in extractions
        ),
    )


def fold(label: str) -> str:
    """A label without punctuation, spaces and measure word, so that 三个“自信” is 三自信."""
    return re.sub("^([一二三四五六七八九十两]+)[个个項项条大种]", r"\1", _NO_WORD.sub("", label))


def _linked(label: DanglingLabel, expanded: dict[str, str]) -> DanglingLabel:
    return label.model_copy(update={"expanded_by": expanded.get(fold(label.label))})

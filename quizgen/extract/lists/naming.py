"""What a list of the outline is called: by its lead-in or the item above it, else by the nearest heading."""

from __future__ import annotations

from quizgen.extract.candidate import Label, Range
from quizgen.extract.leads import NAME_LONGEST, is_predicate, list_name
from quizgen.extract.numerals import labels
from quizgen.extract.outline import Block
from quizgen.extract.scan import Scan

_WHOLE_LONGEST = 20
_BARE_LONGEST = 8
"""A name as short as this (成因, 主要特点) says nothing without what it is about."""


def label_above(scan: Scan, item: int, count: int) -> Label | None:
    """The name of a list of ``count`` items whose first one is the block ``item``."""
    at = scan.blocks[item].parent
    while at is not None:
        block = scan.blocks[at]
        name = list_name(
            scan.text, block.content, block.end, heading=block.kind == "heading", item=block.kind == "item"
        )
        if name is not None and name.start < name.end:
            return _counted(scan, name, block, count)
        at = block.parent
    return None


def topic(scan: Scan, item: int, label: Label | None) -> str:
    """The list's name under the name of what it is about: 洋流·成因."""
    if label is None:
        return ""
    titles = scan.outline.headings_at(scan.blocks[item].start)
    above = [t for t in titles if t not in label.text and label.text not in t and len(t) <= NAME_LONGEST]
    return f"{above[-1]}·{label.text}" if above and len(label.text) <= _BARE_LONGEST else label.text


def _counted(scan: Scan, name: Range, block: Block, items: int) -> Label:
    """The name with the count that it states; a counted phrase that fits is the better name of a long lead-in."""
    text = scan.text
    words = text[name.start : name.end]
    fitting = [m for m in labels(text, block.content, block.end) if m.count == items]
    if fitting:
        mention = fitting[-1]
        inside = mention.start >= name.start and mention.end <= name.end
        if inside and len(words) <= _WHOLE_LONGEST and not is_predicate(words):
            return Label(words, (name,), mention.count)
        return Label(mention.text, (Range(mention.start, mention.end),), mention.count)
    promised = [m for m in labels(text, *name) if m.outer >= name.end - 3 and m.count > items]
    return Label(words, (name,), promised[-1].count if promised else None)

"""Automatic numbering of Word documents: the number that Word would print before a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from quizgen.read.ordinals import ordinal

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = W + "val"
LEVELS = 9
_PLACEHOLDER = re.compile(r"%([1-9])")
_CLOSED = tuple("、，：）】．是要为為")
"""Numbers that end so stand close to their words, as they are written by hand."""


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list counts; ``pattern`` is Word's ``lvlText``, ``%1`` standing for the number of level 1."""

    start: int = 1
    style: str = "decimal"
    pattern: str = ""
    suffix: str = "tab"
    restarts_after: int | None = None
    """The level (counted from 1) whose use makes this one begin anew; 0 for never, None for any above."""
    decimal_only: bool = False


@dataclass(slots=True)
class _List:
    """A list as counted: paragraphs of several ``num`` that share an ``abstractNum`` go on counting together."""

    levels: dict[int, Level]
    counts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The numbering definitions of a document and how far each list has been counted.

    Made from the roots of ``numbering.xml`` and ``styles.xml`` (None where the part is missing). Paragraphs must be
    asked in document order.
    """

    def __init__(self, numbering: Any, styles: Any) -> None:
        self._styles = {e.get(W + "styleId"): e for e in _all(styles, "style")}
        self._abstract = {e.get(W + "abstractNumId"): e for e in _all(numbering, "abstractNum")}
        self._num = {e.get(W + "numId"): e for e in _all(numbering, "num")}
        self._lists: dict[str, _List] = {}
        self._restarted: set[str] = set()

    def label(self, properties: Any, style_id: str | None) -> tuple[str, int] | None:
        """What stands before a paragraph and its level from 0: ``("（一）", 1)``; None where it is not numbered.

        A bullet is given as ``"- "``. ``properties`` is the paragraph's ``w:pPr`` or None.
        """
        num_id, level = self._reference(properties, style_id)
        num = self._num.get(num_id or "")
        if num is None or num_id == "0":
            return None
        key = self._abstract_id(num)
        counted = self._lists.get(key)
        if counted is None:
            counted = self._lists[key] = _List(dict(_levels(self._abstract.get(key))))
        levels = {**counted.levels, **dict(_overridden(num, counted.levels))}
        self._restart(num_id or "", num, counted)
        definition = levels.get(level, Level(pattern=f"%{level + 1}."))
        if definition.style == "bullet":
            return "- ", level
        self._count(counted, level, definition, levels)
        text = _PLACEHOLDER.sub(
            lambda match: _number(counted, int(match[1]) - 1, levels, definition), definition.pattern
        )
        return (text + _gap(text, definition), level) if text.strip() else None

    def outline_level(self, style_id: str | None) -> int | None:
        """The heading level (from 1) of a style: by its name, or by the outline level that it or its base sets."""
        for style in self._chain(style_id):
            name = (_value(style, "name") or "").lower()
            match = re.fullmatch(r"(?:heading|标题|標題) ?([1-9])", name)
            if match:
                return int(match[1])
            outline = _value(style, "pPr/outlineLvl")
            if outline is not None:
                return int(outline) + 1 if outline.isdecimal() and int(outline) < LEVELS else None
        return None

    def style_name(self, style_id: str | None) -> str:
        """Lower case; empty for an unknown style."""
        style = self._styles.get(style_id)
        return ((_value(style, "name") if style is not None else None) or "").lower()

    def _reference(self, properties: Any, style_id: str | None) -> tuple[str | None, int]:
        """The list and level that a paragraph names itself, or that its style or a base of the style names."""
        num_id = _value(properties, "numPr/numId")
        level = _value(properties, "numPr/ilvl")
        for style in self._chain(style_id):
            if num_id is not None and level is not None:
                break
            if num_id is None:
                num_id = _value(style, "pPr/numPr/numId")
                if num_id is not None and level is None:
                    level = _value(style, "pPr/numPr/ilvl") or self._linked_level(num_id, style.get(W + "styleId"))
        return num_id, min(int(level), LEVELS - 1) if level and level.isdecimal() else 0

    def _linked_level(self, num_id: str, style_id: str) -> str | None:
        num = self._num.get(num_id)
        abstract = self._abstract.get(self._abstract_id(num)) if num is not None else None
        linked = (e.get(W + "ilvl") for e in _all(abstract, "lvl") if _value(e, "pStyle") == style_id)
        return next(linked, None)

    def _abstract_id(self, num: Any) -> str:
        """The definition behind a list, through a numbering style where it only names one."""
        key = _value(num, "abstractNumId") or ""
        for _ in range(3):
            link = _value(self._abstract.get(key), "numStyleLink")
            target = _value(self._styles.get(link), "pPr/numPr/numId") if link else None
            if target is None or target not in self._num:
                break
            key = _value(self._num[target], "abstractNumId") or ""
        return key

    def _chain(self, style_id: str | None) -> Iterator[Any]:
        seen: set[str] = set()
        while style_id and style_id in self._styles and style_id not in seen:
            seen.add(style_id)
            yield self._styles[style_id]
            style_id = _value(self._styles[style_id], "basedOn")

    def _restart(self, num_id: str, num: Any, counted: _List) -> None:
        """A list that overrides the start begins anew where it is first used."""
        if num_id in self._restarted:
            return
        self._restarted.add(num_id)
        for override in _all(num, "lvlOverride"):
            if _value(override, "startOverride") is not None:
                level = int(override.get(W + "ilvl") or 0)
                for deeper in [key for key in counted.counts if key >= level]:
                    del counted.counts[deeper]

    def _count(self, counted: _List, level: int, definition: Level, levels: dict[int, Level]) -> None:
        counted.counts[level] = counted.counts.get(level, definition.start - 1) + 1
        for above in range(level):
            counted.counts.setdefault(above, levels.get(above, Level()).start)
        for deeper in [key for key in counted.counts if key > level]:
            after = levels.get(deeper, Level()).restarts_after
            if after is None or (after and level < after):
                del counted.counts[deeper]


def _levels(abstract: Any) -> Iterator[tuple[int, Level]]:
    for element in _all(abstract, "lvl"):
        yield int(element.get(W + "ilvl") or 0), _level(element)


def _overridden(num: Any, base: dict[int, Level]) -> Iterator[tuple[int, Level]]:
    """The levels that a list sets itself, or of which it sets the start."""
    for override in _all(num, "lvlOverride"):
        key = int(override.get(W + "ilvl") or 0)
        own = next(map(_level, _all(override, "lvl")), None) or base.get(key, Level(pattern=f"%{key + 1}."))
        yield key, replace(own, start=_integer(_value(override, "startOverride"), own.start))


def _level(element: Any) -> Level:
    restart = _value(element, "lvlRestart")
    return Level(
        start=_integer(_value(element, "start"), 1),
        style=_value(element, "numFmt") or "decimal",
        pattern=_value(element, "lvlText") or "",
        suffix=_value(element, "suff") or "tab",
        restarts_after=_integer(restart, 0) if restart is not None else None,
        decimal_only=element.find(W + "isLgl") is not None and _value(element, "isLgl") not in ("0", "false"),
    )


def _number(counted: _List, level: int, levels: dict[int, Level], shown: Level) -> str:
    definition = levels.get(level, Level())
    style = "decimal" if shown.decimal_only else definition.style
    return ordinal(counted.counts.get(level, definition.start), style)


def _gap(text: str, level: Level) -> str:
    """What separates the number from the words."""
    return "" if level.suffix == "nothing" or text.endswith(_CLOSED) else " "


def _all(parent: Any, tag: str) -> Iterator[Any]:
    if parent is not None:
        yield from parent.iterchildren(W + tag)


def _value(parent: Any, path: str) -> str | None:
    """The ``w:val`` of the element at a path of tags, or None."""
    if parent is None:
        return None
    found = parent.find("/".join(W + tag for tag in path.split("/")))
    return None if found is None else found.get(VAL)


def _integer(text: str | None, otherwise: int) -> int:
    return int(text) if text is not None and text.lstrip("-").isdecimal() else otherwise

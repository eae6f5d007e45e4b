"""Slides: titles as headings, bullets with their levels, tables, diagrams and the speaker's notes."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from quizgen.model.document import Document, PageStart
from quizgen.read.archive import damaged, members, open_archive
from quizgen.read.markup import heading, item, joined, table
from quizgen.read.ordinals import ordinal

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}dm"
FRAME = frozenset(("DATE", "FOOTER", "HEADER", "SLIDE_NUMBER", "SLIDE_IMAGE"))
"""Placeholders that repeat on every slide."""
TITLES = frozenset(("TITLE", "CENTER_TITLE", "VERTICAL_TITLE"))
BULLETED = frozenset(("BODY", "OBJECT", "VERTICAL_BODY", "VERTICAL_OBJECT"))
"""Placeholders whose paragraphs have bullets unless they say otherwise."""
AUTO_NUMBERS = (
    ("arabic", "decimal"),
    ("circleNum", "decimalEnclosedCircle"),
    ("alphaLc", "lowerLetter"),
    ("alphaUc", "upperLetter"),
    ("romanLc", "lowerRoman"),
    ("romanUc", "upperRoman"),
    ("ea", "chineseCounting"),
)
"""How the types of automatic numbers begin, and how they count."""
SHAPES = (
    ("ParenBoth", "（{}）"),
    ("ParenR", "{})"),
    ("Period", "{}."),
    ("Plain", "{}"),
)
"""How they end, and how the number is dressed."""


def identify(data: bytes) -> bool:
    names = members(data)
    return "[Content_Types].xml" in names and any(name.startswith("ppt/") for name in names)


def read(data: bytes, name: str) -> Document:
    """Pages are slides. Raises DamagedDocument, EncryptedDocument or DocumentTooLarge."""
    open_archive(data, name).close()
    try:
        slides = [joined(_slide(slide)) for slide in _presentation(data).slides]
    except Exception as error:  # whatever the library trips over in a broken file, the file is what is wrong
        raise damaged(name) from error
    pages, at = [], 0
    for number, text in enumerate(slides, start=1):
        pages.append(PageStart(at, number))
        at += len(text)
    return Document(source=name, raw="".join(slides), format="pptx", pages=tuple(pages))


def _presentation(data: bytes) -> Any:
    """The presentation, also of a file for showing, which the library's own opener refuses."""
    from pptx.package import Package

    return Package.open(io.BytesIO(data)).presentation_part.presentation


def _slide(slide: Any) -> Iterator[str]:
    title = slide.shapes.title
    if title is not None and title.text_frame.text.strip():
        yield heading(1, " ".join(title.text_frame.text.split()))
    for shape in slide.shapes:
        yield from _shape(shape)
    if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
        yield from _paragraphs(slide.notes_slide.notes_text_frame, bulleted=False)


def _shape(shape: Any) -> Iterator[str]:
    if shape.shape_type is not None and shape.shape_type.name == "GROUP":
        for inner in shape.shapes:
            yield from _shape(inner)
        return
    role = shape.placeholder_format.type.name if shape.is_placeholder and shape.placeholder_format.type else ""
    if role in FRAME or role in TITLES:
        return
    if shape.has_text_frame:
        filled = [p for p in shape.text_frame.paragraphs if p.text.strip()]
        yield from _paragraphs(shape.text_frame, bulleted=role in BULLETED and len(filled) > 1)
    elif getattr(shape, "has_table", False):
        rows = [[" ".join(cell.text.split()) for cell in row.cells] for row in shape.table.rows]
        yield from table(rows, header=shape.table.first_row)
    else:
        yield from _diagram(shape)


def _paragraphs(frame: Any, bulleted: bool) -> Iterator[str]:
    counts: dict[int, int] = {}
    for paragraph in frame.paragraphs:
        lines = [line.strip() for line in paragraph.text.replace("\x0b", "\n").split("\n") if line.strip()]
        if not lines:
            continue
        properties = paragraph._p.pPr
        auto = properties.find(A + "buAutoNum") if properties is not None else None
        level = paragraph.level
        for deeper in [key for key in counts if key > level or (auto is None and key == level)]:
            del counts[deeper]
        if auto is not None:
            start = auto.get("startAt", "1")
            counts[level] = counts.get(level, int(start) - 1 if start.isdecimal() else 0) + 1
            yield item(_auto_number(auto.get("type", ""), counts[level]), lines[0], level)
        elif _has_bullet(properties, bulleted):
            yield item("-", lines[0], level)
        else:
            yield lines[0]
        yield from lines[1:]


def _has_bullet(properties: Any, bulleted: bool) -> bool:
    """Whether a paragraph shows a bullet; ``bulleted`` says what it inherits."""
    if properties is None:
        return bulleted
    own = properties.find(A + "buChar") is not None or properties.find(A + "buBlip") is not None
    return own or (bulleted and properties.find(A + "buNone") is None)


def _auto_number(kind: str, number: int) -> str:
    style = next((style for beginning, style in AUTO_NUMBERS if kind.startswith(beginning)), "decimal")
    dress = next((dress for ending, dress in SHAPES if kind.endswith(ending)), "{}")
    return ("{}、" if kind.startswith("ea") and dress == "{}" else dress).format(ordinal(number, style))


def _diagram(shape: Any) -> Iterator[str]:
    """The words of a SmartArt diagram, which python-pptx does not read."""
    from lxml import etree

    references = shape._element.iter(DIAGRAM + "relIds")
    for key in (reference.get(RELATION) for reference in references):
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        root = etree.fromstring(shape.part.related_part(key).blob, parser)
        for point in root.iter(DIAGRAM + "pt"):
            text = "".join(t.text or "" for t in point.iter(A + "t")).strip()
            if text and point.get("type", "node") in ("node", "asst"):
                yield item("-", text)

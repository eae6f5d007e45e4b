"""Word documents: paragraphs and tables in document order, automatic numbers written out."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from quizgen.model.document import Document
from quizgen.read.archive import damaged, members, open_archive
from quizgen.read.markup import heading, joined, superscript, table
from quizgen.read.numbering import VAL, Numbering, W

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
HEADING_LENGTH = 80
"""Paragraphs longer than this are prose, whatever style they were given."""
TITLES = ("title", "标题", "標題")

_SILENT = frozenset(
    W + tag
    for tag in (
        *("pPr", "rPr", "del", "moveFrom", "instrText", "delText", "delInstrText", "rt", "txbxContent", "sdtPr"),
        *("footnoteReference", "endnoteReference", "footnoteRef", "endnoteRef", "fldData"),
    )
) | {MC + "Fallback", MATH + "ctrlPr"}
_SIGNS = {W + "tab": "\t", W + "cr": "\n", W + "noBreakHyphen": "-"}
_WRAPPERS = frozenset(
    (W + "ins", W + "moveTo", W + "customXml", W + "sdt", W + "sdtContent", MC + "AlternateContent", MC + "Choice")
)
"""Elements around paragraphs that say nothing about them."""


def identify(data: bytes) -> bool:
    names = members(data)
    return "[Content_Types].xml" in names and any(name.startswith("word/") for name in names)


def read(data: bytes, name: str) -> Document:
    """Raises DamagedDocument, EncryptedDocument or DocumentTooLarge."""
    open_archive(data, name).close()
    try:
        story = _Story(data)
        lines = [*story.blocks(story.body), *story.notes()]
    except Exception as error:  # whatever the library trips over in a broken file, the file is what is wrong
        raise damaged(name) from error
    return Document(source=name, raw=joined(lines), format="docx", title=story.title)


class _Story:
    """The parts of a package that hold text, and the numbering as counted so far."""

    def __init__(self, data: bytes) -> None:
        from docx.package import Package

        self._main = Package.open(io.BytesIO(data)).main_document_part
        self.body = _parse(self._main.blob).find(W + "body")
        self._numbering = Numbering(self._related("numbering"), self._related("styles"))
        self._below_title = 0
        self.title = ""

    def blocks(self, parent: Any) -> Iterator[str]:
        """The lines of the paragraphs and tables inside ``parent``."""
        for element in parent:
            if element.tag == W + "p":
                yield from self._paragraph(element)
            elif element.tag == W + "tbl":
                yield from self._table(element)
            elif element.tag in _WRAPPERS and not _is_contents(element):
                yield from self.blocks(element)

    def notes(self) -> Iterator[str]:
        """Footnotes and endnotes, behind the text that they would interrupt."""
        for kind in ("footnotes", "endnotes"):
            root = self._related(kind)
            for note in root if root is not None else ():
                if note.get(W + "type") in (None, "normal"):
                    yield from self.blocks(note)

    def _related(self, kind: str) -> Any:
        for relation in self._main.rels.values():
            if relation.reltype == RELATIONS + kind and not relation.is_external:
                return _parse(relation.target_part.blob)
        return None

    def _paragraph(self, paragraph: Any) -> Iterator[str]:
        properties = paragraph.find(W + "pPr")
        style = _style(properties)
        style_name = self._numbering.style_name(style)
        if style_name.startswith(("toc ", "table of ")):
            return
        text = "".join(_text(paragraph))
        if text.strip() or not _is_deleted(properties):
            label, level = self._numbering.label(properties, style) or ("", 0)
            lines = [line.replace("\t", " ").strip() for line in text.split("\n")]
            yield from self._lines([line for line in lines if line], label, level, properties, style)
        for box in _boxes(paragraph):
            yield from self.blocks(box)

    def _lines(self, lines: list[str], label: str, level: int, properties: Any, style: str | None) -> Iterator[str]:
        rank = self._rank(properties, style)
        whole = " ".join(lines)
        if not lines:
            return
        if rank and len(whole) <= HEADING_LENGTH:
            self.title = self.title or (whole if self._below_title and rank == 1 else "")
            yield heading(rank, ("" if label == "- " else label) + whole)
        else:
            indent = "  " * level if label == "- " else ""
            yield indent + label + lines[0]
            yield from lines[1:]

    def _rank(self, properties: Any, style: str | None) -> int:
        """The heading level of a paragraph, 0 for none; headings stand one level below a document's title."""
        if self._numbering.style_name(style) in TITLES:
            self._below_title = 1
            return 1
        outline = properties.find(W + "outlineLvl") if properties is not None else None
        if outline is not None and (outline.get(VAL) or "").isdecimal():
            own = int(outline.get(VAL)) + 1
            return own + self._below_title if own <= 9 else 0
        inherited = self._numbering.outline_level(style)
        return inherited + self._below_title if inherited else 0

    def _table(self, element: Any) -> Iterator[str]:
        rows = [row for row in element.iterchildren(W + "tr") if row.find(f"{W}trPr/{W}del") is None]
        cells = [list(_cells(row)) for row in rows]
        if max(map(len, cells), default=0) < 2:  # a frame around text, no table
            for cell in (cell for row in cells for cell in row):
                yield from self.blocks(cell)
            return
        texts = [[text for cell in row for text in self._cell(cell)] for row in cells]
        yield from table(texts, header=_is_header(rows[0]))

    def _cell(self, cell: Any) -> Iterator[str]:
        """The cell's words, and an empty cell for every further column that it spans."""
        yield " ".join(line.lstrip("# ") for line in self.blocks(cell))
        span = cell.find(f"{W}tcPr/{W}gridSpan")
        if span is not None and (span.get(VAL) or "").isdecimal():
            yield from [""] * min(int(span.get(VAL)) - 1, 60)


def _parse(blob: bytes) -> Any:
    from lxml import etree

    return etree.fromstring(blob, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))


def _text(element: Any) -> Iterator[str]:
    """The words of a paragraph or run: insertions, links and field results in, deletions and instructions out."""
    for child in element:
        tag = child.tag
        if tag in _SILENT or not isinstance(tag, str):
            continue
        if tag in (W + "t", MATH + "t"):
            yield child.text or ""
        elif tag in _SIGNS:
            yield _SIGNS[tag]
        elif tag == W + "br":
            yield "" if child.get(W + "type") in ("page", "column") else "\n"
        elif tag == W + "r":
            yield from _run(child)
        else:
            yield from _text(child)


def _run(run: Any) -> Iterator[str]:
    properties = run.find(W + "rPr")
    if properties is None:
        yield from _text(run)
        return
    if _is_on(properties.find(W + "vanish")):
        return
    align = properties.find(W + "vertAlign")
    raised = align is not None and align.get(VAL) == "superscript"
    yield from (superscript("".join(_text(run))),) if raised else _text(run)


def _boxes(element: Any) -> Iterator[Any]:
    """The text boxes anchored in a paragraph, each once."""
    for child in element:
        if child.tag == W + "txbxContent":
            yield child
        elif child.tag != MC + "Fallback":
            yield from _boxes(child)


def _cells(row: Any) -> Iterator[Any]:
    for child in row:
        if child.tag == W + "tc":
            yield child
        elif child.tag in (W + "sdt", W + "sdtContent"):
            yield from _cells(child)


def _is_header(row: Any) -> bool:
    """Whether a first row names the columns: marked so, or bold throughout."""
    if _is_on(row.find(f"{W}trPr/{W}tblHeader")):
        return True
    runs = [run for run in row.iter(W + "r") if run.find(W + "t") is not None]
    return bool(runs) and all(_is_on(run.find(f"{W}rPr/{W}b")) for run in runs)


def _is_on(flag: Any) -> bool:
    return flag is not None and flag.get(VAL) not in ("0", "false", "off")


def _is_contents(element: Any) -> bool:
    """Whether a content control is the table of contents."""
    gallery = element.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and gallery.get(VAL) == "Table of Contents"


def _is_deleted(properties: Any) -> bool:
    return properties is not None and properties.find(f"{W}rPr/{W}del") is not None


def _style(properties: Any) -> str | None:
    style = properties.find(W + "pStyle") if properties is not None else None
    return None if style is None else style.get(VAL)

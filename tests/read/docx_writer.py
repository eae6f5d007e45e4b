"""Word documents for tests: python-docx with numbering definitions of our own."""

from __future__ import annotations

import io
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

NS = nsdecls("w")


class Writer:
    def __init__(self) -> None:
        self.document = docx.Document()
        self._numbering = self.document.part.numbering_part.element

    def numbering(
        self, key: int, *levels: tuple[str, str], more: str = "", extra: dict[int, str] | None = None
    ) -> None:
        """An abstract list with (format, pattern) a level and a list of the same number that uses it."""
        made = "".join(
            f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{style}"/>{(extra or {}).get(n, "")}'
            f'<w:lvlText w:val="{pattern}"/></w:lvl>'
            for n, (style, pattern) in enumerate(levels)
        )
        self._numbering.insert(
            0, parse_xml(f'<w:abstractNum {NS} w:abstractNumId="{key}">{more}{made}</w:abstractNum>')
        )
        self.use(key, key)

    def use(self, key: int, abstract: int, override: str = "") -> None:
        """A further list of an abstract one."""
        self._numbering.append(
            parse_xml(f'<w:num {NS} w:numId="{key}"><w:abstractNumId w:val="{abstract}"/>{override}</w:num>')
        )

    def paragraph(self, text: str, key: int | None = None, level: int = 0, style: str | None = None) -> Any:
        made = self.document.add_paragraph(text, style=style)
        if key is not None:
            reference = f'<w:numPr {NS}><w:ilvl w:val="{level}"/><w:numId w:val="{key}"/></w:numPr>'
            made._p.get_or_add_pPr().append(parse_xml(reference))
        return made

    def data(self) -> bytes:
        out = io.BytesIO()
        self.document.save(out)
        return out.getvalue()

"""UTF-8 that was read as Latin-1 or Windows-1252: ``ç¡…çŸ³`` is 硅石 again.

Each Han character takes three bytes in UTF-8, the first of them 0xE3–0xE9; read as Latin they show as one letter
from ã to é and two signs that no language puts behind it. Windows-1252 shows the bytes 0x80–0x9F as €‚ƒ„…, and
leaves five of them as control characters. A stretch of at least two such characters is read again as what it was;
where a letter stands as a letter (café, naïve, São) there is no such stretch. What lost a byte is flagged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from quizgen.clean.reasons import MOJIBAKE, UNREADABLE
from quizgen.model.document import Document, Edit, Flag


def _latin(byte: int) -> str:
    """How Windows-1252 shows a byte; what it leaves out, as Latin-1 does."""
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


_BYTES = {shown: byte for byte in range(0x80, 0x100) for shown in (_latin(byte), chr(byte))}
_BEHIND = "".join(sorted({shown for shown, byte in _BYTES.items() if byte < 0xC0}))
_FIRST = "\xe2-\xe9\xef"
_ONE = f"[{_FIRST}][{re.escape(_BEHIND)}]{{2}}"
_RUN = re.compile(rf"{_ONE}(?:[\x20-\x7e]{{0,8}}{_ONE})+")
_PIECE = re.compile(_ONE)
_TORN = re.compile(f"[{_FIRST}][{re.escape(_BEHIND)}]")
_READABLE = re.compile("[\u2010-\u2027\u3000-\u303f\u3400-\u4dbf\u4e00-\u9fff\uff00-\uffef]")


def restore_latin(document: Document) -> Document:
    """The document with such stretches read as UTF-8; a character that lost a byte is flagged."""
    text = document.text
    edits = [edit for run in _RUN.finditer(text) for edit in _edits(run)]
    if not edits:
        return document
    mended = {k for edit in edits for k in range(edit.start, edit.end)}
    torn = [m.span() for m in _TORN.finditer(text) if not mended.intersection(range(*m.span()))]
    flags = (Flag(span, UNREADABLE) for start, end in torn for span in document.locate(start, end) or ())
    return replace(document.edited(edits), flags=(*document.flags, *flags))


def _edits(run: re.Match[str]) -> Iterator[Edit]:
    """One edit a character of a stretch, if all of them are readable."""
    pieces = [(piece.start(), _read(piece.group())) for piece in _PIECE.finditer(run.string, *run.span())]
    if all(read and _READABLE.match(read) for _, read in pieces):
        for start, read in pieces:
            yield Edit(start, start + 3, read, MOJIBAKE)


def _read(shown: str) -> str:
    try:
        return bytes(_BYTES[character] for character in shown).decode("utf-8")
    except UnicodeDecodeError:
        return ""

"""Bytes in, a ``Document`` out. One file a format; ``READERS`` says in which order they are asked."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from quizgen.errors import DocumentTooLarge, EmptyDocument, ReadError
from quizgen.model.document import Document
from quizgen.read import docx, epub, html, ocr, pdf, pptx, text, unsupported
from quizgen.read.reader import Reader
from quizgen.read.text import has_chinese, title_of

__all__ = ["MAX_BYTES", "READERS", "base_name", "has_chinese", "read_bytes", "read_file"]

MAX_BYTES = 64 * 2**20
"""The largest file that we read; a book of a thousand pages has a hundredth of that in text."""

READERS = (
    Reader("pdf", (".pdf",), pdf.identify, pdf.read),
    Reader("docx", (".docx", ".docm", ".dotx"), docx.identify, docx.read),
    Reader("pptx", (".pptx", ".pptm", ".ppsx"), pptx.identify, pptx.read),
    Reader("epub", (".epub",), epub.identify, epub.read),
    Reader("image", ocr.SUFFIXES, ocr.identify, ocr.read),
    Reader("unsupported", unsupported.SUFFIXES, unsupported.identify, unsupported.refuse),
    Reader("html", (".html", ".htm", ".xhtml"), html.identify, html.read),
    Reader("text", (".txt", ".md", ".markdown", ".text"), text.identify, text.read),
)
"""In the order in which they are asked; the last one takes everything that may be text."""


def read_bytes(data: bytes, name: str) -> Document:
    """The document in the bytes of a file called ``name``: told by its content first, by its name second.

    ``source`` is the base name of ``name``. Raises a ReadError where the bytes give no text.
    """
    source = base_name(name)
    if len(data) > MAX_BYTES:
        raise DocumentTooLarge(
            "{name} is larger than {most} MB, the most that is read: split it and try again.",
            name=source,
            most=MAX_BYTES // 2**20,
        )
    document = _reader(data, source).read(data, source)
    if not document.raw.strip():
        raise EmptyDocument("{name} holds no text: check that it is the right file and not empty.", name=source)
    title = document.title or title_of(document.raw, source)
    return replace(document, sha256=hashlib.sha256(data).hexdigest(), title=title)


def read_file(path: Path) -> Document:
    """The document in the file at ``path``. Raises a ReadError where it cannot be read."""
    source = base_name(path.name)
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise ReadError(
            "{name} cannot be opened ({reason}): check that it is there and that you may read it.",
            name=source,
            reason=error.strerror or type(error).__name__,
        ) from error
    return read_bytes(data, source)


def base_name(name: str) -> str:
    """What remains of a file name when it must not name a place: no folder, no control character, never empty."""
    last = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    kept = "".join(char for char in last if char.isprintable()).strip()
    return kept if kept.strip(".") else "document"


def _reader(data: bytes, source: str) -> Reader:
    by_content = next(reader for reader in READERS if reader.identify(data))
    by_name = next((reader for reader in READERS if source.lower().endswith(reader.suffixes)), by_content)
    return by_name if by_content.name == "text" and by_name.name == "html" else by_content

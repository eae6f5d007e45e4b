"""Bytes in, a ``Document`` out. One file a format; ``READERS`` says in which order they are asked."""

from __future__ import annotations

import hashlib
from pathlib import Path

from quizgen.model.document import Document
from quizgen.read.text import read_text


def read_bytes(data: bytes, name: str) -> Document:
    """The document that the bytes of a file called ``name`` hold; ``source`` is the base name of ``name``.

    Raises a ReadError where the bytes give no text.
    """
    source = base_name(name)
    document = read_text(data, source)
    return Document(
        source=source,
        raw=document,
        sha256=hashlib.sha256(data).hexdigest(),
        format="md" if source.lower().endswith((".md", ".markdown")) else "txt",
    )


def read_file(path: Path) -> Document:
    """The document in the file at ``path``. Raises a ReadError where it cannot be read."""
    return read_bytes(path.read_bytes(), path.name)


def base_name(name: str) -> str:
    """What remains of a file name when it must not name a place: no folder, no control character, never empty."""
    last = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    kept = "".join(c for c in last if c.isprintable()).strip()
    return kept if kept.strip(".") else "document"

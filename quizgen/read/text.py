"""Plain text and Markdown in whatever encoding they come."""

from __future__ import annotations

from quizgen.errors import DamagedDocument, EmptyDocument

ENCODINGS = ("utf-8-sig", "utf-16", "gb18030", "big5")


def read_text(data: bytes, name: str) -> str:
    for encoding in ENCODINGS:
        if encoding == "utf-16" and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
            continue
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        if not text.strip():
            raise EmptyDocument("{name} holds no text", name=name)
        return text
    raise DamagedDocument("{name} is no text", name=name)

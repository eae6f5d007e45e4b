"""Plain text and Markdown in whatever encoding they come."""

from __future__ import annotations

import re

from quizgen.errors import DamagedDocument, EmptyDocument
from quizgen.model.document import Document
from quizgen.read.encoding import decode

MARKDOWN = (".md", ".markdown")
TITLE_LENGTH = 40

_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_IGNORED = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff]")
_AS_LATIN = re.compile(r"(?:[\xe3-\xe9][^\x00-\x7f\u2e80-\uffff]{2}){2}")
"""UTF-8 that was read as Latin-1: its control characters are bytes, and cleaning needs them."""
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]")
_STATED = re.compile(r"^title:[ \t]*(\S[^\n]*)$", re.MULTILINE)
_HEADING = re.compile(r"#{1,6} ")
_NO_TITLE = re.compile(r"[。！？；：，,;:|>»_]|^[-*+•\d(（①-⑳]|^第.{1,3}[章节節]$")


def identify(data: bytes) -> bool:
    """True: what no other reader claims is tried as text."""
    return True


def read(data: bytes, name: str) -> Document:
    """Raises EmptyDocument for nothing at all and DamagedDocument where no encoding makes text of the bytes."""
    if not data:
        raise EmptyDocument("{name} is empty: check that it was saved or downloaded completely.", name=name)
    decoded = decode(data)
    if decoded is None:
        raise DamagedDocument(
            "{name} is neither text nor a document of a known kind: open it in the program it comes from and save it "
            "as .docx, .pdf or .txt in UTF-8.",
            name=name,
        )
    return Document(source=name, raw=tidy(decoded.text), format="md" if name.lower().endswith(MARKDOWN) else "txt")


def tidy(text: str) -> str:
    """``text`` with ``\\n`` for every kind of line end and without control characters."""
    if _AS_LATIN.search(text):
        return re.sub(r"\r\n?", "\n", text)
    if _LINE_ENDS.search(text):
        text = _LINE_ENDS.sub("\n", text)
    return _IGNORED.sub("", text) if _IGNORED.search(text) else text


def has_chinese(text: str) -> bool:
    """Whether there is a Han character in ``text``."""
    return _HAN.search(text) is not None


def title_of(text: str, name: str) -> str:
    """What to call a document: the title of its front matter, a first line that looks like one, or the file's name."""
    head = text[:2_000]
    stated = _STATED.search(head) if head.startswith("---\n") else None
    if stated:
        return stated[1].strip("\"' ")
    first = next((line.strip() for line in head.split("\n") if line.strip()), "")
    words = first.lstrip("#").strip() if _HEADING.match(first) else first
    if len(words) <= TITLE_LENGTH and has_chinese(words) and (words != first or not _NO_TITLE.search(words)):
        return words
    return name.rpartition(".")[0] or name

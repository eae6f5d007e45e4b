"""Formats that we know and do not read: each is refused with what to do instead."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from quizgen.errors import DamagedDocument, EncryptedDocument, UnsupportedDocument
from quizgen.i18n import marked
from quizgen.model.document import Document
from quizgen.read.archive import MAGIC as ZIP
from quizgen.read.archive import damaged, members

SUFFIXES = (".doc", ".wps", ".ppt", ".dps", ".xls", ".et", ".xlsx", ".rtf", ".odt", ".mobi", ".azw3", ".caj", ".zip")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOCKED = "EncryptedPackage".encode("utf-16-le")


class Kind(NamedTuple):
    """A format by its first bytes (at ``offset``), or by the end of the name where one container serves several."""

    magic: tuple[bytes, ...]
    template: str
    suffixes: tuple[str, ...] = ()
    offset: int = 0


KINDS = (
    Kind(
        (OLE,),
        marked("{name} is an old PowerPoint file, which is not read: open it and save it as .pptx."),
        (".ppt", ".pps", ".dps"),
    ),
    Kind(
        (OLE,),
        marked("{name} is a spreadsheet, which is not read: save the sheet as .csv or copy it into a .docx."),
        (".xls", ".et"),
    ),
    Kind((OLE,), marked("{name} is an old Word or WPS file, which is not read: open it and save it as .docx.")),
    Kind((b"{\\rtf",), marked("{name} is a Rich Text file, which is not read: open it and save it as .docx.")),
    Kind((b"BOOKMOBI",), marked("{name} is a Kindle book, which is not read: convert it to .epub."), offset=60),
    Kind(
        (b"CAJ\x00", b"HN\xc8\x00", b"KDH "),
        marked("{name} is a CAJ file, which is not read: export it as .pdf from the CAJ viewer."),
    ),
    Kind((b"AT&TFORM",), marked("{name} is a DjVu file, which is not read: convert it to .pdf.")),
    Kind(
        (b"From: <Saved by", b"MIME-Version:"),
        marked("{name} is a web archive, which is not read: save the page as .html."),
    ),
    Kind(
        (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08", b"BZh", b"\xfd7zXZ\x00"),
        marked("{name} is an archive: unpack it and add the documents inside."),
    ),
    Kind(
        (b"ID3", b"OggS", b"fLaC", b"\x1aE\xdf\xa3", b"RIFF"),
        marked("{name} is a sound or video file and holds no text: add its transcript instead."),
    ),
    Kind(
        (b"ftyp",), marked("{name} is a sound or video file and holds no text: add its transcript instead."), offset=4
    ),
    Kind(
        (b"MZ\x90", b"\x7fELF", b"SQLite format 3\x00", b"\xca\xfe\xba\xbe", b"GIF8"),
        marked("{name} is no document: add a .txt, .md, .docx, .pdf, .pptx, .epub or .html file."),
    ),
)

ARCHIVES: tuple[tuple[Callable[[frozenset[str]], bool], str], ...] = (
    (
        lambda names: "xl/workbook.xml" in names,
        marked("{name} is a spreadsheet, which is not read: save the sheet as .csv or copy it into a .docx."),
    ),
    (
        lambda names: {"content.xml", "mimetype"} <= names,
        marked("{name} is an OpenDocument file, which is not read: save it as .docx or .pptx."),
    ),
    (lambda names: True, marked("{name} is a ZIP archive: unpack it and add the documents inside.")),
)
CLAIMED = (".docx", ".docm", ".dotx", ".pptx", ".pptm", ".ppsx", ".epub")


def identify(data: bytes) -> bool:
    return data.startswith(ZIP) or any(_begins(data, kind) for kind in KINDS)


def refuse(data: bytes, name: str) -> Document:
    """Raises UnsupportedDocument, EncryptedDocument for a locked Office file, DamagedDocument for a false name."""
    if data.startswith(ZIP):
        raise _archive_error(data, name)
    if data.startswith(OLE) and LOCKED in data:
        raise EncryptedDocument("{name} is protected by a password: save a copy without one and try again.", name=name)
    fitting = (kind for kind in KINDS if _begins(data, kind) and (not kind.suffixes or _named(name, kind.suffixes)))
    raise UnsupportedDocument(next(fitting).template, name=name)


def _archive_error(data: bytes, name: str) -> UnsupportedDocument | DamagedDocument:
    names = members(data)
    if not names:
        return damaged(name)
    if _named(name, CLAIMED):
        return DamagedDocument(
            "{name} is a ZIP archive that was given the name of a document: unpack it and add the documents inside.",
            name=name,
        )
    return UnsupportedDocument(next(template for fits, template in ARCHIVES if fits(names)), name=name)


def _begins(data: bytes, kind: Kind) -> bool:
    return data.startswith(kind.magic, kind.offset)


def _named(name: str, suffixes: tuple[str, ...]) -> bool:
    return name.lower().endswith(suffixes)

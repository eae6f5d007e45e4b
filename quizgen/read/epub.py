"""Electronic books: the chapters in the order of the spine."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from quizgen.errors import EncryptedDocument
from quizgen.model.document import Document
from quizgen.read.archive import damaged, members, open_archive
from quizgen.read.encoding import decode
from quizgen.read.html import parse
from quizgen.read.markup import joined, lines_of
from quizgen.read.text import tidy

CONTAINER = "META-INF/container.xml"
ENCRYPTION = "META-INF/encryption.xml"
PAGES = ("application/xhtml+xml", "text/html")


def identify(data: bytes) -> bool:
    return CONTAINER in members(data)


def read(data: bytes, name: str) -> Document:
    """Raises DamagedDocument where the book's own parts are missing, EncryptedDocument for a protected book."""
    try:
        with open_archive(data, name) as archive:
            package_path = _attributes(_xml(archive, CONTAINER), "rootfile", "full-path")[0]
            package = _xml(archive, package_path)
            chapters = list(_chapters(package, posixpath.dirname(package_path)))
            if ENCRYPTION in archive.namelist():
                _refuse_protected(_xml(archive, ENCRYPTION), chapters, name)
            lines = [line for path in chapters for line in _chapter_lines(archive, path, name)]
    except (KeyError, IndexError, SyntaxError, zipfile.BadZipFile, zlib.error, NotImplementedError) as error:
        raise damaged(name) from error
    title = next((" ".join((e.text or "").split()) for e in package.iter("{*}title")), "")
    return Document(source=name, raw=joined(lines), format="epub", title=title)


def _xml(archive: zipfile.ZipFile, path: str) -> Any:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(archive.read(path), parser)


def _attributes(tree: Any, tag: str, attribute: str) -> list[str]:
    return [value for e in tree.iter(f"{{*}}{tag}") if (value := e.get(attribute))]


def _chapters(package: Any, folder: str) -> Iterator[str]:
    """The paths of the chapters, without the table of contents and what stands outside the reading order."""
    from urllib.parse import unquote

    manifest = {
        e.get("id"): posixpath.normpath(posixpath.join(folder, unquote(e.get("href") or "")))
        for e in package.iter("{*}item")
        if e.get("media-type") in PAGES and "nav" not in (e.get("properties") or "").split()
    }
    for e in package.iter("{*}itemref"):
        if e.get("linear") != "no" and e.get("idref") in manifest:
            yield manifest[e.get("idref")]


def _refuse_protected(encryption: Any, chapters: list[str], name: str) -> None:
    """Fonts are often scrambled; chapters only in a protected book."""
    if set(_attributes(encryption, "CipherReference", "URI")) & set(chapters):
        raise EncryptedDocument("{name} is copy-protected: add a copy of the book without protection.", name=name)


def _chapter_lines(archive: zipfile.ZipFile, path: str, name: str) -> list[str]:
    decoded = decode(archive.read(path))
    if decoded is None or not decoded.text.strip():
        return []
    return lines_of(parse(tidy(decoded.text), name))

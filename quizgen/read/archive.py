"""ZIP containers (DOCX, PPTX, EPUB): what is inside, checked before anything is unpacked. Nothing is ever written."""

from __future__ import annotations

import io
import zipfile

from quizgen.errors import DamagedDocument, DocumentTooLarge, EncryptedDocument

MAGIC = b"PK\x03\x04"
MAX_UNPACKED = 256 * 2**20
MAX_MEMBERS = 10_000
MAX_RATIO = 150
"""Unpacked to packed size; office documents stay below 30."""
RATIO_FROM = 8 * 2**20
"""Unpacked bytes below which the ratio does not matter."""


def members(data: bytes) -> frozenset[str]:
    """The names inside a ZIP file; empty where it is none or is cut off."""
    if not data.startswith(MAGIC):
        return frozenset()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return frozenset(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, UnicodeDecodeError):
        return frozenset()


def open_archive(data: bytes, name: str) -> zipfile.ZipFile:
    """The archive, safe to read from memory.

    Raises DamagedDocument, EncryptedDocument, or DocumentTooLarge for what would unpack to more than we hold.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, UnicodeDecodeError) as error:
        raise damaged(name) from error
    infos = archive.infolist()
    unpacked = sum(info.file_size for info in infos)
    if (
        unpacked > MAX_UNPACKED
        or len(infos) > MAX_MEMBERS
        or (unpacked > RATIO_FROM and unpacked > MAX_RATIO * len(data))
    ):
        raise DocumentTooLarge(
            "{name} would unpack to {size} MB in {count} parts and is not opened: save it again without pictures, or "
            "split it.",
            name=name,
            size=unpacked // 2**20,
            count=len(infos),
        )
    if any(info.flag_bits & 1 for info in infos):
        raise EncryptedDocument("{name} is protected by a password: save a copy without one and try again.", name=name)
    return archive


def damaged(name: str) -> DamagedDocument:
    """The error for a container that is cut off or does not hold what its kind must hold."""
    return DamagedDocument(
        "{name} is damaged or incomplete: open it in the program it comes from and save it again.", name=name
    )

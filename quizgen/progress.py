"""Reviews made in Anki, out of a package, a backup or the collection itself."""

from __future__ import annotations

import re
import shutil
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Literal

from quizgen.errors import DeckError
from quizgen.model.quiz import Review

LARGEST = 2 * 1024**3
"""Bytes that a collection may unpack to."""
MEMBERS = ("collection.anki21b", "collection.anki21", "collection.anki2")
"""Where a package keeps its collection, the newest format first; an older member beside it is only a notice."""
OURS = re.compile("[0-9a-f]{16}")
"""What the guids of our notes look like."""
KINDS: tuple[Literal["learn", "review", "relearn", "cram", "manual", "rescheduled"], ...] = (
    "learn",
    "review",
    "relearn",
    "cram",
    "manual",
    "rescheduled",
)
"""Anki's numbers for the kinds of review, in order."""
QUERY = """
SELECT n.guid, c.ord + 1, r.id, r.ease, r.type, r.factor, r.time
FROM revlog r JOIN cards c ON c.id = r.cid JOIN notes n ON n.id = c.nid
ORDER BY r.id
"""
_BLOCK = 1 << 20


def read_reviews(path: Path) -> list[Review]:
    """The reviews of our notes in an .apkg or .colpkg (old and new format) or a collection file, in order of time.

    Raises DeckError where the file is none of these, is damaged or too large.
    """
    with TemporaryDirectory(prefix="quizgen-") as folder:
        collection = Path(folder) / "collection.anki2"
        try:
            if zipfile.is_zipfile(path):
                _unpack(path, collection)
            else:
                _copy(path, collection)
            return list(_reviews(collection))
        except FileNotFoundError:
            raise DeckError("{path}: there is no such file; check the path.", path=path) from None
        except (OSError, sqlite3.Error, zipfile.BadZipFile, NotImplementedError, RuntimeError):
            raise DeckError(
                "{path}: this is no Anki collection, or it is damaged; export it from Anki again, with scheduling.",
                path=path,
            ) from None


def _copy(path: Path, target: Path) -> None:
    """Copy a collection with what SQLite has not yet written into it; Anki may have it open."""
    if path.stat().st_size > LARGEST:
        raise _too_large(path)
    shutil.copyfile(path, target)
    pending = path.with_name(path.name + "-wal")
    if pending.exists():
        shutil.copyfile(pending, target.with_name(target.name + "-wal"))


def _unpack(path: Path, target: Path) -> None:
    with zipfile.ZipFile(path) as package:
        member = next((name for name in MEMBERS if name in package.namelist()), None)
        if member is None:
            raise zipfile.BadZipFile
        with package.open(member) as packed, target.open("wb") as out:
            if member.endswith("b"):
                _decompress(packed, out, path)
            else:
                _pour(packed, out, path)


def _decompress(packed: IO[bytes], out: IO[bytes], path: Path) -> None:
    import zstandard

    try:
        with zstandard.ZstdDecompressor().stream_reader(packed) as reader:
            _pour(reader, out, path)
    except zstandard.ZstdError:
        raise zipfile.BadZipFile from None


def _pour(source: IO[bytes], out: IO[bytes], path: Path) -> None:
    written = 0
    while block := source.read(_BLOCK):
        written += len(block)
        if written > LARGEST:
            raise _too_large(path)
        out.write(block)


def _too_large(path: Path) -> DeckError:
    return DeckError("{path}: the collection is larger than 2 GB; export the deck alone.", path=path)


def _reviews(collection: Path) -> Iterator[Review]:
    with closing(sqlite3.connect(collection)) as connection:
        for guid, number, at, ease, kind, factor, took in connection.execute(QUERY):
            if OURS.fullmatch(str(guid)) and 0 <= ease <= 4 and 0 <= kind < len(KINDS):
                yield Review(
                    note_id=guid,
                    cloze=number,
                    at=at,
                    rating=ease,
                    kind=KINDS[kind],
                    factor=factor,
                    took_ms=max(0, took),
                )

"""Documents → deck: the only place that knows the order of the stages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple, cast

from quizgen.errors import NoChinese, QuizgenError, UnsupportedDocument

if TYPE_CHECKING:
    from quizgen.deck import Changes
    from quizgen.model.deck import Deck
    from quizgen.model.document import Document
    from quizgen.model.extraction import DocumentExtraction, Extraction
    from quizgen.verify import Mismatch

Level = Literal["core", "standard", "all"]
Only = Literal["lists", "formulations"]
ScriptChoice = Literal["auto", "hans", "hant"]

FIRST_BUILD = 1577836800
"""The time stamped on a deck's first build (2020-01-01 UTC) unless the caller names one: the same documents then give
the same deck file on every machine. A rebuild that changes a note needs a later time, for Anki updates a note only
where the file's time is newer."""

FOLDER_SUFFIXES = (
    *(".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".docx", ".pdf", ".pptx", ".epub"),
    *(".doc", ".ppt", ".rtf", ".wps", ".odt"),  # not read, but the user is told so
)
"""What is picked up from a folder; a file named outright is always tried."""


class Input(NamedTuple):
    """A document to read: its base name and its bytes (or the path to take them from, read when its turn comes)."""

    name: str
    data: bytes | Path


class Failure(NamedTuple):
    """A document that could not be used, and the sentence for the user."""

    name: str
    error: QuizgenError


class Progress(NamedTuple):
    """Where a batch stands: ``done`` of ``total`` documents; ``name`` is the one that is next."""

    done: int
    total: int
    name: str


@dataclass(frozen=True)
class Options:
    only: Only | None = None
    level: Level = "standard"
    script: ScriptChoice = "auto"

    def stored(self) -> dict[str, str]:
        """The options as a deck file keeps them."""
        return {"level": self.level, "only": self.only or "", "script": self.script}


@dataclass(frozen=True)
class Analysed:
    """Documents after reading, cleaning, extracting and merging, with those that failed."""

    documents: dict[str, Document] = field(default_factory=dict)
    extraction: Extraction | None = None
    failures: tuple[Failure, ...] = ()


@dataclass(frozen=True)
class Built:
    analysed: Analysed
    deck: Deck
    changes: Changes


def inputs_of(paths: Iterable[Path]) -> list[Input]:
    """The documents under ``paths``: files as named, folders searched in name order (hidden files left out).

    Raises UnsupportedDocument where a path does not exist or a folder holds no document.
    """
    found: list[Input] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.is_file() and _is_document(p.relative_to(path)))
            if not inside:
                raise UnsupportedDocument(
                    "{name}: no document in this folder; put .txt, .md, .docx, .pdf, .html, .pptx, .epub in it.",
                    name=str(path),
                )
            found += [Input(p.name, p) for p in inside]
        elif path.is_file():
            found.append(Input(path.name, path))
        else:
            raise UnsupportedDocument("{name}: there is no such file; check the path.", name=str(path))
    return found


def _is_document(path: Path) -> bool:
    return path.suffix.lower() in FOLDER_SUFFIXES and not any(part.startswith((".", "~$")) for part in path.parts)


def analyse(
    inputs: Sequence[Input],
    options: Options | None = None,
    *,
    explain: bool = False,
    progress: Callable[[Progress], None] | None = None,
) -> Analysed:
    """Read, clean and extract every document, then merge; a document that fails does not stop the others.

    Two different documents of one name are told apart as ``name (2)``; a byte-identical copy is used once.
    """
    from quizgen.merge import merge

    options = options or Options()
    documents: dict[str, Document] = {}
    extractions: list[DocumentExtraction] = []
    failures: list[Failure] = []
    seen: set[str] = set()
    for done, item in enumerate(inputs):
        if progress:
            progress(Progress(done, len(inputs), item.name))
        try:
            document = _read(item, options.script)
            if document.sha256 in seen:
                continue
            seen.add(document.sha256)
            document = _named(document, documents)
            extraction = _extracted(document, explain)
        except QuizgenError as error:
            failures.append(Failure(item.name, error))
            continue
        documents[document.source] = document
        extractions.append(extraction)
    if progress:
        progress(Progress(len(inputs), len(inputs), ""))
    return Analysed(documents, merge(extractions), tuple(failures))


def build(
    inputs: Sequence[Input],
    *,
    name: str,
    old: Deck | None = None,
    options: Options | None = None,
    now: int | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> Built:
    """Documents to a deck, updating ``old`` where there is one (identities, edits and decisions are kept).

    ``now`` is seconds since 1970 (UTC); without it a first build is stamped ``FIRST_BUILD``, and a rebuild keeps to
    one second after the old deck's last change.
    """
    from quizgen.cards import make_notes
    from quizgen.deck import rebuild

    options = options or Options()
    if now is None:
        now = old.modified + 1 if old else FIRST_BUILD
    analysed = analyse(inputs, options, progress=progress)
    assert analysed.extraction is not None
    notes, left_out = make_notes(
        analysed.extraction, analysed.documents, now=now, level=options.level, only=options.only
    )
    deck, changes = rebuild(
        old,
        notes,
        name=name,
        extraction=analysed.extraction,
        left_out=left_out,
        options=options.stored(),
        now=now,
        kept_sources=tuple(failure.name for failure in analysed.failures),
    )
    return Built(analysed, deck, changes)


def verify(deck: Deck, inputs: Sequence[Input]) -> tuple[list[Mismatch], int]:
    """The answers of ``deck`` that do not stand at their place in ``inputs``, and how many were checked.

    A source is told by its content (sha256) first, by its name second; one that is not there fails all its answers.
    """
    from dataclasses import replace

    from quizgen.verify import claims
    from quizgen.verify import verify as check

    script = cast(ScriptChoice, deck.options.get("script", "auto"))
    by_hash: dict[str, Document] = {}
    by_name: dict[str, Document] = {}
    for item in inputs:
        try:
            document = _read(item, script)
        except QuizgenError:
            continue  # not a document of this deck, or its answers are reported as missing
        by_hash[document.sha256] = by_name[document.source] = document
    documents = {
        row.source: replace(found, source=row.source)
        for row in deck.sources
        if (found := by_hash.get(row.sha256) or by_name.get(row.source))
    }
    return check(deck, documents), sum(1 for _ in claims(deck))


def _read(item: Input, script: ScriptChoice) -> Document:
    from quizgen.clean import clean
    from quizgen.read import has_chinese, read_bytes, read_file

    document = read_file(item.data) if isinstance(item.data, Path) else read_bytes(item.data, item.name)
    cleaned = clean(document, script)
    if not has_chinese(cleaned.text) and not has_chinese(document.raw):
        raise NoChinese("{name}: there is no Chinese text in this file; give a Chinese document.", name=item.name)
    return cleaned


def _named(document: Document, others: dict[str, Document]) -> Document:
    from dataclasses import replace

    if document.source not in others:
        return document
    return replace(document, source=next(name for name in _numbered(document.source) if name not in others))


def _numbered(name: str) -> Iterator[str]:
    path = Path(name)
    k = 2
    while True:
        yield f"{path.stem} ({k}){path.suffix}"
        k += 1


def _extracted(document: Document, explain: bool) -> DocumentExtraction:
    from quizgen.extract import extract

    return extract(document, explain=explain)

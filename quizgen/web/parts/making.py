"""Uploaded bytes or pasted text → cards in a deck, with progress and a report."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from quizgen import study
from quizgen.errors import DocumentTooLarge
from quizgen.model.study import StoredDocument
from quizgen.pipeline import Built, Input, Options, Progress, build
from quizgen.web.visitor import Visitor, clock

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_FILES = 50
MOST_BYTES = 100_000_000
MOST_SECONDS = 600
LONGEST_PASTE = 2_000_000
LONGEST_NAME = 80


@dataclass(frozen=True)
class Made:
    """A deck built and kept (where a document could be used), and the documents that could not be used."""

    deck_id: int | None
    built: Built


def plain_name(text: str, otherwise: str) -> str:
    """A name from outside as a bare file or deck name: no folder, no control character, not too long."""
    base = PurePosixPath(text.replace("\\", "/")).name
    kept = "".join(" " if c in '/\\:*?"<>|' else c for c in base if c.isprintable()).strip(" .")
    return kept[:LONGEST_NAME] or otherwise


def checked(inputs: list[Input]) -> list[Input]:
    """The inputs, when they are few and small enough. Raises DocumentTooLarge."""
    if len(inputs) > MOST_FILES:
        raise DocumentTooLarge(
            "{n} files are too many at once; add at most {most} and the rest afterwards.",
            n=len(inputs),
            most=MOST_FILES,
        )
    size = sum(len(one.data) for one in inputs if isinstance(one.data, bytes))
    if size > MOST_BYTES:
        raise DocumentTooLarge(
            "The files hold {size} MB together; add at most {most} MB at once.",
            size=size // 1_000_000,
            most=MOST_BYTES // 1_000_000,
        )
    return inputs


def make(
    visitor: Visitor,
    inputs: list[Input],
    *,
    title: str,
    deck_id: int | None,
    options: Options,
    progress: Callable[[Progress], None],
) -> Made:
    """Build a new deck (called ``title``, or as its first document), or add the documents to one there is.

    Nothing is kept where no document was usable. Documents already in the deck are read again beside the new ones, so
    that duplicates are merged and labels found; one of the same name is replaced. Raises QuizgenError.
    """
    checked(inputs)
    now = clock()
    old = study.load_deck(visitor.store, visitor.who, deck_id) if deck_id is not None else None
    new = {one.name for one in inputs}
    kept = [one for one in _kept(visitor, deck_id) if one.name not in new]
    built = build(
        [*kept, *inputs],
        name=old.name if old else plain_name(title or inputs[0].name.rsplit(".", 1)[0], "deck"),
        old=old,
        options=options,
        now=int(now.timestamp()) if old else None,
        progress=_within_time(progress),
    )
    usable = built.analysed.documents.keys() - {one.name for one in kept}
    if not usable:
        return Made(None, built)
    papers = list(_papers(built, inputs))
    if deck_id is None:
        built = replace(built, deck=built.deck.model_copy(update={"title": title or _title(built)}))
        deck_id = study.add_deck(visitor.store, visitor.who, built.deck, papers, now=now)
    else:
        study.replace_deck(visitor.store, visitor.who, deck_id, built.deck, papers, now=now)
    return Made(deck_id, built)


def _title(built: Built) -> str:
    """A name for a deck that was given none: the title of its first document."""
    first = next(iter(built.analysed.documents.values()))
    return (first.title or built.deck.name)[:LONGEST_NAME]


def _kept(visitor: Visitor, deck_id: int | None) -> Iterable[Input]:
    if deck_id is None:
        return
    for source in study.documents(visitor.store, visitor.who, deck_id):
        yield Input(source, study.document(visitor.store, visitor.who, deck_id, source).data)


def _papers(built: Built, inputs: list[Input]) -> Iterable[StoredDocument]:
    """The documents that were read, under the names they have in the deck."""
    by_sum = {sha256(one.data).hexdigest(): one.data for one in inputs if isinstance(one.data, bytes)}
    found = built.analysed.extraction.documents if built.analysed.extraction else ()
    extractions = {one.source: one for one in found}
    for source, document in built.analysed.documents.items():
        if document.sha256 in by_sum:
            data = by_sum[document.sha256]
            yield StoredDocument(source=source, data=data, extraction=extractions.get(source))


def _within_time(progress: Callable[[Progress], None]) -> Callable[[Progress], None]:
    """Progress that ends the work when it takes too long, between two documents."""
    until = time.monotonic() + MOST_SECONDS

    def told(at: Progress) -> None:
        if time.monotonic() > until:
            raise DocumentTooLarge(
                "{name}: the work took too long and was stopped; add fewer documents at once.", name=at.name
            )
        progress(at)

    return told


def failure_sentences(visitor: Visitor, built: Built) -> list[str]:
    """One sentence for each document that could not be used."""
    return [visitor.sentence(failure.error) for failure in built.analysed.failures]

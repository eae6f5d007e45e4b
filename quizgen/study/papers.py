"""The documents kept beside a deck for reading."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, delete, insert, select

from quizgen.errors import NotFound
from quizgen.model.extraction import DocumentExtraction
from quizgen.model.study import StoredDocument
from quizgen.store import Store
from quizgen.store.tables import DOCUMENTS
from quizgen.study.access import own_deck


def documents(store: Store, who: int, deck_id: int) -> list[str]:
    """The names of the documents kept with a deck."""
    with store.read() as connection:
        own_deck(connection, who, deck_id)
        query = select(DOCUMENTS.c.source).where(DOCUMENTS.c.deck_id == deck_id).order_by(DOCUMENTS.c.source)
        return list(connection.execute(query).scalars())


def document(store: Store, who: int, deck_id: int, source: str) -> StoredDocument:
    """Raises NotFound when the deck keeps no document of that name."""
    with store.read() as connection:
        own_deck(connection, who, deck_id)
        row = connection.execute(
            select(DOCUMENTS).where(DOCUMENTS.c.deck_id == deck_id, DOCUMENTS.c.source == source)
        ).first()
    if row is None:
        raise NotFound("The deck keeps no document called {source}.", source=source)
    found = DocumentExtraction.model_validate_json(row.extraction) if row.extraction else None
    return StoredDocument(source=row.source, data=row.data, extraction=found)


def put_documents(connection: Connection, deck_id: int, papers: Iterable[StoredDocument]) -> None:
    for paper in papers:
        connection.execute(delete(DOCUMENTS).where(DOCUMENTS.c.deck_id == deck_id, DOCUMENTS.c.source == paper.source))
        found = paper.extraction.model_dump_json(by_alias=True) if paper.extraction else None
        row = {"deck_id": deck_id, "source": paper.source, "data": paper.data, "extraction": found}
        connection.execute(insert(DOCUMENTS).values(row))

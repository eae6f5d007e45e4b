"""Many documents → one extraction."""

from __future__ import annotations

from quizgen.extract import extract
from quizgen.merge import merge
from quizgen.model.document import Document

GIVES = "安全员要牢记“三不动火”：没有票证不动火、没有监护不动火、没有措施不动火。"
NAMES = "进入罐区要严格执行“三不动火”，任何人不得例外。"


def test_a_label_is_linked_to_the_document_that_expands_it() -> None:
    gives, names = extract(Document("gives.txt", GIVES)), extract(Document("names.txt", NAMES))
    merged = merge([names, gives])
    (label,) = merged.documents[0].dangling_labels
    (found,) = [e for e in merged.documents[1].enumerations if e.label == "三不动火"]
    assert label.expanded_by == f"gives.txt#{found.id}"


def test_a_label_that_nobody_expands_stays_dangling() -> None:
    merged = merge([extract(Document("names.txt", NAMES))])
    assert [label.expanded_by for label in merged.documents[0].dangling_labels] == [None]


def test_documents_keep_their_order_and_their_lists() -> None:
    extractions = [extract(Document("a.txt", GIVES)), extract(Document("b.txt", NAMES))]
    merged = merge(extractions)
    assert [d.source for d in merged.documents] == ["a.txt", "b.txt"]
    assert merged.documents[0].enumerations == extractions[0].enumerations


def test_nothing_to_merge() -> None:
    assert merge([]).documents == ()

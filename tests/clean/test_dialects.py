"""Each mark of a dialect proves itself by its example and counter-example."""

from __future__ import annotations

import pytest

from quizgen.clean.dialects import ROWS, Row, drop_dialects
from quizgen.model.document import Document


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_a_row_proves_itself(row: Row) -> None:
    document = drop_dialects(Document(source="x.md", raw=row.example))
    assert document.text == row.expected
    assert {segment.reason for segment in document.segments if segment.removed} == {row.reason}
    assert row.cue in row.example
    assert drop_dialects(Document(source="x.md", raw=row.counterexample)).text == row.counterexample

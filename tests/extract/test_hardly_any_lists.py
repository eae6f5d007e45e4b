"""Stories, speeches and essays: of what has hardly any list, hardly any is made up, and none of importance 1."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizgen.clean import clean
from quizgen.extract import extract
from quizgen.model.document import Document
from quizgen.read import read_file
from tests.corpus import expectations
from tests.corpus.scoring import score

PER_WRONG_LIST = 1000
"""Characters of text for each wrong list that is put up with."""
BARREN = [(path, expected) for path, expected in expectations.documents() if expected.hardly_any_lists]


@pytest.mark.parametrize(("path", "expected"), BARREN, ids=[path.name for path, _ in BARREN])
def test_hardly_any_list_is_made_up(path: Path, expected: expectations.Expected) -> None:
    document = clean(read_file(path))
    found = extract(document).model_dump(mode="json")
    gold = expectations.as_gold(path.name, expected)
    row = score(gold, found)
    assert len(row.extra_lists) <= max(1, len(document.text) // PER_WRONG_LIST), row.extra_lists
    core = [enumeration for enumeration in found["enumerations"] if enumeration["importance"] == 1]
    assert score(gold, {**found, "enumerations": core}).extra_lists == []


def test_there_are_such_documents() -> None:
    assert len(BARREN) >= 3


TALE = (
    "我和弟弟把船屋修了修。他换了窗户，我刷了墙。那时候穷，可是她总有办法。我们围着炉子，闻着松木的香、鱼汤的香、茶叶的香。"
    "我后来去过三个海港，他一直留在这里。你要是来，我带你去看潮。"
)


def test_no_series_of_a_tale_is_core() -> None:
    found = extract(clean(Document(source="tale.txt", raw=TALE)))
    assert [(len(one.items), one.importance) for one in found.enumerations] == [(3, 3)]
    report = extract(clean(Document(source="report.txt", raw="检修时闻到松木的香、鱼汤的香、茶叶的香。")))
    assert [one.importance for one in report.enumerations] == [1]

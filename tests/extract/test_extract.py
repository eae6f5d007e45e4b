"""What holds for every extraction: places, identities, links; and that hostile text costs no more than its length."""

from __future__ import annotations

import random
import time
from collections.abc import Iterable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizgen.clean import clean
from quizgen.extract import extract
from quizgen.extract.candidate import Candidate, Label, Range
from quizgen.extract.resolve import Choice, _keep_promises_apart
from quizgen.model.document import Document, Segment, Span
from quizgen.model.extraction import DocumentExtraction, Piece
from tests.corpus.expectations import DOCUMENTS

OWN = sorted(path for path in DOCUMENTS.iterdir() if path.suffix in {".txt", ".md"})
WORDS = (
    "检查", "管道", "、", "，", "。", "；", "：", "“", "”", "（", "）", "三个", "四项", "原则", "必须", "和", "等",
    "\n", "一是", "二是", "1.", "2.", "- ", "## ", "|", "要", "是", "的", "保养", "机器", "习(xí)惯", "A", "/", "→",
)  # fmt: skip


def rendered(document: Document, spans: Iterable[Span]) -> str:
    """The raw text at the spans with the repairs inside them applied; no boundary may lie inside a repair."""
    parts: list[str] = []
    for span in spans:
        for segment in document.segments:
            low, high = max(span.start, segment.start), min(span.end, segment.end)
            if low < high or (segment.start == segment.end and span.start <= segment.start < span.end):
                parts.append(_part(document, segment, low, high))
    return "".join(parts)


def _part(document: Document, segment: Segment, low: int, high: int) -> str:
    if segment.removed:
        return ""
    if not segment.reason:
        return document.raw[low:high]
    assert (low, high) == (segment.start, segment.end)
    return segment.text


def pieces(extraction: DocumentExtraction) -> list[Piece]:
    return [item for e in extraction.enumerations for item in e.items]


def assert_in_place(document: Document, extraction: DocumentExtraction) -> None:
    for piece in pieces(extraction):
        assert piece.spans
        assert rendered(document, piece.spans) == piece.text
        assert piece.text == piece.text.strip()


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.name)
def test_items_stand_at_their_spans(path: object) -> None:
    from quizgen.read import read_file

    document = clean(read_file(path))  # type: ignore[arg-type]
    extraction = extract(document, explain=True)
    assert_in_place(document, extraction)
    ids = [e.id for e in extraction.enumerations]
    assert len(ids) == len(set(ids))
    assert {e.parent for e in extraction.enumerations} <= {*ids, None}
    verdicts = {c.verdict for c in extraction.considered}
    assert verdicts - {"taken"}
    assert ("taken" in verdicts) == bool(extraction.enumerations or extraction.formulations)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(WORDS), max_size=80))
def test_items_of_any_text_stand_at_their_spans(words: list[str]) -> None:
    document = clean(Document("any.txt", "".join(words)))
    assert_in_place(document, extract(document))


SERIES = "值班要检查阀门、仪表、泵房和灯光四项设备。"


def test_ids_outlive_edits_elsewhere() -> None:
    before = extract(Document("a.txt", f"开头一段话。\n{SERIES}"))
    after = extract(Document("b.txt", f"开头完全改写了，多了几句。天气很好。\n另起一段。\n{SERIES}\n结尾。"))
    assert [e.id for e in before.enumerations] == [e.id for e in after.enumerations] != []


def test_the_same_text_gives_the_same_extraction() -> None:
    assert extract(Document("a.txt", SERIES)) == extract(Document("a.txt", SERIES))


def test_damaged_stretches_give_no_items() -> None:
    from quizgen.model.document import Flag

    at = SERIES.index("仪表")
    document = Document("a.txt", SERIES, flags=(Flag(Span(at, at + 2), "damaged"),))
    assert not extract(document).enumerations


HOSTILE = {
    "separators": "、" * 4000,
    "one-sentence": "甲乙丙、" * 2500,
    "clauses": "要把工作做好，" * 2000,
    "brackets": "（" * 3000 + "甲、乙、丙" + "）" * 3000,
    "quotes": "“甲、乙”" * 1500,
    "numerals": "三个三个" * 2500,
    "same-lines": "要做好工作。\n" * 1500,
    "bullets": "- 甲\n" * 2500,
    "letters": "a/b|c+" * 2000,
    "no-stop": "工作" * 6000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_costs_in_proportion(name: str) -> None:
    text = HOSTILE[name]
    extract(Document("warm.txt", SERIES))

    def cost(words: str) -> float:
        start = time.process_time()
        extract(Document("hostile.txt", words))
        return time.process_time() - start

    assert cost(text) < max(0.5, 6 * cost(text[: len(text) // 2]))
    assert cost(text) < 8


def test_random_bytes_as_text() -> None:
    noise = random.Random(7)
    text = "".join(chr(noise.choice((noise.randrange(32, 127), noise.randrange(0x4E00, 0x9FA0)))) for _ in range(6000))
    assert_in_place(Document("noise.txt", text), extract(Document("noise.txt", text)))


def test_a_promise_is_kept_once() -> None:
    text = "要做到“三个必须”：一、必须管火。一要查坟头，二要查田埂。二、必须查人。三、必须看斧。"
    label = Label("三个必须", (Range(4, 8),), 3)

    def choice(*words: str, inside: Range | None = None) -> Choice:
        items = tuple((Range(text.index(word), text.index(word) + len(word)),) for word in words)
        scope = Range(items[0][0].start, len(text))
        candidate = Candidate("run", "ordinal", items, scope, label, "要做到“三个必须”", 3, inside)
        return Choice(candidate, items, words, label, 3, {})

    outer, inner = choice("必须管火", "必须查人", "必须看斧"), choice("查坟头", "查田埂")
    inner.parent = outer
    _keep_promises_apart([outer, inner])
    assert (outer.label, outer.stated) == (label, 3)
    assert (inner.label, inner.stated, inner.candidate.topic) == (None, None, "")


@pytest.mark.parametrize(
    ("text", "core"),
    [
        ("报告会上，李明、王刚、张伟、刘洋先后发言，会后大家一起合影。", False),
        ("本厂“四位标兵”是李明、王刚、张伟、刘洋。", True),
    ],
)
def test_names_in_passing_are_no_core_list(text: str, core: bool) -> None:
    found = [e for e in extract(Document("x.txt", text)).enumerations if len(e.items) == 4]
    assert any(e.importance == 1 for e in found) is core

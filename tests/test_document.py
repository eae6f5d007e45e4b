"""The algebra of edits: segments cover the source, locations give the text back, whatever steps asked for."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizgen.model.document import Document, Edit, Flag, PageStart, Span

RAW = st.text(alphabet="甲乙丙丁戊己庚辛ab，\n", min_size=1, max_size=40)


@st.composite
def edits(draw: st.DrawFn, length: int) -> list[Edit]:
    """Edits in order: replacements of equal and unequal length, deletions and removals."""
    found, at = [], 0
    while at < length:
        start = draw(st.integers(at, length - 1))
        end = draw(st.integers(start + 1, min(length, start + 6)))
        kind = draw(st.sampled_from(("same", "other", "delete", "remove")))
        if kind == "same":
            text = draw(st.text(alphabet="子丑寅", min_size=end - start, max_size=end - start))
        else:
            text = draw(st.text(alphabet="子丑寅", min_size=1, max_size=4)) if kind == "other" else ""
        found.append(Edit(start, end, text, f"r{draw(st.integers(1, 3))}", kind == "remove"))
        at = end + draw(st.integers(0, 5))
    return found


@st.composite
def edited(draw: st.DrawFn) -> tuple[Document, str]:
    """A document after up to three rounds of edits, and the text that plain string surgery gives."""
    raw = draw(RAW)
    document, text = Document(source="x.txt", raw=raw), raw
    for _ in range(draw(st.integers(0, 3))):
        if not text:
            break
        asked = draw(edits(len(text)))
        document = document.edited(asked)
        for edit in reversed(asked):
            text = text[: edit.start] + edit.text + text[edit.end :]
    return document, text


@given(edited())
@settings(max_examples=300)
def test_edits_do_to_the_text_what_they_say(case: tuple[Document, str]) -> None:
    document, text = case
    assert document.text == text


@given(edited())
@settings(max_examples=300)
def test_segments_cover_the_source(case: tuple[Document, str]) -> None:
    document, _ = case
    at = 0
    for segment in document.segments:
        assert segment.start == at < segment.end
        at = segment.end
        if not segment.reason:
            assert segment.text == document.raw[segment.start : segment.end]
        if segment.removed:
            assert not segment.text
    assert at == len(document.raw)


@given(edited(), st.data())
@settings(max_examples=300)
def test_spans_and_repairs_give_the_text_back(case: tuple[Document, str], data: st.DataObject) -> None:
    document, text = case
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    spans = document.locate(start, end)
    if spans is None:
        return
    parts = []
    for span in spans:
        assert 0 <= span.start < span.end <= len(document.raw)
        for segment in document.segments:
            low, high = max(span.start, segment.start), min(span.end, segment.end)
            if low < high:
                assert not segment.removed
                parts.append(segment.text if segment.reason else document.raw[low:high])
    assert "".join(parts) == text[start:end]
    assert all(first.end < second.start for first, second in pairwise(spans))


@given(edited())
@settings(max_examples=200)
def test_clean_offsets_follow_the_source(case: tuple[Document, str]) -> None:
    document, text = case
    offsets = [document.clean_offset(k) for k in range(len(document.raw) + 1)]
    assert offsets == sorted(offsets)
    assert (offsets[0], offsets[-1]) == (0, len(text))


@given(edited())
@settings(max_examples=200)
def test_a_verbatim_character_is_found_where_it_stands(case: tuple[Document, str]) -> None:
    document, text = case
    for segment in document.segments:
        if not segment.reason:
            for k in range(segment.start, segment.end):
                at = document.clean_offset(k)
                assert text[at] == document.raw[k]
                assert document.locate(at, at + 1) == (Span(k, k + 1),)


def test_equal_length_edits_are_recorded_by_character() -> None:
    document = Document(source="x.txt", raw="甲乙丙").edited([Edit(0, 3, "子乙寅", "r")])
    assert document.locate(1, 3) == (Span(1, 3),)
    assert [segment.reason for segment in document.segments] == ["r", "", "r"]


def test_a_cut_into_an_uneven_repair_has_no_place() -> None:
    document = Document(source="x.txt", raw="甲乙丙").edited([Edit(0, 1, "子丑", "r")])
    assert document.locate(1, 3) is None
    assert document.locate(0, 3) == (Span(0, 2),)


def test_a_removal_splits_a_location_and_a_deletion_does_not() -> None:
    document = Document(source="x.txt", raw="甲乙丙")
    assert document.edited([Edit(1, 2, "", "r", removed=True)]).locate(0, 2) == (Span(0, 1), Span(2, 3))
    assert document.edited([Edit(1, 2, "", "r")]).locate(0, 2) == (Span(0, 3),)


@pytest.mark.parametrize("bad", [[Edit(1, 1, "子", "r")], [Edit(1, 2, "", "r"), Edit(0, 1, "", "r")]])
def test_bad_edits_are_refused(bad: list[Edit]) -> None:
    with pytest.raises(ValueError, match="overlap"):
        Document(source="x.txt", raw="甲乙丙").edited(bad)


def test_pages() -> None:
    document = Document(source="x.pdf", raw="甲乙丙丁", pages=(PageStart(0, 1), PageStart(2, 2)))
    assert [document.page_at(k) for k in range(4)] == [1, 1, 2, 2]
    assert Document(source="x.txt", raw="甲").page_at(0) is None


RANGES = st.tuples(st.integers(0, 40), st.integers(1, 12)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))


@given(flagged=st.lists(RANGES, max_size=6), spans=st.lists(RANGES, max_size=3))
def test_damaged_where_a_flag_lies_on_a_span(flagged: list[Span], spans: list[Span]) -> None:
    document = Document("x.txt", "海" * 60, flags=tuple(Flag(span, "unreadable characters") for span in flagged))
    expected = any(set(range(*flag)) & set(range(*span)) for flag in flagged for span in spans)
    assert document.damaged(spans) == expected

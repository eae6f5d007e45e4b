"""What holds for every document: each cleaned character has its place, damage done to bytes is undone exactly."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizgen.clean import clean
from quizgen.clean.reasons import MOJIBAKE, REASONS
from quizgen.model.document import Document

PIECES = st.sampled_from(
    (
        "水是生命之源，", "岩石(rock)分三类:", "沉積巖、火成岩。", "習(xí)題", "“定義”", "”引用“", "\n",
        "\n\n", "\n- ", "\n1、", " ", "\u3000\u3000", "**重点**", "`代码`", "<br>", "&lt;",
        "[链接](http://a.b/c)", "![图](x.png)", "#标签 ", "\n# 标题\n", "\n| 甲 | 乙 |\n", "\n---\n", "```\n",
        "\n- 3 -\n", "第 1 页 / 共 5 页", "\n扫码关注我们\n", "来源：某网", "因?yàn)槔鋮s", "\ufffd", "\u200b",
        "\u00a0", "，，", "著名", "對于", "(www.a.com)",
        "花岗岩由石英、长石和云母组成，是岩浆在地壳深处缓慢冷却而形成的侵入岩，质地坚硬，常用作建筑材料",
        "篇二：心得", "心得1 今天", "\f", "\r\n", "摘要：",
    )
)  # fmt: skip
MESS = st.lists(PIECES, max_size=30).map("".join)
FORMAL = "國際條約應當由締約雙方協商簽訂並經過批準程序生效為維護和平發展貿易關係而設立機構處理爭議"


def read_back(document: Document, start: int, end: int) -> str | None:
    """The text of ``[start, end)`` as its spans and the recorded repairs give it; None where it cannot be located."""
    spans = document.locate(start, end)
    if spans is None:
        return None
    parts = []
    for span in spans:
        for segment in document.segments:
            low, high = max(segment.start, span.start), min(segment.end, span.end)
            if low < high:
                parts.append(segment.text if segment.reason else document.raw[low:high])
    return "".join(parts)


@given(MESS)
@settings(max_examples=150, deadline=None)
def test_every_character_has_a_place(raw: str) -> None:
    document = clean(Document(source="x.txt", raw=raw))
    bounds = [segment.start for segment in document.segments] + [segment.end for segment in document.segments]
    assert sorted(bounds[1 : len(document.segments)]) == bounds[len(document.segments) : -1]
    assert not raw or (bounds[0], bounds[-1]) == (0, len(raw))
    for segment in document.segments:
        assert segment.start < segment.end
        assert segment.text == raw[segment.start : segment.end] or set(segment.reason.split("; ")) <= set(REASONS)
        assert segment.text == "" or not segment.removed
    for k in range(0, len(document.text), 7):
        located = read_back(document, k, min(len(document.text), k + 11))
        assert located in (None, document.text[k : k + 11])


@given(MESS)
@settings(max_examples=100, deadline=None)
def test_same_input_same_output(raw: str) -> None:
    assert clean(Document(source="x.txt", raw=raw)) == clean(Document(source="x.txt", raw=raw))


@given(MESS, st.sampled_from(("hans", "hant")))
@settings(max_examples=50, deadline=None)
def test_a_forced_script_is_kept(raw: str, script: str) -> None:
    assert clean(Document(source="x.txt", raw=raw), script=script).script == script  # type: ignore[arg-type]


def shifted(text: str, lost: int) -> str | None:
    """``text`` as a page shows it whose byte ``2 * lost`` became a question mark; None where it does not recover."""
    data = text[lost:].encode("gbk")[1:]
    run = b""
    while len(data) >= 2 and data[0] >= 0x80:
        run, data = run + data[:2], data[2:]
        if data and data[0] < 0x80:
            break
    if not run or not data or data[0] >= 0x80 or not 0x40 <= data[0] < 0x7F:
        return None
    try:
        return text[:lost] + "?" + run.decode("gbk") + data[:1].decode("ascii") + data[1:].decode("gbk")
    except UnicodeDecodeError:
        return None


def test_lost_lead_bytes_are_restored_or_flagged() -> None:
    broken = [raw for k in range(1, len(FORMAL)) if (raw := shifted(FORMAL, k))]
    documents = [clean(Document(source="x.txt", raw=raw), script="hant") for raw in broken]
    right = [document for document in documents if document.text == FORMAL]
    guessed = [d for d in documents if d not in right and any(MOJIBAKE in segment.reason for segment in d.segments)]
    assert not guessed
    assert len(right) >= 0.6 * len(broken) > 0
    assert len(right) + sum(bool(document.flags) for document in documents) >= 0.9 * len(broken)


@pytest.mark.parametrize(
    "unit",
    [
        "(",
        "？?",
        "”",
        "習(xí",
        "<br",
        "[a](",
        "**a",
        "\u3000字",
        "1\n",
        "- ",
        "\t",
        "|a",
        "首页>",
        "#a ",
        "一、",
        "a\f",
    ],
)
def test_hostile_text_takes_linear_time(unit: str) -> None:
    def cost(size: int) -> float:
        document = Document(source="x.txt", raw=unit * (size // len(unit)))
        started = time.process_time()
        clean(document)
        return time.process_time() - started

    cost(1_000)
    assert cost(40_000) < 40 * max(cost(4_000), 0.002)


SETTLED = (
    "花岗岩由石英、长石和云母组成。\n\n- 石英\n- 长石\n\n# 变质岩\n大理岩“质地细腻”，见图（一）。",
    "護理師對於病人的關係密切，著力解決「疼痛」，心裡踏實。",
)


@pytest.mark.parametrize("text", SETTLED)
def test_clean_text_is_left_alone(text: str) -> None:
    document = clean(Document(source="x.txt", raw=text))
    assert document.text == text
    assert not any(segment.reason for segment in document.segments)


def test_a_line_that_is_foot_and_head_goes_once() -> None:
    raw = "".join(f"潮汐与海岸\n- {page} -\n\f" for page in range(1, 12))
    cleaned = clean(Document(source="tide.txt", raw=raw))
    assert "- 5 -" not in cleaned.text
    assert "".join(raw[segment.start : segment.end] for segment in cleaned.segments) == raw

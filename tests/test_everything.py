"""What holds of every document: whatever is found stands, letter for letter, where its spans say.

The check reads the printed extraction as a stranger would: slices of the decoded text, with the recorded repairs put
in place of what they replaced. It shares no code with the program's own tracing.
"""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from quizgen.cards import make_notes
from quizgen.model.deck import Note, Part
from quizgen.pipeline import Analysed, Input, analyse

PROJECT = Path(__file__).parents[1]
SHARED = PROJECT.parent / "shared"
FOLDERS = (
    PROJECT / "decks" / "samples",
    PROJECT / "tests" / "corpus" / "documents",
    SHARED / "seeds",
    SHARED / "corpus",
)
"""The last two are there only on some machines."""
DOCUMENTS = tuple(
    path
    for folder in FOLDERS
    if folder.is_dir()
    for path in sorted(folder.iterdir())
    if path.is_file() and path.suffix != ".expect" and path.name != "README.md"
)
NOW = 1_600_000_000

Found = dict[str, Any]
Spans = list[list[int]]


def extraction(analysed: Analysed) -> Found:
    """The only document of an extraction, as ``quizgen extract --format json`` prints it."""
    assert analysed.extraction is not None
    document: Found = json.loads(analysed.extraction.model_dump_json(by_alias=True))["documents"][0]
    return document


def read(raw: str, spans: Spans, repairs: list[Found]) -> str:
    """What stands at ``spans`` once the repairs that lie inside them are made.

    Raises ValueError where a span ends in the middle of a repair.
    """
    pieces = []
    for start, end in spans:
        at = start
        for repair in repairs:
            low, high = repair["spans"][0]
            if high <= start or end <= low:
                continue
            if low < start or end < high:
                raise ValueError(f"[{start}, {end}) ends inside the repair at {low}")
            pieces += [raw[at:low], repair["after"]]
            at = high
        pieces.append(raw[at:end])
    return "".join(pieces)


def pieces(found: Found) -> Iterator[tuple[str, str, Spans]]:
    """Everything with a place: what it is, its words, its spans."""
    for row in found["enumerations"]:
        for item in row["items"]:
            yield "item", item["text"], item["spans"]
        for again in row["repeats"]:
            for item in again:
                yield "repeat", item["text"], item["spans"]
        if row["label_spans"]:
            yield "label", row["label"], row["label_spans"]
    for row in found["formulations"]:
        yield "formulation", row["text"], row["spans"]
        for gap in row["gaps"]:
            yield "gap", gap["text"], gap["spans"]
        for name in ("term", "subject"):
            if row[name]:
                yield name, row[name]["text"], row[name]["spans"]
        for other in row["occurrences"]:
            yield "occurrence", other["text"], other["spans"]


def faults(raw: str, found: Found) -> list[str]:
    """What is wrong with the places of an extraction; empty where everything stands as it should."""
    wrong = [
        f"{kind} {text!r} at {spans}: {problem}"
        for kind, text, spans in pieces(found)
        if (problem := misplaced(raw, text, spans, found["repairs"]))
    ]
    for name, words in (("removed", "text"), ("flagged", "text"), ("repairs", "before")):
        wrong += [
            f"{name} {row[words]!r} is not at {row['spans']}"
            for row in found[name]
            if "".join(raw[start:end] for start, end in row["spans"]) != row[words]
        ]
    for row in found["dangling_labels"]:
        standing = read(raw, row["spans"], found["repairs"])
        if row["label"] not in standing or len(standing) % len(row["label"]):
            wrong.append(f"dangling label {row['label']!r}: there stands {standing!r}")
    wrong += [
        f"{count} {kind} are called {identity}"
        for kind in ("enumerations", "formulations")
        for identity, count in Counter(row["id"] for row in found[kind]).items()
        if count > 1
    ]
    wrong += [
        f"gap {gap['text']!r} is not in {row['text']!r}"
        for row in found["formulations"]
        for gap in row["gaps"]
        if gap["text"] not in row["text"]
    ]
    return wrong


def misplaced(raw: str, text: str, spans: Spans, repairs: list[Found]) -> str:
    """Why ``text`` is not what stands at ``spans``, or nothing."""
    if not text.strip() or not spans:
        return "empty"
    if any(not 0 <= start < end <= len(raw) for start, end in spans):
        return "out of range"
    if any(unicodedata.category(char) in ("Cc", "Zl", "Zp") for char in text):
        return "control characters or line breaks"
    try:
        standing = read(raw, spans, repairs)
    except ValueError as error:
        return str(error)
    return "" if standing == text else f"there stands {standing!r}"


def disordered(found: Found) -> list[str]:
    """Spans of one item, sentence or gap that go backwards or overlap."""
    return [
        f"{kind} {text!r}: {spans}"
        for kind, text, spans in pieces(found)
        if any(before[1] > after[0] for before, after in pairwise(spans)) and kind not in ("item", "repeat")
    ]


def answers(note: Note) -> Iterator[Part]:
    lines = (*note.made.lines, note.made.aside) if note.made.aside else note.made.lines
    return (part for line in lines for part in line.parts if part.cloze is not None)


def unmarked(notes: list[Note], found: Found) -> list[str]:
    """Notes with a damaged stretch on them that do not say so."""
    bad = [span for row in found["flagged"] for span in row["spans"]]
    return [
        f"{note.rule}: {part.text!r}"
        for note in notes
        for part in answers(note)
        if not note.made.marks and any(s.start < end and start < s.end for s in part.spans for start, end in bad)
    ]


def check(analysed: Analysed) -> None:
    found = extraction(analysed)
    document = analysed.documents[found["source"]]
    assert faults(document.raw, found) == []
    assert disordered(found) == []
    assert analysed.extraction
    notes, _ = make_notes(analysed.extraction, analysed.documents, now=NOW)
    assert unmarked(notes, found) == []
    said = {(document.source, span) for note in notes for part in answers(note) for span in part.spans}
    assert all(document.raw[span.start : span.end] for _, span in said)


@cache
def analysed(path: Path) -> Analysed:
    return analyse([Input(path.name, path)])


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_everything_stands_where_it_says(path: Path) -> None:
    assert not analysed(path).failures
    check(analysed(path))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_a_second_run_finds_the_same(path: Path) -> None:
    again = analyse([Input(path.name, path.read_bytes())])
    assert extraction(again) == extraction(analysed(path))


WORDS = (
    *("灯塔", "看守", "航标", "潮汐", "夜航", "船只", "雾号", "信号", "维护", "观测", "记录", "值班", "燃油", "镜片"),
    *("是", "包括", "指的是", "分为", "必须", "坚持", "提出", "强调", "的", "和", "以及", "等", "要", "之一", "又称"),
    *("三个必须", "四项原则", "“五看”", "两大特点", "“三查七对”", "N大要点", "以下几点", "如下", "下列情形之一"),
    *("燈塔", "觀測", "記錄", "維護", "后來", "著名", "聯係", "看着", "裡面", "1908年", "12.5米", "３海里", "95%"),
)
MARKS = (
    *("一、", "二、", "三、", "（一）", "（二）", "(三)", "(4)", "1.", "2．", "3、", "①", "②", "③", "第一，", "第二，"),
    *("一是", "二是", "三要", "首先", "其次", "最后", "第三条　", "第二章 ", "A. ", "- ", "* ", "# ", "## ", "> "),
    *("| ", " |", "|---|---|", "<br>", "**", "==", "`x`", "![[图.png]]", "^id-1", "#标签"),
    *("[链](http://a.b/c)", "&nbsp;"),
)
STOPS = (
    *("，", "。", "；", "：", "、", "？", "！", "“", "”", "（", "）", "《", "》", "——", "……"),
    *(",", ";", ":", "(", ")", '"'),
)
BREAKS = (
    *("\n", "\n\n", "\r\n", "　　", " ", "\t", "\x0c", "\u200b", "\xa0", "\ufeff"),
    *("\n\n7\n\n", "\n第 2 页\n", "\n- 3 -\n"),
)
DAMAGE = ("(rèn)", "（shū）", "?;仡欬h", "因?yàn)槲覀", "\ufffd", "□□", "锟斤拷", "\ue5e5", "\x85", "👍")
FRAGMENTS = (*WORDS, *WORDS, *MARKS, *STOPS, *STOPS, *BREAKS, *DAMAGE)

messes = st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=60).map("".join)
lists = st.builds(
    lambda lead, items, mark, stop: lead + "".join(f"{mark.format(k)}{item}{stop}" for k, item in enumerate(items, 1)),
    st.sampled_from(["灯塔有三个特点：", "“四看”：", "", "看守人的职责如下：\n"]),
    st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map("".join), min_size=2, max_size=6),
    st.sampled_from(["{}. ", "（{}）", "({})", "", "- ", "第{}，"]),
    st.sampled_from(["；", "、", "\n", "。\n", "，", " "]),
)
texts = st.lists(st.one_of(messes, lists), min_size=1, max_size=6).map("".join)


@settings(max_examples=200, deadline=None, derandomize=True, database=None)
@given(text=texts, name=st.sampled_from(["notes.md", "notes.txt"]))
@example(text="\ufffd灯塔有三个特点：1. 灯塔；2. 看守；3. 航标；", name="notes.md")
@example(text="灯塔？灯塔\t灯塔\x0c灯塔是\t标志", name="notes.md")
def test_generated_text_keeps_its_places(text: str, name: str) -> None:
    data = ("灯塔看守手册\n\n" + text).encode()
    first = analyse([Input(name, data)])
    assert not first.failures
    check(first)
    assert extraction(analyse([Input(name, data)])) == extraction(first)


def test_the_check_sees_what_is_wrong() -> None:
    """Each fault that it looks for, made by hand."""
    raw = "灯塔(tǎ)的三个特点：高、亮、\n稳。"
    repairs = [{"before": "(tǎ)", "after": "", "reason": "", "spans": [[2, 6]]}]
    assert misplaced(raw, "灯塔的三个特点", [[0, 11]], repairs) == ""
    assert misplaced(raw, "灯塔的", [[0, 8]], repairs) == "there stands '灯塔的三'"
    assert "inside the repair" in misplaced(raw, "灯塔", [[0, 4]], repairs)
    assert misplaced(raw, "稳", [[17, 40]], repairs) == "out of range"
    assert misplaced(raw, "\n稳", [[16, 18]], repairs) == "control characters or line breaks"
    assert misplaced(raw, "", [], repairs) == "empty"

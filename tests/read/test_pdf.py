"""PDF files: lines joined into paragraphs, page furniture kept apart, radicals mapped, columns in order."""

from __future__ import annotations

import unicodedata

import pytest

from quizgen.errors import ImageOnlyDocument
from quizgen.model.document import PageStart
from quizgen.read import ocr, read_bytes
from quizgen.read.radicals import without_radicals
from tests.read.pdf_writer import Text, pdf

WIDE = 26
PROSE = (
    "自行车的保养并不复杂，只要每个月抽出一个小时，按照固定的顺序检查车架、车轮、刹车和链条，"
    "就能避免大多数途中出现的故障，也能让一辆普通的车子多用上好几年，这是许多老师傅共同的经验。"
)


def wrapped(text: str, y: float, *, x: float = 50, width: int = WIDE, indent: int = 2, step: float = 18) -> list[Text]:
    """A paragraph set in lines of ``width`` characters, the first one indented."""
    first = text[: width - indent]
    rest = [text[at : at + width] for at in range(width - indent, len(text), width)]
    return [Text(first, x + 11 * indent, y), *(Text(t, x, y + step * n) for n, t in enumerate(rest, start=1))]


def lines(*pages: list[Text]) -> list[str]:
    return read_bytes(pdf(list(pages)), "手册.pdf").raw.splitlines()


def test_lines_become_paragraphs() -> None:
    page = [Text("自行车保养手册", 120, 60, 20), *wrapped(PROSE, 110), *wrapped(PROSE, 190)]
    assert lines(page) == ["# 自行车保养手册", PROSE, PROSE]


def test_paragraphs_told_by_space_instead_of_indentation() -> None:
    page = [*wrapped(PROSE, 60, indent=0), *wrapped(PROSE[5:], 60 + 18 * 4 + 10, indent=0)]
    assert lines(page) == [PROSE, PROSE[5:]]


@pytest.mark.parametrize("marker", ["（二）", "2. ", "二、", "② ", "第二节 ", "2、", "(2)"])
def test_a_full_line_does_not_swallow_the_next_point(marker: str) -> None:
    full = (PROSE * 2)[:WIDE]
    page = [Text(full, 50, 60), Text(f"{marker}检查车架", 50, 78), *wrapped(PROSE, 96)]
    assert lines(page)[:2] == [full, f"{marker}检查车架".strip()]


def test_short_lines_stay_apart() -> None:
    words = ["车架", "车轮", "刹车", "链条"]
    assert lines([Text(word, 50, 60 + 18 * n) for n, word in enumerate(words)]) == words


def test_bullets_are_written_as_markdown() -> None:
    points = ("\u2022 气筒", "\uf0b7扳手", "■ 机油")
    page = [*wrapped(PROSE, 60), *(Text(t, 60, 150 + 18 * n) for n, t in enumerate(points))]
    assert lines(page)[1:] == ["- 气筒", "- 扳手", "- 机油"]


def test_latin_words_keep_their_space_and_lose_their_hyphen() -> None:
    text = [
        "the front wheel must turn freely in both direc-",
        "tions and the brake pads must not touch the rim",
        "at all",
    ]
    page = [Text(t, 50, 60 + 18 * n) for n, t in enumerate(text)]
    joined = "the front wheel must turn freely in both directions and the brake pads must not touch the rim at all"
    assert lines(page) == [joined]


def furnished(number: int, body: list[Text]) -> list[Text]:
    return [Text("城市骑行协会编", 160, 25, 9), *body, Text(f"— {number} —", 190, 570, 9)]


def test_paragraph_over_a_page_break_with_the_page_furniture_behind_it() -> None:
    first, second = wrapped(PROSE, 480)[:3], wrapped(PROSE, 480)[3:]
    shifted = [Text(t.text, t.x, 60 + 18 * n) for n, t in enumerate(second)]
    document = read_bytes(pdf([furnished(1, first), furnished(2, [*shifted, *wrapped(PROSE, 100)])]), "手册.pdf")
    assert document.raw.splitlines() == ["城市骑行协会编", PROSE, "— 1 —", "城市骑行协会编", PROSE, "— 2 —"]
    assert document.pages == (PageStart(0, 1), PageStart(document.raw.index(second[0].text), 2))
    assert document.page_at(document.raw.index(second[0].text)) == 2
    assert document.page_at(document.raw.index(first[0].text)) == 1


@pytest.mark.parametrize("interleaved", [False, True])
def test_two_columns(interleaved: bool) -> None:
    left = wrapped(PROSE, 100, x=30, width=16) + wrapped(PROSE[7:], 240, x=30, width=16)
    right = wrapped(PROSE[9:], 100, x=225, width=16) + wrapped(PROSE[3:], 240, x=225, width=16)
    both = [t for pair in zip(left, right, strict=False) for t in pair] + right[len(left) :] + left[len(right) :]
    page = [Text("骑行周刊第三期合订本", 110, 50, 18), *(both if interleaved else left + right)]
    assert lines(page) == ["# 骑行周刊第三期合订本", PROSE, PROSE[7:], PROSE[9:], PROSE[3:]]


def test_cells_of_a_row_stay_on_one_line() -> None:
    rows = [("部件", "周期"), ("链条", "两周"), ("刹车", "一月")]
    page = [Text(t, 50 + 150 * c, 60 + 20 * r) for r, row in enumerate(rows) for c, t in enumerate(row)]
    assert lines(page) == ["部件  周期", "链条  两周", "刹车  一月"]


def test_radicals_become_characters() -> None:
    assert lines([Text("⽅⼈⺠⻓⻅⻋⻔⻛⻢", 50, 60)]) == ["方人民长见车门风马"]


def test_every_radical_is_mapped_to_one_character_that_is_none() -> None:
    for code in (
        *range(0x2F00, 0x2FD6),
        *range(0xF900, 0xFA6E),
        0x2EA0,
        0x2EC5,
        0x2ED3,
        0x2ED4,
        0x2EDA,
        0x2EE2,
        0x2EF0,
    ):
        char = without_radicals(chr(code))
        assert len(char) == 1
        assert not 0x2E80 <= ord(char) <= 0x2FD5
        if unicodedata.decomposition(chr(code)):
            assert char != chr(code)


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        (["车 架 要 紧"], "车架要紧"),
        (["第三章 车架"], "第三章 车架"),
        (["使用 M5 螺丝"], "使用 M5 螺丝"),
    ],
)
def test_stray_spaces(runs: list[str], text: str) -> None:
    assert lines([Text(run, 50, 60) for run in runs]) == [text]


def test_pictures_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    with pytest.raises(ImageOnlyDocument, match=r"quizgen\[ocr\]"):
        read_bytes(pdf([[], []], picture=True), "扫描.pdf")


def test_pictures_are_recognised_where_the_extra_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "is_installed", lambda: True)
    monkeypatch.setattr(
        ocr, "load_engine", lambda: lambda picture: [ocr.Recognised(f"宽{picture.width}", 0.9, 10, 10, 90, 30)]
    )
    document = read_bytes(pdf([[Text("首页是字", 50, 60)], []], picture=True), "半扫描.pdf")
    assert document.raw.splitlines() == ["首页是字", "宽1050"]
    assert [page.page for page in document.pages] == [1, 2]

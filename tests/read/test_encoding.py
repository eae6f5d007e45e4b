"""Every encoding that Chinese documents come in, with and without a byte order mark, whole and damaged."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.read.encoding import BOMS, decode, plausibility

HANS = (
    "图书馆开放时间为每天上午八点到晚上十点，周一闭馆。\n",
    "读者借书要做到三个不：不涂画、不撕页、不转借。超过期限的，应当及时办理续借手续。\n",
    "①登记 ②取书 ③还书，三个步骤都在一楼完成；“一卡通”可以代替借书证。\n",
    "# Python 入门\n\n变量是程序中用来存放数据的名字，命名时只能使用字母、数字和下划线。\n",
)
HANT = (
    "圖書館開放時間為每天上午八點到晚上十點，週一閉館。\n",
    "讀者借書要做到三個不：不塗畫、不撕頁、不轉借。超過期限的，應當及時辦理續借手續。\n",
    "①登記 ②取書 ③還書，三個步驟都在一樓完成；「一卡通」可以代替借書證。\n",
)
HANS_ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "gbk", "gb2312", "utf-16", "utf-16-le", "utf-16-be", "utf-32")
HANT_ENCODINGS = ("utf-8", "big5", "big5hkscs", "gb18030", "utf-16-le", "utf-16-be")
MATRIX = [(text, e) for text in HANS for e in HANS_ENCODINGS] + [(text, e) for text in HANT for e in HANT_ENCODINGS]
COMMON = (
    "的一是不了在有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动"
    "同工也能下过子说产种面而方后多定行学法所民得经"
)
COMMON_HANT = (
    "的一是不了在有和人這中大為上個國我以要他時來用們生到作地於出就分對成會可主發年動"
    "同工也能下過子說產種面而方後多定行學法所民得經"
)


@pytest.mark.parametrize(("text", "encoding"), MATRIX)
@pytest.mark.parametrize("times", [1, 40])
def test_encoding_is_found(text: str, encoding: str, times: int) -> None:
    whole = text * times
    found = decode(whole.encode(encoding))
    assert found is not None
    assert found.text == whole


def _sentences(chars: str) -> st.SearchStrategy[str]:
    clause = st.text(chars, min_size=4, max_size=20)
    return st.lists(clause, min_size=2, max_size=12).map(lambda clauses: "，".join(clauses) + "。")


@given(_sentences(COMMON), st.sampled_from(HANS_ENCODINGS))
def test_simplified_text_comes_back(text: str, encoding: str) -> None:
    found = decode(text.encode(encoding))
    assert found is not None
    assert found.text == text


@given(_sentences(COMMON_HANT), st.sampled_from(HANT_ENCODINGS))
def test_traditional_text_comes_back(text: str, encoding: str) -> None:
    found = decode(text.encode(encoding))
    assert found is not None
    assert found.text == text


@given(st.binary(max_size=400))
def test_any_bytes_end_in_text_or_nothing(data: bytes) -> None:
    found = decode(data)
    assert found is None or isinstance(found.text, str)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=200))
def test_a_byte_order_mark_is_believed(text: str) -> None:
    found = decode(b"\xef\xbb\xbf" + text.encode())
    assert found is not None
    assert found.text == text


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le"])
@pytest.mark.parametrize("place", [100, 500, 900])
def test_a_broken_byte_costs_little(encoding: str, place: int) -> None:
    text = HANS[1] * 20
    data = bytearray(text.encode(encoding))
    data[place + (encoding == "utf-16-le")] = 0xFF if encoding != "utf-16-le" else 0xD8
    found = decode(bytes(data))
    assert found is not None
    assert 1 <= found.text.count("\ufffd") <= 3
    assert sum(a != b for a, b in zip(found.text[::-1], text[::-1], strict=False)) <= 0.6 * len(text)
    assert found.text[-200:] == text[-200:]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5"])
def test_a_text_cut_inside_a_character_is_read(encoding: str) -> None:
    data = (HANT if encoding == "big5" else HANS)[0].strip().encode(encoding)[:-1]
    found = decode(data)
    assert found is not None
    assert found.text.startswith(("图书馆", "圖書館"))
    assert found.text.endswith("\ufffd")


def test_random_bytes_are_no_text() -> None:
    rng = random.Random(7)
    assert [decode(rng.randbytes(size)) for size in (64, 1_000, 100_000)] == [None] * 3


def test_twenty_megabytes_of_noise_are_refused_at_once() -> None:
    data = random.Random(7).randbytes(20_000_000)
    begin = time.process_time()
    assert decode(data) is None
    assert time.process_time() - begin < 3


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Привет! Это обычный документ без единого иероглифа.", "utf-8"),
        ("Übung macht den Meister, sagen größere Brüder und schöne Schwestern.", "cp1252"),
        ("plain words only", "ascii"),
        ("plain words only", "utf-16-le"),
    ],
)
def test_other_scripts_are_text_too(text: str, encoding: str) -> None:
    found = decode(text.encode(encoding))
    assert found is not None
    assert found.text == text


def test_plausibility_tells_chinese_from_a_wrong_decoding() -> None:
    right, wrong = HANS[0], HANS[0].encode().decode("gb18030", "replace")
    assert plausibility(right) > 0.6 > 0.2 > plausibility(wrong)


@pytest.mark.parametrize(("bom", "encoding"), BOMS)
def test_every_mark_is_taken_off(bom: bytes, encoding: str) -> None:
    found = decode(bom + HANS[0].encode(encoding))
    assert found is not None
    assert found.text == HANS[0]

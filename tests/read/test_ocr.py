"""Pictures of text: order and paragraphs from recognised boxes; the real engine where it is installed."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageDraw, ImageFont

from quizgen.errors import DamagedDocument, ImageOnlyDocument
from quizgen.read import ocr, read_bytes

NOTO = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"


def png(width: int = 800, height: int = 600) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "white").save(out, "PNG")
    return out.getvalue()


def box(text: str, left: float, top: float, height: float = 20, score: float = 0.9) -> ocr.Recognised:
    return ocr.Recognised(text, score, left, top, left + 20 * len(text), top + height)


LONG = "养蚕要经过孵化、喂养、上簇和采茧四个环节，每个环节"
SHORT = "都要保持室内通风。"


@pytest.mark.parametrize(
    ("found", "lines"),
    [
        ([box(LONG, 10, 10), box(SHORT, 10, 40), box(LONG, 10, 70), box(SHORT, 10, 100)], [LONG + SHORT] * 2),
        ([box("蚕的一生", 200, 10, 40), box(LONG, 10, 80), box(SHORT, 10, 110)], ["# 蚕的一生", LONG + SHORT]),
        ([box(LONG, 10, 10, 22), box(SHORT, 10, 41, 18), box("一、选种", 10, 70)], [LONG + SHORT, "一、选种"]),
        ([box("污点", 10, 10, score=0.2), box("桑叶", 10, 50)], ["桑叶"]),
        (
            [box("名称", 10, 10), box("数量", 300, 11), box("簇具", 10, 50), box("九", 300, 50)],
            ["名称  数量", "簇具  九"],
        ),
    ],
)
def test_boxes_become_text(found: list[ocr.Recognised], lines: list[str]) -> None:
    document = ocr.read(png(), "蚕.png", engine=lambda picture: found)
    assert document.raw.splitlines() == lines
    assert document.format == "image"


@pytest.mark.skipif(ocr.is_installed(), reason="the ocr extra is installed")
def test_without_the_extra_the_sentence_names_it() -> None:
    with pytest.raises(ImageOnlyDocument, match=r"quizgen\[ocr\]"):
        read_bytes(png(), "蚕.png")


def test_broken_picture() -> None:
    with pytest.raises(DamagedDocument):
        ocr.read(png()[:60], "蚕.png", engine=lambda picture: [])


@pytest.mark.skipif(not ocr.is_installed(), reason="needs the ocr extra")
def test_real_engine_reads_print() -> None:
    picture = Image.new("RGB", (900, 200), "white")
    font = ImageFont.truetype(NOTO, 40)
    ImageDraw.Draw(picture).text((40, 60), "桑叶要新鲜干净，不带露水。", fill="black", font=font)
    out = io.BytesIO()
    picture.save(out, "PNG")
    assert read_bytes(out.getvalue(), "蚕.png").raw.strip() == "桑叶要新鲜干净，不带露水。"

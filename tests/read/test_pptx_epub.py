"""Slides and electronic books: structure, order, and what is left out."""

from __future__ import annotations

import io
from typing import Any

import pptx
import pytest
from lxml import etree

from quizgen.errors import EncryptedDocument
from quizgen.model.document import PageStart
from quizgen.read import read_bytes
from tests.read.test_bad_input import zipped

A = "http://schemas.openxmlformats.org/drawingml/2006/main"


def _add(frame: Any, *paragraphs: tuple[str, int, str]) -> None:
    """Fills a text frame with (text, level, bullet element)."""
    for number, (text, level, bullet) in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.text, paragraph.level = text, level
        if bullet:
            paragraph._p.get_or_add_pPr().append(etree.fromstring(f'<a:{bullet} xmlns:a="{A}"/>'))


def slides() -> bytes:
    show = pptx.Presentation()
    first = show.slides.add_slide(show.slide_layouts[1])
    first.shapes.title.text = "急救的黄金\n四分钟"
    _add(
        first.placeholders[1].text_frame,
        ("判断意识", 0, ""),
        ("轻拍双肩", 1, ""),
        ("呼叫帮助", 0, ""),
        ("附注", 0, "buNone"),
    )
    first.notes_slide.notes_text_frame.text = "讲到这里请学员动手。"
    second = show.slides.add_slide(show.slide_layouts[5])
    second.shapes.title.text = "按压要点"
    box = second.shapes.add_textbox(0, 0, 99, 99).text_frame
    _add(
        box,
        ("位置", 0, 'buAutoNum type="ea1ChsPlain"'),
        ("深度", 0, 'buAutoNum type="ea1ChsPlain"'),
        ("五厘米", 1, 'buAutoNum type="arabicPeriod"'),
        ("频率", 0, 'buAutoNum type="ea1ChsPlain"'),
        ("说明文字", 0, ""),
    )
    table = second.shapes.add_table(2, 2, 0, 0, 99, 99).table
    for row, cells in enumerate((("对象", "深度"), ("成人", "五厘米"))):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    group = second.shapes.add_group_shape()
    group.shapes.add_textbox(0, 0, 9, 9).text_frame.text = "组合里的字"
    out = io.BytesIO()
    show.save(out)
    return out.getvalue()


def test_slides() -> None:
    document = read_bytes(slides(), "急救.pptx")
    assert document.title == "急救的黄金 四分钟"
    assert document.raw.splitlines() == [
        "# 急救的黄金 四分钟",
        "- 判断意识",
        "  - 轻拍双肩",
        "- 呼叫帮助",
        "附注",
        "讲到这里请学员动手。",
        "# 按压要点",
        "一、位置",
        "二、深度",
        "  1. 五厘米",
        "三、频率",
        "说明文字",
        "| 对象 | 深度 |",
        "| --- | --- |",
        "| 成人 | 五厘米 |",
        "组合里的字",
    ]
    assert document.pages == (PageStart(0, 1), PageStart(document.raw.index("# 按压"), 2))


XHTML = 'media-type="application/xhtml+xml"'
CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="O/p.opf"/>'
    "</rootfiles></container>"
)
PACKAGE = (
    '<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "<dc:title>养花</dc:title></metadata><manifest>"
    f'<item id="n" href="nav.xhtml" properties="nav" {XHTML}/><item id="b" href="%E4%BA%8C.xhtml" {XHTML}/>'
    f'<item id="a" href="../one.xhtml" {XHTML}/><item id="x" href="x.xhtml" {XHTML}/>'
    '<item id="c" href="c.css" media-type="text/css"/></manifest><spine><itemref idref="n"/><itemref idref="a"/>'
    '<itemref idref="b"/><itemref idref="x" linear="no"/><itemref idref="c"/></spine></package>'
)
HEAD = '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>书</title></head><body>'


def book(**more: str) -> dict[str, bytes]:
    parts = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "O/p.opf": PACKAGE,
        "O/nav.xhtml": HEAD + "<ol><li>目录</li></ol></body></html>",
        "O/二.xhtml": HEAD + "<h2>第二章&nbsp;施肥</h2><ol><li>看叶色</li><li>看长势</li></ol></body></html>",
        "one.xhtml": HEAD + "<h2>第一章 浇水</h2><p>见干见湿。</p></body></html>",
        "O/x.xhtml": HEAD + "<p>附页</p></body></html>",
        **more,
    }
    return {name: text.encode() for name, text in parts.items()}


def test_book_in_the_order_of_its_spine() -> None:
    document = read_bytes(zipped(book()), "养花.epub")
    assert (document.format, document.title) == ("epub", "养花")
    assert document.raw.splitlines() == ["## 第一章 浇水", "见干见湿。", "## 第二章 施肥", "1. 看叶色", "2. 看长势"]


@pytest.mark.parametrize(("reference", "protected"), [("O/font.ttf", False), ("one.xhtml", True)])
def test_scrambled_fonts_are_fine_and_scrambled_chapters_are_not(reference: str, protected: bool) -> None:
    parts = book()
    parts["META-INF/encryption.xml"] = f'<e xmlns:c="x"><c:CipherReference URI="{reference}"/></e>'.encode()
    if protected:
        with pytest.raises(EncryptedDocument, match="copy-protected"):
            read_bytes(zipped(parts), "养花.epub")
    else:
        assert "见干见湿" in read_bytes(zipped(parts), "养花.epub").raw

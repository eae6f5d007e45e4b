"""Word documents: the numbers that Word shows, in document order with tables, without what is not text."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from docx.oxml import parse_xml

from quizgen.errors import DamagedDocument
from quizgen.read import read_bytes
from tests.read.docx_writer import NS, Writer

GOLDEN = Path(__file__).parent / "golden"
START = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{}"/></w:lvlOverride>'
BOX = (
    '<w:r {ns} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:AlternateContent>'
    '<mc:Choice Requires="wps"><w:drawing><w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent>'
    "</w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p>"
    "</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


def lines(writer: Writer) -> list[str]:
    return read_bytes(writer.data(), "登山.docx").raw.splitlines()


def hiking() -> bytes:
    writer = Writer()
    writer.numbering(
        90, ("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."), ("lowerLetter", "%4)")
    )
    writer.numbering(91, ("japaneseCounting", "%1是"))
    writer.document.add_heading("登山安全", 0)
    writer.document.add_heading("出发之前", 1)
    for text, level in (("准备", 0), ("衣物", 1), ("食品", 1), ("检查", 0), ("天气", 1), ("晴雨", 2), ("高温", 3)):
        writer.paragraph(text, 90, level)
    writer.paragraph("领队要做到“两查”：")
    writer.paragraph("查路线；", 91)
    writer.paragraph("查装备。", 91)
    table = writer.document.add_table(3, 2)
    for row, cells in enumerate((("物品", "数量"), ("绳索", "2 条"), ("头灯|备用电池", "各 1 个"))):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
            table.cell(row, column).paragraphs[0].runs[0].bold = row == 0
    writer.document.add_heading("途中", 1)
    writer.paragraph("结伴而行", style="List Bullet")
    writer.paragraph("按时休息", style="List Bullet")
    writer.paragraph("先报警", style="List Number")
    writer.paragraph("再自救", style="List Number")
    return writer.data()


def test_document_against_its_golden_file() -> None:
    document = read_bytes(hiking(), "登山.docx")
    assert document.format == "docx"
    assert document.title == "登山安全"
    assert document.raw == (GOLDEN / "hiking.docx.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("style", "pattern", "shown"),
    [
        ("chineseCounting", "第%1章", "第十二章 "),
        ("chineseCountingThousand", "%1、", "十二、"),
        ("japaneseCounting", "（%1）", "（十二）"),
        ("japaneseCounting", "%1是", "十二是"),
        ("chineseLegalSimplified", "%1、", "壹拾贰、"),
        ("ideographDigital", "%1．", "一二．"),
        ("ideographZodiac", "%1、", "亥、"),
        ("ideographTraditional", "%1、", "12、"),
        ("decimal", "%1.", "12. "),
        ("decimal", "%1）", "12）"),
        ("decimalZero", "%1", "12 "),
        ("decimalFullWidth", "%1、", "１２、"),
        ("decimalEnclosedCircle", "%1", "⑫ "),
        ("lowerLetter", "%1)", "l) "),
        ("upperLetter", "%1.", "L. "),
        ("upperRoman", "%1.", "XII. "),
        ("lowerRoman", "%1.", "xii. "),
        ("none", "注：", "注："),
        ("bullet", "\uf0b7", "- "),
        ("unheardOf", "%1.", "12. "),
    ],
)
def test_number_formats(style: str, pattern: str, shown: str) -> None:
    writer = Writer()
    writer.numbering(90, (style, pattern))
    writer.use(91, 90, START.format(12))
    writer.paragraph("事项", 91)
    assert lines(writer) == [f"{shown}事项"]


LEGAL = {2: "<w:isLgl/>"}
NEVER = {1: '<w:lvlRestart w:val="0"/>'}
OUTLINE = (("decimal", "%1."), ("decimal", "%1.%2"), ("upperRoman", "%1.%2.%3"))


@pytest.mark.parametrize(
    ("extra", "levels", "shown"),
    [
        ({}, (0, 1, 1, 0, 1), ["1.", "1.1", "1.2", "2.", "2.1"]),
        ({}, (0, 1, 2, 2, 1, 2), ["1.", "1.1", "1.1.I", "1.1.II", "1.2", "1.2.I"]),
        (LEGAL, (0, 1, 2), ["1.", "1.1", "1.1.1"]),
        (NEVER, (0, 1, 0, 1), ["1.", "1.1", "2.", "2.2"]),
        ({}, (1, 1), ["1.1", "1.2"]),
    ],
)
def test_levels_count_below_one_another(extra: dict[int, str], levels: tuple[int, ...], shown: list[str]) -> None:
    writer = Writer()
    writer.numbering(90, *OUTLINE, extra=extra)
    for level in levels:
        writer.paragraph("点", 90, level)
    assert lines(writer) == [f"{number} 点" for number in shown]


def test_lists_of_one_definition_count_on_unless_they_override_the_start() -> None:
    writer = Writer()
    writer.numbering(90, ("decimal", "%1."))
    writer.use(91, 90)
    writer.use(92, 90, START.format(1))
    writer.use(93, 90, START.format(5))
    for key in (90, 90, 91, 92, 92, 93, 93):
        writer.paragraph("点", key)
    assert lines(writer) == [f"{number}. 点" for number in (1, 2, 3, 1, 2, 5, 6)]


def test_numbering_that_comes_from_a_style() -> None:
    writer = Writer()
    writer.numbering(
        90, ("chineseCounting", "第%1节"), ("chineseCounting", "%2、"), extra={1: '<w:pStyle w:val="Heading2"/>'}
    )
    for name in ("Heading 1", "Heading 2"):
        properties = writer.document.styles[name].element.get_or_add_pPr()
        properties.append(parse_xml(f'<w:numPr {NS}><w:numId w:val="90"/></w:numPr>'))
    for text, level in (("总则", 1), ("目的", 2), ("范围", 2), ("细则", 1), ("办法", 2)):
        writer.document.add_heading(text, level)
    writer.paragraph("不编号", 0, style="Heading 2")
    assert lines(writer) == [
        "# 第一节 总则", "## 一、目的", "## 二、范围", "# 第二节 细则", "## 一、办法", "## 不编号",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        (f'<w:ins {NS} w:id="1" w:author="a"><w:r><w:t>插入</w:t></w:r></w:ins>', "前插入"),
        (f'<w:del {NS} w:id="1" w:author="a"><w:r><w:delText>删去</w:delText></w:r></w:del>', "前"),
        (f'<w:moveFrom {NS} w:id="1" w:author="a"><w:r><w:t>移走</w:t></w:r></w:moveFrom>', "前"),
        (f"<w:hyperlink {NS}><w:r><w:t>链接</w:t></w:r></w:hyperlink>", "前链接"),
        (f"<w:r {NS}><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r>", "前"),
        (f"<w:r {NS}><w:br/><w:t>下行</w:t></w:r>", "前\n下行"),
        (f'<w:r {NS}><w:br w:type="page"/><w:t>下页</w:t></w:r>', "前下页"),
        (f'<w:r {NS}><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t></w:r>', "前²"),
        (f'<w:r {NS}><w:instrText>PAGE</w:instrText><w:footnoteReference w:id="1"/></w:r>', "前"),
        (
            f"<w:r {NS}><w:ruby><w:rt><w:r><w:t>zì</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>字</w:t></w:r></w:rubyBase>"
            "</w:ruby></w:r>",
            "前字",
        ),
        (f"<w:sdt {NS}><w:sdtContent><w:r><w:t>控件</w:t></w:r></w:sdtContent></w:sdt>", "前控件"),
        (BOX.format(ns=NS, text="框中的话"), "前\n框中的话"),
    ],
)
def test_what_stands_inside_a_paragraph(xml: str, text: str) -> None:
    writer = Writer()
    writer.paragraph("前")._p.append(parse_xml(xml))
    assert lines(writer) == text.splitlines()


def test_deleted_paragraph_is_not_counted() -> None:
    writer = Writer()
    writer.numbering(90, ("decimal", "%1."))
    writer.paragraph("甲", 90)
    gone = writer.paragraph("", 90)
    gone._p.get_or_add_pPr().append(parse_xml(f'<w:rPr {NS}><w:del w:id="1" w:author="a"/></w:rPr>'))
    writer.paragraph("乙", 90)
    assert lines(writer) == ["1. 甲", "2. 乙"]


def test_frame_of_one_cell_is_no_table() -> None:
    writer = Writer()
    writer.document.add_table(1, 1).cell(0, 0).text = "提示：雨天不宜上山。"
    assert lines(writer) == ["提示：雨天不宜上山。"]


def test_contents_are_left_out() -> None:
    writer = Writer()
    style = writer.document.styles.add_style("toc 1", 1)
    writer.paragraph("出发之前\t1", style=style.name)
    writer.paragraph("正文")
    assert lines(writer) == ["正文"]


def test_entities_are_not_expanded() -> None:
    source = zipfile.ZipFile(io.BytesIO(hiking()))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "word/document.xml":
                bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><w:document'
                data = data.replace(b"<w:document", bomb, 1).replace("登山安全".encode(), "登山安全&b;".encode())
            target.writestr(name, data)
    with pytest.raises(DamagedDocument, match="damaged"):
        read_bytes(out.getvalue(), "a.docx")

"""Web pages: the body and its structure, whatever the page says about its charset."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizgen.errors import EmptyDocument
from quizgen.read import read_bytes

GOLDEN = Path(__file__).parent / "golden"
PAGE = (GOLDEN / "kitchen.html").read_text("utf-8")


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("name", ["厨房.html", "厨房.txt", "厨房"])
def test_page_against_its_golden_file(encoding: str, name: str) -> None:
    """The page declares gb2312, which none of these is, and holds characters beyond it."""
    document = read_bytes(PAGE.encode(encoding), name)
    assert document.format == "html"
    assert document.title == "厨房卫生守则"
    assert document.raw == (GOLDEN / "kitchen.html.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("<h1>甲</h1><h3>乙<br>丙</h3><p>丁</p>", ["# 甲", "### 乙丙", "丁"]),
        ("<ul><li>一<ul><li>二</li></ul></li><li>三</li></ul>", ["- 一", "  - 二", "- 三"]),
        ("<ol start='3'><li>一</li><li value='7'>二</li><li>三</li></ol>", ["3. 一", "7. 二", "8. 三"]),
        ("<ol type='a'><li>一</li><li>二</li></ol>", ["a. 一", "b. 二"]),
        ("<ol><li>1、已有编号</li><li>（二）也有</li></ol>", ["1、已有编号", "（二）也有"]),
        ("<ul><li><p>首段</p><p>次段</p></li><li>三</li></ul>", ["- 首段", "次段", "- 三"]),
        ("<p>一行<br>又一行</p>", ["一行", "又一行"]),
        ("<p>源码里\n  换行的字</p><p>two\nwords</p>", ["源码里换行的字", "two words"]),
        ("<p>\u3000\u3000缩进的段落&nbsp;</p>", ["缩进的段落"]),
        ("<p>10<sup>2</sup> 与 H<sub>2</sub>O，见<sup>[3]</sup></p>", ["10² 与 H2O，见"]),
        ("<p><ruby>汉<rp>(</rp><rt>hàn</rt><rp>)</rp></ruby>字</p>", ["汉字"]),
        ("<p style='display: none'>藏</p><p hidden>藏</p><p>见</p>", ["见"]),
        ("<script>a</script><style>b</style><!-- c --><p>见</p>", ["见"]),
        (
            "<table><tr><td>甲</td><td>乙</td></tr><tr><td>1</td><td>2|3</td></tr></table>",
            ["| 甲 | 乙 |", "| 1 | 2\\|3 |"],
        ),
        ("<table><tr><td><p>版式</p><p>表格</p></td></tr></table>", ["版式", "表格"]),
        ("<pre>床前\n  明月</pre><pre><code>x = 1</code></pre>", ["床前", "  明月", "```", "x = 1", "```"]),
        ("<form><p>表单里的正文</p><button>提交</button></form>", ["表单里的正文"]),
        ("<div><a href=a>首页</a> <a href=b>新闻</a> <a href=c>论坛</a></div><p>正文</p>", ["正文"]),
        ("<dl><dt>术语</dt><dd>解释</dd></dl>", ["术语", "解释"]),
    ],
)
def test_structure(body: str, lines: list[str]) -> None:
    assert read_bytes(f"<html><body>{body}</body></html>".encode(), "a.html").raw.splitlines() == lines


def test_a_fragment_is_told_by_its_name() -> None:
    assert read_bytes("<p>甲</p><p>乙</p>".encode(), "片段.htm").raw == "甲\n乙\n"


def test_markdown_that_begins_with_a_tag_stays_markdown() -> None:
    text = "<div align=center>封面</div>\n\n# 标题\n"
    document = read_bytes(text.encode(), "a.md")
    assert (document.format, document.raw) == ("md", text)


def nested(depth: int) -> bytes:
    return ("<html><body>" + "<div>" * depth + "深处的字" + "</div>" * depth).encode()


def test_deep_nesting() -> None:
    """The parser gives up beyond 255 levels, which no page written by people has."""
    assert read_bytes(nested(200), "a.html").raw == "深处的字\n"
    with pytest.raises(EmptyDocument):
        read_bytes(nested(5_000), "a.html")


def test_long_page_that_is_one_list_is_kept_whole() -> None:
    items = "".join(f"<li>第{n}条规定：进入车间之前必须穿戴好防护用品并接受检查</li>" for n in range(1, 40))
    raw = read_bytes(f"<html><body><h2>规定</h2><ul>{items}</ul></body></html>".encode(), "a.html").raw
    assert raw.count("防护用品") == 39

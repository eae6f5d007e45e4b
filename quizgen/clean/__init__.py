"""Cleaning: a document in, the same document without what broke it or does not belong to it; each change recorded.

``STEPS`` in order. Each step is a pure function from document to document with an example of what it mends and a
counter-example that it leaves alone. What changes characters comes before what looks at words, and what removes lines
before what joins them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from quizgen.clean.addresses import drop_addresses
from quizgen.clean.boilerplate import drop_boilerplate
from quizgen.clean.brackets import unwrap_heads
from quizgen.clean.breaks import join_numbers, part_headings
from quizgen.clean.dialects import drop_dialects
from quizgen.clean.duplicates import drop_duplicates
from quizgen.clean.escapes import resolve_line_ends
from quizgen.clean.essays import part_pieces
from quizgen.clean.exam import drop_exam_marks
from quizgen.clean.greetings import drop_greetings
from quizgen.clean.html import drop_comments, drop_tags, resolve_entities
from quizgen.clean.invisible import drop_invisible
from quizgen.clean.latin import restore_latin
from quizgen.clean.lines import join_lines
from quizgen.clean.markdown import drop_fences, drop_front_matter, drop_links, drop_marks, settle_blocks
from quizgen.clean.mojibake import restore_mojibake
from quizgen.clean.pages import drop_page_numbers, drop_running_heads, join_cut_pages
from quizgen.clean.pinyin import strip_pinyin
from quizgen.clean.punctuation import drop_doubled, settle_quotes, widen_punctuation
from quizgen.clean.script import ScriptOption, settle_script
from quizgen.clean.spaces import drop_stray_spaces, plain_controls, split_paragraphs
from quizgen.clean.title import settle_title
from quizgen.model.document import Document


class Step(NamedTuple):
    """A step and what proves it: ``example`` becomes ``expected``, ``counterexample`` stays as it is."""

    name: str
    run: Callable[[Document], Document]
    example: str
    expected: str
    counterexample: str


PASSAGE = "花岗岩由石英、长石和云母组成，是岩浆在地壳深处缓慢冷却而形成的侵入岩，质地坚硬，常用作建筑材料。"
PAGES = ("1、" + PASSAGE * 3 + "它分布很", "2、广，" + PASSAGE * 2)
PAGE_CUT = ("\n\n".join(PAGES), PAGES[0][2:] + PAGES[1][2:], "1、" + PASSAGE * 3 + "\n\n2、" + PASSAGE)
WRAPPED = ("花岗岩由石英、长石和云母组成，是岩浆在", "地壳深处缓慢冷却而形成的侵入岩，质地坚硬，", "常用作建筑材料。")
HARD_WRAP = ("\n".join(WRAPPED), "".join(WRAPPED), "石英\n长石\n云母")
TOLD = "各种岩石" + PASSAGE * 3
RUN_ON = (
    f"一、岩石的成因 {TOLD}二、岩石的用途 {TOLD}",
    f"一、岩石的成因\n{TOLD}二、岩石的用途\n{TOLD}",
    f"一、岩石的成因 {TOLD}",
)
HEADS = (
    "【成因】冷却\n【组成】\n石英\n【用途】建筑",
    "成因：冷却\n组成：\n石英\n用途：建筑",
    "【岩石】坚硬\n【答案】A",
)
STRAY_SPACE = (PASSAGE[:16] + " " + PASSAGE[16:], PASSAGE, "石英 长石 云母")
DUPLICATE = (PASSAGE + "\n" + PASSAGE, PASSAGE + "\n", PASSAGE + "\n1." + PASSAGE)

STEPS = (
    Step("latin", restore_latin, "ç¡…çŸ³坚硬", "硅石坚硬", "café à l’œuvre, naïve"),
    Step("invisible", drop_invisible, "浮\u200b力", "浮力", "浮 力"),
    Step("escapes", resolve_line_ends, r"石英\n长石\n云母\n", "石英\n长石\n云母\n", r"换行写作\n，回车写作\r"),
    Step("pinyin", strip_pinyin, "燒(shāo)杯", "燒杯", "烧杯(beaker)"),
    Step("mojibake", restore_mojibake, "岩漿因?yàn)槔鋮s而凝固", "岩漿因為冷卻而凝固", "岩浆为什么会凝固?因为冷却"),
    Step("script", settle_script, "岩石對于地質關系很大", "岩石对于地质关系很大", "岩石對於地質關係很大"),
    Step("front-matter", drop_front_matter, "---\ntags: 地质\n---\n岩石", "岩石", "---\n岩石\n---\n"),
    Step("comments", drop_comments, "岩石<!-- 待补 -->", "岩石", "岩石 <-- 见图"),
    Step("fences", drop_fences, "```c\nint x;\n```\n岩石", "岩石", "用 ``` 围起来"),
    Step("dialects", drop_dialects, "# 石英 {#quartz}\n%% 待查 %%坚硬", "# 石英\n坚硬", "{{c1::石英}}占5%%"),
    Step("tags", drop_tags, "石英<br>长石<b>云母</b>", "石英\n长石云母", "密度<3，硬度>6"),
    Step("entities", resolve_entities, "密度 &lt; 3", "密度 < 3", "AT&T公司"),
    Step("blocks", settle_blocks, "岩石\n====\n正文\n\n***", "# 岩石\n正文\n\n", "- 石英\n- 长石"),
    Step("links", drop_links, "见[石英](a.html) #地质", "见石英 ", "见[1]与(2)，C# 语言"),
    Step("marks", drop_marks, "**石英**与`长石`", "石英与长石", "首都是 __ ，面积 3*4*5"),
    Step("paragraphs", split_paragraphs, "\u3000\u3000岩石。\u3000\u3000矿物。", "岩石。\n矿物。", "石英  长石"),
    Step("numbers", join_numbers, "1\n.石英\n2\n.长石", "1.石英\n2.长石", "石英\n1\n长石"),
    Step("running-heads", drop_running_heads, "地质\n甲\f地质\n乙\f地质\n丙", "\n甲\f\n乙\f\n丙", "甲\f乙\f丙"),
    Step("pieces", part_pieces, "值得推广,篇二:实习报告", "值得推广,\n篇二:实习报告", "《第一篇：岩石》"),
    Step("boilerplate", drop_boilerplate, "首页 > 地质 > 正文\n岩石", "\n岩石", "首页要写明题目"),
    Step("exam-marks", drop_exam_marks, "【简答】岩石的成因（一级简答题）", "岩石的成因", "简答题\n岩石（沉积岩）"),
    Step("addresses", drop_addresses, "岩石(www.example.com)坚硬", "岩石坚硬", "岩石(见图)坚硬"),
    Step("page-cuts", join_cut_pages, *PAGE_CUT),
    Step("page-numbers", drop_page_numbers, "石英\n- 3 -\n长石", "石英\n\n长石", "石英\n3个\n长石"),
    Step(
        "title",
        settle_title,
        "岩石的分类方法\n\n岩石的分类方法\n正文。",
        "岩石的分类方法\n\n\n正文。",
        "岩石。\n岩石。",
    ),
    Step("bracketed-heads", unwrap_heads, *HEADS),
    Step("punctuation", widen_punctuation, "岩石(硬),矿物", "岩石（硬），矿物", "12:30, f(x)=1,000"),
    Step("quotes", settle_quotes, '所谓"变质"是”岩石”的', "所谓“变质”是“岩石”的", "说“一”、“二”"),
    Step("doubled", drop_doubled, "岩石，，矿物。。", "岩石，矿物。", "岩石。。。"),
    Step("controls", plain_controls, "岩石\t坚硬\f矿物", "岩石 坚硬\n矿物", "\t岩石\n\t矿物"),
    Step("lines", join_lines, *HARD_WRAP),
    Step("headings", part_headings, *RUN_ON),
    Step("greetings", drop_greetings, "各位同学：岩石坚硬", "岩石坚硬", "同学：这是什么？"),
    Step("spaces", drop_stray_spaces, *STRAY_SPACE),
    Step("duplicates", drop_duplicates, *DUPLICATE),
)


def clean(document: Document, script: ScriptOption = "auto") -> Document:
    """The document cleaned by all steps; ``script`` forces Simplified (hans) or Traditional (hant) characters."""
    for step in STEPS:
        run = partial(settle_script, script=script) if step.run is settle_script else step.run
        document = run(document)
    return document

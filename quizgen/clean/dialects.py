"""What only the program that a note was written for understands: Obsidian, Jekyll, Hexo, Hugo, Pandoc, Org.

``ROWS`` in order, a row a mark; each goes where it stands, with an example of what is left of it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from quizgen.clean.reasons import FOOTNOTE, HTML_COMMENT, MARKDOWN, TAG
from quizgen.model.document import Document, Edit


class Row(NamedTuple):
    """A mark that goes: ``example`` becomes ``expected``, ``counterexample`` stays. ``cue`` stands in each mark."""

    name: str
    cue: str
    pattern: re.Pattern[str]
    reason: str
    example: str
    expected: str
    counterexample: str


def _row(name: str, cue: str, pattern: str, reason: str, example: str, expected: str, counterexample: str) -> Row:
    return Row(name, cue, re.compile(pattern, re.MULTILINE), reason, example, expected, counterexample)


_END = r"[ \t]*$"
ROWS = (
    _row(
        "Obsidian comment",
        "%%",
        r"%%(?!%)(?:[^%]|%(?!%)){1,2000}%%",
        HTML_COMMENT,
        "石英%% 待查 %%坚硬",
        "石英坚硬",
        "含量为50%%",
    ),
    _row(
        "template tag",
        "{%",
        r"\{%[^{}%\n]{1,300}%\}",
        MARKDOWN,
        "{% note info %}\n石英坚硬\n{% endnote %}",
        "\n石英坚硬\n",
        "{5%}",
    ),
    _row(
        "shortcode",
        "{{",
        r"\{\{[<%][^{}\n]{1,400}[>%]\}\}",
        MARKDOWN,
        '{{< figure src="a.png" >}}石英',
        "石英",
        "{{c1::石英}}",
    ),
    _row(
        "template value",
        "{{",
        r"\{\{[ ]?(?:page|site|post|title|date|content)(?:\.\w{1,30}){0,3}[ ]?\}\}",
        MARKDOWN,
        "{{ page.title }}：石英",
        "：石英",
        "{{石英}}",
    ),
    _row(
        "attributes",
        "{",
        r"[ \t]*\{:?[ ]?[.#][\w-]{1,60}(?:[ ][\w.#=\"'-]{1,60}){0,8}[ ]?\}" + _END,
        MARKDOWN,
        "# 石英 {#quartz .unnumbered}",
        "# 石英",
        "集合{.5}的元素",
    ),
    _row(
        "table of contents",
        "[",
        r"^(?:\[TOC\]|\[toc\]|\[\[_?TOC_?\]\]|@\[(?:TOC|toc)\](?:\([^()\n]{0,80}\))?)" + _END,
        MARKDOWN,
        "[TOC]\n石英",
        "\n石英",
        "见[TOC]一栏",
    ),
    _row(
        "container",
        ":::",
        r"^[ \t]{0,8}:{3,8}[ \t]*(?:\{[^{}\n]{0,60}\}|[A-Za-z][\w-]{0,30}(?:[ \t][^\n。]{0,40})?)?" + _END,
        MARKDOWN,
        "::: tip 提示\n石英坚硬\n:::",
        "\n石英坚硬\n",
        "石英:::坚硬",
    ),
    _row("inline footnote", "^[", r"\^\[[^\[\]\n]{1,400}\]", FOOTNOTE, "石英^[见附录]坚硬", "石英坚硬", "x^2[1]"),
    _row(
        "footnote",
        "[^",
        r"^[ \t]{0,3}\[\^[^\[\]\s]{1,40}\][：:][^\n]{0,2000}$",
        FOOTNOTE,
        "石英\n[^1]: 见附录。",
        "石英\n",
        "石英[^1]坚硬",
    ),
    _row(
        "anchor",
        "](",
        r"[ \t]*\[[#¶🔗§]\]\([^()\n]{0,300}\)",
        MARKDOWN,
        "# 石英 [#](#石英)",
        "# 石英",
        "[1](#石英)",
    ),
    _row(
        "property",
        "::",
        r"^[ \t]*(?:[-*][ \t])?[a-z][a-z.-]{1,30}::[ \t][^\n]{0,300}\n?",
        TAG,
        "- 石英\n  collapsed:: true\n  - 坚硬",
        "- 石英\n  - 坚硬",
        "std::vector",
    ),
    _row(
        "block reference",
        "((",
        r"[ \t]*\(\([0-9a-f]{8}-[0-9a-f-]{27}\)\)",
        TAG,
        "石英 ((63f1c2aa-1234-4bcd-9e0f-1234567890ab))",
        "石英",
        "((石英))",
    ),
    _row(
        "task of the author",
        "O",
        r"^[ \t]*(?:[-*+][ \t])?(?:\{\{\[\[TODO\]\]\}\}|TODO(?=[ \t：:])|DONE(?=[ \t])|FIXME(?=[ \t：:]))[^\n]{0,300}$",
        TAG,
        "- TODO 补图\n石英",
        "\n石英",
        "清单软件TODO 好用",
    ),
    _row("flash card turned", "?", r"^[ \t]*\?\??" + _END, TAG, "什么最硬\n?\n石英", "什么最硬\n\n石英", "最硬的是?"),
    _row(
        "task date",
        "-",
        r"[ \t]*[📅⏳🛫✅➕🔁][\ufe0f]?[ \t]*\d{4}-\d\d-\d\d",
        TAG,
        "- 采样 📅 2023-01-01",
        "- 采样",
        "2023-01-01 采样",
    ),
    _row(
        "inline field",
        "::",
        r"[ \t]*[\[(][A-Za-z_][\w-]{0,30}::[^\[\]()\n]{0,200}[\])]",
        TAG,
        "石英[due:: 2023]坚硬",
        "石英坚硬",
        "{{c1::石英}}",
    ),
    _row("query", "`", r"`(?:=|\$=)[ ]?[^`\n]{1,200}`", TAG, "共`= this.count`块", "共块", "`a = 1`"),
    _row("Org keyword", "#+", r"^[ \t]{0,8}#\+[A-Za-z_]{2,30}:?[^\n]{0,300}$", MARKDOWN, "#+TITLE: 石英", "", "C#+C++"),
    _row(
        "directive",
        ".. ",
        r"^\.\. [\w-]{2,30}::[^\n]{0,300}(?:\n[ \t]{1,8}:[\w-]{1,30}:[^\n]{0,200}){0,10}$",
        MARKDOWN,
        ".. image:: a.png\n   :width: 200",
        "",
        ".. 石英",
    ),
)


def drop_dialects(document: Document) -> Document:
    """The document without the marks of ``ROWS``."""
    for row in ROWS:
        if row.cue in document.text:
            edits = [Edit(*found.span(), "", row.reason, removed=True) for found in row.pattern.finditer(document.text)]
            document = document.edited(edits) if edits else document
    return document

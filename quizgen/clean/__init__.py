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
from quizgen.clean.duplicates import drop_duplicates
from quizgen.clean.essays import part_pieces
from quizgen.clean.html import drop_comments, drop_tags, resolve_entities
from quizgen.clean.invisible import drop_invisible
from quizgen.clean.lines import join_lines
from quizgen.clean.markdown import drop_fences, drop_front_matter, drop_links, drop_marks, settle_blocks
from quizgen.clean.mojibake import restore_mojibake
from quizgen.clean.pages import drop_page_numbers, drop_running_heads, join_cut_pages
from quizgen.clean.pinyin import strip_pinyin
from quizgen.clean.punctuation import drop_doubled, settle_quotes, widen_punctuation
from quizgen.clean.script import ScriptOption, settle_script
from quizgen.clean.spaces import drop_stray_spaces, split_paragraphs
from quizgen.clean.title import settle_title
from quizgen.model.document import Document


class Step(NamedTuple):
    """A step and what proves it: ``example`` becomes ``expected``, ``counterexample`` stays as it is."""

    name: str
    run: Callable[[Document], Document]
    example: str = ""
    expected: str = ""
    counterexample: str = ""


STEPS = (
    Step("invisible", drop_invisible, "浮\u200b力", "浮力", "浮 力"),
    Step("pinyin", strip_pinyin, "燒(shāo)杯", "燒杯", "烧杯(beaker)"),
    Step("mojibake", restore_mojibake),
    Step("script", settle_script),
    Step("front-matter", drop_front_matter),
    Step("comments", drop_comments),
    Step("fences", drop_fences),
    Step("tags", drop_tags),
    Step("entities", resolve_entities),
    Step("blocks", settle_blocks),
    Step("links", drop_links),
    Step("marks", drop_marks),
    Step("paragraphs", split_paragraphs),
    Step("running-heads", drop_running_heads),
    Step("pieces", part_pieces),
    Step("boilerplate", drop_boilerplate),
    Step("addresses", drop_addresses),
    Step("page-cuts", join_cut_pages),
    Step("page-numbers", drop_page_numbers),
    Step("title", settle_title),
    Step("punctuation", widen_punctuation),
    Step("quotes", settle_quotes),
    Step("doubled", drop_doubled),
    Step("lines", join_lines),
    Step("spaces", drop_stray_spaces),
    Step("duplicates", drop_duplicates),
)


def clean(document: Document, script: ScriptOption = "auto") -> Document:
    """The document cleaned by all steps; ``script`` forces Simplified (hans) or Traditional (hant) characters."""
    for step in STEPS:
        run = partial(settle_script, script=script) if step.run is settle_script else step.run
        document = run(document)
    return document

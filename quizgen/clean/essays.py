"""Collections of model texts: the separators between the pieces become lines of their own."""

from __future__ import annotations

import re
from functools import cache

from quizgen.clean.conversion import simplified, words
from quizgen.clean.reasons import LINE_BREAK
from quizgen.model.document import Document, Edit

GLUED = re.compile(r"(?<=[^\n#\s《（(“])(?=(?:第[一二三四五六七八九十]{1,3}篇|篇[一二三四五六七八九十]{1,3})[:：])")
COUNTED = re.compile(r"(?<=[（(]\d篇[)）])(?=[^\n])|(?<=[（(]\d\d篇[)）])(?=[^\n])")


@cache
def _numbered() -> re.Pattern[str]:
    kinds = "|".join(sorted(words("essays.txt"), key=lambda w: (-len(w), w)))
    return re.compile(
        rf"^(?P<name>[^\n。，；：,;:？！]{{2,30}}?(?:{kinds}))(?P<number>\d{{1,2}}|[（(]\d{{1,2}}[)）])(?P<gap>[ \t]{{1,4}})(?=[\u4e00-\u9fff])",
        re.MULTILINE,
    )


def part_pieces(document: Document) -> Document:
    """The document with ``…认识到，篇二：…`` and ``…心得体会2 清廉，…`` broken where a piece begins."""
    text = document.text
    if "篇" in text:
        places = sorted({m.start() for m in GLUED.finditer(text)} | {m.start() for m in COUNTED.finditer(text)})
        document = document.edited(Edit(k - 1, k, text[k - 1] + "\n", LINE_BREAK) for k in places)
    text = document.text
    folded = simplified(text) if document.script == "hant" else text
    found = list(_numbered().finditer(folded))
    if len(found) < 2:
        return document
    return document.edited(Edit(*m.span("gap"), "\n", LINE_BREAK) for m in found)

"""What students note of how a matter is examined: ``（一级简答题）``, ``【论述】``, ``简答题（二级）+ 单选题``.

Such a mark says nothing of the matter. It is a bracket at either end of a line, or a line of its own; a lone kind of
question (``简答题``, ``一、名词解释``) is a section of a paper and stays.
"""

from __future__ import annotations

import re
from functools import cache

from quizgen.clean.conversion import alternatives, simplified
from quizgen.clean.reasons import EXAM
from quizgen.model.document import Document, Edit

_LEADING = r"[ \t]{0,20}(?:#{1,6}[ ]|[-*+•>][ \t]{0,4}|\d{1,3}[.．、][ \t]{0,4}){0,4}"
_BESIDE = r"一级|二级|三级|重点|难点|必考|常考|高频|真题|考点|(?:19|20)\d\d年?|\d{1,2}分|[★☆*、，,/＋+ \t·]"
"""What may stand in the bracket with the kind of question: its rank, its year, its points."""


@cache
def _marks() -> re.Pattern[str]:
    kind = alternatives("exam.txt").pattern
    bracket = rf"[（(【\[](?:{_BESIDE})*(?:{kind})(?:{_BESIDE}|{kind})*[)）】\]]"
    whole = rf"(?:{kind})(?:[ ]?[（(][^（()）\n]{{1,30}}[)）])?"
    return re.compile(
        rf"^(?P<line>[ \t>*+•-]{{0,12}}(?=[^\n]*[（(+＋、/]){whole}(?:[ \t]*[+＋、/][ \t]*{whole})*[ \t]*)$"
        rf"|^{_LEADING}(?P<first>{bracket})[ \t]*(?=\S)"
        rf"|(?P<last>[ \t]*{bracket})(?=[ \t]*[：:]?[ \t]*$)",
        re.MULTILINE,
    )


def drop_exam_marks(document: Document) -> Document:
    """The document without notes of how a heading or a question is examined."""
    text = simplified(document.text) if document.script == "hant" else document.text
    if not alternatives("exam.txt").search(text):
        return document
    edits = []
    for found in _marks().finditer(text):
        assert found.lastgroup
        edits.append(Edit(*found.span(found.lastgroup), "", EXAM, removed=True))
    return document.edited(edits)

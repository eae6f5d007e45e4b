"""What a speech says to those who listen: ``同志们：``, ``各位领导、各位来宾：``. What follows is whole without it."""

from __future__ import annotations

import re

from quizgen.clean.conversion import simplified
from quizgen.clean.reasons import GREETING
from quizgen.model.document import Document, Edit

_WHO = (
    "(?:尊敬的)?(?:各位)?"
    "(?:同志们?|代表们?|委员们?|领导|来宾|嘉宾|老师们?|同学们?|朋友们?|女士们?|先生们?|家长们?|评委|同仁|乡亲们?)"
)
GREETS = re.compile(
    rf"^[ \t\u3000]*(?:(?:敬爱|亲爱)的)?{_WHO}(?:[、，和 ]?{_WHO}){{0,5}}[ ]?[：:！!][ ]?", re.MULTILINE
)
SPOKEN = ("同志", "代表", "委员", "领导", "来宾", "嘉宾", "老师", "同学", "朋友", "女士", "评委", "同仁", "乡亲")


def drop_greetings(document: Document) -> Document:
    """The document without the greetings that its lines begin with."""
    text = simplified(document.text) if document.script == "hant" else document.text
    if not any(word in text for word in SPOKEN):
        return document
    found = (greeting for greeting in GREETS.finditer(text) if _plural(greeting[0]))
    return document.edited(Edit(*greeting.span(), "", GREETING, removed=True) for greeting in found)


def _plural(words: str) -> bool:
    """Whether several are spoken to: 老师：“……” is somebody who speaks."""
    return "们" in words or "各位" in words

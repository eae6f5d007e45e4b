"""Why something was changed, removed or left out, in the visitor's words."""

from __future__ import annotations

from quizgen.i18n import marked
from quizgen.web.visitor import Visitor

CLEANING: tuple[str, ...] = (
    marked("invisible character"),
    marked("injected pinyin"),
    marked("mojibake"),
    marked("unreadable characters"),
    marked("script conversion"),
    marked("entity"),
    marked("HTML tag"),
    marked("HTML comment"),
    marked("front matter"),
    marked("heading mark"),
    marked("Markdown mark"),
    marked("program code"),
    marked("link target"),
    marked("image"),
    marked("footnote"),
    marked("reference"),
    marked("tag"),
    marked("paragraph mark"),
    marked("navigation"),
    marked("byline"),
    marked("site notice"),
    marked("advertisement"),
    marked("teaser"),
    marked("title repeated"),
    marked("page number"),
    marked("running head"),
    marked("page cut"),
    marked("line break"),
    marked("duplicate passage"),
    marked("exam mark"),
    marked("greeting"),
    marked("punctuation width"),
    marked("quotation marks"),
    marked("doubled punctuation"),
    marked("stray space"),
)
"""The vocabulary of ``quizgen.clean.reasons``, listed here for the catalogues; a test compares the two."""


def cleaning(visitor: Visitor, reason: str) -> str:
    """A reason that cleaning gave; several are joined by semicolons."""
    return "；".join(visitor.gettext(one) for one in reason.split("; ")) if reason else ""


def left_out(visitor: Visitor, key: str) -> str:
    """Why something is not on a card."""
    from quizgen.cards import REASONS

    chinese, english = REASONS.get(key, (key, key))
    return chinese if visitor.language == "zh_CN" else english

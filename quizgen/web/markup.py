"""Text of documents on the page: escaped where it is put in, so that no page can forget it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

MARKDOWN = re.compile(r"([!-/:-@\[-`{-~])")
"""ASCII punctuation; a backslash before any of it is Markdown's own escape."""

INVISIBLE_JOINER = "\u2060"


class Html(str):
    """Markup that is already safe; every other string is escaped by ``el``."""

    __slots__ = ()


def el(tag: str, *children: str | Iterable[str], **attributes: str | int | bool | None) -> Html:
    """An element of ``children`` (``Html`` as it is, plain text escaped).

    ``class_``, ``for_`` lose their underscore, inner underscores become hyphens (``aria_label``); an attribute that
    is None or False is left out.
    """
    attrs = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{html.escape(str(value))}"'
        for name, value in attributes.items()
        if value is not None and value is not False
    )
    return Html(f"<{tag}{attrs}>{join(*children)}</{tag}>")


def join(*children: str | Iterable[str]) -> Html:
    """Children one after the other, plain text escaped."""
    pieces: list[str] = []
    for child in children:
        if isinstance(child, Html):
            pieces.append(child)
        elif isinstance(child, str):
            pieces.append(html.escape(child))
        else:
            pieces.append(join(*child))
    return Html("".join(pieces))


def label(text: str) -> str:
    """Plain text for a widget's label, which Streamlit reads as Markdown: nothing in it is markup any more.

    A colon is followed by an invisible joiner, for emoji names (``:smile:``) are replaced after Markdown's escapes.
    """
    line = " ".join(text.split())
    return MARKDOWN.sub(r"\\\1", line).replace(":", ":" + INVISIBLE_JOINER)

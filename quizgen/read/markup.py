"""The light Markdown that readers write structure in: headings, bullets, numbered items, table rows.

Also the walk over an HTML tree that HTML and EPUB share.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from quizgen.read.ordinals import ordinal

SKIPPED = frozenset(
    (
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "nav",
        "button",
        "select",
        "option",
        "input",
        "iframe",
        "object",
        "head",
        "rt",
        "rp",
        "canvas",
        "audio",
        "video",
        "dialog",
    )
)
BLOCKS = frozenset(
    (
        "p",
        "div",
        "section",
        "article",
        "main",
        "header",
        "footer",
        "aside",
        "blockquote",
        "figure",
        "figcaption",
        "address",
        "center",
        "form",
        "body",
        "html",
        "dl",
        "dt",
        "dd",
        "details",
        "summary",
        "fieldset",
        "caption",
    )
)
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
LIST_TYPES = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
DEEPEST = 200
"""Levels of nesting beyond which only the words are taken."""

OWN_MARKER = re.compile(
    r"[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,3}|[a-zA-Z])[、．.)）:：](?!\d)|[①-⑳]|第[一二三四五六七八九十\d]{1,3}[章节節条條]?"
    r"|[一二三四五六七八九十]{1,2}(?:是|要|为)"
)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_BREAK_BETWEEN_HAN = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef])[ \t]*\n[ \t\n]*(?=[\u3000-\u9fff\uff00-\uffef])")
_REFERENCE = re.compile(r"\[[\d\w]{1,3}\]")
_SUPERSCRIPT = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def heading(level: int, text: str) -> str:
    """A heading line; ``level`` counts from 1 and is held to 6."""
    return f"{'#' * min(max(level, 1), 6)} {text}"


def item(marker: str, text: str, depth: int = 0) -> str:
    """A list line; an item that brings its own ordinal (一、 ① 一是) keeps it and gets no second one."""
    gap = "" if marker.endswith(("、", "）")) else " "
    return "  " * depth + (text if OWN_MARKER.match(text) else marker + gap + text)


def table(rows: Iterable[Sequence[str]], header: bool = False) -> list[str]:
    """The lines of a table; ``header`` says that the first row names the columns."""
    filled = [[_cell(cell) for cell in row] for row in rows if any(cell.strip() for cell in row)]
    lines = [f"| {' | '.join(row)} |" for row in filled]
    if header and len(lines) > 1:
        lines.insert(1, "|" + " --- |" * len(filled[0]))
    return lines


def superscript(text: str) -> str:
    """Digits raised: 10² is not 102."""
    return text.translate(_SUPERSCRIPT) if text and all(c in "0123456789+-" for c in text) else text


def joined(lines: Iterable[str]) -> str:
    """Lines as text, a line end behind each."""
    return "".join(f"{line}\n" for line in lines)


def lines_of(root: Any) -> list[str]:
    """The lines of an lxml tree of HTML elements, without scripts, menus, forms and hidden parts."""
    writer = _Writer()
    writer.walk(root, 0)
    writer.flush()
    return writer.lines


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


class _Writer:
    def __init__(self) -> None:
        self.lines: list[str] = []
        self.pending: list[str] = []
        self.prefix = ""
        """What the next line begins with: a bullet, a heading mark."""
        self.counters: list[tuple[str, int]] = []
        """The lists that are open: format and number of the last item."""

    def flush(self) -> None:
        text = _BREAK_BETWEEN_HAN.sub("", "".join(self.pending))
        text = _SPACE.sub(" ", text).strip(" \u3000\xa0\u200b\ufeff")
        self.pending.clear()
        if text:
            marker = self.prefix.lstrip()
            kept = (
                self.prefix[: -len(marker)] if marker and marker[0] != "#" and OWN_MARKER.match(text) else self.prefix
            )
            self.lines.append(kept + text)
            self.prefix = ""

    def walk(self, element: Any, depth: int) -> None:
        tag = element.tag
        if not isinstance(tag, str) or tag in SKIPPED or _is_hidden(element):
            return
        if depth > DEEPEST:
            self.pending.append("".join(element.itertext()))
            return
        match tag:
            case "br" | "hr":
                self.flush()
            case "ul" | "ol":
                self.list(element, depth)
            case "li":
                self.item(element, depth)
            case "table":
                self.table(element, depth)
            case "pre":
                self.verbatim(element)
            case "sup":
                text = "".join(element.itertext()).strip()
                self.pending.append("" if _REFERENCE.fullmatch(text) else superscript(text))
            case "td" | "th" | "tr":
                self.block(element, depth, "")
            case _ if tag in HEADINGS:
                self.block(element, depth, "#" * int(tag[1]) + " ")
            case _ if tag in BLOCKS:
                self.block(element, depth, self.prefix)
            case _:
                self.children(element, depth)

    def children(self, element: Any, depth: int) -> None:
        self.pending.append(element.text or "")
        for child in element:
            self.walk(child, depth + 1)
            self.pending.append(child.tail or "")

    def block(self, element: Any, depth: int, prefix: str) -> None:
        self.flush()
        self.prefix = prefix
        if prefix.startswith("#"):  # a heading stays on one line whatever is inside
            self.pending.append(" ".join("".join(element.itertext()).split()))
        else:
            self.children(element, depth)
        self.flush()
        if prefix.startswith("#"):
            self.prefix = ""

    def list(self, element: Any, depth: int) -> None:
        self.flush()
        start = element.get("start", "1")
        style = LIST_TYPES.get(element.get("type", ""), "decimal") if element.tag == "ol" else ""
        self.counters.append((style, int(start) - 1 if start.isdecimal() else 0))
        self.children(element, depth)
        self.flush()
        self.counters.pop()
        self.prefix = ""

    def item(self, element: Any, depth: int) -> None:
        self.flush()
        style, number = self.counters[-1] if self.counters else ("", 0)
        value = element.get("value", "")
        number = int(value) if value.isdecimal() else number + 1
        if self.counters:
            self.counters[-1] = (style, number)
        indent = "  " * max(0, len(self.counters) - 1)
        self.prefix = indent + (f"{ordinal(number, style)}. " if style else "- ")
        self.children(element, depth)
        self.flush()
        self.prefix = ""

    def table(self, element: Any, depth: int) -> None:
        self.flush()
        rows = [row for row in element.iter("tr") if next(row.iterancestors("table"), None) is element]
        cells = [[cell for cell in row if cell.tag in ("td", "th")] for row in rows]
        if max(map(len, cells), default=0) < 2 or next(element.iterdescendants("table"), None) is not None:
            self.children(element, depth)
            self.flush()
            return
        header = all(cell.tag == "th" or cell.get("role") == "head" for cell in cells[0])
        self.lines += table([[" ".join(lines_of(_bare(cell))) for cell in row] for row in cells], header)

    def verbatim(self, element: Any) -> None:
        self.flush()
        lines = "".join(element.itertext()).strip("\n").splitlines()
        code = element.find("code") is not None
        self.lines += ["```", *lines, "```"] if code else [line for line in lines if line.strip()]


def _is_hidden(element: Any) -> bool:
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))


def _bare(cell: Any) -> Any:
    cell.tag = "div"
    return cell

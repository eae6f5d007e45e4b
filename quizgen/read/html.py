"""Web pages: the body without menus, advertisements and scripts, whatever charset the page claims to have."""

from __future__ import annotations

import re
from typing import Any

from quizgen.errors import DamagedDocument
from quizgen.model.document import Document
from quizgen.read.encoding import decode
from quizgen.read.markup import heading, joined, lines_of, superscript
from quizgen.read.text import tidy

OPENING = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*|<!--.{0,2000}?-->\s*){0,5}<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
"""What a page begins with."""
KEPT_LEAST = 0.4
"""Share of the page's own words and lines that the body found must hold; otherwise the whole page is read."""
SHORT = 400
"""Characters below which a page is read whole: too little to tell a body from the rest."""
MENU_LINKS = 3
MENU_SHARE = 0.7
"""Blocks with so many links, and so large a share of their words inside links, are menus."""
RENAMED = {
    "list": "ul",
    "item": "li",
    "row": "tr",
    "cell": "td",
    "quote": "blockquote",
    "lb": "br",
    "ref": "span",
    "hi": "span",
    "main": "div",
    "code": "pre",
}
"""The names of the tree that trafilatura gives, as HTML."""
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_SITE = re.compile(r"\s*[_|｜\-–—]\s*")
_RAISED = re.compile(r"<sup(?: [^<>]{0,200})?>\s{0,9}([0-9+-]{1,4})\s{0,9}</sup>", re.IGNORECASE)
_CHROME = ("nav", "header", "footer", "aside")
_MENU_BLOCKS = ("ul", "ol", "div", "p", "td")


def identify(data: bytes) -> bool:
    """Whether the bytes begin as a page does, in any encoding that keeps ASCII apart."""
    return OPENING.match(data[:4096].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")) is not None


def read(data: bytes, name: str) -> Document:
    """Raises DamagedDocument where the bytes are no text or hold no element."""
    decoded = decode(data)
    if decoded is None:
        raise _damaged(name)
    return read_page(tidy(decoded.text), name)


def read_page(page: str, name: str) -> Document:
    """The document in a page that is already text."""
    page = _RAISED.sub(lambda match: superscript(match[1]), page)
    tree = parse(page, name)
    title = _title(tree)
    lines = _body_lines(page, tree)
    if title and not any(title in line for line in lines[:5]):
        lines.insert(0, heading(1, title))
    return Document(source=name, raw=joined(lines), format="html", title=title)


def parse(page: str, name: str) -> Any:
    """The tree of a page; entities of its own are not expanded and nothing is fetched."""
    import lxml.html
    from lxml.etree import LxmlError

    try:
        return lxml.html.document_fromstring(_DECLARATION.sub("", page))
    except (LxmlError, ValueError) as error:
        raise _damaged(name) from error


def _damaged(name: str) -> DamagedDocument:
    return DamagedDocument(
        "{name} is no readable web page: open it in a browser and save it again as .html or .pdf.", name=name
    )


def _title(tree: Any) -> str:
    """The page's heading where it is the title's beginning, otherwise the title up to the site's name."""
    whole = " ".join((tree.findtext(".//title") or "").split())
    for element in tree.iter("h1"):
        text = " ".join("".join(element.itertext()).split())
        if text and (not whole or text in whole):
            return text
    return _SITE.split(whole)[0] or whole


def _body_lines(page: str, tree: Any) -> list[str]:
    own = _own_lines(tree)
    if _size(own) < SHORT:
        return own
    import trafilatura

    found = trafilatura.bare_extraction(_DECLARATION.sub("", page), include_comments=False, include_tables=True)
    body = getattr(found, "body", None)
    lines = lines_of(_as_html(body)) if body is not None else []
    enough = _size(lines) >= KEPT_LEAST * _size(own) and len(lines) >= KEPT_LEAST * len(own)
    return lines if enough else own


def _size(lines: list[str]) -> int:
    return sum(map(len, lines))


def _as_html(body: Any) -> Any:
    for element in body.iter():
        if element.tag == "head":
            element.tag = (element.get("rend") or "h2").lower()
        elif element.tag == "list":
            element.tag = "ol" if element.get("rend") == "ol" else "ul"
        elif (
            element.tag == "code" and element.getparent() is not None and element.getparent().tag in ("p", "item", "li")
        ):
            element.tag = "span"
        else:
            element.tag = RENAMED.get(element.tag, element.tag)
    return body


def _own_lines(tree: Any) -> list[str]:
    """The lines of the whole page without its frame and its menus."""
    for element in [*tree.iter(*_CHROME), *_menus(tree)]:
        if element.getparent() is not None:
            element.drop_tree()
    return lines_of(tree)


def _menus(tree: Any) -> list[Any]:
    from lxml import etree

    menus: list[Any] = []
    counted: dict[Any, tuple[int, int, int]] = {}
    for _, element in etree.iterwalk(tree, events=("end",)):
        words = len("".join((element.text or "").split()))
        linked = links = 0
        for child in element:
            child_words, child_linked, child_links = counted.pop(child, (0, 0, 0))
            words += child_words + len("".join((child.tail or "").split()))
            linked, links = linked + child_linked, links + child_links
        counted[element] = (words, words, links + 1) if element.tag == "a" else (words, linked, links)
        if element.tag in _MENU_BLOCKS and links >= MENU_LINKS and linked >= MENU_SHARE * words:
            menus.append(element)
    return menus

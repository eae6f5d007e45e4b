"""Markdown marks inside lines go; block marks (``#``, ``-``, ``1.``, ``>``, ``|``, indentation) stay for the structure pass.

Fences go and the prose between them stays; a fence that names a programming language goes with what it holds. A
Setext heading gets the ``# `` that the structure pass knows. Formulas (``$…$``) are left alone, and so is ``__`` with
spaces around it: that is a blank to fill in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from quizgen.clean.reasons import CODE, FRONT_MATTER, IMAGE, LINK, MARKDOWN, TAG
from quizgen.model.document import Document, Edit

FRONT = re.compile(
    r"\s{0,20}---[ \t]*\n(?:[ \t]*(?:[\w -]{1,40}:|- |#)?[^\n]{0,2000}\n){1,60}?(?:---|\.\.\.)[ \t]*(?:\n|$)"
)
FRONT_TITLE = re.compile(r"^title:[ \t]*[\"']?([^\n\"']+)", re.MULTILINE)
FENCE = re.compile(
    r"^[ \t]{0,12}(?P<fence>```|~~~)[`~]{0,10}[ \t]*(?P<language>[\w+#.-]{0,20})[^\n`]{0,200}\n?", re.MULTILINE
)
PROSE = ("", "text", "txt", "markdown", "md", "plain", "note", "quote", "ad-note", "tip")
RULE = re.compile(r"^[ \t]{0,3}(?:(?:-[ \t]?){3,80}|(?:\*[ \t]?){3,80}|(?:_[ \t]?){3,80})$", re.MULTILINE)
SETEXT = re.compile(r"(?:^|\n)(?P<title>[^\n|#>\s-][^\n|]{0,60})(?P<line>\n(?P<mark>={3,80}|-{3,80})[ \t]*)(?=\n|$)")
IMAGES = re.compile(
    r"!\[\[[^\[\]\n]{0,300}\]\]|!\[[^\[\]\n]{0,300}\]\([^()\n]{0,600}(?:\([^()\n]{0,100}\)[^()\n]{0,100})?\)"
)
LINKS = re.compile(
    r"\[(?P<text>[^\[\]\n]{1,400})\]\((?P<target>[^()\s]{0,600}(?:\([^()\s]{0,100}\))?)(?:[ \t]+\"[^\"\n]{0,200}\")?\)"
)
WIKI = re.compile(r"\[\[(?P<page>[^\[\]|\n]{1,200})(?:\|(?P<text>[^\[\]|\n]{1,200}))?\]\]")
FOOTNOTE = re.compile(r"\[\^[^\[\]\s]{1,40}\](?!:)")
BLOCK_ID = re.compile(r"[ \t]\^[A-Za-z0-9-]{3,40}(?=[ \t]*(?:\n|$))")
TAGS = re.compile(
    r"(?:(?<=\s)|^)#[^\s#\d，。；、：（）()\[\]\"'“”!！?？<>{}=;:.,][^\s#，。；、：（）()\"'“”!！?？<>{}=;:,]{0,40}(?=\s|$)"
)
CLOZE = re.compile(r"\{\{c\d{1,2}::(?P<text>[^{}\n]{1,400}?)(?:::[^{}\n]{0,200})?\}\}")
PAIRED = (
    re.compile(
        r"(?P<mark>\*\*\*|\*\*)(?=[^\s*])(?P<text>[^\n*]{1,400}?(?:\*[^\n*]{1,200}\*[^\n*]{0,200})?)(?<=[^\s*])(?P=mark)"
    ),
    re.compile(r"(?<![\w_])(?P<mark>__)(?=[^\s_])(?P<text>[^\n_]{1,400}?)(?<=[^\s_])(?P=mark)(?![\w_])"),
    re.compile(r"(?P<mark>~~|==|\|\|)(?=[^\s~=|>])(?P<text>[^\n~=|]{1,400}?)(?<=[^\s~=|])(?P=mark)(?!>)"),
    re.compile(r"(?<![\w*\\])(?P<mark>\*)(?=[^\s*])(?P<text>[^\n*]{1,200}?)(?<=[^\s*])(?P=mark)(?![\w*])"),
    re.compile(r"(?P<mark>`)(?P<text>[^`\n]{1,300})(?P=mark)"),
)
ESCAPE = re.compile(r"\\(?=[*_`#~\[\]()>|+.!-])")


def drop_front_matter(document: Document) -> Document:
    """The document without YAML at its head; the title given there becomes the document's."""
    found = FRONT.match(document.text) if document.text.lstrip().startswith("---") else None
    if not found or ":" not in found.group():
        return document
    title = FRONT_TITLE.search(found.group())
    cleaned = document.edited([Edit(0, found.end(), "", FRONT_MATTER, removed=True)])
    return replace(cleaned, title=document.title or (title[1].strip() if title else ""))


def drop_fences(document: Document) -> Document:
    """The document without fences; what stands between them goes too when it is program code."""
    text = document.text
    if "```" not in text and "~~~" not in text:
        return document
    fences = list(FENCE.finditer(text))
    edits = []
    for opening, closing in zip(fences[::2], fences[1::2], strict=False):
        if opening["language"].lower() in PROSE:
            edits += [Edit(*opening.span(), "", MARKDOWN), Edit(*closing.span(), "", MARKDOWN)]
        else:
            edits.append(Edit(opening.start(), closing.end(), "", CODE, removed=True))
    return document.edited(edits)


def settle_blocks(document: Document) -> Document:
    """The document with Setext headings as ``# `` headings and without horizontal rules."""
    text = document.text
    if "---" not in text and "===" not in text and "***" not in text and "___" not in text and "- -" not in text:
        return document
    edits: list[Edit] = []
    for found in SETEXT.finditer(text):
        hashes = "# " if found["mark"][0] == "=" else "## "
        if found.start("title"):
            edits.append(Edit(found.start(), found.start() + 1, "\n" + hashes, MARKDOWN))
        else:
            edits.append(Edit(0, 1, hashes + text[0], MARKDOWN))
        edits.append(Edit(*found.span("line"), "", MARKDOWN))
    taken = {e.end for e in edits}
    for found in RULE.finditer(text):
        if found.end() not in taken:
            edits.append(Edit(*found.span(), "", MARKDOWN))
    return document.edited(sorted(edits))


def drop_links(document: Document) -> Document:
    """The document with links as their words, without images, footnote marks, block ids, tags and cloze braces."""
    text = document.text
    edits: list[Edit] = []
    if "](" in text or "[[" in text:
        edits += [Edit(*found.span(), "", IMAGE, removed=True) for found in IMAGES.finditer(text)]
        edits += _around(LINKS.finditer(text), LINK)
        for found in WIKI.finditer(text):
            edits += _outside(found, "text" if found["text"] else "page", LINK)
    if "[^" in text:
        edits += [Edit(*found.span(), "", MARKDOWN) for found in FOOTNOTE.finditer(text)]
    if " ^" in text:
        edits += [Edit(*found.span(), "", TAG, removed=True) for found in BLOCK_ID.finditer(text)]
    if "#" in text:
        edits += [Edit(*found.span(), "", TAG, removed=True) for found in TAGS.finditer(text) if _is_tag(text, found)]
    if "{{c" in text:
        edits += _around(CLOZE.finditer(text), MARKDOWN)
    return document.edited(_disjoint(edits))


def _is_tag(text: str, found: re.Match[str]) -> bool:
    """A lone ``#词`` that begins its line may be a heading; a tag follows other words or stands beside another."""
    start = text.rfind("\n", 0, found.start()) + 1
    if text[start : found.start()].strip():
        return True
    end = text.find("\n", found.end())
    return "#" in text[found.end() : end if end >= 0 else len(text)]


def drop_marks(document: Document) -> Document:
    """The document without the marks of bold, italic, struck, highlighted and code text."""
    for pattern, gate in zip(PAIRED, ("**", "__", None, "*", "`"), strict=True):
        text = document.text
        if (gate and gate not in text) or (not gate and not any(m in text for m in ("~~", "==", "||"))):
            continue
        document = document.edited(_around(pattern.finditer(text), MARKDOWN))
    text = document.text
    if "\\" in text and "$" not in text:
        document = document.edited(Edit(*found.span(), "", MARKDOWN) for found in ESCAPE.finditer(text))
    return document


def _around(matches: Iterator[re.Match[str]], reason: str) -> list[Edit]:
    return [edit for found in matches for edit in _outside(found, "text", reason)]


def _outside(found: re.Match[str], group: str, reason: str) -> list[Edit]:
    start, end = found.span(group)
    return [Edit(a, b, "", reason) for a, b in ((found.start(), start), (end, found.end())) if a < b]


def _disjoint(edits: list[Edit]) -> Iterator[Edit]:
    done = 0
    for edit in sorted(edits, key=lambda e: (e.start, -e.end)):
        if edit.start >= done:
            yield edit
            done = edit.end

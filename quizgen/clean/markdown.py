"""Markdown marks inside lines go; block marks (``#``, ``-``, ``1.``, ``>``, ``|``, indentation) stay for the outline.

Fences go and the prose between them stays; a fence that names a programming language goes with what it holds. A
Setext heading gets the ``# `` that the outline knows. Formulas (``$…$``) are left alone, and so is ``__`` with
spaces around it: that is a blank to fill in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from quizgen.clean.reasons import CODE, FRONT_MATTER, IMAGE, LINK, MARKDOWN, TAG
from quizgen.model.document import Document, Edit

FRONT = re.compile(
    r"\s{0,20}(?P<mark>---|\+\+\+)[ \t]*\n(?:(?!---|\.\.\.|\+\+\+)[^\n]{0,2000}\n){1,60}"
    r"(?:(?P=mark)|\.\.\.)[ \t]*(?:\n|$)"
)
LEADING = r"\n[ \t]{0,20}(?:#{1,6}[ ]|[-*+][ ]|>[ ]?){0,3}"
BARE_FRONT = re.compile(
    r"\s{0,20}(?=(?:title|layout|date|author|tags|categories)[ ]?:)"
    r"(?:(?:[A-Za-z_]\w{0,30}[ ]?:(?:[ \t][^\n]{0,2000})?|[ \t]{0,8}-[ \t][^\n]{0,200}|[ \t]{0,8})\n){2,60}"
    r"---[ \t]*(?:\n|$)"
)
"""The same where the marks before it were lost, or never needed by the site's generator."""
BOX = re.compile(LEADING + r"(?P<box>\[[ xX]\][ ])(?=\S)")
KEYCAP = re.compile(LEADING + r"\d{1,2}(?P<cap>\ufe0f?\u20e3[ ]?)(?=\S)")
SIGN = re.compile(LEADING + "(?P<sign>(?:[\U0001f300-\U0001faff⚠⭐❗❓✅❌❤][\ufe0f\u200d]?){1,3}[ ]?)(?=[^\\s])")
"""A check box, a number in a key, emoji: at the beginning of a line's words."""
FRONT_KEY = re.compile(r"^[\w -]{1,40}[ ]?[:=](?:\s|$)", re.MULTILINE)
FRONT_TITLE = re.compile(r"^title[ ]?[:=][ \t]*[\"']?([^\n\"']+)", re.MULTILINE)
FENCE = re.compile(
    r"\n(?P<line>[ \t]{0,12}(?:```|~~~)[`~]{0,10}[ \t]*(?P<language>[\w+#.-]{0,20})[^\n`]{0,200})(?=\n|$)"
)
PROSE = ("", "text", "txt", "markdown", "md", "plain", "note", "quote", "tip", "info")
RULE = re.compile(r"\n(?P<line>[ \t]{0,3}(?:(?:-[ ]?){3,80}|(?:\*[ ]?){3,80}|(?:_[ ]?){3,80}))[ \t]{0,20}(?=\n|$)")
SETEXT = re.compile(
    r"\n(?P<title>[^\n|#>\s-][^\n|。]{0,60})(?P<line>\n(?:(?P<first>={3,80})|-{3,80})[ \t]{0,20})(?=\n|$)"
)
IMAGES = re.compile(
    r"!\[(?:\[[^\[\]\n]{0,300}\]\]|[^\[\]\n]{0,300}\]\([^()\n]{0,600}(?:\([^()\n]{0,100}\)[^()\n]{0,100})?\))"
)
BADGE = re.compile(r"\[!\[[^\[\]\n]{0,300}\]\([^()\n]{0,600}\)\]\([^()\n]{0,600}\)")
CALLOUT = re.compile(r"\[!\w{2,20}\][+-]?[ \t]{0,4}")
LINKS = re.compile(
    r"\[(?P<text>[^\[\]\n]{1,400})\]\("
    r"(?:[^()\s]{0,600}(?:\([^()\s]{0,100}\)[^()\s]{0,200})?)(?:[ \t]+\"[^\"\n]{0,200}\")?\)"
)
WIKI = re.compile(r"\[\[(?P<page>[^\[\]|\n]{1,200})(?:\|(?P<text>[^\[\]|\n]{1,200}))?\]\]")
FOOTNOTE = re.compile(r"\[\^[^\[\]\s]{1,40}\](?!:)")
BLOCK_ID = re.compile(r" \^[A-Za-z0-9-]{3,40}(?=[ \t]{0,20}(?:\n|$))")
NO_TAG = r"\s#，。；、：（）\"'“”!！?？<>{}=;:,"
TAGS = re.compile(rf"#(?<!\S#)[^\d.()\[\]{NO_TAG}][^{NO_TAG}]{{0,40}}(?=\s|$)")
CLOZE = re.compile(r"\{\{c\d{1,2}::(?P<text>[^{}\n]{1,400}?)(?:::[^{}\n]{0,200})?\}\}")
PAIRED = (
    (
        "**",
        re.compile(r"\*\*\*?(?=[^\s*])(?P<text>[^\n*]{1,400}(?:\*[^\n*]{1,200}\*[^\n*]{0,200})?)(?<=[^\s*])\*\*\*?"),
    ),
    ("__", re.compile(r"__(?<![\w_]__)(?=[^\s_])(?P<text>[^\n_]{1,400})(?<=[^\s_])__(?![\w_])")),
    ("~~", re.compile(r"~~(?=[^\s~])(?P<text>[^\n~]{1,400})(?<=[^\s~])~~")),
    ("==", re.compile(r"==(?=[^\s=>])(?P<text>[^\n=]{1,400})(?<=[^\s=])==(?![=>])")),
    ("*", re.compile(r"\*(?<![\w*\\]\*)(?=[^\s*])(?P<text>[^\n*]{1,200})(?<=[^\s*])\*(?![\w*])")),
    ("_", re.compile(r"_(?<![A-Za-z0-9_]_)(?=[^\s_])(?P<text>[^\n_]{1,200})(?<=[^\s_])_(?![A-Za-z0-9_])")),
    ("`", re.compile(r"`(?P<text>[^`\n]{1,300})`")),
)
ESCAPE = re.compile(r"\\(?=[*_`#~\[\]()>|+.!-])")


def drop_front_matter(document: Document) -> Document:
    """The document without the YAML or TOML at its head; the title given there becomes the document's."""
    marked = document.text[:24].lstrip().startswith(("---", "+++"))
    found = FRONT.match(document.text) if marked else BARE_FRONT.match(document.text)
    if not found or not FRONT_KEY.search(found.group()):
        return document
    title = FRONT_TITLE.search(found.group())
    cleaned = document.edited([Edit(0, found.end(), "", FRONT_MATTER, removed=True)])
    return replace(cleaned, title=title[1].strip() if title else document.title)


def drop_fences(document: Document) -> Document:
    """The document without fences; what stands between them goes too when it is program code."""
    text = document.text
    if "```" not in text and "~~~" not in text:
        return document
    fences = [(m.start("line") - 1, m.end("line"), m["language"].lower()) for m in FENCE.finditer("\n" + text)]
    edits = []
    for (start, inner, language), (outer, end, _) in zip(fences[::2], fences[1::2], strict=False):
        end = min(end, len(text))
        if language in PROSE:
            edits += [Edit(start, inner, "", MARKDOWN), Edit(outer, end, "", MARKDOWN)]
        else:
            edits.append(Edit(start, end, "", CODE, removed=True))
    return document.edited(edits)


def settle_blocks(document: Document) -> Document:
    """The document with Setext headings as ``# `` headings and without horizontal rules."""
    text = document.text
    if not any(mark in text for mark in ("---", "===", "***", "___", "- - -", "* * *")):
        return document
    edits: list[Edit] = []
    lines = set()
    for found in SETEXT.finditer("\n" + text):
        hashes, at = "# " if found["first"] else "## ", found.start()
        edits.append(Edit(at - 1, at, "\n" + hashes, MARKDOWN) if at else Edit(0, 1, hashes + text[0], MARKDOWN))
        edits.append(Edit(found.start("line") - 1, found.end("line") - 1, "", MARKDOWN))
        lines.add(found.start("line"))
    rules = (found for found in RULE.finditer("\n" + text) if found.start() not in lines)
    edits += [Edit(found.start("line") - 1, found.end("line") - 1, "", MARKDOWN) for found in rules]
    return document.edited(sorted(edits))


def drop_links(document: Document) -> Document:
    """The document with links as their words, without images, footnote marks, block ids, tags and cloze braces."""
    text = document.text
    edits: list[Edit] = []
    if "](" in text or "[[" in text:
        images = (found for pattern in (BADGE, IMAGES) for found in pattern.finditer(text))
        edits += [Edit(*found.span(), "", IMAGE, removed=True) for found in images]
        edits += _around(LINKS.finditer(text), LINK)
        for found in WIKI.finditer(text):
            edits += _outside(found, "text" if found["text"] else "page", LINK)
    if "[!" in text:
        edits += [Edit(*found.span(), "", MARKDOWN) for found in CALLOUT.finditer(text)]
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
    if text[max(0, found.start() - 1) : found.start()] not in ("", "\n"):
        return True
    return text.startswith(" #", found.end())


def drop_marks(document: Document) -> Document:
    """The document without the marks of bold, italic, struck, highlighted and code text, and without check boxes and
    emoji that begin lines; ``1️⃣`` is 1."""
    document = _drop_signs(document)
    for mark, pattern in PAIRED:
        if mark in document.text:
            document = document.edited(_around(pattern.finditer(document.text), MARKDOWN))
    text = document.text
    if "\\" in text and "$" not in text:
        document = document.edited(Edit(*found.span(), "", MARKDOWN) for found in ESCAPE.finditer(text))
    return document


def _drop_signs(document: Document) -> Document:
    text = "\n" + document.text
    edits = []
    if "[" in text:
        edits += [Edit(found.start("box") - 1, found.end("box") - 1, "", MARKDOWN) for found in BOX.finditer(text)]
    if "\u20e3" in text:
        edits += [Edit(found.start("cap") - 1, found.end("cap") - 1, ". ", MARKDOWN) for found in KEYCAP.finditer(text)]
    if not text.isascii():
        edits += [Edit(found.start("sign") - 1, found.end("sign") - 1, "", MARKDOWN) for found in SIGN.finditer(text)]
    return document.edited(sorted(edits))


def _around(matches: Iterable[re.Match[str]], reason: str) -> list[Edit]:
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

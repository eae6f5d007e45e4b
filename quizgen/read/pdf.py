"""PDF files: the characters and their places from pypdfium2, put together into lines and paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from quizgen.errors import DocumentTooLarge, EncryptedDocument, ImageOnlyDocument
from quizgen.model.document import Document
from quizgen.read import ocr
from quizgen.read.archive import damaged
from quizgen.read.lines import Line, marked_running, ordered
from quizgen.read.paragraphs import paragraphs
from quizgen.read.radicals import without_radicals

MAX_PAGES = 3_000
APART = 1.4
"""Of a line's size: words further apart are in different columns or cells."""
OTHER_LINE = 0.7
"""Of a line's size: characters that stand so much higher or lower are on another line, not raised or lowered."""
SPACE_BETWEEN_HAN = 0.7
"""Of a line's size: a narrower gap between Han characters is an accident of typesetting."""
PASSWORD_ERROR = 4
"""FPDF_ERR_PASSWORD of pdfium."""

_HAN = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef、。，；：？！“”‘’（）《》]")
_ORDINAL = re.compile(
    r"第[一二三四五六七八九十百零\d]{1,5}[章节節条條编編讲講]|[一二三四五六七八九十]{1,3}[、.．]?|[（(][一二三四五六七八九十\d]{1,3}[)）]"
)
_HYPHEN = "\x02"
"""What pdfium gives for a hyphen at the end of a line."""


class Char(NamedTuple):
    text: str
    left: float
    right: float
    top: float
    bottom: float


def identify(data: bytes) -> bool:
    return b"%PDF-" in data[:1024]


def read(data: bytes, name: str) -> Document:
    """Raises EncryptedDocument, DamagedDocument, DocumentTooLarge, and ImageOnlyDocument where pages are pictures.

    With the ``ocr`` extra installed, pages without text are recognised instead.
    """
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == PASSWORD_ERROR:
            raise EncryptedDocument(
                "{name} is protected by a password: save a copy without one and try again.", name=name
            ) from error
        raise damaged(name) from error
    try:
        return _read_pages(pdf, name)
    except pypdfium2.PdfiumError as error:
        raise damaged(name) from error
    finally:
        pdf.close()


def _read_pages(pdf: Any, name: str) -> Document:
    if len(pdf) > MAX_PAGES:
        raise DocumentTooLarge(
            "{name} has {count} pages and at most {most} are read: split it and try again.",
            name=name,
            count=len(pdf),
            most=MAX_PAGES,
        )
    pages = [_page_lines(pdf[index], index + 1) for index in range(len(pdf))]
    blank = [index for index, lines in enumerate(pages) if not lines and _has_picture(pdf[index])]
    if blank and ocr.is_installed():
        engine = ocr.load_engine()
        for index in blank:
            pages[index] = ocr.recognised(pdf[index].render(scale=ocr.PDF_SCALE).to_pil(), engine, index + 1)
    elif blank and not any(pages):
        raise ImageOnlyDocument(
            "{name} holds pictures of pages and no text: install the text recognition with "
            "`pip install 'quizgen[ocr]'` and try again.",
            name=name,
        )
    text, starts = paragraphs(marked_running(pages))
    return Document(source=name, raw=without_radicals(text), format="pdf", pages=starts)


def _has_picture(page: Any) -> bool:
    import pypdfium2.raw as pdfium

    return next(page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,)), None) is not None


def _page_lines(page: Any, number: int) -> list[Line]:
    """The lines of a page in reading order."""
    text_page = page.get_textpage()
    try:
        pieces = [_line(chars, number) for chars in _pieces(_chars(text_page, page.get_height()))]
    finally:
        text_page.close()
    return ordered([piece for piece in pieces if piece.text])


def _chars(text_page: Any, height: float) -> Iterator[Char]:
    """The characters in the order of the file; line ends that pdfium sees come as ``\\n`` without a place."""
    import ctypes

    import pypdfium2.raw as pdfium

    box = pdfium.FS_RECTF()
    for index in range(text_page.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text_page, index)
        if code in (0x0A, 0x0D):
            yield Char("\n", 0, 0, 0, 0)
        elif code >= 0x20 or code == ord(_HYPHEN):
            pdfium.FPDFText_GetLooseCharBox(text_page, index, ctypes.byref(box))
            char = "-" if code == ord(_HYPHEN) else chr(code)
            yield Char(char, box.left, box.right, height - box.top, height - box.bottom)


def _pieces(chars: Iterator[Char]) -> Iterator[list[Char]]:
    """Runs of characters on one line, cut at line ends and at wide gaps."""
    run: list[Char] = []
    for char in chars:
        if char.text == "\n" or (run and not char.text.isspace() and _is_apart(run, char)):
            if run:
                yield run
            run = []
        if char.text != "\n":
            run.append(char)
    if run:
        yield run


def _is_apart(run: list[Char], char: Char) -> bool:
    last = next((c for c in reversed(run) if c.text != " "), run[-1])
    size = max(last.bottom - last.top, char.bottom - char.top)
    dropped = abs((char.top + char.bottom) - (last.top + last.bottom)) / 2 > OTHER_LINE * size
    return dropped or char.left - last.right > APART * size or char.left < run[0].left - size


def _line(chars: list[Char], page: int) -> Line:
    solid = [char for char in chars if not char.text.isspace()]
    if not solid:
        return Line("", 0, 0, 0, 0, page)
    tallest = max(solid, key=lambda char: char.bottom - char.top)
    return Line(
        text=_words(chars, tallest.bottom - tallest.top),
        left=min(char.left for char in solid),
        right=max(char.right for char in solid),
        top=tallest.top,
        bottom=tallest.bottom,
        page=page,
    )


def _words(chars: list[Char], size: float) -> str:
    """The text of a line; spaces between Han characters stay where there is a real gap or behind an ordinal."""
    words = ""
    last: Char | None = None
    spaced = False
    for char in chars:
        if char.text in " \xa0":
            spaced = True
            continue
        if spaced and last:
            inner = _HAN.match(last.text) and _HAN.match(char.text)
            wide = char.left - last.right > SPACE_BETWEEN_HAN * size
            words += " " if not inner or wide or _ORDINAL.fullmatch(words) else ""
        words += char.text
        last, spaced = char, False
    return words.strip()

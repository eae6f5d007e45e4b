"""Pictures of text, read by the optional text recognition (``pip install 'quizgen[ocr]'``)."""

from __future__ import annotations

import io
from collections.abc import Callable
from importlib.util import find_spec
from typing import Any, NamedTuple

from quizgen.errors import DocumentTooLarge, ImageOnlyDocument
from quizgen.model.document import Document
from quizgen.read.archive import damaged
from quizgen.read.lines import Line, marked_running, middle, ordered
from quizgen.read.paragraphs import paragraphs

SUFFIXES = (".png", ".jpg", ".jpeg", ".bmp", ".webp", ".tif", ".tiff")
MAGIC = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")
MAX_PIXELS = 80_000_000
PDF_SCALE = 2.5
"""Pixels a point at which PDF pages are drawn for recognition: 180 dots an inch."""
SIZE_NOISE = 0.22
"""Of the usual height of a line: boxes differ by so much though the print is of one size."""
LEAST_SCORE = 0.5
"""Confidence below which a recognised line is left out."""


class Recognised(NamedTuple):
    """A line that the engine found: its text, how sure it is (0 to 1), and its box in pixels."""

    text: str
    score: float
    left: float
    top: float
    right: float
    bottom: float


Engine = Callable[[Any], list[Recognised]]
"""Takes a PIL picture."""


def is_installed() -> bool:
    """Whether the ``ocr`` extra is there; nothing is loaded to find out."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


def load_engine() -> Engine:
    """The engine with the models that come inside the package; it never asks the network."""
    import numpy
    from rapidocr import RapidOCR

    engine = RapidOCR(params={"Global.log_level": "error"})

    def recognise(picture: Any) -> list[Recognised]:
        result = engine(numpy.asarray(picture.convert("RGB"))[:, :, ::-1])
        if result.boxes is None:
            return []
        return [
            Recognised(text, float(score), *(float(edge) for edge in (*box.min(axis=0), *box.max(axis=0))))
            for text, score, box in zip(result.txts, result.scores, result.boxes, strict=True)
        ]

    return recognise


def identify(data: bytes) -> bool:
    return data.startswith(MAGIC) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP") or _is_bitmap(data)


def read(data: bytes, name: str, engine: Engine | None = None) -> Document:
    """Raises ImageOnlyDocument without the extra, DamagedDocument and DocumentTooLarge."""
    if engine is None and not is_installed():
        raise ImageOnlyDocument(
            "{name} is a picture: install the text recognition with `pip install 'quizgen[ocr]'` and try again.",
            name=name,
        )
    picture = _picture(data, name)
    text, pages = paragraphs(marked_running([recognised(picture, engine or load_engine(), 1)]))
    return Document(source=name, raw=text, format="image", pages=pages)


def recognised(picture: Any, engine: Engine, page: int) -> list[Line]:
    """The lines of a picture in reading order. Boxes that differ a little in height count as print of one size."""
    found = [line for line in engine(picture) if line.text.strip() and line.score >= LEAST_SCORE]
    usual = middle([line.bottom - line.top for line in found]) if found else 0.0
    lines = []
    for line in found:
        height = line.bottom - line.top
        size = usual if abs(height - usual) <= SIZE_NOISE * usual else height
        shift = (size - height) / 2
        lines.append(Line(line.text.strip(), line.left, line.right, line.top - shift, line.bottom + shift, page))
    return ordered(lines)


def _picture(data: bytes, name: str) -> Any:
    from PIL import Image

    try:
        picture = Image.open(io.BytesIO(data))
        if picture.width * picture.height > MAX_PIXELS:
            raise DocumentTooLarge(
                "{name} is a picture of {width} × {height} pixels, too large to read: make it smaller and try again.",
                name=name,
                width=picture.width,
                height=picture.height,
            )
        picture.load()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise damaged(name) from error
    return picture


def _is_bitmap(data: bytes) -> bool:
    return data[:2] == b"BM" and int.from_bytes(data[2:6], "little") == len(data)

"""What every reader is: a row of the table that ``read_bytes`` goes through."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from quizgen.model.document import Document


class Reader(NamedTuple):
    """A format: how to tell it by its bytes, and how to read it.

    ``read`` takes the bytes and the base name of the file; what it raises is a ReadError. ``suffixes`` are lower case.
    """

    name: str
    suffixes: tuple[str, ...]
    identify: Callable[[bytes], bool]
    read: Callable[[bytes, str], Document]

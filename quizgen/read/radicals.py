"""Radicals that stand where characters should: ⽅⼈⺠ for 方人民, as PDF fonts map them."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

_MISUSED = re.compile(r"[\u2e80-\u2fd5\uf900-\ufaff]")
_KANGXI = range(0x2F00, 0x2FD6)
_COMPATIBLE = range(0xF900, 0xFB00)


def without_radicals(text: str) -> str:
    """``text`` of the same length with each radical or compatibility form as the character it is drawn as."""
    return text.translate(_table()) if _MISUSED.search(text) else text


@cache
def _table() -> dict[int, str]:
    table = {code: unicodedata.normalize("NFKC", chr(code)) for code in (*_KANGXI, *_COMPATIBLE)}
    for line in (Path(__file__).parent / "radicals.tsv").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            code, _, char = line.partition("\t")
            table[int(code, 16)] = char
    return table

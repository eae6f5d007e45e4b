"""GBK text out of step: a lead byte was lost, and the bytes after it were paired anew.

Such a run begins with the mark of the lost byte (``?`` or U+FFFD), goes on with rare characters and ends where a byte
below 0x80 falls into step again, seen as an ASCII letter. A tool that put pinyin or half-width punctuation into the
*bytes* of a page causes it: what it inserted stands behind the mark (``?yōu)``, ``?;``), and a half-width mark stands
for the two bytes of the full-width one. Putting each possible lead byte before the run and decoding it again gives
candidates that differ in one character; the one that this language uses most by far is right. Where none is, the run
is flagged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from importlib.resources import files
from math import log

from quizgen.clean.pinyin import SYLLABLE
from quizgen.clean.reasons import MOJIBAKE, UNREADABLE
from quizgen.model.document import Document, Edit, Flag

LOST = re.compile(
    rf"(?P<mark>[?\ufffd]{{1,4}})(?P<pinyin>{SYLLABLE}[)）])?(?P<punctuation>[,;:!?()])?"
    rf"(?P<run>[\u2e80-\u9fff\uff00-\uffef]{{1,60}}?)(?P<tail>[@-Z\[-`a-z{{-~])(?P<more>\({SYLLABLE}\))?"
)
FULL_WIDTH = {mark: chr(ord(mark) + 0xFEE0) for mark in ",;:!?()"}
PUNCTUATION = "，。、；：？！“”（）《》"
UNLISTED = 12_000
PLAUSIBLE = log(2_500)
"""Mean log rank up to which a decoded run reads as Chinese."""
BETTER = 1.5
"""By so much (in log rank, per character) the repaired run must be more usual than what stands there."""
MARGIN = log(2.5)
"""By so much the best first character must be more usual than the next best."""
REPLACEMENT = re.compile("[\ufffd]+|(?:锟斤拷)+|(?:烫烫烫)+|(?:屯屯屯)+")


@cache
def ranks() -> dict[str, int]:
    """Character → rank by frequency, punctuation first."""
    listed = files("quizgen.clean").joinpath("frequent.txt").read_text(encoding="utf-8").splitlines()
    characters = "".join(line for line in listed if not line.startswith("#"))
    return {c: rank for rank, c in enumerate(PUNCTUATION + characters, start=4)}


def rarity(text: str) -> float:
    """Mean log rank of the characters of ``text``, Traditional ones counted as their Simplified form."""
    from quizgen.clean.conversion import simplified

    known = ranks()
    return sum(log(known.get(c, UNLISTED)) for c in simplified(text)) / len(text)


def restore_mojibake(document: Document) -> Document:
    """The document with shifted runs decoded again; what cannot be is flagged."""
    text = document.text
    edits: list[Edit] = []
    flags: list[Flag] = []
    if "?" in text or "\ufffd" in text:
        done = 0
        for found in LOST.finditer(text):
            if found.start() < done or not _odd(found):
                continue
            restored = _decode(found)
            done = found.end()
            if restored:
                edits.extend(_edits(found, restored))
            else:
                flags += [Flag(span, UNREADABLE) for span in document.locate(*found.span()) or ()]
    if "\ufffd" in text or "锟斤拷" in text or "烫烫烫" in text:
        mended = [(e.start, e.end) for e in edits]
        for bad in REPLACEMENT.finditer(text):
            if not any(start < bad.end() and bad.start() < end for start, end in mended):
                flags += [Flag(span, UNREADABLE) for span in document.locate(*bad.span()) or ()]
    return replace(document.edited(edits), flags=document.flags + tuple(flags)) if edits or flags else document


def _odd(found: re.Match[str]) -> bool:
    """Whether what stands there is no usual Chinese: a question mark before a latin word would be."""
    return rarity(found["run"]) > PLAUSIBLE or bool(found["pinyin"])


def _decode(found: re.Match[str]) -> str | None:
    try:
        run = (FULL_WIDTH.get(found["punctuation"], "") + found["run"] + found["tail"]).encode("gbk")
    except UnicodeEncodeError:
        return None
    candidates = sorted(_candidates(run))
    if not candidates or rarity(candidates[0][1][1:] or candidates[0][1]) > min(
        PLAUSIBLE, rarity(found["run"]) - BETTER
    ):
        return None
    if len(candidates) > 1 and candidates[1][0] - candidates[0][0] < MARGIN:
        return None
    return candidates[0][1]


def _candidates(run: bytes) -> Iterator[tuple[float, str]]:
    for lead in range(0x81, 0xFF):
        try:
            text = (bytes([lead]) + run).decode("gbk")
        except UnicodeDecodeError:
            continue
        yield rarity(text[0]), text


def _edits(found: re.Match[str], restored: str) -> Iterator[Edit]:
    """One edit a character: the k-th restored one spans the k-th and the next shifted one, and stands for the k-th."""
    places: list[tuple[int, int]] = [found.span("mark")]
    if found["pinyin"]:
        places = [(found.start("mark"), found.end("pinyin"))]
    if found["punctuation"]:
        places.append(found.span("punctuation"))
    places += [(k, k + 1) for k in range(*found.span("run"))]
    places[-1] = (places[-1][0], found.end())
    for (start, end), character in zip(places, restored, strict=True):
        yield Edit(start, end, character, MOJIBAKE)

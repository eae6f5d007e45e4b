"""Bytes → text without being told the encoding: strict trials first, judged by how much like Chinese the result looks.

Declarations (``charset=gb2312``) are not asked: they are wrong too often, and the bytes tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path
from typing import NamedTuple

BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
TRIALS = (
    ("utf-8",),
    ("gb18030",),
    ("big5", "cp950", "big5hkscs"),  # they differ in a few symbols, circled numbers among them
    ("utf-16-le",),
    ("utf-16-be",),
)
"""Encodings that text without a byte order mark may have; variants of one stand together."""
PLAUSIBLE = 0.3
"""Least ``plausibility`` of a decoding taken without asking the referee; Chinese prose has 0.7, a wrong guess 0.1."""
WEAK = 0.2
"""Least plausibility of a decoding that goes before other scripts."""
CERTAIN = 8
"""Characters beyond ASCII that no other encoding gives as valid UTF-8 by chance."""
RESYNC_LIMIT = 200
"""Broken places in a double-byte text that we mend; beyond it the text is damaged past use."""
REFEREE_LEAST = 32
"""Bytes that the referee needs to say anything sensible."""
CLEAR = 0.6
CLEAR_LENGTH = 1_000
"""A decoding of so many bytes that is as plausible as this needs no rival."""
CLEAR_LEAD = 0.15
"""Two decodings closer than this are put to the referee."""
DAMAGE = 0.02
"""Largest share of undecodable characters in a text that we still take for a damaged one (one is always allowed)."""
PROBE = 16_384
"""Bytes at the beginning by which a damaged file is told from one that is no text."""

_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f]")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_PUNCTUATION = frozenset("，。、；：？！“”‘’（）《》〈〉【】「」『』〔〕…—·～　％①②③④⑤⑥⑦⑧⑨⑩℃×")


class Decoded(NamedTuple):
    text: str
    encoding: str


def decode(data: bytes) -> Decoded | None:
    """The text of ``data`` without its byte order mark, or None where no encoding makes text of it.

    Undecodable bytes come out as U+FFFD where the damage is small.
    """
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return _lenient(data[len(bom) :], (encoding,))
    utf8 = _strict(data, "utf-8")
    if utf8 and b"\0" not in data and _is_certain(utf8.text, len(data)):
        return utf8
    fits = sorted(_fits(data), key=lambda fit: -fit[0])
    if fits and fits[0][0] >= PLAUSIBLE:
        close = tuple(decoded for score, decoded in fits if fits[0][0] - score < CLEAR_LEAD)
        return (_refereed(data, close) if len(close) > 1 else None) or close[0]
    damaged = _lenient(data, tuple(family[0] for family in TRIALS))
    if damaged and plausibility(damaged.text) >= PLAUSIBLE:
        return damaged
    likely = tuple(d for score, d in fits if score >= WEAK and not d.encoding.startswith("utf-16"))
    if likely:
        return likely[0]
    return utf8 if utf8 and not _too_many_controls(utf8.text) else _refereed(data, ())


def _is_certain(text: str, size: int) -> bool:
    return len(text) == size or size - len(text) >= 2 * CERTAIN or plausibility(text) >= PLAUSIBLE


def plausibility(text: str) -> float:
    """How much ``text`` looks like Chinese as it is written, about -1 to 1, by its characters beyond ASCII.

    Frequent characters and punctuation count for it, rare ones hardly, and symbols of other scripts, private and
    control characters against it. Pure ASCII counts as 0.5: it says nothing about its encoding.
    """
    sample = text if len(text) <= 6_000 else text[:2_000] + text[len(text) // 2 :][:2_000] + text[-2_000:]
    beyond = "".join(_NOT_ASCII.findall(sample))
    controls = len(_CONTROLS.findall(sample))
    if not beyond and not controls:
        return 0.5
    if not beyond:
        return 0.5 - 3 * controls / len(sample)
    frequent = _frequent()
    total = sum(1.0 if char in frequent else _weight(char) for char in beyond)
    return total / len(beyond) - 3 * controls / len(sample)


@cache
def _weight(char: str) -> float:
    if char in _PUNCTUATION:
        return 1.0
    if "\u4e00" <= char <= "\u9fff":
        return 0.4 if _first_level(char, "gb2312", 0xD7) or _first_level(char, "big5", 0xC6) else 0.0
    if "\uff01" <= char <= "\uff5e":
        return 0.5
    if "\ue000" <= char <= "\uf8ff" or char == "\ufffd" or "\uff66" <= char <= "\uff9f":
        return -2.0
    return -0.5


def _first_level(char: str, charset: str, last_lead: int) -> bool:
    """Whether the char stands among the common ones that a national charset puts before the rare ones."""
    code = char.encode(charset, "ignore")
    return len(code) == 2 and code[0] <= last_lead


@cache
def _frequent() -> frozenset[str]:
    lines = (Path(__file__).parent / "frequent.txt").read_text("utf-8").splitlines()
    return frozenset(chain.from_iterable(line for line in lines if not line.startswith("#")))


def _fits(data: bytes) -> Iterator[tuple[float, Decoded]]:
    for family in TRIALS:
        if family[0].startswith("utf-16") and len(data) % 2:
            continue
        best: Decoded | None = None
        for encoding in family:
            decoded = _strict(data, encoding)
            if decoded and (best is None or _more_plausible(decoded.text, best.text)):
                best = decoded
        if best and not _too_many_controls(best.text):
            score = plausibility(best.text)
            yield score, best
            if score >= CLEAR and len(data) >= CLEAR_LENGTH:
                return


def _more_plausible(new: str, old: str) -> bool:
    """Whether ``new`` wins where the two differ."""
    if new == old:
        return False
    differing = [(a, b) for a, b in zip(new, old, strict=False) if a != b]
    return plausibility("".join(a for a, _ in differing)) > plausibility("".join(b for _, b in differing))


def _strict(data: bytes, encoding: str) -> Decoded | None:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError:
        return None


def _lenient(data: bytes, encodings: tuple[str, ...]) -> Decoded | None:
    best: Decoded | None = None
    for encoding in encodings:
        head = data[:PROBE]
        probe = head.decode(encoding, "replace") if encoding.startswith("utf") else _mended(head, encoding)
        if probe.count("\ufffd") > max(1, DAMAGE * len(probe)):
            continue
        if best is None or plausibility(probe) > plausibility(best.text):
            best = Decoded(probe, encoding)
    if best is None:
        return None
    text = data.decode(best.encoding, "replace") if best.encoding.startswith("utf") else _mended(data, best.encoding)
    if text.count("\ufffd") > max(1, DAMAGE * len(text)) or _too_many_controls(text):
        return None
    return Decoded(text, best.encoding)


def _mended(data: bytes, encoding: str) -> str:
    """Double-byte text with U+FFFD for what cannot be decoded, falling into step again behind a lost byte."""
    pieces: list[str] = []
    at = 0
    for _ in range(RESYNC_LIMIT):
        try:
            return "".join([*pieces, data[at:].decode(encoding)])
        except UnicodeDecodeError as error:
            bad = at + error.start
            pieces += data[at:bad].decode(encoding), "\ufffd"
            steps = (data[bad + step : bad + step + 60].decode(encoding, "replace") for step in (1, 2))
            one, two = map(plausibility, steps)
            at = bad + (2 if two > one else 1)
    return "".join([*pieces, data[at:].decode(encoding, "replace")])


def _refereed(data: bytes, fits: tuple[Decoded, ...]) -> Decoded | None:
    """What charset-normalizer says: one of ``fits``, or an encoding of another script that gives clean text."""
    if len(data) < REFEREE_LEAST:
        return None
    import charset_normalizer

    best = charset_normalizer.from_bytes(data[: PROBE * 4]).best()
    if best is None:
        return None
    for decoded in fits:
        if decoded.encoding.replace("-", "_") == best.encoding or decoded.encoding.startswith(best.encoding):
            return decoded
    other = _strict(data, best.encoding)
    return other if other and _is_prose(other.text) else None


def _is_prose(text: str) -> bool:
    """Whether text of any script is words and spaces for the most part, which random bytes never are."""
    sample = text[:PROBE]
    return sum(c.isalnum() or c.isspace() or "!" <= c <= "~" for c in sample) >= 0.9 * len(sample)


def _too_many_controls(text: str) -> bool:
    sample = text[:PROBE]
    return len(_CONTROLS.findall(sample)) > max(1, DAMAGE * len(sample))

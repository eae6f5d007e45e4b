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
from quizgen.dictionary import TOTAL, entry
from quizgen.model.document import Document, Edit, Flag

LOST = re.compile(
    rf"(?P<mark>[?\ufffd])(?P<pinyin>{SYLLABLE}[)）])?(?P<punctuation>[,;:!?()])?"
    rf"(?P<run>[^\x00-\x7f]{{1,60}}?)(?P<tail>[@-Z\[-`a-z{{-~])(?P<more>\({SYLLABLE}\))?"
)
FULL_WIDTH = {mark: chr(ord(mark) + 0xFEE0) for mark in ",;:!?()"}
PUNCTUATION = "，。、；：？！“”（）《》"
UNLISTED = 12_000
PLAUSIBLE = log(2_500)
"""Mean log rank up to which a decoded run reads as Chinese."""
BETTER = 1.0
"""By so much (in log rank, per character) the decoded run must be more usual than what stands there."""
MARGIN = log(30)
"""So many times more probable than the next the best first character must be, where it stands."""
CONTEXT = 4
"""Characters before and behind it that are looked at."""
REACH = 10_000
"""Characters before and behind in which its pairs with its neighbours are looked for, and …"""
KNOWN_PAIR = log(30)
"""… so many times more probable each makes it."""
SHARES = {"，": 0.06, "。": 0.03, "、": 0.02, "；": 0.005, "：": 0.005, "“": 0.005, "”": 0.005}
"""Share of marks among the words of running text."""
UNREADABLES = ("\ufffd", "锟斤拷", "烫烫烫", "屯屯屯")
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
    bad: list[tuple[int, int]] = []
    if "?" in text or "\ufffd" in text:
        done = 0
        for found in LOST.finditer(text):
            if found.start() < done or not _after_han(text, found.start()):
                continue
            candidates = _candidates(found)
            if restored := _best(text, found, candidates):
                edits.extend(_edits(found, restored))
            elif candidates or found["pinyin"] or rarity(found["run"]) > PLAUSIBLE:
                bad.append(found.span())
            else:
                continue
            done = found.end()
    if any(sign in text for sign in UNREADABLES):
        mended = [(edit.start, edit.end) for edit in edits] + bad
        places = (found.span() for found in REPLACEMENT.finditer(text))
        bad += [(a, b) for a, b in places if not any(start < b and a < end for start, end in mended)]
    if not edits and not bad:
        return document
    flags = (Flag(span, UNREADABLE) for start, end in sorted(bad) for span in document.locate(start, end) or ())
    return replace(document.edited(edits), flags=(*document.flags, *flags))


def _after_han(text: str, start: int) -> bool:
    return start > 0 and text[start - 1] > "\u2e7f"


def _candidates(found: re.Match[str]) -> list[str]:
    """What the run may have been: texts that differ in their first character; none where it was no such run."""
    try:
        run = (FULL_WIDTH.get(found["punctuation"], "") + found["run"] + found["tail"]).encode("gbk")
    except UnicodeEncodeError:
        return []
    candidates = [decoded for lead in range(0x81, 0xFF) if (decoded := _decoded(bytes([lead]) + run))]
    shown = (rarity(found["run"]) * len(found["run"]) + log(UNLISTED)) / (len(found["run"]) + 1)
    good = bool(candidates) and rarity(candidates[0][1:]) <= min(PLAUSIBLE, shown - BETTER)
    return candidates if good else []


def _best(text: str, found: re.Match[str], candidates: list[str]) -> str | None:
    """The candidate that fits into ``text`` by far the best; None where two do."""
    if not candidates:
        return None
    before, behind = text[max(0, found.start() - CONTEXT) : found.start()], text[found.end() : found.end() + CONTEXT]
    around = text[max(0, found.start() - REACH) : found.start()] + " " + text[found.end() : found.end() + REACH]
    scores = {}
    for decoded in candidates:
        known = sum(pair in around for pair in (before[-1:] + decoded[0], decoded[:2]))
        scores[decoded] = known * KNOWN_PAIR + _probability(before, decoded, behind)
    best, *others = sorted(scores, key=lambda c: (-scores[c], c))
    return best if not others or scores[best] - scores[others[0]] >= MARGIN else None


def _decoded(data: bytes) -> str | None:
    try:
        return data.decode("gbk")
    except UnicodeDecodeError:
        return None


def _share(word: str) -> float:
    """The share of a word or mark among the words of running text; 0 for one that is not known."""
    known = entry(word)
    return SHARES.get(word) or (known.frequency / TOTAL if known else 0.0)


def _probability(before: str, decoded: str, behind: str) -> float:
    """Log probability of the words around the first decoded character, in the likeliest division into words."""
    from quizgen.clean.conversion import simplified

    window = simplified(before + (decoded + behind)[: CONTEXT + 1])
    best = [0.0]
    for end in range(1, len(window) + 1):
        words = ((start, window[start:end]) for start in range(max(0, end - CONTEXT), end))
        shares = ((start, _share(word)) for start, word in words)
        best.append(max(best[start] + (log(share) if share else -25.0 * (end - start)) for start, share in shares))
    return best[-1]


def _edits(found: re.Match[str], restored: str) -> Iterator[Edit]:
    """One edit a character: the mark stands for the first one, the k-th shifted one for the character behind it."""
    places: list[tuple[int, int]] = [
        (found.start("mark"), found.end("pinyin") if found["pinyin"] else found.end("mark"))
    ]
    if found["punctuation"]:
        places.append(found.span("punctuation"))
    places += [(k, k + 1) for k in range(*found.span("run"))]
    places[-1] = (places[-1][0], found.end())
    for (start, end), character in zip(places, restored, strict=True):
        yield Edit(start, end, character, MOJIBAKE)

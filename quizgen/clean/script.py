"""Script: a genuine Traditional page stays, a mainland page that somebody ran through a converter goes back.

One-to-one converters leave characters alone that are Traditional in some other meaning (后 于 里 系 干 斗) and write 著
for 着; their pages speak of 信息 and 質量, in curly quotes. Real Traditional text has 後 於 裡 and 「」.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from quizgen.clean.conversion import alternatives, simplified, traditional
from quizgen.clean.reasons import PINYIN, SCRIPT
from quizgen.model.document import Document, Edit

ScriptOption = Literal["auto", "hans", "hant"]

TRADITIONAL = re.compile(
    "[們來個國會時對這說與為學經開關發問長電動實點見進過還沒應產業義變體機種決條給質術數據書話區線總結員黨習]"
)
SIMPLIFIED = re.compile(
    "[们来个国会时对这说与为学经开关发问长电动实点见进过还没应产业义变体机种决条给质术数据书话区线总结员党习]"
)
HALF_WIDTH = re.compile(r"[\u4e00-\u9fff],[\u4e00-\u9fff]")
SAMPLE = 200_000
"""So many characters decide for a document."""
STRAY = 0.2
"""Up to this share of Traditional characters a document counts as Simplified; its Traditional lines are quotations."""


def settle_script(document: Document, script: ScriptOption = "auto") -> Document:
    """The document in one script, ``document.script`` telling which; ``script`` other than auto forces it."""
    text = document.text
    wanted = script if script != "auto" else _wanted(document)
    if script == "hant":
        return replace(document.edited(_differences(text, traditional(text))), script="hant")
    if wanted == "hant":
        return replace(document, script="hant")
    if TRADITIONAL.search(text) and (script == "hans" or _share(text[:SAMPLE]) > STRAY):
        document = document.edited(_differences(text, simplified(text)))
    return replace(document, script="hans")


def _wanted(document: Document) -> Literal["hans", "hant"]:
    text = document.text[:SAMPLE]
    if not TRADITIONAL.search(text) or _share(text) <= STRAY:
        return "hans"
    faulty = 2 * _count("faulty.txt", text) + _count("mainland.txt", text) + bool(HALF_WIDTH.search(text))
    genuine = 2 * _count("genuine.txt", text) + _count("taiwan.txt", text)
    scraped = any(segment.reason == PINYIN for segment in document.segments)
    return "hans" if scraped or faulty > genuine else "hant"


def _share(text: str) -> float:
    old, new = len(TRADITIONAL.findall(text)), len(SIMPLIFIED.findall(text))
    return old / (old + new) if old + new else 0.0


def _count(name: str, text: str) -> int:
    return len(alternatives(name).findall(text))


def _differences(old: str, new: str) -> Iterator[Edit]:
    if old == new:
        return
    start = 0
    for line, converted in zip(old.split("\n"), new.split("\n"), strict=True):
        if line != converted:
            yield Edit(start, start + len(line), converted, SCRIPT)
        start += len(line) + 1

"""What of a marked item is memorised: its first sentence, without sources, remarks, consequences and see-also notes.

"《消防条例》规定，每层设两个出口。违者……" → 每层设两个出口 · "静脉 ==> 血液流回心脏" → 静脉 ·
"两人核对，从而避免差错" → 两人核对 · "抓住“三个环节”，即收、储、运" → 抓住“三个环节”.
A name with its explanation (``咸味：舌尖``) stays whole.
"""

from __future__ import annotations

import re

from quizgen.extract.candidate import Range
from quizgen.extract.numerals import labels
from quizgen.extract.trim import balanced

_ARROW = re.compile(r"[ \t]*(?:=+[ \t]*>|-+>|→|⇒|➔)")
_SEE = re.compile(r"[ \t\u3000（(，,]+(?:参看|參看|参见|參見|详见|詳見|参考|參考|见第|見第|see )")
_SOURCE = re.compile(
    r"(?:根据|根據|按照|依照)?《[^《》\n]{2,60}》(?:第[^，,\n]{1,12})?(?:规定|規定|指出|要求|明确|明確)?[，,：:]"
)
_CONSEQUENCE = re.compile(r"[，,](?:从而|從而|进而|進而|以便|以利|俾|它(?!们)|其所)")
_NAMELY = re.compile(r"[，,]?(?:即|也就是)|[：:]")
_EXAMPLE = re.compile(r"[：:，,（(](?:例如|比如|譬如|如(?!果|何|此|下|实|期|上|同|有|需|遇|发|無|无))")
_SENTENCE = re.compile(r"[。！？!?；;]")
_SHORTEST = 4


def wording(text: str, start: int, end: int) -> Range:
    """The words of the marked item ``text[start:end]`` as they are memorised; never empty where the item is not."""
    if source := _SOURCE.match(text, start, end):
        start = source.end()
    end = _first_sentence(text, start, end)
    for cut in (_ARROW, _SEE, _CONSEQUENCE, _EXAMPLE):
        if (found := cut.search(text, start, end)) and _keeps(text, start, found.start()):
            end = found.start()
    for found in _NAMELY.finditer(text, start, end):
        if _keeps(text, start, found.start()) and any(
            m.outer >= found.start() - 1 for m in labels(text, start, found.start())
        ):
            end = found.start()
            break
    return Range(start, _balanced_end(text, start, end))


def _keeps(text: str, start: int, end: int) -> bool:
    """Whether what stands before a cut is something whole."""
    words = text[start:end].strip()
    return len(words) >= 2 and balanced(words)


def _first_sentence(text: str, start: int, end: int) -> int:
    for stop in _SENTENCE.finditer(text, start, end):
        if _keeps(text, start, stop.start()):
            return stop.start()
    return end


def _balanced_end(text: str, start: int, end: int) -> int:
    """Where an opening mark is never closed, the item ends before its clause."""
    if balanced(text[start:end]):
        return end
    for stop in reversed([m.start() for m in re.finditer("[，,、：:（(“「 ]", text[start:end])]):
        if stop >= _SHORTEST and balanced(text[start : start + stop]):
            return start + stop
    return end

"""What of a marked item is memorised: its first sentence, without sources, remarks, consequences and see-also notes.

"《消防条例》规定，每层设两个出口。违者……" → 每层设两个出口 · "两人核对，从而避免差错" → 两人核对 ·
"抓住“三个环节”，即收、储、运" → 抓住“三个环节”. A name with its explanation (``咸味：舌尖``) stays whole.

``row_wordings`` looks at the items of a row together: clauses that all of them begin with go. (Cutting long items to
their heads is ``trim.trim_row``'s part.)
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from quizgen.extract.candidate import Range
from quizgen.extract.leads import name_before, stripped
from quizgen.extract.numerals import labels
from quizgen.extract.trim import balanced, first_sentence

_ARROW = re.compile(r"[ \t]{0,9}(?:={1,9}[ \t]{0,9}>|-{1,9}>|→|⇒|➔)")
_CHAIN = re.compile("[→⇒➔]")
"""Another arrow behind the first makes a sequence (外侧→内侧→咬合面), no consequence."""
_SEE = re.compile(r"[ \t\u3000（(，,]{1,9}(?:参看|參看|参见|參見|详见|詳見|参考|參考|见第|見第|see )")
_SOURCE = re.compile(
    r"(?:根据|根據|按照|依照)?《[^《》\n]{2,60}》(?:第[^，,\n]{1,12})?(?:规定|規定|指出|要求|明确|明確)?[，,：:]"
)
_CONSEQUENCE = re.compile(r"[，,](?:从而|從而|进而|進而|以便|以利|俾|它(?!们)|其所)")
_NAMELY = re.compile(r"[，,]?(?:即|也就是)|[：:]")
_EXAMPLE = re.compile(r"[：:，,（(](?:例如|比如|譬如|如(?!果|何|此|下|实|期|上|同|有|需|遇|发|無|无))")
_BRACKET = re.compile("[（(][^（）()]*[）)]")
_BRACKET_ENDS = re.compile(r"[）)][\s；;，,。、]*\Z")
_CLAUSE = re.compile(r"[，,]")
_NEXT_ONE = re.compile(
    "(?<=[\u3400-\u9fff》）)”])(?:(?<![第至到图圖表])(?:[2-9]|1\\d)[、.．](?=[\u3400-\u9fff“《])|第[一二三四五六七八九十]{1,3}[章编篇編](?!的|中[的，,]|[里内節节规規])(?=[\u3400-\u9fff]))"
)
"""Where the next number or chapter follows without a line break: ……的总和3、市场的类型."""
_SCORE = re.compile(r"[ \t]{0,4}[（(][ ]?\d{1,2}(?:\.5)?[ ]?分[ ]?[）)][ \t；;。]{0,4}\Z")
"""What an examiner gives for an item: （2分）."""
_SCORE_REACH = 16
_QUOTED_FROM = re.compile(r"(?<=[^\s—–-])[ \t]+(?:——|--|–|—)[ \t]*[^\s，,。；;：:、—–-][^，,。；;：:、—–]{0,20}\Z")
"""What follows the words of somebody else: a dash behind a space, and a name."""
_FROM_REACH = 30
_QUOTED_SHORTEST = 8
"""Words before a dash as few as this are a name that the words behind it explain."""
_SHORTEST = 4
_TITLE_SHORTEST = 4
_TOO_LONG = 100
_LONG = 60
_MANY_CLAUSES = 6


def row_wordings(text: str, items: Sequence[Range], headed: bool = False, prose: bool = False) -> list[Range]:
    """The words of the items of one row, each inside its own range; ``headed`` where an item has a list of its own,
    ``prose`` where they run on in a paragraph.
    """
    explained = not headed and all(_ARROW.search(text, *item) for item in items)
    items = _without_sources(text, items)
    found = [wording(text, *item, arrow_cuts=not explained) for item in items]
    bare = [text[start:end].rstrip().endswith(("：", ":")) for start, end in items]
    if headed and 3 * sum(bare) >= len(items):
        found = [name_before(text, *r) or r for r in found]
    shared = _shared_clauses(text, found)
    if shared:
        found = [Range(r.start + shared, r.end) for r in found]
        found = [Range(r.start, _run_in(text, *r)) for r in found]
    return _without_tail(text, found) if prose else found


def _without_sources(text: str, items: Sequence[Range]) -> list[Range]:
    """Items without whom they are quoted from (……的总称 ——辞海), where most of them name somebody."""
    named = [_QUOTED_FROM.search(text, max(start, end - _FROM_REACH), end) for start, end in items]
    whole = all(at.start() - r.start >= _QUOTED_SHORTEST for r, at in zip(items, named, strict=True) if at)
    if not whole or 2 * sum(map(bool, named)) <= len(items):
        return list(items)
    return [Range(r.start, at.start() if at else r.end) for r, at in zip(items, named, strict=True)]


def _without_tail(text: str, items: list[Range]) -> list[Range]:
    """Where every item but the last is one clause, what follows the last one's first clause is the paragraph's.

    Where every other one ends with a bracket, so does the last: ①静水（湖）②活水（河）③咸水（海）三者……
    """
    *others, (start, end) = items
    bracket = _BRACKET.search(text, start, end)
    if bracket and all(_BRACKET_ENDS.search(text[low:high]) for low, high in others):
        return [*others, Range(start, bracket.end())]
    stop = _CLAUSE.search(text, start, end)
    if stop is None or any(_CLAUSE.search(text, *r) for r in (stripped(text, *other) for other in others)):
        return items
    return [*others, Range(start, stop.start())] if _keeps(text, start, stop.start()) else items


def wording(text: str, start: int, end: int, arrow_cuts: bool = True) -> Range:
    """The words of the marked item ``text[start:end]`` as they are memorised; never empty where the item is not."""
    if source := _SOURCE.match(text, start, end):
        start = source.end()
    if score := _SCORE.search(text, max(start, end - _SCORE_REACH), end):
        end = score.start()
    end = first_sentence(text, start, end)
    if (next_one := _NEXT_ONE.search(text, start + 2, end)) and _keeps(text, start, next_one.start()):
        end = next_one.start()
    for cut in (_ARROW, _SEE, _CONSEQUENCE, _EXAMPLE) if arrow_cuts else (_SEE, _CONSEQUENCE, _EXAMPLE):
        found = cut.search(text, start, end)
        further = {_EXAMPLE: _CLAUSE, _ARROW: _CHAIN}.get(cut)
        goes_on = found is not None and further is not None and further.search(text, found.end(), end)
        if found and not goes_on and _keeps(text, start, found.start()):
            end = found.start()
    for found in _NAMELY.finditer(text, start, end):
        named = any(mention.outer >= found.start() - 1 for mention in labels(text, start, found.start()))
        if named and _keeps(text, start, found.start()):
            end = found.start()
            break
    return Range(start, _balanced_end(text, start, _shortened(text, start, end)))


def _shortened(text: str, start: int, end: int) -> int:
    """Where a sentence of many clauses that nobody learns by heart breaks off."""
    stops = [m.start() for m in _CLAUSE.finditer(text, start, end)]
    if end - start <= _TOO_LONG or len(stops) < _MANY_CLAUSES:
        return end
    whole = [stop for stop in stops if stop - start <= _LONG and balanced(text[start:stop])]
    return whole[-1] if whole else end


def _keeps(text: str, start: int, end: int) -> bool:
    """Whether what stands before a cut is something whole."""
    words = text[start:end].strip()
    return len(words) >= 2 and balanced(words)


def _balanced_end(text: str, start: int, end: int) -> int:
    """Where an opening mark is never closed, the item ends before its clause."""
    if balanced(text[start:end]):
        return end
    for stop in reversed([m.start() for m in re.finditer("[，,、：:（(“「 ]", text[start:end])]):
        if stop >= _SHORTEST and balanced(text[start : start + stop]):
            return start + stop
    return end


def _shared_clauses(text: str, items: Sequence[Range]) -> int:
    """The length of the clauses that all items begin with, where each has words of its own behind them."""
    first = text[items[0].start : items[0].end]
    shared = 0
    for stop in _CLAUSE.finditer(first):
        head = first[: stop.end()]
        if not all(text.startswith(head, r.start, r.end) and r.end - r.start > len(head) for r in items):
            break
        shared = stop.end()
    return shared


def _run_in(text: str, start: int, end: int) -> int:
    """Where a heading ends whose line break was lost: before a quotation or words that begin a paragraph."""
    first = _CLAUSE.search(text, start, end)
    stop = first.start() if first else end
    found = _openers().search(text, start + _TITLE_SHORTEST, stop)
    return found.start() if found else end


@cache
def _openers() -> re.Pattern[str]:
    lines = Path(__file__).parent.with_name("data").joinpath("run_in.txt").read_text("utf-8").splitlines()
    words = [line for line in lines if line and not line.startswith("#")]
    return re.compile("[“「《]|" + "|".join(map(re.escape, words)))

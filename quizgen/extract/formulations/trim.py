"""What a card does without at the beginning of a sentence: 因此， 历史证明， 第一， and whom a report quotes."""

from __future__ import annotations

import re

from quizgen.extract.candidate import Range
from quizgen.extract.formulations.cues import cue
from quizgen.extract.formulations.unit import Unit
from quizgen.extract.formulations.view import View

_LEAD = re.compile(
    rf"(?:第[一二三四五六七八九十百零〇\d]+条(?:之[一二三四五六七八九十])?(?![第规之的款中所和、，])[\s：:]*|{cue('lead')}[，,：:]\s*|{cue('ordinal')}(?=[^，。]{{4}})|(?:因此|所以|因而|总之|然而|可见|但是|不过|此外|同时|而且|并且|但(?!是)|而(?!且|是)|故)(?!得|言|之|此|后|且)(?=[^，。；]{{5}})|[（(][一二三四五六七八九十\d]{{1,3}}[）)]\s*|[-—*•·\s]+)"
)
_INSIGHT = re.compile(
    r"(?:[^，。：；“”]{2,20}[，,])?[^，。：；“”是]{0,10}(?:我们?|自己|深[切刻]|更加|充分|清醒)地?(?:深[切刻]地?)?"
    r"(?:体会到|体会是|认识到|感受到|意识到|领悟到|懂得了?|明白了?)[：:，,]\s*(?=[^。]{10})"
)
"""Who has come to see what follows."""
_ANNOUNCES = re.compile(r"[，,；;][^，。；：]{0,8}(?:如下(?:所示)?|[如见][下右][图表文])[：:。]?$")
"""A clause at the end that only announces what comes next."""
_NUMBER = re.compile(
    r"(?:\d{1,2}[.．、][ \t]*(?=[^\d\s])|[（(]\d{1,2}[)）][ \t]*|【[^【】]{1,6}】[ \t]*"
    r"|(?:答案?|解析|重点|重點)[：:][ \t]*)+"
)
"""A number, or what an exercise calls the part."""
_TAIL = re.compile(r"[\s；;，,、#*]+$")
_SHORTEST = 8


def trimmed(view: View, unit: Unit) -> Range:
    """The sentence without openings that only join it to the text before, and without loose marks at its end."""
    start = unit.start
    while (match := _LEAD.match(view.text, start, unit.end)) and match.end() < unit.end - 5:
        start = match.end()
    if match := _INSIGHT.match(view.text, start, unit.end):
        start = match.end()
    end = unit.end
    if match := _ANNOUNCES.search(view.text, max(start + _SHORTEST, end - 16), end):
        end = match.start()
    if match := _TAIL.search(view.text, max(start, end - 8), end):
        end = match.start()
    return Range(start, max(start, end))


def unnumbered(text: str, place: Range) -> Range:
    """The range without the number or the name of a part (5. , 【解析】, 答：) that it begins with."""
    found = _NUMBER.match(text, place.start, place.end)
    return Range(found.end(), place.end) if found and place.end - found.end() >= _SHORTEST else place

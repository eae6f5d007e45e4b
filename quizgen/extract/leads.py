"""What a list is called: the name in a heading, a question or a lead-in, as it goes on a card.

"禁忌症：" → 禁忌症 · "潮汐的成因是什么？" → 潮汐的成因 · "什么是潮汐？" → 潮汐 · "为什么会涨潮？" → 为什么会涨潮 ·
"有下列情形之一的，由主管部门处理：" → 有下列情形之一的. Nothing is worded anew: a name is a stretch of the text.
"""

from __future__ import annotations

import re

from quizgen.extract.candidate import Range
from quizgen.extract.words import cut as cut_words

_EDGES = " \t\u3000\r\n：:？?。.，,、；;！!-—–=>*_`~|"
_ASKED = re.compile(
    r"(?:(?:分别|分別|主要|具体|具體|都|又|各)*(?:是|有|包括|包含|为|為|指|指的是)(?:什么|什麼|哪些|哪几[个種种点條条类]|甚麼|怎样的|怎樣的)"
    r"(?:方面|内容|內容)?|(?:是)?(?:怎样|怎樣|如何)的?|(?:主要|分别|分別|具体|大致|通常|一般)*(?:包括|包含|分为|有|(?<![行作成认以因])(?:为|為)|是|即|在于|在於)|如下|为何|何在"
    r"|(?<=.[^具没只还])(?:可以?)?(?:有|分[为為成])[二三四五六七八九十两兩]{1,2}(?:大?[种種类類级級])?"
    r"|(?<=.)(?:通常|主要|一般|大致)*(?:可以?)?分[为為成](?:以下|如下|下列|下面)?[几幾]大?[種种類类]"
    r"|(?<=.)(?:来|來|去|加以)(?:理解|说明|說明|分析|认识|認識|把握|[阐闡论論]述|看待|概括|考察|了解|介绍|介紹)"
    r"|(?:的)?(?:具体)?(?:内容)?(?:如下|有以下几[点个种方面]+|有以下))\Z"
)
_ASKING = re.compile(
    r"(?:什么|什麼|何)(?:是|叫做?|谓|謂)(?=[^\s])"
    r"|(?:[请請试試])?(?:[简簡论論试試][述论論]|说明|說明)(?=[^\s].{2})"
)
_TAG = re.compile(r"[【\[](?:[简簡论論][答述]|[问問][答题題])(?:题|題)?[】\]][ \t]*")
_WRAPPED = re.compile(r"[【〔\[](?P<in>[^【】〔〕\[\]]+)[】〕\]]")
_BY = re.compile("[按依]|根据|根據")
_DIVIDES = re.compile("分[为為](?:以下|如下|下列|下面|[几幾]|\\Z)")
_OPENS = re.compile(r"(?:哪些|什么|什麼|如下|下列|以下)\Z")
_CASE = re.compile(r"有(?:下列|以下)[^，。；：]{0,14}(?:情形|行为|行為|情况|情況|条件|條件)(?:之一)?的?")
_LISTING = re.compile("下列|以下")
_COLON = re.compile(r"[：:](?!\d)|[ \t]*=+[ \t]*>|[ \t]*[-—–]{2,}>?|[ \t]*→")
_SPEECH = "(?<![学學假小传傳解论論])[说說]|(?<=[写寫问問答讲講喊])道|指出|强调|強調|认为|認為|表示"
_SAID = re.compile(rf"(?:{_SPEECH}|提出|要求|注意|答|问|注)\Z")
_SPEAKS = re.compile(rf"(?:{_SPEECH})\Z")
_INTRODUCES = re.compile(r"下列|以下|如下")
_BRACKETED = re.compile(r"[ \t]*[（(\[【](?P<in>[^（）()\[\]【】\n]*)[）)\]】][ \t]*\Z")
_ASIDE = re.compile(r"[、，,；;。]|\A(?:含|即|又称|又稱|也称|也稱|简称|簡稱|包括|注|见|見|略|约|\d+分)")
_SENTENCE = re.compile(r"[。！!？?；;][”’」』）)]*")
PREDICATE = re.compile(
    r"\A(?:应当?|應當?|必须|必須|需要?|可以?|要|能|会|有|是|为|為|由|并|並|还|還|主要[有是包分]|具体[有是包分]|分为|分為|包括|做到|做好|概括|一般|通常|从而|且|则|在)"
)
NAME_LONGEST = 40
_CLAUSE_LONGEST = 30
_OPENING_LONGEST = 10
_TITLE_LONGEST = 20
_WORD_REACH = 12
_HAN = re.compile("[\u3400-\u9fff]")


def stripped(text: str, start: int, end: int) -> Range:
    """The range without white space and punctuation at its edges."""
    while start < end and text[start] in _EDGES:
        start += 1
    while start < end and text[end - 1] in _EDGES:
        end -= 1
    return Range(start, end)


def last_sentence(text: str, start: int, end: int) -> Range:
    """The last sentence of a stretch, with a question mark or colon that ends it."""
    low = start
    for stop in _SENTENCE.finditer(text, start, end):
        if stop.end() < end and text[stop.end() : end].strip(_EDGES):
            low = stop.end()
    return Range(low, end)


def name_before(text: str, start: int, end: int) -> Range | None:
    """The name before a colon, an arrow or a dash (``咸味：舌尖两侧``), where it is short enough to be one."""
    stop = _COLON.search(text, start, min(end, start + NAME_LONGEST + 8))
    if stop is None:
        return None
    name = stripped(text, start, _outside_bracket(text, start, stop.start()))
    if not 1 <= name.end - name.start <= NAME_LONGEST or _SENTENCE.search(text, name.start, name.end):
        return None
    return name


def _outside_bracket(text: str, start: int, end: int) -> int:
    """``end``, or where a bracket opens that is still open there: 观潮（三看：日、月、风）."""
    opened = max(text.rfind("（", start, end), text.rfind("(", start, end))
    closed = max(text.rfind("）", start, end), text.rfind(")", start, end))
    return opened if opened > max(start, closed) else end


def asks(words: str) -> bool:
    """Whether a lead-in is a question or opens a list, with or without the mark."""
    words = words.rstrip()
    return words.endswith(tuple("：:？?")) or bool(_OPENS.search(words))


def list_name(text: str, start: int, end: int, *, heading: bool = False, item: bool = False) -> Range | None:
    """The name of a list in the words that introduce it; None where they are a sentence without one.

    A ``heading`` is taken whole; an ``item`` that is a sentence is called by its first words.
    """
    case = _CASE.search(text, start, end)
    if case and not item:
        low = max((m.end() for m in re.finditer("[。；;]", text[start : case.start()])), default=0)
        return Range(stripped(text, start + low, case.end()).start, case.end())
    sentence = last_sentence(text, start, end)
    opens = text[sentence.start : sentence.end].rstrip().endswith(tuple("：:？?"))
    rest = stripped(text, *sentence)
    if item and (aside := _BRACKETED.search(text[rest.start : rest.end])) and _HAN.search(aside["in"]):
        rest = stripped(text, rest.start, rest.start + aside.start())
    if rest.start >= rest.end:
        return None
    while not heading and (name := name_before(text, *rest)) is not None and name.end < rest.end:
        after = stripped(text, name.end, rest.end)
        if not (_SAID.search(text[name.start : name.end]) or _INTRODUCES.search(text, *after)) or after == rest:
            return _unasked(text, name, item)
        rest = after
    if (not opens and rest.end - rest.start > NAME_LONGEST) or (opens and _SPEAKS.search(text, rest.start, rest.end)):
        return None
    if item and not opens:
        title = rest.end == end and rest.end - rest.start <= _TITLE_LONGEST
        return _unasked(text, rest if title else _first_words(text, rest), item)
    return _unasked(text, _clause(text, rest), item)


def _first_words(text: str, found: Range) -> Range:
    comma = re.compile("[，,]").search(text, *found)
    if comma and comma.start() - found.start <= _OPENING_LONGEST:
        return Range(found.start, comma.start())
    return found


def _clause(text: str, found: Range) -> Range:
    """The last clause of a long lead-in, with its subject where it is only a predicate."""
    if found.end - found.start <= _CLAUSE_LONGEST:
        return found
    cuts = [m.end() for m in re.finditer("[，,]", text[found.start : found.end])]
    if (listing := _listing_clause(text, found, cuts)) is not None:
        return listing
    for cut in reversed(cuts):
        clause = stripped(text, found.start + cut, found.end)
        if clause.end - clause.start >= 2 and not PREDICATE.match(text[clause.start : clause.end]):
            return clause
    return _shortened(text, found, cuts) if found.end - found.start > NAME_LONGEST else found


def _listing_clause(text: str, found: Range, cuts: list[int]) -> Range | None:
    """The clause that says 下列, where another follows it: 应当提交下列材料，并加盖印章."""
    listing = _LISTING.search(text, *found)
    if listing is None or not cuts or listing.start() >= found.start + cuts[-1]:
        return None
    edges = [found.start, *(found.start + cut for cut in cuts)]
    start = max(edge for edge in edges if edge <= listing.start())
    end = min(edge for edge in edges if edge > listing.start())
    return stripped(text, start, end)


def _shortened(text: str, found: Range, cuts: list[int]) -> Range:
    """The last clause of a statute's long sentence; where there is only one, the words that list (从事下列活动)."""
    if cuts:
        start = found.start + cuts[-1]
        return stripped(text, start + int(text.startswith(("并", "並", "且"), start)), found.end)
    listing = _LISTING.search(text, *found)
    if listing is None or listing.start() <= found.start:
        return found
    before = text[max(found.start, listing.start() - _WORD_REACH) : listing.start()]
    return Range(listing.start() - len(cut_words(before)[-1]), found.end)


def _unasked(text: str, found: Range, item: bool) -> Range:
    """Without the words that only ask (是什么, 有哪些) or lead over (如下, 包括), and without an aside in brackets."""
    start, end = found
    if tag := _TAG.match(text, start, end):
        start = tag.end()
    if asking := _ASKING.match(text, start, end):
        start = asking.end()
    while start < end:
        words = text[start:end]
        bracket = _BRACKETED.search(words)
        if bracket and bracket.start() > 0 and (_HAN if item else _ASIDE).search(bracket["in"]):
            end = start + bracket.start()
            continue
        asked = _ASKED.search(words)
        if asked is None or asked.start() < 2 or asked.end() == asked.start():
            break
        if _DIVIDES.search(asked[0]) and _BY.search(words):
            break  # a thing may be divided in several ways
        end = stripped(text, start, start + asked.start()).end
    wrapped = _WRAPPED.fullmatch(text, *stripped(text, start, end))
    return stripped(text, *(wrapped.span("in") if wrapped else (start, end)))

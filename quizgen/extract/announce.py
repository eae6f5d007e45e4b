"""Which label belongs to which list: the numeral judges, then nearness, then the words that the items share."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from quizgen.extract.candidate import Label, Range
from quizgen.extract.leads import name_before
from quizgen.extract.lists.alike import common_prefix, common_suffix
from quizgen.extract.lists.naming import label_of, tells
from quizgen.extract.numerals import BARE, LabelMention
from quizgen.extract.scan import Scan

if TYPE_CHECKING:
    from quizgen.extract.resolve import Choice

_AFTER = re.compile('[”」』）)、，, 　]{0,3}(?:等|的|既|即|这|這|上述|以上)?[“「『"]?')
_BETWEEN = re.compile(
    '[”」』"）)]?[^，。；：！？,;:\n]{0,14}[，,]?[ 　]*'
    '(?:[：:（(“「『"—]|即|就是|是指|指的是|包括|分别是|分别为|是|为|有){1,4}[：:“「『（( 　\n—]*'
    "(?:构建|推进|把握|坚持|必须坚持)?"
)
_NEAR = 40
_FAR = 2000
_NAME_LONGEST = 10
_NO_NAME = re.compile(
    "\\A(?:不|并|並|而|也|这|這|那|其|我(?![国國])|你|他|她|只|就|都|了|使|让|讓|把|在|从|從)|(?:指出|强调|強調|认为|認為|中|时|時|后|後|来|來|所|主要|如|[简簡]?[记記]|[将將把以对對使由按被让讓])\\Z"
)
_NAMED_AFTER = (
    re.compile(
        "[”」』](?:的|这一|這一|这|這)[“「『]?(?P<name>[\u3400-\u9fff]{2,8})[”」』]?(?=[，。；！？、\n)）]|\\Z)"
    ),
    re.compile("[”」』]?(?:这|這)[“「『](?P<name>[\u3400-\u9fff]{2,8})[”」』]"),
    re.compile("的(?P<name>[\u3400-\u9fff]{2,6})(?=[，。；！？\n)）]|\\Z)"),
    re.compile(
        "[”」』]?[ ]?(?:都|均|共同)?(?:是|(?:构成|構成|组成|組成)了?)(?:其|[它他她][们們]?的)"
        "(?P<name>[\u3400-\u9fff]{2,6})(?=[。；\n])"
    ),
    re.compile("[”」』]?(?:为|為|作为|作為|，作为)(?P<name>[\u3400-\u9fff]{2,8}?)(?=[的，。；！？\n]|\\Z)"),
)
_LEADS_OVER = re.compile(
    "(?<=..)(?:有[二三四五六七八九十两兩][种種类類级級]?|[应應又](?:分别|当)?|依次|应当[将把]?|應當[將把]?|[都均亦]|可以|[是有称稱]|(?<![行作成认以因分])[为為])+\\Z"
)
_CALLED = re.compile(
    "本(?:条例|條例|法|办法|辦法|规定|規定|细则|細則|规程|規程)[中所]{1,2}[称稱]的?[ ]*|(?:例如|比如|譬如|其中)[ ]*"
)
_GIVEN_AS = re.compile("(?:以|把|将|將)[“「『]?\\Z")
_SUBJECT = re.compile(
    "(?:\\A|[，。；！？\n：:>])(?P<name>[^，。；：！？、\n“”「」]{2,14}?)"
    "(?:依次|主要|一般|通常|大致|具体|具體|分别|分別)?(?:就是|分别是|称|稱|包括|分为|分為|包含|主要有|是|为|為|有|即)(?:[一二三四五六七八九十两兩](?:[种種类類级級])?[，,：:])?[：:]?[“「『（(]?\\Z"
)
_QUOTED = re.compile(
    "[“「『](?P<name>[^，。；：！？、\n“”「」『』]{2,10})[”」』][^，。；：！？\n]{0,6}[，,：:（(—]*"
    "(?:即|就是|也就是|是指|指的是|指|包括)[：:]?[“「『]?\\Z"
)
_WRAPPED = re.compile("[【〖［](?P<name>[^，。；：！？、\n【】〖〗［］]{2,12})[】〗］][ 　]*[：:]?[“「『]?\\Z")
_COLON = re.compile(
    "(?:\\A|[，。；！？\n])[ 　]*(?:[（(]?\\d{1,2}[、.．）)][ ]*)?"
    "(?P<name>[^，。；：！？、\n“”「」]{2,28})[：:][“「『]?\\Z"
)
_OF_COLON = re.compile("的(?P<name>[^的，。；：！？、\n“”「」（）()]{2,10})[：:][“「『]?\\Z")
_BRACKET = re.compile(
    "(?:\\A|[，。；！？\n：:>的是为為*_`])[ 　]*(?P<name>[^，。；：！？、\n“”「」（）()的是为為*_`]{2,10})[*_`]*"
    "[（(](?:含|如|即|包括|包含|例如)?[：:]?[“「『]?\\Z"
)
_CLOSES_BRACKET = re.compile("[”」』]?(?:等|……)?[)）]")
_VERB_ALONE = re.compile(
    "[ 　]*(?:(?:主要|一般|通常|大致|又|还|還|可以?)*(?:划分|劃分|分)(?:为|為|成)"
    "|(?:主要|一般|通常)*(?:包括|包含))[：:]?[“「『]?"
)
_WHOLE = re.compile(
    "[ 　*_`]*(?:(?:主要|一般|通常|具体|具體|分别|分別)*(?:包括|包含|分为|分為|有|是|为|為|即)[：:]?)?[“「『]?"
)
_ENDS_BLOCK = re.compile("[”」』]?(?:等|等等|……)?[。；;.]?[ 　*_`]*")


def announced(scan: Scan, choices: Iterable[Choice]) -> None:
    """Attach to each choice the label that promises it, and note the evidence."""
    mentions = scan.mentions
    starts = [mention.start for mention in mentions]
    for choice in choices:
        if choice.label is not None and choice.label.count:
            choice.evidence["labelled"] = float(choice.label.count == len(choice.items))
            _quoted_name(choice, mentions, starts)
            _subject_of_bare(scan, choice)
            continue
        mention = _adjacent(scan.text, choice, mentions, starts) or _sharing(choice, mentions, starts)
        if mention:
            choice.label = _whole(scan.text, mention, choice.start)
            choice.stated = mention.count
            _subject_of_bare(scan, choice)
            choice.evidence["labelled"] = 1.0 if mention.count == len(choice.items) else 0.3
            choice.evidence["shares_head"] = float(_shares(choice, mention))
        elif choice.label is None:
            choice.label = _named(scan, choice)
            choice.evidence["named"] = float(choice.label is not None)


def _whole(text: str, mention: LabelMention, start: int) -> Label:
    """The label with the nouns before it, where both are the term that a colon explains (江南三大名楼：……)."""
    found = _COLON.search(text, max(0, mention.start - _NEAR), start) if mention.end < start else None
    if found is None or mention.quoted or found.end("name") != mention.end or found.start("name") >= mention.start:
        return Label(mention.text, (Range(mention.start, mention.end),), mention.count)
    low = mention.start if tells(text[found.start("name") : mention.start]) else found.start("name")
    return Label(text[low : mention.end], (Range(low, mention.end),), mention.count)


def _subject_of_bare(scan: Scan, choice: Choice) -> None:
    """A list that only a number with a measure counts (查询有两种：…) is called by what is counted."""
    label = choice.label
    if label and label.text[1:] in BARE and label.ranges[0].start < choice.start:
        name = _named(scan, choice)
        choice.label = Label(name.text, name.ranges, label.count) if name else label


def _quoted_name(choice: Choice, mentions: Sequence[LabelMention], starts: list[int]) -> None:
    """A label that holds a quoted one with the same count is called by it (要做到五个“树立” → 五个树立)."""
    label = choice.label
    if label is None or not label.ranges:
        return
    first = bisect_left(starts, label.ranges[0].start)
    for mention in mentions[first : bisect_left(starts, label.ranges[-1].end)]:
        if mention.end > label.ranges[-1].end + 1:
            return
        if mention.quoted and mention.count == label.count:
            choice.label = Label(mention.text, (Range(mention.start, mention.end),), mention.count)


def _adjacent(text: str, choice: Choice, mentions: Sequence[LabelMention], starts: list[int]) -> LabelMention | None:
    count = len(choice.items)
    at = bisect_left(starts, choice.end)
    for mention in mentions[at : at + 2]:
        gap = text[choice.end : mention.start]
        if mention.count == count and len(gap) <= 5 and _AFTER.fullmatch(gap):
            return mention
    at = bisect_left(starts, choice.start)
    for mention in reversed(mentions[max(0, at - 3) : at]):
        gap = text[mention.end : choice.start]
        fits = mention.count == count or (mention.count > count and _shares(choice, mention))
        if fits and 0 < len(gap) <= _NEAR and _BETWEEN.fullmatch(gap):
            return mention
    return None


def _shares(choice: Choice, mention: LabelMention) -> bool:
    """Whether what a label counts is what all items begin or end with."""
    return bool(mention.head) and (
        common_prefix(choice.words).startswith(mention.head) or common_suffix(choice.words).endswith(mention.head)
    )


def _sharing(choice: Choice, mentions: Sequence[LabelMention], starts: list[int]) -> LabelMention | None:
    """A label whose counted word is what the items begin or end with, not too far away."""
    low, high = bisect_left(starts, choice.start - _FAR), bisect_left(starts, choice.end + _FAR)
    if choice.label is not None:  # a heading's name gives way only to what was promised before
        high = bisect_left(starts, choice.start)
    near = sorted(mentions[low:high], key=lambda m: abs(m.start - choice.start))
    return next((m for m in near if m.count == len(choice.items) and _shares(choice, m)), None)


def _named(scan: Scan, choice: Choice) -> Label | None:
    """A name without a numeral: the subject of what the items say, or what they are declared to be."""
    text = scan.text
    at = scan.outline.block_at(choice.start)
    low = scan.blocks[at].content if at is not None else choice.start
    before, after = text[max(low, choice.start - 40) : choice.start], text[choice.end : choice.end + 16]
    for pattern in _NAMED_AFTER:
        match = pattern.match(after)
        if match and (not match[0].startswith(("为", "為")) or _GIVEN_AS.search(before)):
            return _label(text, choice.end + match.start("name"), choice.end + match.end("name"))
    start = choice.start - len(before)
    bracketed = _CLOSES_BRACKET.match(after) is not None
    for pattern in (_QUOTED, _WRAPPED, _COLON, _OF_COLON, _SUBJECT, _BRACKET):
        match = pattern.search(before) if bracketed or pattern is not _BRACKET else None
        if match and (label := _label(text, start + match.start("name"), start + match.end("name"))):
            return label
    return _understood(scan, choice, at) or _above(scan, choice, at) if at is not None else None


def _understood(scan: Scan, choice: Choice, at: int) -> Label | None:
    """The subject that a sentence without one has from the name before or above it: 栈桥：……。分为木栈桥和石栈桥。"""
    block, text = scan.blocks[at], scan.text
    start = max(block.content, *(text.rfind(stop, block.content, choice.start) + 1 for stop in "。；;"))
    if not _VERB_ALONE.fullmatch(text, start, choice.start):
        return None
    name = name_before(text, block.content, block.end) if block.kind == "item" or start > block.content else None
    if name is not None and name.end < start and name.end - name.start <= _NAME_LONGEST:
        return Label(text[name.start : name.end], (name,))
    if block.parent is None:
        return None
    above = scan.blocks[block.parent]
    return label_of(scan, block.parent, len(choice.items)) if above.kind == "item" and above.title else None


def _above(scan: Scan, choice: Choice, at: int) -> Label | None:
    """What stands above a block that is nothing but the list: the first line below a heading or a short item."""
    block = scan.blocks[at]
    alone = _WHOLE.fullmatch(scan.text, block.content, choice.start) and _ENDS_BLOCK.fullmatch(
        scan.text, choice.end, block.end
    )
    if not alone or block.kind == "row" or block.parent is None or block.parent != at - 1:
        return None
    return label_of(scan, block.parent, len(choice.items)) if scan.blocks[block.parent].title else None


def _label(text: str, start: int, end: int) -> Label | None:
    """A name's words; of a long one what stands behind its last 的."""
    if end - start > _NAME_LONGEST and (of := text.rfind("的", start, end - 2)) > start:
        start = of + 1
    while start < end and text[start] in " 　*_`#>|-":
        start += 1
    if called := _CALLED.match(text, start, end):
        start = called.end()
    words = _LEADS_OVER.sub("", text[start:end].rstrip(" 　*_`"))
    return Label(words, (Range(start, start + len(words)),)) if len(words) > 1 and not _NO_NAME.search(words) else None

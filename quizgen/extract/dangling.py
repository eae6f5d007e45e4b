"""Labels that a document names and never expands. They are told, and never filled in.

What an author sets in quotation marks is a name. Without them only what is no mere count is one: names in the
dictionary (三座大山), what one holds to or fights (打好三大攻坚战), and what an authority has issued (中央八项规定).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from quizgen.dictionary import entry
from quizgen.extract.lists.alike import core
from quizgen.extract.numerals import LabelMention, to_int
from quizgen.extract.resolve import Choice
from quizgen.extract.scan import Scan
from quizgen.extract.words import cut, tag, word_file

_BARE = re.compile(
    "(?<![第〇零一二三四五六七八九十百千万亿几数0-9“‘「『])(?P<count>[三四五六七八九十两])(?P<measure>[个项条座大])"
    "(?P<rest>[\u3400-\u9fff]{2,6})"
)
_ISSUED = re.compile("规定|禁令|纪律|铁律|禁忌|注意")
_ISSUER = re.compile("(?:中央|国务院|[省市县区乡镇][委府]|部|局|厅|委员会|管委会)\\Z")
_EXPANDS = re.compile("[”」』）)]*(?:[：:（(—]|即|是|就是|指|包括|分别|如下|，即|，分别|，包括)")
_ROW = re.compile("[^，。；：！？\n]*\\Z")
_ENDS = re.compile("[^\u3400-\u9fff]|[的和与及等中上下里]|精神|要求|\\Z")
NEAR = 120
"""A list of as many items that begins at most so many characters behind a label may be what it names."""
AGAIN = 2
"""How often a name that one holds to must stand in a document where its measure word counts other things, too."""
KNOWN = 2
"""Letters of what is counted by a name in the dictionary."""
LONGEST = 5
"""Letters of what is counted."""


def dangling(scan: Scan, choices: Sequence[Choice]) -> Iterator[tuple[str, list[LabelMention]]]:
    """The labels without items, each with the places where it stands, in order of the first."""
    taken = [choice for choice in choices if choice.verdict == "taken"]
    named = {core(choice.label.text) for choice in taken if choice.label}
    places: dict[str, list[LabelMention]] = {}
    quoted = [mention for mention in scan.mentions if mention.quoted]
    bare = _bare(scan, choices, taken, frozenset(core(mention.text) for mention in quoted))
    for mention in sorted([*quoted, *bare], key=lambda one: one.start):
        if core(mention.text) not in named:
            places.setdefault(core(mention.text), []).append(mention)
    for found in places.values():
        yield found[0].text, found


def _bare(
    scan: Scan, choices: Sequence[Choice], taken: Sequence[Choice], quoted: frozenset[str]
) -> Iterator[LabelMention]:
    """Names without quotation marks: those that stand in them elsewhere, and those that nothing goes on to expand."""
    mentions = list(_counted(scan.text))
    if not mentions:
        return
    often = Counter(mention.text for mention in mentions)
    expanded = {
        core(choice.label.text) for choice in choices if choice.label and choice.label.count == len(choice.items)
    }
    starts = sorted((choice.start, len(choice.items)) for choice in taken)
    open_ends = {
        mention.text for mention in mentions if _goes_on(scan, mention, starts) or core(mention.text) in expanded
    }
    for mention in mentions:
        name = mention.text not in open_ends and _is_name(scan.text, mention, often[mention.text])
        if name or core(mention.text) in quoted:
            yield mention


def _counted(text: str) -> Iterator[LabelMention]:
    for match in _BARE.finditer(text):
        count, known = to_int(match["count"]) or 0, match.start("rest") + KNOWN
        named = _known(text[match.start() : known])
        head = match["rest"][:KNOWN] if named else _head(match["rest"])
        if head and not (match["measure"] == "大" and count > 9):
            end = match.start("rest") + len(head)
            yield LabelMention(match.start(), end, text[match.start() : end], count, head, outer=end)


def _known(label: str) -> bool:
    """Whether the dictionary has a label as a word of its own."""
    found = entry(label) if label[1] != "条" else None  # 两条道路
    return found is not None and found.tag != "m"


def _head(rest: str) -> str:
    """The words that are counted: one, or a noun with one before it; "" where the phrase goes on with other words."""
    words = cut(rest)
    for size in (1, 2):
        head = "".join(words[:size])
        ends = _ENDS.match(rest, len(head)) or tag("".join(words[size : size + 1]))[:1] in {"v", "d", "p", "c"}
        nouns = all(tag(word)[:1] in {"n", "l", "i", "j"} or tag(word) in {"vn", "an"} for word in words[: size - 1])
        if 2 <= len(head) <= LONGEST and ends and nouns:
            return "" if _generic(head) else head
    return ""


def _generic(head: str) -> bool:
    kinds = word_file("generic_heads.txt") | word_file("aspects.txt") | word_file("plain_heads.txt")
    return any(head.endswith(kind) for kind in kinds)


def _is_name(text: str, mention: LabelMention, often: int) -> bool:
    measure = mention.text[1]
    before = text[max(0, mention.start - 6) : mention.start]
    held = any(before.endswith(verb) for verb in word_file("allegiance.txt"))
    if _known(mention.text):
        return held or measure != "个" or often >= AGAIN
    if measure in "项条" and _ISSUED.fullmatch(mention.head) and _ISSUER.search(before):
        return True
    return held and (measure == "大" or often >= AGAIN)


def _goes_on(scan: Scan, mention: LabelMention, starts: list[tuple[int, int]]) -> bool:
    """Whether what stands behind a label, or right in front of it, may be its items."""
    before = _ROW.search(scan.text, max(0, mention.start - NEAR), mention.start)
    if _EXPANDS.match(scan.text, mention.end) or (before and before[0].count("、") == mention.count - 1):
        return True
    at = bisect_left(starts, (mention.start - NEAR // 2, 0))
    while at < len(starts) and starts[at][0] <= mention.end + NEAR:
        if starts[at][1] == mention.count:
            return True
        at += 1
    return False

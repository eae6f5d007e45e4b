"""Which label belongs to which list: the numeral judges, then nearness, then the words that the items share."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from quizgen.extract.candidate import Label, Range
from quizgen.extract.lists.alike import common_prefix, common_suffix
from quizgen.extract.numerals import LabelMention
from quizgen.extract.scan import Scan

if TYPE_CHECKING:
    from quizgen.extract.resolve import Choice

_AFTER = re.compile('[”」』）)、，, 　]{0,3}(?:等|的|这|這|上述|以上)?[“「『"]?')
_BETWEEN = re.compile(
    '[”」』"）)]?[^，。；：！？,;:\n]{0,14}[，,]?[ 　]*(?:[：:（(“「『"—]|即|就是|是指|指的是|包括|分别是|分别为|是|为|有){1,4}[：:“「『（( 　\n]*(?:构建|推进|把握|坚持|必须坚持)?'
)
_NEAR = 40
_FAR = 2000


def announced(scan: Scan, choices: Iterable[Choice], mentions: Sequence[LabelMention]) -> None:
    """Attach to each choice the label that promises it, and note the evidence."""
    starts = [mention.start for mention in mentions]
    for choice in choices:
        label = choice.label
        if label is not None and label.count:
            choice.evidence["labelled"] = float(label.count == len(choice.items))
            continue
        mention = _adjacent(scan.text, choice, mentions, starts) or _sharing(choice, mentions, starts)
        if mention:
            choice.label = Label(mention.text, (Range(mention.start, mention.end),), mention.count)
            choice.stated = mention.count
            choice.evidence["labelled"] = 1.0 if mention.count == len(choice.items) else 0.3


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
        if mention.count == count and 0 < len(gap) <= _NEAR and _BETWEEN.fullmatch(gap):
            return mention
    return None


def _sharing(choice: Choice, mentions: Sequence[LabelMention], starts: list[int]) -> LabelMention | None:
    """A label whose counted word is what the items begin or end with, not too far away."""
    prefix, suffix = common_prefix(choice.words), common_suffix(choice.words)
    if not prefix and not suffix:
        return None
    low, high = bisect_left(starts, choice.start - _FAR), bisect_left(starts, choice.end + _FAR)
    near = sorted(mentions[low:high], key=lambda m: abs(m.start - choice.start))
    for mention in near:
        if (
            mention.count == len(choice.items)
            and mention.head
            and (prefix.startswith(mention.head) or suffix.endswith(mention.head))
        ):
            return mention
    return None

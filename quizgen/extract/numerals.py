"""Numerals that promise a list: 五个必须, “四风”, 三大机制, 禁忌症（5 条）, 三会一课, 两要两不要.

``labels`` finds the places where a text names a number of things; what is only a number (a date, an ordinal, a year,
一个又一个) is no label. Offsets are clean offsets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from quizgen.extract.words import boundaries, word_file

_DIGITS = {
    **{char: value for value, char in enumerate("〇一二三四五六七八九")},
    **{char: value for value, char in enumerate("零壹贰叁肆伍陆柒捌玖")},
    **{char: value for value, char in enumerate("零壹貳參肆伍陸柒捌玖")},
    "两": 2,
    "兩": 2,
    "俩": 2,
    "倆": 2,
    "双": 2,
    "雙": 2,
}
_UNITS = {"十": 10, "拾": 10, "廿": 20, "百": 100, "佰": 100}
MOST = 60
"""A label that promises more than this is a figure, not the name of a list."""

_HAN_NUMBER = "[〇零一二三四五六七八九十两兩壹贰貳叁參肆伍陆陸柒捌玖拾廿]"
_NUMBER = rf"(?:{_HAN_NUMBER}{{1,4}}|[0-9０-９]{{1,2}})"
_MEASURE = (
    "(?:个|個|项|項|条|條|点|點|种|種|类|類|大|方面|层次|層次|步|重|级|級|位|座|手|门|門|组|組|道|段|阶段|階段|"
    "句|则|則|件|样|樣|环|環|章|部分|要素|原则)"
)
_WORDS = "[\u3400-\u9fffA-Za-z]"


@dataclass(frozen=True, slots=True)
class LabelMention:
    """A place where the text names a number of things.

    ``[start, end)`` are the label's words; ``head`` is what is counted (必须 in 五个必须). ``quoted`` tells that the
    author set it in quotation marks. ``outer`` is the end of what belongs to it (a closing quote, a count in brackets).
    """

    start: int
    end: int
    text: str
    count: int
    head: str
    quoted: bool = False
    outer: int = 0
    measured: bool = True


def to_int(numeral: str) -> int | None:
    """The value of a Chinese, Arabic or full-width numeral below 1,000; None where it is none.

    >>> to_int("十二"), to_int("廿三"), to_int("两"), to_int("０８"), to_int("叁"), to_int("一百零五"), to_int("十十")
    (12, 23, 2, 8, 3, 105, None)
    """
    if numeral.isdecimal() and numeral:
        return int(numeral)
    total = digit = 0
    last_unit = 1000
    for char in numeral:
        if char in _UNITS:
            unit = _UNITS[char]
            if unit >= last_unit:
                return None
            total += unit if char == "廿" else (digit or 1) * unit
            digit, last_unit = 0, 10 if char == "廿" else unit
        elif char in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[char]
        else:
            return None
    return total + digit if numeral else None


_BEFORE = re.compile(r"(?:第|[0-9０-９.．〇零一二三四五六七八九十百千万亿几数]|星期|周|初|上|又)\Z")
_QUOTED = re.compile(
    rf"[“\"「『](?P<label>(?P<n>{_NUMBER})(?P<m>{_MEASURE})?[”\"」』]?[“\"「『]?(?P<head>[^“”\"「」『』\n，。；：！？+][^“”\"「」『』\n，。；：！？]{{0,11}}))[”\"」』]"
)
_HALF_QUOTED = re.compile(
    rf"(?P<n>{_NUMBER})(?P<m>{_MEASURE})[“\"「『](?P<head>[^“”\"「」『』\n，。；：！？]{{1,12}})[”\"」』]"
)
_PLAIN = re.compile(rf"(?P<n>{_NUMBER})(?:(?<=[0-9０-９]) )?(?P<m>{_MEASURE})(?P<head>{_WORDS}{{0,12}})")
_SUFFIXED = re.compile(
    r"(?P<head>[^\s，。；：、！？（()）|]{2,24})[ 　]?[（(][共计有]{0,2} ?"
    rf"(?P<n>{_NUMBER}) ?(?P<m>{_MEASURE}|件|例|处|人|家)[)）]"
)
_COMPOSED = re.compile(
    rf"(?P<a>{_HAN_NUMBER})(?P<x>[\u3400-\u9fff])(?P<b>{_HAN_NUMBER})(?P<y>[\u3400-\u9fff])(?:(?P<c>{_HAN_NUMBER})(?P<z>[\u3400-\u9fff]))?"
)
_SUM = re.compile(r"(?P<a>[1-9])\+(?P<b>[1-9])")
_PLUS = re.compile(rf"[“\"「『]{_SUM.pattern}[”\"」』]")


def labels(text: str, start: int = 0, end: int | None = None) -> Iterator[LabelMention]:
    """The label mentions in ``text[start:end]``, in order of place; overlapping ones give way to the quoted."""
    end = len(text) if end is None else end
    taken = start
    found = sorted(
        (m for find in (_quoted, _half_quoted, _composed, _suffixed, _plain) for m in find(text, start, end)),
        key=lambda m: (m.start, -m.quoted, -m.end),
    )
    for mention in found:
        if mention.start >= taken:
            yield mention
            taken = mention.outer


def _mention(match: re.Match[str], head: str, start: int, end: int, text: str, **more: bool) -> LabelMention | None:
    count = to_int(match["n"])
    if (
        count is None
        or not 2 <= count <= MOST
        or _BEFORE.search(match.string[max(0, match.start("n") - 2) : match.start("n")])
    ):
        return None
    return LabelMention(start, end, text, count, head, outer=match.end(), **more)


def _quoted(text: str, start: int, end: int) -> Iterator[LabelMention]:
    for match in _QUOTED.finditer(text, start, end):
        if not parts_of(match["label"]):
            found = _mention(
                match, match["head"], match.start("label"), match.end("label"), match["label"],
                quoted=True, measured=bool(match["m"]),
            )  # fmt: skip
            if found:
                yield found
    for match in _PLUS.finditer(text, start, end):
        count = int(match["a"]) + int(match["b"])
        yield LabelMention(match.start("a"), match.end("b"), match[0][1:-1], count, "", True, match.end(), False)


def _half_quoted(text: str, start: int, end: int) -> Iterator[LabelMention]:
    for match in _HALF_QUOTED.finditer(text, start, end):
        label = match["n"] + match["m"] + match["head"]
        found = _mention(match, match["head"], match.start(), match.end(), label, quoted=True)
        if found:
            yield found


def _composed(text: str, start: int, end: int) -> Iterator[LabelMention]:
    for match in _COMPOSED.finditer(text, start, end):
        quoted = text[match.start() - 1 : match.start()] in {"“", '"', "「", "『"} and match.start() > start
        closed = text[match.end() : match.end() + 1] in {"”", '"', "」", "』"}
        count = sum(parts_of(match[0]))
        if count and (closed and quoted) and not match[0].startswith(("一个", "一個")):
            yield LabelMention(match.start(), match.end(), match[0], count, "", True, match.end() + 1, False)


def parts_of(label: str) -> tuple[int, ...]:
    """How many things of each kind a composed label promises (三会一课: 3, 1; 1+3: 1, 3); empty where it is none.

    >>> parts_of("三会一课"), parts_of("1+3"), parts_of("三位一体"), parts_of("五个必须")
    ((3, 1), (1, 3), (), ())
    """
    if sum_ := _SUM.fullmatch(label):
        return int(sum_["a"]), int(sum_["b"])
    match = _COMPOSED.fullmatch(label)
    if not match or match["x"] in _UNITS or match["y"] in _UNITS or match["y"] in "体體":  # 三位一体
        return ()
    counts = [to_int(match[name]) or 0 for name in ("a", "b", "c") if match[name]]
    return tuple(counts) if all(counts) and sum(counts) > 2 else ()  # 一老一小 promises nothing


def _suffixed(text: str, start: int, end: int) -> Iterator[LabelMention]:
    for match in _SUFFIXED.finditer(text, start, end):
        count = to_int(match["n"])
        if count and 2 <= count <= MOST:
            yield LabelMention(
                match.start("head"), match.end("head"), match["head"], count, match["head"], outer=match.end()
            )


def _plain(text: str, start: int, end: int) -> Iterator[LabelMention]:
    for match in _PLAIN.finditer(text, start, end):
        head = _bounded(match["head"])
        measure = match["m"]
        ends = _COLON if measure in _COUNTED_THEN else _CLAUSE_ENDS
        bare = measure in BARE | _COUNTED_THEN and not match["head"] and ends.match(text, match.end())
        if not head and measure not in _SELF_HEADED and not bare:
            continue
        if measure == "大" and (to_int(match["n"]) or 0) > 9:  # 二十大: a congress
            continue
        if (head or measure).startswith(tuple(word_file("plain_heads.txt"))) or (measure == "位" and head != "一体"):
            continue
        stop = match.end("m") + len(head)
        found = _mention(match, head or measure, match.start(), stop, text[match.start() : stop])
        if found:
            yield LabelMention(found.start, found.end, found.text, found.count, found.head, outer=found.end)


_SELF_HEADED = frozenset(("方面", "层次", "層次", "部分", "要素", "原则", "阶段", "階段", "环", "点", "點", "条", "條"))
BARE = frozenset(("种", "種", "类", "類", "级", "級"))
"""Measures that count what a clause has just named, at its end (分为永久、定期两种)."""
_COUNTED_THEN = frozenset(("项", "項", "个", "個", "件"))
"""Measures that promise by themselves what a colon introduces (原因可归纳为六项：)."""
_COLON = re.compile("[：:]")
_CLAUSE_ENDS = re.compile("[，,；;。：:（(\n]|\\Z")
_ENDS_HEAD = re.compile(
    "[的是在和与與及为為中有把被让讓以等了着著即就将將能可会會应應由到来來从從并並而也都还還所之其这這那]"
    "|(?:组成|組成|构成|構成)(?!要素|部分)|(?<=.)(?:概括|说起|說起|展开|展開|进行|進行|加以)"
)


def _bounded(run: str) -> str:
    """The counted noun at the beginning of a run of words."""
    for generic in sorted(word_file("generic_heads.txt")):
        if run.startswith(generic):
            return generic
    edges = boundaries(run)
    stop = next((found for found in _ENDS_HEAD.finditer(run) if found.start() in edges), None)
    return (run[: stop.start()] if stop else run)[:8]

"""Items without any separator: 更快更高更强, 自查自纠自评, 安全的及时的有效的; 《甲》《乙》《丙》."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.extract.candidate import Candidate, Range
from quizgen.extract.lists.alike import core
from quizgen.extract.lists.features import row_evidence
from quizgen.extract.regions import Region
from quizgen.extract.scan import Scan, Sentence
from quizgen.extract.words import boundaries

_HAN = "[\u3400-\u9fff]"
_EQUAL = tuple(re.compile(rf"(?P<p>{_HAN}){_HAN}{{{size}}}(?:(?P=p){_HAN}{{{size}}}){{2,}}") for size in (1, 2, 3))
_SUFFIXED = tuple(
    re.compile(rf"{_HAN}{{{size}}}(?P<s>[性的化力感者心])(?:{_HAN}{{{size}}}(?P=s)){{2,}}") for size in (1, 2)
)
_TITLES = re.compile("《[^《》\n]{1,30}》(?:[、和与與及]?《[^《》\n]{1,30}》)+")
_QUOTED = re.compile("“[^“”\n]{1,16}”(?:[、和与與及]?“[^“”\n]{1,16}”)+")
_ONE = re.compile("《[^《》]+》|“[^“”]+”")
_JOINS = frozenset("和与與及或并並而")
_BEHIND = 3
"""Characters behind the last item in which the word that it ends with may go on."""
_NO_FRAME = frozenset("一不的了是在有我你他她它这那人大中小上下个年月日们之其")


def propose(scan: Scan) -> Iterator[Candidate]:
    for sentence in scan.sentences:
        for marked in (_TITLES, _QUOTED):
            for match in marked.finditer(scan.text, sentence.start, sentence.end):
                yield _in_marks(scan, sentence, match)
        for patterns, group in ((_EQUAL, "p"), (_SUFFIXED, "s")):
            for pattern in patterns:
                for match in pattern.finditer(scan.text, sentence.start, sentence.end):
                    if match[group] not in _NO_FRAME or group == "s":
                        yield from _candidate(match, group)


def _in_marks(scan: Scan, sentence: Sentence, match: re.Match[str]) -> Candidate:
    """Titles or quoted words one after another."""
    items = [Range(*m.span()) for m in _ONE.finditer(scan.text, match.start(), match.end())]
    whole = Region(sentence.start, sentence.end, "", "", sentence.start, sentence.end)
    return Candidate(
        rule="side-by-side",
        kind="series",
        items=tuple((item,) for item in items),
        scope=Range(*match.span()),
        evidence={"in_marks": 1.0, **row_evidence(scan.text, whole, items)},
    )


def _candidate(match: re.Match[str], group: str) -> Iterator[Candidate]:
    words, frame = match[0], match[group]
    size = words.index(frame, 1) if group == "p" else words.index(frame) + 1
    if len(words) % size:
        return
    items = [Range(match.start() + at, match.start() + at + size) for at in range(0, len(words), size)]
    texts = [words[at : at + size] for at in range(0, len(words), size)]
    if len({core(t) for t in texts}) < len(texts) or not _aligned(words, size):
        return
    items[-1] = Range(items[-1].start, items[-1].start + _whole(match, size))
    yield Candidate(
        rule="unseparated",
        kind="parallel",
        items=tuple((item,) for item in items),
        scope=Range(match.start(), items[-1].end),
        evidence={"unseparated": 1.0, "count": min(len(items), 6) / 6, "suffix_frame": float(group == "s")},
    )


def _whole(match: re.Match[str], size: int) -> int:
    """How long the last item is with the rest of the word that it ends in."""
    behind = match.string[match.end() - size : match.end() + _BEHIND]
    return next(at for at in boundaries(behind) if at >= size)


def _aligned(words: str, size: int) -> bool:
    """Whether no word of the segmenter reaches over an end of an item, and no conjunction ties two of them."""
    return set(range(0, len(words), size)) <= set(boundaries(words)) and not any(
        words[at - 1] in _JOINS or words[at] in _JOINS for at in range(size, len(words), size)
    )

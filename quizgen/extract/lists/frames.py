"""Sentences that share a frame, next to one another or at the head of their paragraphs; short paragraph leads.

洗手要及时。……。洗手要彻底。……。洗手要……。 → 洗手要及时 | 洗手要彻底 | ……
要沿着……找线索。…… 要沿着……找证人。……  (a paragraph each)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from quizgen.extract.candidate import Candidate, Range
from quizgen.extract.lists.alike import common_prefix, common_suffix, core
from quizgen.extract.lists.pieces import stripped, without_leading
from quizgen.extract.scan import Scan, Sentence
from quizgen.extract.words import opens_with_verb

_WINDOW = 12
"""Sentences that may stand between two of a row."""
_LEAD_LONGEST = 26
_SUBJECT_LONGEST = 8
_LONGEST = 70
_PRONOUNS = frozenset("我你他她它您这那這咱")
_CLAUSE_MARKS = "，,；;：:"


_VERBAL = re.compile("必须|必須|[要应應须須需不是把让讓向]|(?:[坚堅]持|做到|牢记|保证|防止)")


def propose(scan: Scan) -> Iterator[Candidate]:
    yield from _framed(scan)
    yield from _leads(scan)


def _framed(scan: Scan) -> Iterator[Candidate]:
    """Sentences of one section that begin alike: with four characters at some distance, with two side by side."""
    words = [scan.text[s.start : s.end].strip() for s in scan.sentences]
    for size, window in ((9, _WINDOW), (4, _WINDOW), (2, 1), (1, 1)):
        open_rows: dict[str, list[int]] = {}
        for index, sentence in enumerate(scan.sentences):
            key = words[index][:size]
            if len(key) < size or not key.isalpha() or not _runs_on(scan, sentence):
                continue
            row = open_rows.get(key)
            if row and index - row[-1] <= window and _same_section(scan, scan.sentences[row[-1]], sentence):
                row.append(index)
            else:
                if row:
                    yield from _row(scan, row, words)
                open_rows[key] = [index]
        for row in open_rows.values():
            yield from _row(scan, row, words)


def _runs_on(scan: Scan, sentence: Sentence) -> bool:
    """Whether a sentence is running text: no heading, no row, not the words of a marked item."""
    block = scan.blocks[sentence.block]
    return block.kind == "paragraph" or (block.kind == "item" and not _opens_block(scan, sentence))


def _same_section(scan: Scan, one: Sentence, other: Sentence) -> bool:
    return one.block == other.block or scan.blocks[one.block].parent == scan.blocks[other.block].parent


def _row(scan: Scan, row: list[int], words: list[str]) -> Iterator[Candidate]:
    if len(row) < 3:
        return
    prefix = common_prefix([words[k] for k in row])
    whole = [stripped(scan.text, Range(scan.sentences[k].start, scan.sentences[k].end)) for k in row]
    longest = max(i.end - i.start for i in whole)
    closing = len(common_suffix([words[k] for k in row])) >= 2 and longest <= _LONGEST
    items = whole if closing or longest <= _LEAD_LONGEST else [_first_clause(scan, item) for item in whole]
    texts = [scan.text[i.start : i.end] for i in items]
    suffix = common_suffix(texts)
    verbal = bool(_VERBAL.search(prefix)) or opens_with_verb(prefix)
    if prefix[0] in _PRONOUNS or not (verbal or len(suffix) > 1):
        return
    items = without_leading(scan.text, items, prefix)
    leads = [_opens_block(scan, scan.sentences[k]) for k in row]
    yield Candidate(
        rule="frame-sentences",
        kind="parallel",
        items=tuple((item,) for item in items),
        scope=Range(items[0].start, items[-1].end),
        evidence={
            "frame": 1.0,
            "frame_verbal": float(verbal),
            "frame_prefix": min(len(prefix), 5) / 5,
            "frame_suffix": min(len(suffix), 3) / 3,
            "consecutive": sum(b - a == 1 for a, b in pairwise(row)) / (len(row) - 1),
            "all_lead": float(all(leads)),
            "frame_long": min(max(map(len, texts)), 60) / 60,
            "frame_three": float(len(row) == 3),
        },
    )


def _first_clause(scan: Scan, sentence: Range) -> Range:
    ends = (scan.text.find(mark, sentence.start, sentence.end) for mark in _CLAUSE_MARKS)
    return Range(sentence.start, min((end for end in ends if end > 0), default=sentence.end))


def _opens_block(scan: Scan, sentence: Sentence) -> bool:
    return not scan.text[scan.blocks[sentence.block].content : sentence.start].strip()


def _leads(scan: Scan) -> Iterator[Candidate]:
    """At least three paragraphs in a row that each begin with a short sentence and go on."""
    run: list[Range] = []
    sentences: dict[int, list[Sentence]] = {}
    for sentence in scan.sentences:
        sentences.setdefault(sentence.block, []).append(sentence)
    for index, block in enumerate(scan.blocks):
        own = sentences.get(index, [])
        lead = stripped(scan.text, Range(own[0].start, own[0].end)) if own else Range(0, 0)
        fits = (
            block.kind == "paragraph"
            and len(own) >= 2
            and 4 <= lead.end - lead.start <= _LEAD_LONGEST
            and own[-1].end - own[0].end >= 2 * (lead.end - lead.start)
            and scan.text[own[0].end : own[0].end + 1] == "。"
        )
        if fits:
            run.append(lead)
        if (not fits or index == len(scan.blocks) - 1) and run:
            for row in (run, run[1:]):  # the first may open the text
                if len(row) >= 3 and _stand_alike([core(scan.text[r.start : r.end]) for r in row]):
                    yield _lead_row(scan, row)
                    break
            run = []


def _stand_alike(words: Sequence[str]) -> bool:
    """Whether leads share a frame or say what something is, or most say what is to be done; a story's do not."""
    if any(set("我你他她") & set(word) for word in words):
        return False
    frame = len(common_prefix(words)) + len(common_suffix(words))
    copular = all(0 < word.find("是", 1, _SUBJECT_LONGEST) < len(word) - 1 for word in words)
    return frame >= 2 or copular or sum(map(opens_with_verb, words)) >= 0.6 * len(words)


def _lead_row(scan: Scan, run: Sequence[Range]) -> Candidate:
    words = [core(scan.text[r.start : r.end]) for r in run]
    prefix, suffix = common_prefix(words), common_suffix(words)
    return Candidate(
        rule="paragraph-leads",
        kind="outline",
        items=tuple((r,) for r in run),
        scope=Range(run[0].start, run[-1].end),
        evidence={
            "leads": 1.0,
            "lead_frame": min(len(prefix) + len(suffix), 4) / 4,
            "lead_clauses": float(any("，" in scan.text[r.start : r.end] for r in run)),
            "lead_verbal": sum(map(opens_with_verb, words)) / len(words),
            "lead_many": float(len(run) > 8),
        },
    )

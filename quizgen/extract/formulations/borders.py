"""Whether a chunk of a sentence begins and ends where a phrase does.

A row of ``TEARS`` says how a chunk may tear what belongs together; a chunk is a run of whole words. Its example shows
with | where it is torn (``tests/extract/formulations/borders.tsv`` has more, with their counter-examples).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from quizgen.extract.formulations.cues import words
from quizgen.extract.formulations.tokens import Word, does
from quizgen.extract.words import tag

_MARK = re.compile(r"[^\w]|_")
_AMOUNT = re.compile(r"\d\s?[个多余]?\Z")
_NUMERAL = re.compile("[〇零一二三四五六七八九十百千万亿几两]+")
_LATIN = re.compile(r"[A-Za-z0-9]")
_PLACES = tuple("上下中内里外间后前时")
_AT = ("在", "于", "从")
_DESCRIBING = ("a", "b", "d", "i", "l", "z")
"""Parts of speech (their first letters): adjectives, adverbs, set phrases."""
_BINDS = ("的", "之", "向", "为", "由", "对", "给", "从", "与", "同", "以")
_OPENS = ("为", "以", "从", "到", "在", "同", "应", "最")
_AND = ("和", "与", "及", "以及", "或", "或者", "甚至", "乃至", "并", "同", "跟")
_DEGREE = frozenset(words("degree"))
_DETERMINER = frozenset(words("determiner"))
_COPULA = frozenset(words("copula"))
_LEANS = frozenset(words("leans on"))
_TRAILS = frozenset(words("trails"))
_GOVERNS = frozenset(words("governs verbs"))


class Place(NamedTuple):
    """A chunk as words, with the words right before and behind it (empty where a mark or nothing stands)."""

    words: Sequence[str]
    kinds: Sequence[str]
    before: str
    before_kind: str
    after: str
    after_kind: str
    joined: bool
    """Whether 、 stands right before or behind."""
    lead: Sequence[str]
    """The words of the clause before the chunk."""
    next_kind: str
    """What the word behind 、 does, where that stands right behind."""


def place(text: str, tokens: Sequence[Word], first: int, stop: int) -> Place:
    """The chunk ``tokens[first:stop]`` of ``text`` in its clause."""
    left = text[tokens[first - 1].start : tokens[first - 1].end] if first else ""
    right = text[tokens[stop].start : tokens[stop].end] if stop < len(tokens) else ""
    begin = first
    while begin and not _MARK.match(text, tokens[begin - 1].start):
        begin -= 1
    return Place(
        [text[w.start : w.end] for w in tokens[first:stop]],
        [does(text, word) for word in tokens[first:stop]],
        "" if _MARK.match(left) else left,
        does(text, tokens[first - 1]) if first else "",
        "" if _MARK.match(right) else right,
        does(text, tokens[stop]) if stop < len(tokens) else "",
        "、" in (left, right),
        [text[w.start : w.end] for w in tokens[begin:first]],
        does(text, tokens[stop + 1]) if right == "、" and stop + 1 < len(tokens) else "",
    )


def _modified(chunk: Place) -> bool:
    return "的" in chunk.words[1:-1]


def _describes(word: str) -> bool:
    """Whether a word says how something is or comes about, so that a new phrase may begin with it."""
    return tag(word)[:1] in _DESCRIBING


def _compound_before(chunk: Place) -> bool:
    """全省 | 农田水利"""
    if not chunk.before or not chunk.before_kind == "n" == chunk.kinds[0] or _describes(chunk.words[0]):
        return False
    return bool(tag(chunk.before)) or len(chunk.before) > 2


def _determined(chunk: Place) -> bool:
    """各 | 环节, 我们 | 校"""
    pronoun = chunk.before in ("我们", "我", "他们", "你们") and len(chunk.words[0]) == 1
    return chunk.kinds[0] == "n" and (chunk.before in _DETERMINER or pronoun)


def _graded(chunk: Place) -> bool:
    """最 | 深厚, 非 | 化脓性"""
    return chunk.before in _DEGREE


def _modifier_begun(chunk: Place) -> bool:
    """评价 自身 | 价值 的 标准, 以 改革 为 | 核心 的 精神: what stands before 的 begins before the chunk."""
    if not _modified(chunk) or not chunk.before:
        return False
    if chunk.before == "为":
        return any(word in ("以", "把", "将") for word in chunk.lead)
    if chunk.before in _AND:
        return "的" not in chunk.lead
    return chunk.before in _DETERMINER or chunk.before_kind == "n"


def _governed(chunk: Place) -> bool:
    """是 维护 | 粮食 安全 的 前提: the verb, too, stands before the 的 of what something is."""
    is_something = any(word in _COPULA for word in chunk.lead[:-1])
    return _modified(chunk) and chunk.before_kind == "v" and is_something


def _modifier_of_several(chunk: Place) -> bool:
    """人民 的 信任 | 和 支持: what stands before 的 belongs to the words behind as well."""
    return _modified(chunk) and (chunk.joined or chunk.after in _AND)


def _verbs_apart(chunk: Place) -> bool:
    """防范 | 化解 风险"""
    return bool(chunk.before) and chunk.before_kind == "v" == chunk.kinds[0] and chunk.before not in _GOVERNS


def _counted(chunk: Place) -> bool:
    """十六 | 大 报告, 两 | 个 文明"""
    return bool(_NUMERAL.fullmatch(chunk.before))


def _head_behind(chunk: Place) -> bool:
    """时间 | 间隔, 采取 有效 | 措施"""
    return bool(chunk.after) and chunk.after_kind == "n" and chunk.kinds[-1] in ("n", "v")


def _clause_of_head(chunk: Place) -> bool:
    """检视 存在 | 的 问题"""
    return chunk.after in ("的", "之", "地") and "v" in chunk.kinds


def _subject_and_verb(chunk: Place) -> bool:
    """向 | 主管部门 提出 申请, 民主 的 | 观念 深入人心: what names and what does belong to two phrases."""
    kinds = [kind for kind in chunk.kinds if kind]
    if len(kinds) > 1 and tag(chunk.words[-1])[:1] in ("i", "l"):
        kinds[-1] = "v"
    if kinds[:1] != ["n"] or "v" not in kinds or "、" in chunk.words or _describes(chunk.words[0]):
        return False
    if _modified(chunk):
        of = chunk.words.index("的", 1)
        return (
            "v" in chunk.kinds[:of] and bool(chunk.before) and chunk.before_kind != "v" and chunk.before not in _COPULA
        )
    return bool(chunk.after) or chunk.before in _BINDS or (bool(chunk.before) and kinds[-1] != "v")


def _does_at_last(chunk: Place) -> bool:
    """向 … | 主管部门 报告, 由 | 设计 单位 负责: the last word of such a clause does, if tagged a name."""
    does = len(chunk.words) > 1 and tag(chunk.words[-1])[:1] == "v" and not chunk.after
    names = any(tag(word)[:1] == "n" or word.isascii() for word in chunk.words[:-1])
    return does and names and chunk.before_kind != "v" and bool({"向", "由"} & set(chunk.lead))


def _object_of_several(chunk: Place) -> bool:
    """遵守 章程 | 、 规定: the verb's object goes on behind 、."""
    verb_and_object = chunk.kinds[0] == "v" and chunk.kinds[-1] == "n" and len(chunk.words[0]) > 1
    return verb_and_object and chunk.next_kind == "n" and "、" not in chunk.words


def _says_what(chunk: Place) -> bool:
    """以 增加 居民 | 收入 为 目标: the chunk says of its first words alone what is said of more."""
    says = any(word == "为" or word in _COPULA for word in chunk.words[1:-1])
    return says and bool(chunk.before) and chunk.words[0] not in _OPENS


def _placed(chunk: Place) -> bool:
    """放 在 嘴 | 上, 建成 | 后, 有别 | 于"""
    at = any(word in _AT or word[-1] in _AT for word in chunk.words)
    return chunk.after == "于" or (chunk.after in _PLACES and (at or "v" in chunk.kinds))


def _leans(chunk: Place) -> bool:
    """经 执业 |, 求 的 |, 工资 等 待遇"""
    return chunk.words[0] in _LEANS or chunk.words[-1] in _TRAILS | _DEGREE or "等" in chunk.words


def _opens_late(chunk: Place) -> bool:
    """为 群众 | 服务: a phrase that a preposition opens goes on to the end of its clause."""
    return chunk.words[0] in _OPENS and bool(chunk.after)


TEARS: tuple[Callable[[Place], bool], ...] = (
    _compound_before,
    _determined,
    _graded,
    _modifier_begun,
    _governed,
    _modifier_of_several,
    _verbs_apart,
    _counted,
    _head_behind,
    _clause_of_head,
    _subject_and_verb,
    _does_at_last,
    _object_of_several,
    _says_what,
    _placed,
    _leans,
    _opens_late,
)


def torn(text: str, tokens: Sequence[Word], first: int, stop: int) -> bool:
    """Whether the words ``tokens[first:stop]`` tear a phrase of ``text``."""
    start, end = tokens[first].start, tokens[stop - 1].end
    if _AMOUNT.search(text, max(0, start - 4), start):
        return True
    if _LATIN.match(text, start) and _LATIN.match(text[:start].rstrip()[-1:]):
        return True
    if _LATIN.match(text, end - 1) and _LATIN.match(text[end:].lstrip()[:1]):
        return True
    chunk = place(text, tokens, first, stop)
    return any(tears(chunk) for tears in TEARS)

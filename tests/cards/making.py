"""Extractions and decks made by hand, for the stages behind extraction."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from quizgen.cards import make_notes
from quizgen.deck import Changes, rebuild
from quizgen.merge import merge
from quizgen.model.deck import Deck, Note
from quizgen.model.document import Document, Edit
from quizgen.model.extraction import DocumentExtraction, Enumeration, Extraction, Formulation, Piece

NOW = 1_700_000_000

BEES = """蜂场手记

# 春季检查
开箱要做到“三看”：一看蜂王是否健在，二看蜜粉是否充足，三看巢温是否稳定。
养蜂人常说的“四防”是指防寒、防潮、防盗蜂、防农药。
巡场有五项登记，手记里写出了三项：登记群势、登记蜜源、登记病害。
清箱的步骤：移出巢脾、刮净蜡渣、火焰消毒、更换箱垫、放回巢脾、核对蜂数、盖好箱盖、填写卡片。

# 基本概念
分蜂热是指蜂群在繁殖高峰时准备分家的一种群体状态。
蜂王的信息素由上颚腺分泌。它能够在短时间内安抚整群工蜂。
采蜜季里，一只工蜂的寿命约为45天。
强群采蜜，弱群繁殖。

# 老人的话
老蜂农陈树声说：“养蜂先养王，王强群自旺。”
技术员陆青禾说：“记录不是负担，而是明年的底气。”
"""


def document(raw: str = BEES, name: str = "bees.txt", title: str = "蜂场手记", **values: Any) -> Document:
    return Document(source=name, raw=raw, sha256="0" * 64, title=title, **values)


def piece(where: Document, words: str, after: str = "") -> Piece:
    """The first place of ``words`` in the cleaned text (behind the first place of ``after``)."""
    start = where.text.index(words, where.text.index(after))
    spans = where.locate(start, start + len(words))
    assert spans
    return Piece(text=words, spans=spans)


def listing(where: Document, *items: str, after: str = "", **values: Any) -> Enumeration:
    found = [piece(where, item, after) for item in items]
    label = values.get("label")
    if label and "label_spans" not in values:
        values["label_spans"] = piece(where, label).spans
    values = {"id": f"e{found[0].spans[0].start}", "kind": "labelled", "rule": "test", "stated": None} | values
    return Enumeration(items=tuple(found), **values)


def sentence(where: Document, text: str, *gaps: str, kind: str = "principle", **values: Any) -> Formulation:
    at = piece(where, text)
    inside = tuple(piece(where, gap, text) for gap in gaps)
    if isinstance(values.get("term"), str):
        values["term"] = piece(where, values["term"], text)
    if isinstance(values.get("subject"), str):
        values["subject"] = piece(where, values["subject"])
    values = {"id": f"f{at.spans[0].start}", "kind": kind, "rule": "test"} | values
    return Formulation(text=text, spans=at.spans, gaps=inside, **values)


def extraction(*documents: tuple[Document, Sequence[Enumeration], Sequence[Formulation]]) -> Extraction:
    return Extraction(
        schema=1,
        documents=tuple(
            DocumentExtraction(
                source=d.source, sha256=d.sha256, title=d.title, script=d.script, enumerations=tuple(lists),
                formulations=tuple(sentences),
            )
            for d, lists, sentences in documents
        ),
    )  # fmt: skip


def bees_extraction(where: Document | None = None) -> tuple[Extraction, dict[str, Document]]:
    """Every kind of content once."""
    where = where or document()
    spring, notions, sayings = ("春季检查",), ("基本概念",), ("老人的话",)
    lists = [
        listing(where, "蜂王是否健在", "蜜粉是否充足", "巢温是否稳定", label="三看", stated=3, heading=spring,
                importance=1),
        listing(where, "防寒", "防潮", "防盗蜂", "防农药", label="四防", stated=4, heading=spring, importance=1),
        listing(where, "登记群势", "登记蜜源", "登记病害", label="五项登记", stated=5, complete=False, heading=spring),
        listing(where, "移出巢脾", "刮净蜡渣", "火焰消毒", "更换箱垫", "放回巢脾", "核对蜂数", "盖好箱盖", "填写卡片",
                topic="清箱的步骤", kind="series", heading=spring),
    ]  # fmt: skip
    sentences = [
        sentence(where, "分蜂热是指蜂群在繁殖高峰时准备分家的一种群体状态。", "准备分家", "繁殖高峰", kind="definition",
                 term="分蜂热", heading=notions),
        sentence(where, "它能够在短时间内安抚整群工蜂。", "安抚整群工蜂", subject="蜂王的信息素", replaces=1,
                 heading=notions),
        sentence(where, "采蜜季里，一只工蜂的寿命约为45天。", "45天", kind="fact", heading=notions),
        sentence(where, "强群采蜜，弱群繁殖。", "采蜜", "繁殖", kind="slogan", heading=notions),
        sentence(where, "养蜂先养王，王强群自旺。", "王强群自旺", kind="quote", speaker="陈树声", heading=sayings),
        sentence(where, "记录不是负担，而是明年的底气。", "明年的底气", kind="quote", speaker="陆青禾",
                 heading=sayings),
    ]  # fmt: skip
    return extraction((where, lists, sentences)), {where.source: where}


def notes_of(found: Extraction, documents: dict[str, Document], **options: Any) -> list[Note]:
    return make_notes(merge(found.documents), documents, now=NOW, **options)[0]


def built(
    found: Extraction,
    documents: dict[str, Document],
    old: Deck | None = None,
    *,
    name: str = "bees",
    now: int = NOW,
    **options: Any,
) -> tuple[Deck, Changes]:
    found = merge(found.documents)
    notes, left_out = make_notes(found, documents, now=now)
    return rebuild(old, notes, name=name, extraction=found, left_out=left_out, now=now, **options)


def bees_deck() -> Deck:
    return built(*bees_extraction())[0]


def edited(where: Document, *changes: tuple[str, str, str]) -> Document:
    """The document after cleaning put the second of (before, after, reason) in place of the first."""
    edits = []
    for before, after, reason in changes:
        start = where.text.index(before)
        edits.append(Edit(start, start + len(before), after, reason))
    return where.edited(sorted(edits))

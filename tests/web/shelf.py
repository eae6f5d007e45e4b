"""A small deck of our own, with its document: lists of several kinds, a definition, sentences; for pages to show."""

from __future__ import annotations

from quizgen.model.deck import Content, Deck, DeckSource, Line, Note, NoteKind, Occurrence, Part
from quizgen.model.document import Span
from quizgen.model.study import StoredDocument

SOURCE = "阅览室守则.txt"
TITLE = "社区阅览室守则"
LISTS: tuple[tuple[str, tuple[str, ...], bool], ...] = (
    ("三个坚持", ("坚持免费开放", "坚持轻声交谈", "坚持按时归还"), False),
    ("四个步骤", ("登记借书证", "查找书目", "填写借条", "离馆验书"), True),
    ("四个爱护", ("爱护封面", "爱护书脊", "爱护插图", "爱护书签"), False),
    ("三个及时", ("及时上架", "及时修补", "及时消毒"), False),
    ("四个不准", ("不准涂画", "不准折页", "不准外带", "不准占座"), False),
    ("五个环节", ("采购新书", "编目贴签", "分类上架", "巡查整理", "盘点更新"), True),
)
SENTENCES: tuple[tuple[NoteKind, str, str, str], ...] = (
    ("definition", "流通率", "流通率是指一年内借出册数与馆藏册数之比。", "借出册数与馆藏册数之比"),
    ("fact", "开放时间", "阅览室每周开放54小时。", "54"),
    ("slogan", "办馆理念", "让每一本书找到读者，让每一位读者找到书。", "每一位读者找到书"),
)
DOCUMENT = f"# {TITLE}\n\n" + "".join(
    [f"## {label}\n\n{'；'.join(items)}。\n\n" for label, items, _ordered in LISTS]
    + [f"{text}\n\n" for _kind, _title, text, _gap in SENTENCES]
)


def deck(copies: int = 1) -> Deck:
    """The deck; ``copies`` repeats its lists with other words, for a large one."""
    notes = [_list(label, items, ordered) for label, items, ordered in LISTS]
    notes += [_sentence(*row) for row in SENTENCES]
    for k in range(1, copies):
        notes += [_list(f"{label}之{k}", tuple(f"{item}{k}" for item in items), False) for label, items, _o in LISTS]
    source = DeckSource(source=SOURCE, sha256="0" * 64, title=TITLE)
    return Deck(schema=1, name="library", title=TITLE, sources=(source,), notes=tuple(notes), created=1, modified=1)


def paper() -> StoredDocument:
    """The document as uploaded."""
    return StoredDocument(source=SOURCE, data=DOCUMENT.encode())


def _spans(text: str) -> tuple[Span, ...]:
    at = DOCUMENT.find(text)
    return (Span(at, at + len(text)),) if at >= 0 else ()


def _list(label: str, items: tuple[str, ...], ordered: bool) -> Note:
    lines = tuple(
        Line(parts=(Part(text=item, cloze=k, role="item", spans=_spans(item), typed=True),))
        for k, item in enumerate(items, 1)
    )
    content = Content(title=label, heading=(TITLE,), lines=lines, recite=True, ordered=ordered)
    return _note("list", label, content, "；".join(items), tuple(range(1, len(items) + 1)))


def _sentence(kind: NoteKind, title: str, text: str, gap: str) -> Note:
    before, _, after = text.partition(gap)
    parts = (Part(text=before), Part(text=gap, cloze=1, role="phrase", spans=_spans(gap), typed=True), Part(text=after))
    content = Content(title=title, heading=(TITLE,), lines=(Line(parts=parts),))
    return _note(kind, title, content, text, (1,))


def _note(kind: NoteKind, name: str, content: Content, text: str, used: tuple[int, ...]) -> Note:
    occurrence = Occurrence(source=SOURCE, heading=(TITLE, name), spans=_spans(text), line=1, text=text)
    return Note(
        id=f"note-{name}", kind=kind, importance=1, made=content, occurrences=(occurrence,), used=used,
        created=1, modified=1,
    )  # fmt: skip

"""A deck of our own to ask from: lists about farm work, a few sentences, any size wanted."""

from __future__ import annotations

from quizgen.model.deck import Content, Deck, DeckSource, Line, Note, Occurrence, Part
from quizgen.quiz import Card, Entry, Pool, answer_text, role
from quizgen.quiz.normal import canonical, plain
from quizgen.quiz.pool import make_of

_VERBS = ["调节", "控制", "检查", "记录", "改良", "保护", "测量", "预防", "安排", "准备", "整理", "比较", "观察"]
_THINGS = [
    *("土壤", "水源", "空气", "光照", "温度", "湿度", "肥料", "种子", "虫害", "病害"),
    *("收获", "储藏", "运输", "加工", "销售", "灌溉", "轮作", "套种", "嫁接", "育苗"),
]
_ENDS = ("", "", "工作", "方案", "情况")


def phrase(k: int) -> str:
    """A phrase for each number: 2 + 2 characters, or two more."""
    return _VERBS[k % 13] + _THINGS[(k // 13) % 20] + _ENDS[k % 5]


def list_note(number: int, items: list[str], **content: object) -> Note:
    lines = tuple(
        Line(parts=(Part(text=f"{k}. "), Part(text=item, cloze=k, role="item", typed=True)))
        for k, item in enumerate(items, start=1)
    )
    made = {"title": f"第{number}组农事", "heading": ("农事",), "lines": lines, "layout": "all-hidden", "recite": True}
    source = "春.txt" if number % 2 == 0 else "秋.txt"
    return Note(
        id=f"n{number:04}",
        kind="list",
        importance=2,
        made=Content.model_validate(made | content),
        occurrences=(Occurrence(source=source, spans=(), text="、".join(items)),),
        created=0,
        modified=0,
    )


def sentence_note(number: int, before: str, answer: str, after: str, typed: bool = True) -> Note:
    parts = (Part(text=before), Part(text=answer, cloze=1, role="phrase", typed=typed), Part(text=after))
    return Note(
        id=f"s{number:04}",
        kind="principle",
        importance=1,
        made=Content(title="", lines=(Line(parts=tuple(part for part in parts if part.text)),)),
        occurrences=(Occurrence(source="春.txt", spans=(), text=before + answer + after),),
        created=0,
        modified=0,
    )


def farm(lists: int = 12, items: int = 4, name: str = "farm") -> Deck:
    """A deck of lists; every second one is ordered."""
    notes = tuple(list_note(n, [phrase(n * items + k) for k in range(items)], ordered=n % 2 == 1) for n in range(lists))
    sources = tuple(DeckSource(source=source, sha256="", title=source) for source in ("春.txt", "秋.txt"))
    return Deck(name=name, title="农事", notes=notes, sources=sources, created=0, modified=0)


def pool_of(notes: tuple[Note, ...]) -> Pool:
    """The pool as the store makes it."""
    cards = [Card(note, number) for note in notes for number in note.content.numbers if number != 99]
    texts = {note.id: "\n".join(plain(line.text) for line in note.content.lines) for note in notes}
    return Pool(map(_entry, cards), texts)


def _entry(card: Card) -> Entry:
    content, answer = card.note.content, answer_text(card)
    return Entry(
        note_id=card.note.id,
        cloze=card.cloze,
        role=role(card),
        kind=card.note.kind,
        answer=answer,
        form=canonical(answer),
        title=content.title,
        title_form=canonical(content.title),
        heading="\n".join(content.heading),
        make=make_of(answer),
        source=card.note.occurrences[0].source,
        split_from=card.note.split_from,
    )

"""Obsidian Markdown, GIFT and the printed sheet: what they hold, what they hide, what they never let through."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.export import gift, markdown, printable
from quizgen.model.deck import Content, Deck, Line, Note, Part
from tests.cards.making import bees_deck

TEXT = st.text(st.sampled_from("山水 ::==?#{}~\\=:*_[]<>&$%|`\n-+1.\"'"), min_size=1, max_size=12).map(
    lambda text: f"田{text}木"
)


def deck_with(*lines: Line, kind: str = "list", title: str = "题目") -> Deck:
    first = bees_deck().notes[0]
    content = Content(title=title, lines=lines, recite=len(lines) > 1)
    note = first.model_copy(update={"made": content, "kind": kind, "importance": 1})
    return bees_deck().model_copy(update={"notes": (note,)})


def blocks(deck: Deck) -> list[str]:
    return markdown.render(deck, "by-document").decode().strip().split("\n\n")


def titled(title: str) -> Note:
    return next(note for note in bees_deck().notes if note.content.title == title)


def test_markdown_forms() -> None:
    found = blocks(bees_deck())
    assert found[:3] == ["# bees", "## 蜂场手记", "#flashcards/bees/蜂场手记"]
    assert (
        found[3]
        == "**三看**\n1. ==蜂王是否健在==\n2. ==蜜粉是否充足==\n3. ==巢温是否稳定==\n*bees.txt › 春季检查 › 第 4 行*"
    )
    question, answer = found[4].split("\n?\n")
    assert question == "**三看**：默写全部 3 项"
    assert answer.startswith("1. 蜂王是否健在\n2. ")
    assert found[5].split("\n")[:3] == ["蜂王是否健在；蜜粉是否充足；巢温是否稳定——合称＿＿", "?", "三看"]
    assert "1. 登记==群势==" in "\n".join(found)
    assert "#flashcards/bees\n" in markdown.render(bees_deck(), "single").decode()


@given(words=st.lists(TEXT, min_size=1, max_size=3))
def test_markdown_keeps_one_card_a_gap(words: list[str]) -> None:
    deck = deck_with(*(Line(parts=(Part(text=word, cloze=k),)) for k, word in enumerate(words, 1)))
    cards = blocks(deck)[3:]
    assert len(cards) == (2 if len(words) > 1 else 1)
    assert len(re.findall("==.+?==", cards[0])) == len(words)
    assert cards[0].count("==") == 2 * len(words)
    assert not re.search(r"::|\{\{|^\?+$", cards[0], re.MULTILINE)
    assert all(len(re.findall(r"^\?$", card, re.MULTILINE)) == 1 for card in cards[1:])


UNESCAPED = re.compile(r"(?<!\\)(?:\\\\)*([{}=~#:])")


def read_gift(text: str) -> list[tuple[str, str, list[str]]]:
    """(name, text around the gap, right answers) of every question, as Moodle reads GIFT."""
    found = []
    for block in text.strip().split("\n\n"):
        lines = [line for line in block.split("\n") if not line.startswith(("//", "$CATEGORY"))]
        if not lines:
            continue
        [line] = lines
        opened = re.fullmatch(
            r"::((?:[^\\:]|\\.)*)::\[plain\]((?:[^\\{]|\\.)*)\{((?:[^\\}]|\\.)*)\}((?:[^\\{}]|\\.)*)", line
        )
        assert opened, line
        name, before, inside, after = opened.groups()
        assert not UNESCAPED.search(before + after), line
        answers = [] if inside.startswith("####") else re.split(r"(?<!\\)=", inside)[1:]
        found.append((plain(name), plain(before) + "[]" + plain(after), list(map(plain, answers))))
    return found


def plain(text: str) -> str:
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], text)


def test_markdown_gaps_keep_to_themselves() -> None:
    deck = deck_with(Line(parts=(Part(text="比:"), Part(text=":=甲=", cloze=1), Part(text=":"))))
    assert blocks(deck)[3].split("\n")[1] == "1. 比:==:=甲＝==:"


def test_gift_has_a_question_a_card() -> None:
    deck = bees_deck()
    questions = read_gift(gift.render(deck, "by-document").decode())
    assert len(questions) == sum(len(note.content.numbers) for note in deck.notes)
    assert questions[1] == (
        f"三看 {titled('三看').id}-2", "春季检查 › 三看\n1. ……\n2. []\n3. ……", ["蜜粉是否充足"]
    )  # fmt: skip
    names = [name for name, _, _ in questions]
    assert len(set(names)) == len(names)
    assert "$CATEGORY: $course$/bees/蜂场手记\n" in gift.render(deck, "by-document").decode()
    assert "$CATEGORY: $course$/bees\n" in gift.render(deck, "single").decode()


def test_gift_takes_accepted_variants() -> None:
    note = titled("三看").model_copy(update={"accepted_variants": {"1": ("蜂王在不在",)}})
    [first, *_] = read_gift(gift.render(bees_deck().model_copy(update={"notes": (note,)}), "single").decode())
    assert first[2] == ["蜂王是否健在", "蜂王在不在"]


@given(before=TEXT, answer=TEXT)
def test_gift_escapes_its_own_signs(before: str, answer: str) -> None:
    deck = deck_with(Line(parts=(Part(text=before), Part(text=answer, cloze=1))), kind="fact")
    [(_, text, answers)] = read_gift(gift.render(deck, "single").decode())
    assert answers == [answer]
    if answer not in before:
        assert text == f"春季检查 › 题目\n{before}[]" or text.endswith(f"题目\n{before}[]")


class Page(HTMLParser):
    """The words of the sheet and of the key, and everything the page would load."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words = {"sheet": "", "key": ""}
        self.blanks = 0
        self.loads: list[str] = []
        self._section = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.loads += [value for name, value in attrs if name in {"src", "href"} and value]
        if tag == "section":
            self._section = values.get("class") or ""
        self.blanks += values.get("class") == "blank" and self._section == "sheet"

    def handle_data(self, data: str) -> None:
        if self._section:
            self.words[self._section] += data


def test_sheet_hides_and_key_shows() -> None:
    page = Page(printable.render(bees_deck(), "single").decode())
    asked = [part for note in bees_deck().notes for line in note.content.lines for part in line.parts if part.cloze]
    written = [part for part in asked if part.role not in {"term", "speaker"}]
    assert page.blanks == len(written)
    for part in written:
        assert part.text in page.words["key"]
    for words in ("蜂王是否健在", "准备分家", "王强群自旺", "防盗蜂"):
        assert words not in page.words["sheet"]
    assert "分蜂热是指蜂群在" in page.words["sheet"]
    assert "——陈树声" in page.words["sheet"]
    assert "登记" in page.words["sheet"]


def test_sheet_loads_nothing_and_prints_on_a4() -> None:
    html = printable.render(bees_deck(), "single").decode()
    assert Page(html).loads == []
    assert "@page { size: A4" in html
    assert "url(" not in html
    assert "<script" not in html


@given(words=TEXT, title=TEXT)
def test_sheet_escapes_markup(words: str, title: str) -> None:
    deck = deck_with(Line(parts=(Part(text=words), Part(text="答案", cloze=1))), title=f"<script>{title}")
    page = Page(printable.render(deck, "single").decode())
    assert words in page.words["key"]
    assert f"<script>{title}" in page.words["key"]


@pytest.mark.parametrize("render", [markdown.render, gift.render, printable.render])
def test_rejected_and_retired_notes_are_left_out(render: object) -> None:
    first, second, third, *_ = bees_deck().notes
    notes = (
        first.model_copy(update={"state": "rejected"}),
        second.model_copy(update={"state": "retired"}),
        third,
    )
    text = render(bees_deck().model_copy(update={"notes": notes}), "single").decode()  # type: ignore[operator]
    assert "五项登记" in text
    assert "三看" not in text
    assert "四防" not in text

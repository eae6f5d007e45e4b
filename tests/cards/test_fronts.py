"""No front shows its own answer: over decks made by hand, the decks we ship, and generated ones."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.deck import load_deck
from quizgen.face import Face, front
from quizgen.model.deck import RECITE, Deck, Note
from quizgen.model.document import Span
from quizgen.model.extraction import Piece
from tests.cards.making import bees_deck, built, document, extraction, listing, sentence

SHIPPED = sorted((Path(__file__).parents[2] / "decks").glob("*.json"))


def letters(text: str) -> str:
    """Words as a reader takes them: width and case evened out."""
    return unicodedata.normalize("NFKC", text).lower()


def visible(face: Face) -> list[str]:
    """What can be read on a front, a string for each unbroken stretch."""
    stretches = [*face.heading, face.title.replace("＿＿", "\n"), *(mark.replace("＿＿", "\n") for mark in face.marks)]
    stretches += ["".join(p.text if p.kind == "text" else "\n" for p in line.pieces) for line in face.lines]
    return [letters(stretch) for whole in stretches for stretch in whole.split("\n")]


def shows(stretch: str, answer: str) -> bool:
    at = stretch.find(answer)
    while at >= 0:
        around = stretch[at - 1 : at], stretch[at + len(answer) : at + len(answer) + 1]
        part_of_number = (around[0].isdecimal() and answer[0].isdecimal()) or (
            around[1].isdecimal() and answer[-1].isdecimal()
        )
        if not part_of_number:
            return True
        at = stretch.find(answer, at + 1)
    return False


def given_away(note: Note) -> list[tuple[int, str]]:
    found = []
    for number in note.content.numbers:
        stretches = visible(front(note.content, number))
        for part in note.content.answer(number):
            bare = letters(part.text).strip("".join({c for c in letters(part.text) if not c.isalnum()}))
            if bare and any(shows(stretch, bare) for stretch in stretches):
                found.append((number, part.text))
    return found


def check(deck: Deck) -> None:
    assert [found for note in deck.notes for found in given_away(note)] == []


def test_the_check_sees_an_answer_given_away() -> None:
    assert shows("开箱三看", "三看")
    assert not shows("2015", "15")


def test_deck_made_by_hand() -> None:
    check(bees_deck())


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_decks(path: Path) -> None:
    check(load_deck(path))


WORDS = st.text(alphabet="防寒潮火盗25A ", min_size=1, max_size=5).filter(lambda text: any(c.isalnum() for c in text))


@given(items=st.lists(WORDS, min_size=1, max_size=9, unique=True), title=WORDS, heading=st.lists(WORDS, max_size=2))
def test_generated_lists_whose_items_stand_in_one_another(items: list[str], title: str, heading: list[str]) -> None:
    where = document(f"{title}：\n" + "\n".join(items) + "\n")
    found, at = [], 0
    for item in items:
        at = where.text.index("\n" + item + "\n", at) + 1
        found.append((at, at + len(item)))
    listed = listing(where, items[0], topic=title, heading=tuple(heading)).model_copy(
        update={"items": tuple(Piece(text=where.text[a:b], spans=(Span(a, b),)) for a, b in found)}
    )
    deck, _ = built(extraction((where, [listed], [])), {where.source: where})
    check(deck)
    for note in deck.notes:
        assert note.content.recite == (len(items) > 1)
        assert RECITE not in {part.cloze for line in note.content.lines for part in line.parts}


@given(before=WORDS, answer=WORDS, after=WORDS, heading=WORDS)
def test_generated_sentences_that_repeat_their_answer(before: str, answer: str, after: str, heading: str) -> None:
    text = f"{before}，{answer}，{after}，{answer}，这是定例。"
    where = document(text)
    gap = Piece(text=answer, spans=(Span(len(before) + 1, len(before) + 1 + len(answer)),))
    found = sentence(where, text, heading=(heading,)).model_copy(update={"gaps": (gap,)})
    deck, _ = built(extraction((where, [], [found])), {where.source: where})
    check(deck)

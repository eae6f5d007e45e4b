"""A list that several documents have in nearly the same words: one note, whichever of them come and go."""

from __future__ import annotations

import itertools

import pytest

from quizgen.deck import accept, edit, load_deck, save_deck
from quizgen.export.anki_markup import fields
from quizgen.model.deck import RECITE, Deck, Line, Note, Part
from quizgen.model.document import Document, Span
from quizgen.model.extraction import Extraction
from quizgen.quiz.card import Card, expected
from quizgen.verify import claims, verify
from tests.cards.making import NOW, built, document, extraction, listing, sentence

LATER = NOW + 1000
FIRST = ("清点全部蜂群", "察看周围蜜源", "加强风扇检修", "更换巢门饲水")
SECOND = ("清点全部的蜂群", "察看周围蜜源", "强化风扇检修", "更换巢门饲水")
FULLER = (*SECOND, "登记当天天气")

Version = tuple[Extraction, dict[str, Document]]


def chores(name: str, *items: str, stated: int = 0, label: str = "五项巡查") -> Version:
    """A document that holds one list; ``stated`` items are promised."""
    where = document(f"{label}：{'；'.join(items)}。", name=name)
    stated = stated or len(items)
    found = listing(where, *items, label=label, stated=stated, complete=stated == len(items), after=label)
    return extraction((where, [found], [])), {name: where}


def said(name: str, text: str, *gaps: str) -> Version:
    where = document(f"序。{text}", name=name)
    return extraction((where, [], [sentence(where, text, *gaps)])), {name: where}


def together(*versions: Version) -> Version:
    rows = itertools.chain.from_iterable(found.documents for found, _ in versions)
    documents = {name: where for _, named in versions for name, where in named.items()}
    return Extraction(schema=1, documents=tuple(rows)), documents


A, B = chores("a.txt", *FIRST), chores("b.txt", *SECOND)
SHORT, LONG = chores("a.txt", *SECOND[:4], stated=5), chores("b.txt", *FULLER)


def live(deck: Deck) -> list[Note]:
    return [note for note in deck.notes if note.state != "retired"]


def numbers(deck: Deck) -> list[tuple[str, tuple[int, ...]]]:
    return [(note.id, line.numbers) for note in live(deck) for line in note.content.lines]


def test_one_note_with_both_places_and_what_they_word_otherwise() -> None:
    deck, _ = built(*together(A, B))
    (note,) = deck.notes
    assert [line.text for line in note.made.lines] == list(FIRST)
    assert [place.source for place in note.occurrences] == ["a.txt", "b.txt"]
    told = [(worded.text, worded.instead) for worded in note.occurrences[1].differences]
    assert told == [(SECOND[0], FIRST[0]), (SECOND[2], FIRST[2])]
    assert note.occurrences[0].differences == ()


COMING_AND_GOING = [
    ("a second document joins", [A, together(A, B)]),
    ("and stands first", [A, together(B, A)]),
    ("the first document goes", [together(A, B), B]),
    ("the second document goes", [together(A, B), A]),
    ("both change places", [together(A, B), together(B, A)]),
    ("one after the other", [A, together(A, B), B, together(B, A), A]),
    ("a fuller document joins", [SHORT, together(SHORT, LONG)]),
    ("the fuller document goes", [together(SHORT, LONG), SHORT]),
]


@pytest.mark.parametrize("versions", [row[1] for row in COMING_AND_GOING], ids=[row[0] for row in COMING_AND_GOING])
def test_identity_and_numbers_stay(versions: list[Version]) -> None:
    deck, _ = built(*versions[0])
    first = dict.fromkeys(numbers(deck)[:4])
    for k, version in enumerate(versions[1:]):
        deck, changes = built(*version, deck, now=LATER + k)
        assert not changes.retired
        assert list(dict.fromkeys(numbers(deck)[:4])) == list(first)
        assert len(live(deck)) == 1


def test_an_edit_outlives_a_second_document_and_the_loss_of_the_first() -> None:
    deck, _ = built(*A)
    note = deck.notes[0]
    line = Line(parts=(Part(text="数清全部蜂群", cloze=1, role="item"),))
    deck = edit(deck, note.id, note.made.model_copy(update={"lines": (line, *note.made.lines[1:])}), now=LATER)
    for k, version in enumerate((together(A, B), B, together(B, A))):
        deck, _ = built(*version, deck, now=LATER + k)
        (note,) = live(deck)
        assert (note.state, note.content.lines[0].text) == ("edited", "数清全部蜂群")


def test_two_notes_of_an_older_deck_become_one_and_no_work_is_lost() -> None:
    alone, _ = built(*A)
    other, _ = built(*B, name="other")
    apart = alone.model_copy(update={"notes": (*alone.notes, *other.notes), "name": "bees"})
    apart = accept(apart, [other.notes[0].id], now=LATER)
    deck, _ = built(*together(A, B), apart, now=LATER + 1)
    assert {note.id: note.state for note in deck.notes} == {
        other.notes[0].id: "accepted",  # what the user has looked through stays in study
        alone.notes[0].id: "retired",
    }
    assert [line.text for line in live(deck)[0].made.lines] == list(FIRST)


def test_only_a_new_wording_moves_the_time() -> None:
    deck, _ = built(*together(A, B))
    again, changes = built(*together(A, B), deck, now=LATER)
    assert (again, len(changes.untouched)) == (deck, 1)
    closer = chores("b.txt", SECOND[0], *FIRST[1:])
    changed, changes = built(*together(A, closer), deck, now=LATER)
    assert [change.id for change in changes.changed] == [deck.notes[0].id]
    assert changed.notes[0].modified == LATER


def test_every_wording_is_proved_at_its_place() -> None:
    found, documents = together(A, B)
    deck, _ = built(found, documents)
    assert verify(deck, documents) == []
    assert {source for _, source, _, _ in claims(deck)} == {"a.txt", "b.txt"}
    moved = documents | {"b.txt": document("序。" + documents["b.txt"].raw, name="b.txt")}
    assert [mismatch.source for mismatch in verify(deck, moved)] == ["b.txt", "b.txt"]


def test_places_survive_the_deck_file(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("deck") / "bees.json"
    deck, _ = built(*together(SHORT, LONG))
    save_deck(deck, path)
    assert load_deck(path) == deck


def test_the_back_in_anki_says_what_differs() -> None:
    deck, _ = built(*together(SHORT, LONG, chores("c.txt", *FULLER[:4], "记录当天天气", label="五个巡查")))
    (note,) = deck.notes[:1]
    source = fields(note, {})["Source"]
    assert f"此处未列“{FULLER[4]}”" in source
    deck, _ = built(*together(A, B))
    assert f"此处作“{SECOND[2]}”，不作“{FIRST[2]}”" in fields(deck.notes[0], {})["Source"]


def test_another_name_is_told() -> None:
    deck, _ = built(*together(A, chores("b.txt", *FIRST, label="早班登记")))
    assert [place.called for place in deck.notes[0].occurrences] == ["", "早班登记"]
    assert "此处称“早班登记”" in fields(deck.notes[0], {})["Source"]


def test_a_sentence_keeps_its_gaps_when_another_document_says_more() -> None:
    short = said("a.txt", "强群采蜜，弱群繁殖。", "采蜜", "繁殖")
    long = said("b.txt", "强群采蜜，弱群繁殖，病群淘汰。", "采蜜", "繁殖", "淘汰")
    old, _ = built(*short)
    new, _ = built(*together(short, long), old, now=LATER)
    (before,), (after,) = old.notes, new.notes
    assert after.id == before.id
    asked = {part.text: part.cloze for part in after.made.asked}
    assert {part.text: part.cloze for part in before.made.asked}.items() <= asked.items()
    assert after.occurrences[1].differences[0].reason == "clause"
    assert verify(new, together(short, long)[1]) == []


def test_lists_that_contradict_one_another_say_whose_they_are() -> None:
    one = chores("a.txt", "防寒", "防潮", "防盗", label="三防")
    deck, _ = built(*together(one, chores("b.txt", "防火", "防汛", "防鼠", label="三防")))
    assert [note.made.marks for note in deck.notes] == [("各文档所列不同，此处据《蜂场手记》",)] * 2


def test_what_says_the_same_is_as_weighty_as_the_weightiest() -> None:
    first, second = A[0].documents[0], B[0].documents[0]
    weighty = second.model_copy(update={"enumerations": (second.enumerations[0].model_copy(update={"importance": 1}),)})
    found = Extraction(schema=1, documents=(first, weighty))
    deck, _ = built(found, together(A, B)[1])
    assert [note.importance for note in deck.notes] == [1]


def test_repeats_in_a_document_are_places() -> None:
    where = document("要点：防寒、防潮。\n复习要点：防寒、防潮。")
    found = listing(where, "防寒", "防潮", label="要点")
    again = tuple(
        piece.model_copy(update={"spans": tuple(Span(low + 11, high + 11) for low, high in piece.spans)})
        for piece in found.items
    )
    deck, _ = built(extraction((where, [found.model_copy(update={"repeats": (again,)})], [])), {where.source: where})
    assert [place.line for place in deck.notes[0].occurrences] == [1, 2]


def test_what_was_joined_is_counted() -> None:
    from quizgen.pipeline import Input, analyse

    texts = {"a.txt": "巡场做到“三看”：看蜂群、看蜜源、看风扇。", "b.txt": "开箱前先“三看”：看蜂群、看蜜源、看风扇。"}
    analysed = analyse([Input(name, text.encode()) for name, text in texts.items()])
    assert analysed.extraction
    joined = [one.same_as for d in analysed.extraction.documents for one in d.enumerations if one.same_as]
    assert len(joined) == 1


def test_the_words_of_either_document_are_right() -> None:
    deck, _ = built(*together(A, B))
    (note,) = deck.notes
    (asked,) = expected(Card(note, 3))
    assert (asked.text, SECOND[2] in asked.also) == (FIRST[2], True)
    recited = expected(Card(note, RECITE))
    assert [SECOND[k] in one.also for k, one in enumerate(recited)] == [True, False, True, False]

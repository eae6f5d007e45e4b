"""Wrong options are wrong, and the right one is not to be told by its looks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from rapidfuzz.distance import Indel

from quizgen.deck import load_deck
from quizgen.model.deck import RECITE, Note
from quizgen.model.quiz import Question
from quizgen.quiz import Card, Pool, answer_text, ask
from quizgen.quiz.grading import judge
from quizgen.quiz.normal import canonical
from tests.quiz.farm import farm, list_note, phrase, pool_of, sentence_note

SAMPLES = sorted((Path(__file__).parents[2] / "decks").glob("*.json"))
DECKS = {"farm": farm(60).notes} | {path.stem: load_deck(path).notes for path in SAMPLES}


def choices(notes: tuple[Note, ...], runs: int) -> list[tuple[Card, Question]]:
    pool = pool_of(notes)
    cards = [Card(note, number) for note in notes for number in note.content.numbers if number != RECITE]
    asked = ((card, ask(card, pool, ("choice",), str(run))) for run in range(runs) for card in cards)
    return [(card, found) for card, found in asked if found]


@pytest.mark.parametrize("name", DECKS)
def test_no_option_offered_as_wrong_is_right(name: str) -> None:
    for card, question in choices(DECKS[name], runs=1):
        key = question.options[question.key[0]]
        assert key == answer_text(card)
        own = {canonical(part.text) for line in card.note.content.lines for part in line.parts}
        for option in question.options:
            if option != key:
                assert canonical(option) not in own
                assert canonical(option) not in canonical(key)
                assert canonical(key) not in canonical(option)
                assert judge(option, key).grade == "wrong"
                assert not any(option in line.text for line in question.front)
        assert len({canonical(option) for option in question.options}) == 4


def _oddness(option: str, options: tuple[str, ...]) -> float:
    return -round(sum(Indel.normalized_similarity(option, other) for other in options), 6)


GUESSERS: dict[str, Callable[[str, tuple[str, ...]], float]] = {
    "longest": lambda option, options: len(option),
    "shortest": lambda option, options: -len(option),
    "odd looking": _oddness,
}


@pytest.mark.parametrize("guesser", GUESSERS)
def test_guessing_by_looks_does_not_pay(guesser: str) -> None:
    wins, asked = 0.0, 0
    for notes in DECKS.values():
        for _, question in choices(notes, runs=3):
            options, key = question.options, question.options[question.key[0]]
            scores = {option: GUESSERS[guesser](option, options) for option in options}
            picked = [option for option in options if scores[option] == max(scores.values())]
            wins += (key in picked) / len(picked)
            asked += 1
    assert asked > 500
    assert 0.20 <= wins / asked <= 0.30


def test_the_right_option_stands_anywhere() -> None:
    places = Counter(question.key[0] for _, question in choices(DECKS["farm"], runs=2))
    assert all(0.2 < count / places.total() < 0.3 for count in places.values())


def _options(card: Card, pool: Pool) -> set[str]:
    """Everything ever offered for a card."""
    found = (ask(card, pool, ("choice",), str(seed)) for seed in range(60))
    return {option for question in found if question for option in question.options}


def test_fewer_than_three_fair_distractors_are_too_few() -> None:
    notes = (list_note(1, [phrase(1), phrase(2)]), list_note(3, [phrase(40), phrase(41)]))
    assert not _options(Card(notes[0], 1), pool_of(notes))


UNFAIR = {
    "an item of a list of the same name": list_note(500, ["安排灌溉"], title="第1组农事"),
    "an item that its own list has too": list_note(500, ["记录种子"]),
    "an item of a list under the answer": list_note(500, ["安排灌溉"], title="改良病害"),
    "the same in other characters": list_note(500, ["改良病蟲"]),
    "part of the answer": list_note(500, ["良病"]),
}


@pytest.mark.parametrize("case", UNFAIR)
def test_what_may_be_right_is_never_offered(case: str) -> None:
    own = list_note(1, ["改良病害", "改良病虫", "记录种子"])
    others = tuple(list_note(2 * k, [phrase(3 * k + 200), phrase(3 * k + 201)]) for k in range(2, 30))
    unfair = UNFAIR[case]
    offered = _options(Card(own, 1), pool_of((own, *others, unfair)))
    assert len(offered) > 4
    assert not offered & {part.text for line in unfair.content.lines for part in line.parts}


def test_a_wording_that_was_accepted_is_never_offered() -> None:
    notes = farm(30).notes
    wording = answer_text(Card(notes[5], 2))
    own = notes[3].model_copy(update={"accepted_variants": {"1": (wording,)}})
    assert wording not in _options(Card(own, 1), pool_of(notes))


def test_what_fits_the_same_words_elsewhere_is_never_offered() -> None:
    others = tuple(sentence_note(k, f"第{k}号田", phrase(k), "要写进日志。") for k in range(2, 40))
    own = sentence_note(1, "田间管理的关键在于", "调节土壤", "。")
    rival = sentence_note(50, "许多人认为田间管理的关键在于", "预防虫害", "。")
    offered = _options(Card(own, 1), pool_of((own, *others, rival)))
    assert len(offered) > 4
    assert "预防虫害" not in offered

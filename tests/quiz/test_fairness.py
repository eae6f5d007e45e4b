"""On decks made from real documents: what is offered as wrong is wrong, and looks give nothing away.

Checked on the sample deck, on the documents of our corpus and, where they lie beside the project, on the seeds. What
the documents say is read here anew, not by the means that choose the options.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from rapidfuzz.distance import Indel

from quizgen.deck import load_deck
from quizgen.model.deck import RECITE, Note
from quizgen.model.quiz import Mode, Question
from quizgen.pipeline import build, inputs_of
from quizgen.quiz import Card, answer_text, ask
from quizgen.quiz.grading import judge
from quizgen.quiz.normal import canonical
from tests.quiz.farm import pool_of

PROJECT = Path(__file__).parents[2]
SEEDS = PROJECT.parent / "shared" / "seeds"
DECKS = ("samples", "corpus", "seeds")
RUNS = {"samples": 3, "corpus": 1, "seeds": 1}
MATCHED = 3
"""Every third card is asked by matching, which looks at more candidates than any other."""
Asked = list[tuple[Note, Card, Question]]


@cache
def notes_of(name: str) -> tuple[Note, ...]:
    if name == "samples":
        return load_deck(PROJECT / "decks" / "samples.json").notes
    return build(
        inputs_of([{"corpus": PROJECT / "tests/corpus/documents", "seeds": SEEDS}[name]]), name=name
    ).deck.notes


@cache
def asked(name: str, mode: Mode) -> Asked:
    """Every card of a deck as a question of a mode, several times."""
    if name == "seeds" and not SEEDS.is_dir():
        pytest.skip("the seeds do not lie beside the project")
    notes = notes_of(name)
    pool = pool_of(notes)
    cards = [Card(note, number) for note in notes for number in note.content.numbers if number != RECITE]
    if mode == "match":
        cards = cards[::MATCHED]
    found = ((card, ask(card, pool, (mode,), str(run))) for run in range(RUNS[name]) for card in cards)
    return [(card.note, card, question) for card, question in found if question]


@cache
def lists_of(name: str) -> dict[str, list[Note]]:
    """Lists by the canonical forms of their items."""
    lists: dict[str, list[Note]] = defaultdict(list)
    for note in notes_of(name):
        if note.kind == "list":
            for line in note.content.lines:
                for part in line.parts:
                    if part.cloze is not None:
                        lists[canonical(part.text)].append(note)
    return lists


def bare(text: str) -> str:
    return re.sub(r"\W+", "", text)


@cache
def wrong_options(name: str) -> list[tuple[Note, Card, str]]:
    """Every pair of a card and an option called wrong, in both ways of asking."""
    pairs = {
        (card.note.id, card.cloze, option): (note, card, option)
        for note, card, question in asked(name, "choice")
        for option in question.options
        if option != question.options[question.key[0]]
    }
    for note, card, question in asked(name, "truefalse"):
        if question.key == (0,):
            pairs[card.note.id, card.cloze, question.statement] = (note, card, question.statement)
    return list(pairs.values())


@pytest.mark.parametrize("name", DECKS)
def test_no_option_says_what_the_answer_or_the_list_says(name: str) -> None:
    pairs = wrong_options(name)
    assert len(pairs) > 500
    for note, card, option in pairs:
        key, form = canonical(answer_text(card)), canonical(option)
        own = {canonical(part.text) for line in note.content.lines for part in line.parts}
        assert form not in own
        assert form not in key
        assert key not in form
        assert judge(option, answer_text(card)).grade == "wrong"


@pytest.mark.parametrize("name", DECKS)
def test_no_option_belongs_to_the_list_by_another_place(name: str) -> None:
    """Lists of the same name, and lists that share an item, count as one list under two names."""
    lists = lists_of(name)
    for note, _, option in wrong_options(name):
        if note.kind != "list":
            continue
        own = {canonical(part.text) for line in note.content.lines for part in line.parts if part.cloze is not None}
        for other in lists[canonical(option)]:
            items = {canonical(part.text) for line in other.content.lines for part in line.parts if part.cloze}
            assert other.id == note.id or not own & items
            assert not note.content.title or canonical(other.content.title) != canonical(note.content.title)


@pytest.mark.parametrize("name", DECKS)
def test_no_option_stands_elsewhere_where_the_gap_is(name: str) -> None:
    said = "\n".join(bare(line.text) for note in notes_of(name) for line in note.content.lines)
    checked = 0
    for note, card, option in wrong_options(name):
        for line in note.content.lines:
            for at, part in enumerate(line.parts):
                before = bare("".join(other.text for other in line.parts[:at]))[-4:]
                after = bare("".join(other.text for other in line.parts[at + 1 :]))[:4]
                if note.kind != "list" and part.cloze == card.cloze:
                    assert len(before) < 4 or before + bare(option) not in said
                    assert len(after) < 4 or bare(option) + after not in said
                    checked += 1
    assert checked > 100


@pytest.mark.parametrize("name", DECKS)
def test_four_options_say_four_things_and_none_is_readable_on_the_card(name: str) -> None:
    for _, _, question in asked(name, "choice"):
        assert len({canonical(option) for option in question.options}) == 4
        shown = "\n".join([question.title, *question.heading, *(line.text for line in question.front)])
        assert not any(option in shown for option in question.options)


@pytest.mark.parametrize("name", DECKS)
def test_matched_items_belong_to_one_label_only(name: str) -> None:
    lists = lists_of(name)
    questions = asked(name, "match")
    assert len(questions) > 80
    for _, _, question in questions:
        assert len({canonical(option) for option in question.options}) == 4
        assert len({canonical(label) for label in question.left}) == 4
        for option in question.options:
            titles = {canonical(note.content.title) for note in lists[canonical(option)]}
            assert len(titles & {canonical(label) for label in question.left}) == 1


def _oddness(option: str, options: tuple[str, ...]) -> float:
    return -round(sum(Indel.normalized_similarity(option, other) for other in options), 6)


GUESSERS: dict[str, Callable[[str, tuple[str, ...]], float]] = {
    "longest": lambda option, options: len(option),
    "shortest": lambda option, options: -len(option),
    "odd looking": _oddness,
}


@pytest.mark.parametrize("guesser", GUESSERS)
@pytest.mark.parametrize("name", DECKS)
def test_guessing_by_looks_does_not_pay(name: str, guesser: str) -> None:
    wins = 0.0
    questions = asked(name, "choice")
    for _, _, question in questions:
        options, key = question.options, question.options[question.key[0]]
        scores = {option: GUESSERS[guesser](option, options) for option in options}
        picked = [option for option in options if scores[option] == max(scores.values())]
        wins += (key in picked) / len(picked)
    assert len(questions) > 500
    assert 0.20 <= wins / len(questions) <= 0.30

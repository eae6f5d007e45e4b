"""Wrong options are wrong, and the right one is not to be told by its looks."""

from __future__ import annotations

from collections import Counter

import pytest

from quizgen.model.deck import RECITE, Note
from quizgen.model.quiz import Question
from quizgen.quiz import Card, Pool, answer_text, ask
from tests.quiz.farm import farm, list_note, phrase, pool_of, sentence_note


def choices(notes: tuple[Note, ...], runs: int) -> list[tuple[Card, Question]]:
    pool = pool_of(notes)
    cards = [Card(note, number) for note in notes for number in note.content.numbers if number != RECITE]
    asked = ((card, ask(card, pool, ("choice",), str(run))) for run in range(runs) for card in cards)
    return [(card, found) for card, found in asked if found]


def test_the_right_option_stands_anywhere() -> None:
    places = Counter(question.key[0] for _, question in choices(farm(60).notes, runs=2))
    assert all(0.2 < count / places.total() < 0.3 for count in places.values())


def _options(card: Card, pool: Pool) -> set[str]:
    """Everything ever offered for a card."""
    found = (ask(card, pool, ("choice",), str(seed)) for seed in range(60))
    return {option for question in found if question for option in question.options}


def test_fewer_than_three_fair_distractors_are_too_few() -> None:
    notes = (list_note(1, [phrase(1), phrase(2)]), list_note(3, [phrase(40), phrase(41)]))
    assert not _options(Card(notes[0], 1), pool_of(notes))


def test_options_come_from_the_document_of_the_card_where_it_has_enough() -> None:
    notes = farm(40).notes
    sources = {answer_text(Card(note, k)): note.occurrences[0].source for note in notes for k in (1, 2, 3, 4)}
    own = Counter(
        {sources[option] for option in question.options} == {card.note.occurrences[0].source}
        for card, question in choices(notes, runs=1)
    )
    assert own[True] > 9 * own[False]


UNFAIR = {
    "an item that a list has that shares another item": list_note(500, ["安排灌溉", "记录种子"]),
    "an item of a list below a heading of that name": list_note(500, ["安排灌溉"], heading=("农事", "第1组农事")),
    "half of the answer's characters": list_note(500, ["防治病害"]),
    "the same done by another verb": list_note(500, ["防治病虫害"]),
    "almost another item of the list": list_note(500, ["记录好种子"]),
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


def test_what_the_deck_names_beside_the_list_is_never_offered() -> None:
    own = list_note(1, ["改良病害", "改良病虫", "记录种子"], title="冬季农事")
    others = tuple(list_note(2 * k, [phrase(3 * k + 200), phrase(3 * k + 201)]) for k in range(2, 30))
    says = sentence_note(50, "冬季农事还有", "安排灌溉", "一项。")
    offered = _options(Card(own, 1), pool_of((own, *others, says, list_note(500, ["安排灌溉"]))))
    assert len(offered) > 4
    assert "安排灌溉" not in offered


SENTENCES = {
    "a word of the answer": ("夜间要", "测定土壤", "，做好防冻。"),
    "the same praise in other words": ("选种", "要点", "，不可马虎。"),
    "what is said of the same thing": ("田间管理靠的正是", "一双手", "。"),
}


@pytest.mark.parametrize("case", SENTENCES)
def test_what_may_be_said_of_the_same_is_never_offered(case: str) -> None:
    answer = "关键" if "praise" in case else "调节土壤"
    others = tuple(sentence_note(k, f"第{k}号棚", phrase(k)[: len(answer)], "要写进日志。") for k in range(2, 40))
    own = sentence_note(1, "老农都说田间管理就是", answer, "。")
    unfair = sentence_note(50, *SENTENCES[case])
    offered = _options(Card(own, 1), pool_of((own, *others, unfair)))
    assert len(offered) > 4
    assert SENTENCES[case][1] not in offered


def test_a_numeral_stands_among_numerals() -> None:
    frames = (("黄瓜浇水", "次"), ("翻土", "遍"), ("留种", "袋"), ("温棚", "座"), ("放养蜜蜂", "箱"), ("晾晒", "日"))
    numerals = tuple(
        sentence_note(k, before, numeral, after)
        for k, ((before, after), numeral) in enumerate(zip(frames, "三五六七八九", strict=True))
    )
    words = tuple(sentence_note(k, f"第{k}号棚", word, "要写进日志。") for k, word in enumerate("土水光肥种虫", 20))
    offered = _options(Card(numerals[0], 1), pool_of((*words, *numerals)))
    assert offered
    assert offered <= set("三五六七八九")


def test_a_card_in_traditional_script_has_options_in_it() -> None:
    ours = ["清潔農舍", "觀察氣溫", "記錄雨量", "檢查圍籬", "修補溫室", "準備飼料", "測量濕度", "預報颱風"]
    traditional = tuple(
        list_note(k, [item], title=f"第{k}類").model_copy(
            update={"occurrences": (list_note(k, [item]).occurrences[0].model_copy(update={"source": "臺.txt"}),)}
        )
        for k, item in enumerate(ours)
    )
    others = tuple(list_note(2 * k + 100, [phrase(3 * k + 200), phrase(3 * k + 201)]) for k in range(2, 30))
    for note in traditional[:3]:
        offered = _options(Card(note, 1), pool_of((*others, *traditional)))
        assert offered
        assert offered <= set(ours)


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

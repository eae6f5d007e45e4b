"""Anki shows every card as the deck says: the question hides exactly its answer, the answer shows it."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from quizgen.deck import load_deck
from quizgen.face import front
from quizgen.model.deck import LABEL, RECITE, Content, Deck, Line, Note, Occurrence, Part
from quizgen.model.document import Span
from tests.anki.collection import Anki, plain, sides
from tests.anki.conftest import Make
from tests.cards.making import NOW, bees_deck

SHIPPED = sorted((Path(__file__).parents[2] / "decks").glob("*.json"))


def expected_body(content: Content, number: int) -> str:
    """What stands in the HTML of the question's body; the layouts hide with style what is in it all the same."""
    if number == RECITE:
        return f"[默写全部 {len(content.lines)} 项]"
    shown = content.model_copy(update={"layout": "others-shown"})
    lines = front(shown, number).lines
    return " ".join("".join("[...]" if p.kind == "gap" else p.text for p in line.pieces) for line in lines)


def check(anki: Anki, deck: Deck) -> int:
    """Compare every card; how many there were."""
    cards = anki.cards()
    expected = {(n.id, number): n for n in deck.notes if n.state != "rejected" for number in n.content.numbers}
    assert set(cards) == set(expected)
    for (note_id, number), note in expected.items():
        content = kept(note.content)
        question, answer = sides(cards[note_id, number])
        where = f"{note_id} {number}"
        assert joined(question.body) == joined(plain(expected_body(content, number))), where
        words = [plain(part.text) for part in content.answer(number)]
        ours = f"[默写全部 {len(content.lines)} 项]"
        assert not [word for word in words if given_away(question.text.replace(ours, ""), word)], where
        if number == RECITE:
            whole = "".join(line.text for line in content.lines)
            assert squeezed("".join(answer.asked)) == squeezed(plain(whole)), where
        else:
            assert set(map(squeezed, words)) <= set(map(squeezed, answer.asked)), where
        title = plain(front(content, RECITE).title if number != LABEL else "")
        assert squeezed(title.split("＿＿")[0]) in squeezed(question.text), where
    return len(cards)


def kept(content: Content) -> Content:
    """The content as Anki keeps it, without control characters."""
    text = re.sub(r"\\u00(0[0-8bef]|1[0-9a-f])|\x7f", "", content.model_dump_json())
    return Content.model_validate_json(text)


def given_away(shown: str, answer: str) -> bool:
    """Whether an answer can be read on a question (numbers inside longer ones do not count)."""
    answer = answer.strip("".join({char for char in answer if not char.isalnum()}))
    places = [found.span() for found in re.finditer(re.escape(answer), shown)] if answer else []
    return any(
        not (answer[0].isdecimal() and shown[low - 1 : low].isdecimal())
        and not (answer[-1].isdecimal() and shown[high : high + 1].isdecimal())
        for low, high in places
    )


def squeezed(text: str) -> str:
    return "".join(text.split())


def joined(text: str) -> str:
    """Without blanks; an answer masked in two pieces, where it reaches into another gap, counts as one."""
    return re.sub(r"(\[\.\.\.\])+", "[...]", squeezed(text))


def test_every_kind_of_card(anki: Make) -> None:
    user = anki()
    deck = bees_deck()
    assert user.take(deck).new == len(deck.notes)
    assert check(user, deck) > 30
    user.check()


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_decks(path: Path, anki: Make) -> None:
    user = anki()
    deck = load_deck(path)
    user.take(deck)
    check(user, deck)
    user.check()


NASTY = (
    "{{c1::", "}}", "{{", "::", ":", "{", "}", "<b>", "</div>", "&amp;", "&", "<!--", "-->", "<script>", '"', "'",
    "[...]", "[sound:a.mp3]", "[latex]", "[$]", "[anki:tts lang=zh]", "\\(", "\\", "\n", "\t", "　", "\u200b", "\u2028",
    "\x07", "\x1f", "#", "%", "\ufeff", "\u202e", "\x7f", "{{^c98}}", "{{/c98}}", "{{Title}}", "{{type:cloze:Text}}",
    "𠮷", "㐂", "👩‍🔬", "é", "e\u0301", "ﬁ", "Ⅳ", "①", "＿＿", "……", "〔", "〕", "“", "”", "^", "/",
)  # fmt: skip
PLAIN = "山水田林路桥车船木石火土金风雨云雪花草虫鱼鸟兽人口手足刀尺斗"


def fuzzed(seed: int, count: int) -> Deck:
    """Notes of every shape with words that are hard on markup."""
    chance = random.Random(seed)

    def words(least: int = 1) -> str:
        pieces = [chance.choice(PLAIN) for _ in range(least)]
        pieces += [chance.choice(NASTY if chance.random() < 0.4 else PLAIN) for _ in range(chance.randrange(8))]
        chance.shuffle(pieces)
        return "".join(pieces) * (40 if chance.random() < 0.01 else 1)

    def line(number: int) -> Line:
        parts = [Part(text=words()), Part(text=words(2), cloze=number), Part(text=words())]
        return Line(parts=tuple(part for part in parts if part.cloze or chance.random() < 0.5))

    def note(k: int) -> Note:
        lines = tuple(line(number) for number in range(1, chance.randrange(2, 5)))
        aside = Line(parts=(Part(text=words()), Part(text=words(3), cloze=LABEL, role="label")))
        content = Content(
            title=words(), heading=(words(),), lines=lines, recite=len(lines) > 1, marks=(words(),), extra=words(),
            layout=chance.choice(["others-shown", "all-hidden", "neighbours"]),
            aside=aside if chance.random() < 0.3 else None,
        )  # fmt: skip
        around = {"before": words(), "text": words(), "after": words()}
        place = Occurrence(source="花 名.txt", spans=(Span(0, 1),), line=3, **around)
        kind = chance.choice(["list", "fact"])
        return Note(
            id=f"{seed:04x}{k:012x}",
            kind=kind,
            importance=2,
            made=content,
            occurrences=(place,),
            created=NOW,
            modified=NOW,
        )

    return Deck(schema=1, name="fuzz", notes=tuple(map(note, range(count))), created=1, modified=1_700_000_000)


def test_four_thousand_fuzzed_notes(anki: Make) -> None:
    user = anki()
    deck = fuzzed(7, 4000)
    assert user.take(deck).new == 4000
    assert check(user, deck) > 10_000
    user.check()

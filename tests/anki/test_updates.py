"""What survives when a newer package is imported over cards that somebody has been learning."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from quizgen.deck import edit, load_deck
from quizgen.export import export
from quizgen.model.deck import LABEL, RECITE, Deck, Line, Note, Part
from quizgen.model.document import Document
from quizgen.model.extraction import DocumentExtraction, Extraction
from tests.anki.collection import Anki, sides
from tests.anki.conftest import Make
from tests.cards.making import BEES, bees_extraction, built, document, extraction, listing

LATER = int(time.time()) + 86_400
"""Later than anything done by hand in the tests: as when documents change after a month of learning."""
FIRST_RELEASE = Path(__file__).parent / "first_release"

Version = tuple[Extraction, dict[str, Document]]
Change = Callable[[], Version]


def reworded(*changes: tuple[str, str]) -> Version:
    """The bee-keeping document after words were changed in it, with what extraction then finds."""
    raw, found = BEES, bees_extraction()[0].model_dump_json()
    for before, after in changes:
        raw = raw.replace(before, after)
        found = found.replace(before, after)
    where = document(raw)
    parsed = Extraction.model_validate_json(found)
    return parsed.model_copy(update={"documents": (_placed(parsed.documents[0], where),)}), {where.source: where}


def _placed(found: DocumentExtraction, where: Document) -> DocumentExtraction:
    """What was found, at the places where its words stand now."""

    def at(words: str, after: int = 0) -> tuple[tuple[int, int], ...]:
        start = where.text.index(words, after)
        return ((start, start + len(words)),)

    lists = []
    for each in found.enumerations:
        spans = [{"text": item.text, "spans": at(item.text)} for item in each.items]
        label = {"label_spans": at(each.label)} if each.label else {}
        lists.append(each.model_validate(each.model_dump() | {"items": spans} | label))
    sentences = []
    for each in found.formulations:
        spans = at(each.text)
        inside = {"gaps": [{"text": gap.text, "spans": at(gap.text, spans[0][0])} for gap in each.gaps], "spans": spans}
        for name in ("term", "subject"):
            piece = getattr(each, name)
            if piece:
                inside[name] = {"text": piece.text, "spans": at(piece.text)}
        sentences.append(each.model_validate(each.model_dump() | inside))
    return found.model_copy(update={"enumerations": tuple(lists), "formulations": tuple(sentences)})


def with_items(title: str, *items: str) -> Version:
    """The document with other items in one of its lists."""
    found, _ = bees_extraction()
    first = found.documents[0]
    for k, listed in enumerate(first.enumerations):
        if title in (listed.label, listed.topic):
            before = "、".join(item.text for item in listed.items)
            where = document(BEES.replace(before, "、".join(items)))
            pieces = tuple(listed.items[0].model_copy(update={"text": item}) for item in items)
            changed = listed.model_copy(update={"items": pieces, "stated": len(items)})
            lists = (*first.enumerations[:k], changed, *first.enumerations[k + 1 :])
            first = first.model_copy(update={"enumerations": lists})
            return found.model_copy(update={"documents": (_placed(first, where),)}), {where.source: where}
    raise AssertionError(title)


def without(title: str) -> Version:
    found, documents = bees_extraction()
    first = found.documents[0]
    kept = tuple(listed for listed in first.enumerations if listed.label != title)
    return found.model_copy(update={"documents": (first.model_copy(update={"enumerations": kept}),)}), documents


def moved() -> Version:
    found, documents = bees_extraction()
    first = found.documents[0]
    lists = tuple(listed.model_copy(update={"heading": ("巡场手册", "开箱")}) for listed in first.enumerations)
    return found.model_copy(update={"documents": (first.model_copy(update={"enumerations": lists}),)}), documents


def renamed() -> Version:
    return bees_extraction(document(name="bees-2027.txt", title="蜂场新手记"))


def joined(ahead: bool = False) -> Version:
    """The document and one that words a list of it a little otherwise, behind it or ahead of it."""
    found, documents = bees_extraction()
    where = document(
        "开箱要做到“三看”：蜂王是否健在，蜜粉是否很充足，巢温是否稳定。", name="mentor.txt", title="师傅说"
    )
    items = ("蜂王是否健在", "蜜粉是否很充足", "巢温是否稳定")
    other = extraction((where, [listing(where, *items, label="三看", stated=3, importance=1)], []))
    both = (*other.documents, *found.documents) if ahead else (*found.documents, *other.documents)
    return Extraction(schema=1, documents=both), {**documents, where.source: where}


FORE = "四防"
CASES: list[tuple[str, Change, dict[str, str], set[tuple[str, int]], set[tuple[str, int]]]] = [
    # name, the new version, note's title → words its text now has, cards that are new, cards that are now empty
    ("nothing", bees_extraction, {}, set(), set()),
    ("typo corrected", lambda: reworded(("防农药", "防农葯")), {FORE: "防农葯"}, set(), set()),
    ("item inserted", lambda: with_items(FORE, "防寒", "防鼠", "防潮", "防盗蜂", "防农药"), {FORE: "防鼠"},
     {(FORE, 5)}, set()),
    ("item removed", lambda: with_items(FORE, "防寒", "防盗蜂", "防农药"), {FORE: "防寒"}, set(), {(FORE, 2)}),
    ("reordered", lambda: with_items(FORE, "防农药", "防潮", "防寒", "防盗蜂"), {FORE: "防农药"}, set(), set()),
    ("item split", lambda: with_items(FORE, "防寒", "防潮", "防盗蜂", "防农", "防药"), {FORE: "防药"},
     {(FORE, 5)}, set()),
    ("section moved", moved, {}, set(), set()),
    ("document renamed", renamed, {}, set(), set()),
    ("a second document words it otherwise", joined, {"三看": "蜜粉是否充足"}, set(), set()),
    ("and speaks for it", lambda: joined(ahead=True), {"三看": "蜜粉是否很充足"}, set(), set()),
    ("note gone", lambda: without(FORE), {}, set(), set()),
]  # fmt: skip


def titled(deck: Deck, title: str) -> Note:
    return next(note for note in deck.notes if note.content.title == title)


def learnt(user: Anki, deck: Deck) -> None:
    """Somebody's month with the deck: answers, a suspended card, a flag, a tag and an edit by hand."""
    note = titled(deck, FORE)
    cards = user.cards()
    for number, ratings in ((1, (3, 3)), (2, (1, 3)), (3, (4,)), (4, (2, 3)), (RECITE, (3,)), (LABEL, (4,))):
        for rating in ratings:
            user.answer(cards[note.id, number], rating)
    saying = titled(deck, "三看")
    user.answer(cards[saying.id, 1], 4)
    user.col.sched.suspend_cards([cards[note.id, 3].id])
    user.col.set_user_flag_for_cards(2, [cards[note.id, 1].id])
    by_hand = user.note(saying.id)
    by_hand["Extra"] = "我自己的批注"
    by_hand.tags.append("mine")
    user.col.update_note(by_hand)


@pytest.mark.parametrize(("change", "words", "added", "emptied"), [row[1:] for row in CASES], ids=[r[0] for r in CASES])
def test_update_matrix(
    change: Change, words: dict[str, str], added: set[tuple[str, int]], emptied: set[tuple[str, int]], anki: Make
) -> None:
    user = anki()
    first, _ = built(*bees_extraction())
    user.take(first)
    learnt(user, first)
    before = user.progress()
    second, changes = built(*change(), first, now=LATER)
    report = user.take(second)
    after = user.progress()

    ids = {note.content.title: note.id for note in first.notes}
    assert set(after) - set(before) == {(ids[title], number) for title, number in added}
    assert {key: after[key] for key in before} == before
    assert (report.new, report.updated) == (0, len(changes.changed) + len(changes.retired))
    for title, text in words.items():
        assert text in user.note(ids[title])["Text"]
    empty = {
        (user.col.get_note(each.note_id).guid, user.col.get_card(card_id).ord + 1)
        for each in user.col.get_empty_cards().notes
        for card_id in each.card_ids
    }
    assert empty == {(ids[title], number) for title, number in emptied}
    own = user.note(ids["三看"])
    if ids["三看"] in {change.id for change in changes.changed}:
        assert own["Extra"] == ""
    else:
        assert own["Extra"] == "我自己的批注"
        assert own.has_tag("mine")
    retired = {note.id for note in second.notes if note.state == "retired"}
    assert {guid for guid in ids.values() if user.note(guid).has_tag("quizgen::retired")} == retired
    assert user.col.fix_integrity()[1]


def test_a_question_keeps_its_history_not_its_place(anki: Make) -> None:
    user = anki()
    first, _ = built(*bees_extraction())
    user.take(first)
    note = titled(first, FORE)
    user.answer(user.cards()[note.id, 4], 4)
    second, _ = built(*with_items(FORE, "防农药", "防潮", "防寒", "防盗蜂"), first, now=LATER)
    user.take(second)
    card = user.cards()[note.id, 4]
    assert sides(card)[1].asked == ("防农药",)
    assert card.reps == 1
    assert card.ivl > 0


def test_the_same_package_twice_changes_nothing(anki: Make) -> None:
    user = anki()
    deck, _ = built(*bees_extraction())
    user.take(deck)
    learnt(user, deck)
    before = user.progress()
    report = user.take(deck)
    assert (report.new, report.updated, report.duplicate) == (0, 0, len(deck.notes))
    assert user.progress() == before


def test_a_users_edit_in_the_deck_reaches_anki_and_outlives_the_document(anki: Make) -> None:
    user = anki()
    deck, _ = built(*bees_extraction())
    user.take(deck)
    note = titled(deck, FORE)
    line = Line(parts=(Part(text="防严寒", cloze=1, role="item"),))
    mine = note.made.model_copy(update={"lines": (line, *note.made.lines[1:])})
    deck = edit(deck, note.id, mine, now=LATER)
    assert user.take(deck).updated == 1
    deck, _ = built(*with_items(FORE, "防寒", "防潮", "防盗蜂", "防农药", "防鼠"), deck, now=LATER + 5)
    assert user.take(deck).updated == 0
    assert "防严寒" in user.note(note.id)["Text"]


def test_a_note_deleted_by_the_user_comes_back_and_retired_ones_arrive_apart(anki: Make) -> None:
    user = anki()
    first, _ = built(*bees_extraction())
    second, _ = built(*without(FORE), first, now=LATER)
    user.take(second)
    cards = user.cards()
    note = titled(second, FORE)
    assert {user.deck_of(cards[note.id, number]) for number in note.content.numbers} == {"bees::已停用"}
    user.col.remove_notes([user.note(titled(second, "三看").id).id])
    assert user.take(second).new == 1


@pytest.mark.parametrize("order", [("by-document", "single"), ("single", "by-heading")])
def test_cards_never_move_between_decks(order: tuple[str, str], anki: Make) -> None:
    user = anki()
    first, _ = built(*bees_extraction())
    user.take(first, decks=order[0])
    before = user.progress()
    second, _ = built(*moved(), first, now=LATER)
    user.take(second, decks=order[1])
    assert user.progress() == before


def test_decks_of_the_first_release_still_update(anki: Make, tmp_path: Path) -> None:
    user = anki()
    first = load_deck(FIRST_RELEASE / "bees.json")
    user.take(FIRST_RELEASE / "bees.apkg")
    assert set(user.cards()) == {(note.id, number) for note in first.notes for number in note.content.numbers}
    learnt(user, first)
    before = user.progress()
    second, changes = built(*with_items(FORE, "防寒", "防鼠", "防潮", "防盗蜂", "防农药"), first, now=LATER)
    assert not changes.added
    assert not changes.retired
    export(second, "apkg", tmp_path / "second.apkg")
    report = user.take(tmp_path / "second.apkg")
    after = user.progress()
    assert {key: after[key] for key in before} == before
    assert set(after) - set(before) == {(titled(first, FORE).id, 5)}
    assert (report.new, report.conflicting) == (0, 0)
    assert report.updated == len(changes.changed)
    assert len(user.col.models.all_names_and_ids()) == len(Anki(tmp_path / "plain").col.models.all_names_and_ids()) + 1

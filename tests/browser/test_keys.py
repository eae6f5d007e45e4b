"""Every action by key: from page to page, on the pages of cards, decks and documents; and typed text that survives."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from quizgen import study
from quizgen.i18n import catalogue
from quizgen.model.deck import Note
from quizgen.web.views import PAGES
from tests.browser.conftest import Learner, Open, now, settled
from tests.browser.test_arrival import HEADINGS
from tests.browser.test_study import press

pytestmark = pytest.mark.browser

CHINESE = catalogue("zh_CN").gettext
TYPED = "[class*=st-key-typed] input"
RECITED = ".st-key-recite input"


def notes(learner: Learner) -> tuple[Note, ...]:
    return study.notes(learner.store, learner.who, learner.deck_id).notes


def lines(note: Note) -> list[str]:
    return [line.text for line in note.content.lines]


def test_g_and_a_letter_go_to_every_page(learner: Learner, visit: Open) -> None:
    page = visit("help")
    for row in PAGES:
        if row.in_menu:
            press(page, "g")
            page.keyboard.press(row.key.lower())
            expect(page.locator("h1")).to_have_text(CHINESE(HEADINGS.get(row.name, row.title)))


def test_g_and_a_letter_are_text_where_one_types(learner: Learner, visit: Open) -> None:
    token = learner.begin(modes=("typed",), limit=1)
    page = visit(f"run?run={token}")
    page.locator(TYPED).focus()
    page.keyboard.type("gp?")
    page.wait_for_timeout(500)
    expect(page.locator(TYPED)).to_have_value("gp?")


def test_the_list_of_keys_names_every_page(learner: Learner, visit: Open) -> None:
    page = visit()
    press(page, "?")
    keys = page.locator("[role=dialog] .qz-keys")
    for row in PAGES:
        if row.in_menu:
            assert f"G {row.key} {CHINESE(row.title)}" in " ".join(keys.inner_text().split())
    press(page, "g")
    page.keyboard.press("h")
    expect(keys).to_be_visible()


def test_a_note_is_split_merged_and_left_by_keys(learner: Learner, visit: Open) -> None:
    first, second = notes(learner)[:2]
    page = visit(f"cards?deck={learner.deck_id}&note={first.id}")
    choice = page.locator(".st-key-options-split")
    press(page, "s")
    expect(choice).to_be_visible()
    press(page, "Escape")
    expect(choice).to_be_hidden()
    press(page, "m")
    expect(page.locator(".qz-note li")).to_have_count(len(lines(first)) + len(lines(second)))
    press(page, "u")
    expect(page.locator(".qz-note li")).to_have_count(len(lines(first)))
    press(page, "s")
    expect(choice).to_be_visible()
    press(page, "2")
    expect(page.locator(".qz-note li")).to_have_count(2)
    assert [lines(note) for note in notes(learner)[:2]] == [lines(first)[:2], lines(first)[2:]]
    press(page, "x")
    expect(page.locator(".qz-note")).to_have_text(lines(first)[2])
    assert notes(learner)[0].state == "rejected"


def test_decks_are_managed_by_keys(learner: Learner, visit: Open, tmp_path: Path) -> None:
    other = study.add_deck(
        learner.store, learner.who, study.load_deck(learner.store, learner.who, learner.deck_id), now=now()
    )
    rows = study.decks(learner.store, learner.who, now=now())
    page = visit("decks")
    press(page, str([row.id for row in rows].index(other) + 1))
    page.wait_for_selector(f".st-key-deck-{other}")
    press(page, "n")
    page.wait_for_function("document.activeElement.closest('[class*=st-key-title-]')")
    page.keyboard.press("Control+a")
    page.keyboard.insert_text("走廊书架")
    page.keyboard.press("Enter")
    expect(page.locator(f".st-key-deck-{other} .qz-title")).to_have_text("走廊书架")
    press(page, "d")
    page.wait_for_selector(f".st-key-download-{other}-apkg")
    settled(page)
    with page.expect_download() as download:
        page.keyboard.press("1")
    assert download.value.suggested_filename == "走廊书架.apkg"
    press(page, "Escape")
    page.wait_for_selector(f".st-key-download-{other}-apkg", state="detached")
    press(page, "a")
    page.wait_for_selector("h3")
    assert [row.id for row in study.decks(learner.store, learner.who, now=now(), archived=True)] == [other]
    press(page, "a")
    page.wait_for_selector("h3", state="detached")
    press(page, "x")
    page.wait_for_selector(".st-key-undo-delete")
    assert [row.id for row in study.decks(learner.store, learner.who, now=now())] == [learner.deck_id]
    press(page, "u")
    page.wait_for_selector(f".st-key-deck-{other}")
    press(page, "l")
    expect(page.locator("h1")).to_have_text(CHINESE("Cards"))
    page.go_back()
    page.wait_for_selector(f".st-key-study-{other}")
    press(page, "s")
    page.wait_for_url("**/run?run=*")


def test_documents_are_read_and_text_is_pasted_by_keys(learner: Learner, visit: Open) -> None:
    page = visit("documents")
    with page.expect_file_chooser():
        press(page, "f")
    press(page, "1")
    page.wait_for_selector(".reader .body")
    press(page, "Escape")
    page.wait_for_selector(".st-key-paste")
    press(page, "p")
    page.wait_for_function("document.activeElement.tagName === 'TEXTAREA'")
    page.keyboard.insert_text("借阅台要做到两个当面：当面清点、当面登记。")
    page.keyboard.press("Control+Enter")
    press(page, "Escape")
    page.wait_for_selector(".st-key-main-make button:enabled")
    press(page, "Enter")
    page.wait_for_selector(".st-key-main-study")
    press(page, "s")
    page.wait_for_url("**/run?run=*")
    assert len(study.decks(learner.store, learner.who, now=now())) == 2


def test_marked_places_are_walked_through_by_keys(learner: Learner, visit: Open) -> None:
    page = visit(f"documents?deck={learner.deck_id}")
    kept = notes(learner)
    places = [page.locator(f".reader [data-note~='{note.id}'][tabindex]").first for note in kept]
    for key, expected in (("j", 0), ("j", 1), ("j", 2), ("k", 1)):
        press(page, key)
        expect(places[expected]).to_be_focused()
    for _time in range(2):
        page.keyboard.press("Enter")
        expect(page.locator(".qz-note li").first).to_have_text(lines(kept[1])[0])
        press(page, "t")
        expect(places[1]).to_be_focused()


def test_space_gives_an_empty_field_up_and_is_typed_into_any_other(learner: Learner, visit: Open) -> None:
    token = learner.begin(modes=("typed",), limit=2)
    page = visit(f"run?run={token}")
    field = page.locator("[class*=st-key-typed-] input")
    expect(field).to_be_focused()
    page.keyboard.type("借 ")
    expect(field).to_have_value("借 ")
    assert learner.at(token).phase == "asking"
    field.fill("")
    page.keyboard.press("Space")
    page.wait_for_selector("[class*=st-key-main-go]")
    at = learner.at(token)
    assert at.verdict
    assert (at.position, at.verdict.reason) == (0, "empty")


def test_an_exam_is_ended_only_by_who_is_sure(learner: Learner, visit: Open) -> None:
    token = learner.begin("exam", modes=("choice",), limit=3, minutes=5)
    page = visit(f"run?run={token}")
    for _time in range(2):
        press(page, "q")
        page.wait_for_selector(".st-key-end")
        press(page, "Escape")
        page.wait_for_selector(".st-key-end", state="detached")
    assert learner.at(token).phase == "asking"
    press(page, "q")
    page.wait_for_selector(".st-key-end")
    press(page, "x")
    page.wait_for_selector(".qz-figures")
    assert learner.at(token).phase == "done"


def test_a_run_is_repeated_with_a_key(learner: Learner, visit: Open) -> None:
    token = learner.begin(modes=("choice",), limit=1)
    page = visit(f"run?run={token}")
    press(page, "1")
    page.wait_for_selector("[class*=st-key-main-go]")
    press(page, "q")
    page.wait_for_selector(".qz-figures")
    press(page, "n")
    page.wait_for_function("token => !location.href.includes(token)", arg=token)
    again = study.runs(learner.store, learner.who)[0]
    assert again.token != token
    assert (again.options.modes, again.options.limit) == (("choice",), 1)


@pytest.mark.parametrize("mode", ["typed", "recite"])
def test_half_typed_text_survives_a_refresh_and_is_not_handed_in(mode: str, learner: Learner, visit: Open) -> None:
    token = learner.begin(modes=(mode,), limit=2)
    page = visit(f"run?run={token}")
    fields = page.locator(TYPED if mode == "typed" else RECITED)
    last = fields.nth(fields.count() - 1)
    last.focus()
    page.keyboard.insert_text("写到一")
    page.keyboard.type("ban")
    for _time in range(2):
        page.reload()
        settled(page)
        expect(last).to_have_value("写到一ban")
        assert learner.at(token).phase == "asking"
    last.focus()
    page.keyboard.press("End")
    page.keyboard.insert_text("完")
    page.keyboard.press("Enter")
    page.wait_for_selector("[class*=st-key-main-go]")
    given = learner.at(token).answer
    assert given
    assert given.text == "写到一ban完"
    press(page, "Enter")
    page.wait_for_selector("[class*=st-key-main-go]", state="detached")
    assert texts(page) == [""] * fields.count()
    page.reload()
    settled(page)
    assert texts(page) == [""] * fields.count()


def texts(page: Page) -> list[str]:
    """What stands in the fields of the question."""
    return [field.input_value() for field in page.locator(f"{TYPED}, {RECITED}").all()]


def test_half_typed_text_stays_in_its_tab(learner: Learner, visit: Open) -> None:
    token = learner.begin(modes=("typed",), limit=1)
    page = visit(f"run?run={token}")
    page.locator(TYPED).fill("只在这里")
    other = visit(f"run?run={token}")
    expect(other.locator(TYPED)).to_have_value("")


def test_half_typed_text_is_there_after_a_look_at_another_page(learner: Learner, visit: Open) -> None:
    token = learner.begin(modes=("typed",), limit=1)
    page = visit(f"run?run={token}")
    page.locator(TYPED).fill("先看看")
    page.goto(page.url.replace(f"run?run={token}", "help"))
    settled(page)
    page.go_back()
    expect(page.locator(TYPED)).to_have_value("先看看")

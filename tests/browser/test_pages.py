"""What pages do in Chromium: one's own language, the text with its marks, the editor, downloads, hostile documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizgen import study
from tests.browser.conftest import Learner, Open, now, settled

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("locale", "title", "lang"), [("zh-CN", "练习", "zh-CN"), ("en-GB", "Practise", "en")])
def test_the_browser_chooses_the_language(locale: str, title: str, lang: str, visit: Open) -> None:
    page = visit("practise", locale=locale)
    assert page.inner_text("h1") == title
    page.wait_for_function("lang => document.documentElement.lang === lang", arg=lang)


def test_a_click_in_the_text_opens_the_card_and_back(learner: Learner, visit: Open) -> None:
    page = visit(f"documents?deck={learner.deck_id}")
    page.locator(".reader [data-note='note-四个步骤']", has_text="登记借书证").click()
    page.wait_for_selector(".qz-note")
    settled(page)
    assert "登记借书证" in page.inner_text(".qz-note")
    page.keyboard.press("t")
    place = page.locator(".reader .here", has_text="登记借书证")
    place.wait_for()
    settled(page)
    assert place.evaluate("e => { const r = e.getBoundingClientRect(); return r.top > 0 && r.bottom < innerHeight }")
    page.keyboard.press("e")
    page.wait_for_selector(".qz-note")


def test_kinds_of_marks_are_switched_off_and_on(learner: Learner, visit: Open) -> None:
    page = visit(f"documents?deck={learner.deck_id}")
    answer = page.locator(".reader .body .answer").first
    ground = "e => getComputedStyle(e).backgroundColor"
    marked = answer.evaluate(ground)
    boxes = page.locator(".reader .legend input")
    for k in range(boxes.count()):
        boxes.nth(k).uncheck()
    assert answer.evaluate(ground) == "rgba(0, 0, 0, 0)" != marked


def test_gaps_are_marked_by_selecting_words(learner: Learner, visit: Open) -> None:
    page = visit(f"cards?deck={learner.deck_id}&note=note-三个坚持")
    page.keyboard.press("e")
    field = page.locator("textarea").first
    field.wait_for()
    field.fill("坚持轻声交谈")
    field.evaluate("e => e.setSelectionRange(2, 4)")
    page.get_by_role("button", name="Alt+G").click()
    assert field.input_value() == "坚持【轻声】交谈"
    field.evaluate("e => e.setSelectionRange(2, 6)")
    page.keyboard.press("Alt+g")
    assert field.input_value() == "坚持轻声交谈"
    field.evaluate("e => e.setSelectionRange(2, 4)")
    page.keyboard.press("Alt+g")
    page.get_by_role("button", name="保存").click()
    settled(page)
    page.wait_for_selector("textarea", state="detached")
    note = study.note(learner.store, learner.who, learner.deck_id, "note-三个坚持")
    assert [(part.text, part.cloze is not None) for part in note.content.lines[0].parts] == [
        ("坚持", False),
        ("轻声", True),
        ("交谈", False),
    ]


def test_a_deck_is_taken_away(learner: Learner, visit: Open, tmp_path: Path) -> None:
    page = visit("decks")
    page.get_by_role("button", name="下载").first.click()
    with page.expect_download() as download:
        page.locator(f".st-key-download-{learner.deck_id}-apkg button").click()
    download.value.save_as(tmp_path / "deck.apkg")
    assert (tmp_path / "deck.apkg").read_bytes()[:2] == b"PK"


def test_documents_run_no_script(learner: Learner, visit: Open, tmp_path: Path) -> None:
    hostile = (
        '<img src=x onerror="window.hacked=1">**粗** [链](http://example.org) 值班要做到两个按时：按时到岗'
        "<script>window.hacked=1</script>、按时交接。"
    )
    path = tmp_path / "恶意 <b>x.txt"
    path.write_text(hostile, encoding="utf-8")
    page = visit("documents")
    page.set_input_files("[data-testid=stFileUploader] input", path)
    page.locator(".st-key-main-make button:enabled").click()
    page.wait_for_selector(".st-key-main-look button, [data-testid=stAlert]")
    rows = [row for row in study.decks(learner.store, learner.who, now=now()) if row.id != learner.deck_id]
    assert len(rows) == 1
    page.goto(page.url.split("?")[0] + f"?deck={rows[0].id}")
    page.wait_for_selector(".reader .body")
    assert "按时到岗" in page.inner_text(".reader .body")
    page.goto(page.url.replace("documents", "cards"))
    settled(page)
    assert page.evaluate("window.hacked") is None
    assert page.locator("[data-testid=stMain] img").count() == 0

"""A newcomer's whole way: a document of their own in, the cards looked through, ten questions, the deck into Anki."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page

from quizgen import study
from quizgen.store import Store
from quizgen.web import serve
from tests.browser.conftest import PATIENCE, Browsing, Learner, free_port, now, serving, settled
from tests.browser.test_study import answer, press

pytestmark = pytest.mark.browser

GO_ON = "[class*=st-key-main-go]"
DOCUMENT = """# 山地徒步社守则

## 出发之前

领队要做到三个确认：确认天气、确认路线、确认名单。

装备检查的四个步骤是：一是清点绳索，二是试亮头灯，三是称量背包，四是封好药盒。

徒步负荷是指背包重量与队员体重之比。

## 行进之中

全队要坚持五个不：不抢道、不掉队、不攀折、不生火、不夜行。

途中休息讲究三个及时：及时补水、及时添衣、及时报数。

领队对向导要做到两个尊重：尊重经验、尊重习俗。

## 归来之后

总结会要完成四项任务：清洗装备、归还公物、核对账目、记录见闻。

徒步社的口号是“走得出去，带得回来”。
"""


def note_shown(page: Page, words: str) -> None:
    """Wait for a note of the list of cards, by how it is counted."""
    page.wait_for_function("words => document.body.innerText.includes(words)", arg=words)
    settled(page)


def newcomer(store: Store, sources: tuple[str, ...]) -> Learner:
    """The only profile there is, with the deck made of these documents."""
    (profile,) = study.profiles(store)
    (row,) = [row for row in study.decks(store, profile.id, now=now()) if row.sources == sources]
    return Learner(store, profile.id, row.id)


def test_from_a_document_to_anki(browsing: Browsing, tmp_path: Path) -> None:
    if os.environ.get("CI") != "true":
        pytest.importorskip("anki")
    from tests.anki.collection import Anki

    database, paper = tmp_path / "progress.sqlite", tmp_path / "徒步守则.md"
    paper.write_text(DOCUMENT, encoding="utf-8")
    with serving(database, free_port(), serve.ENTRY) as base:
        page = browsing(f"{base}/documents")
        page.set_input_files("[data-testid=stFileUploader] input", paper)
        page.locator(".st-key-main-make button:enabled").click()
        page.locator(".st-key-main-look button").wait_for()
        store = study.open_store(f"sqlite:///{database}", now=now())
        learner = newcomer(store, (paper.name,))
        look_through(page, learner)
        study_ten(page, learner, base)
        package = take_away(page, learner, base, tmp_path / "deck.apkg")
        kept = study.notes(store, learner.who, learner.deck_id, limit=999).notes
        store.close()
    anki = Anki(tmp_path / "anki")
    imported = anki.take(package)
    anki.check()
    anki.close()
    assert imported.new == sum(note.state != "rejected" for note in kept) == len(kept) - 1


def look_through(page: Page, learner: Learner) -> None:
    """Accept the first note, edit the second, reject the third, by keys."""
    ids = [note.id for note in study.notes(learner.store, learner.who, learner.deck_id).notes]
    total = len(ids)
    assert total >= 7
    press(page, "l")
    note_shown(page, f"第 1 条，共 {total} 条")
    press(page, "a")
    note_shown(page, f"第 2 条，共 {total} 条")
    press(page, "e")
    remarks = page.locator("textarea").nth(1)
    remarks.fill("出发前一天再读一遍")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("textarea", state="detached")
    press(page, "j")
    note_shown(page, f"第 3 条，共 {total} 条")
    press(page, "x")
    note_shown(page, f"第 4 条，共 {total} 条")
    notes = [study.note(learner.store, learner.who, learner.deck_id, one) for one in ids[:4]]
    assert [note.state for note in notes] == ["accepted", "edited", "rejected", "proposed"]
    assert notes[1].content.extra == "出发前一天再读一遍"


def study_ten(page: Page, learner: Learner, base: str) -> None:
    """Ten questions of the new deck, with a refresh in the middle, to the result."""
    page.goto(f"{base}/practise")
    settled(page)
    page.locator(".st-key-practise-decks input").click()
    page.get_by_role("option", name="山地徒步社守则").click()
    page.keyboard.press("Escape")
    settled(page)
    page.locator(".st-key-main-start button").click()
    page.wait_for_url("**/run?run=*")
    token = page.url.partition("run=")[2]
    for step in range(10):
        at = learner.at(token)
        assert at.question
        assert (at.position, at.question.deck_id) == (step, learner.deck_id)
        answer(page, learner, token)
        if step == 4:
            page.reload()
            page.wait_for_selector(GO_ON)
        press(page, "Enter")
        page.wait_for_selector(GO_ON, state="detached")
        if step == 6:
            page.reload()
            settled(page)
    page.wait_for_selector(".qz-figures")
    outcome = study.result(learner.store, learner.who, token)
    assert outcome.right + outcome.almost + outcome.wrong == len(outcome.rows) == 10
    figures = dict(text.split(maxsplit=1) for text in page.locator(".qz-figures > div").all_inner_texts())
    assert int(figures["正确"]) == outcome.right


def take_away(page: Page, learner: Learner, base: str, path: Path) -> Path:
    """The deck as the browser downloads it for Anki."""
    page.goto(f"{base}/decks")
    settled(page)
    page.locator(f".st-key-deck-{learner.deck_id}").get_by_role("button", name="下载").click()
    with page.expect_download(timeout=PATIENCE) as download:
        page.locator(f".st-key-download-{learner.deck_id}-apkg button").click()
    download.value.save_as(path)
    return path

"""Studying in Chromium: by keys alone, with an input method, through refreshes and restarts, side by side."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from sqlalchemy import select

from quizgen import study
from quizgen.model.quiz import Mode
from quizgen.store.tables import ATTEMPTS
from tests.browser.conftest import Learner, Open, free_port, new_learner, now, serving, settled
from tests.web import shelf

pytestmark = pytest.mark.browser

MODES: tuple[Mode, ...] = ("typed", "choice", "truefalse", "order", "match", "recite", "flip")
FIELD = "[class*=st-key-typed] input"
VERDICT = ".qz-verdict"
ASKED = "[data-testid=stMain] .qz-title, [data-testid=stMain] .qz-statement, [data-testid=stMain] .qz-claim"


def main_text(page: Page) -> str:
    """The question or answer as read on the page."""
    settled(page)
    return page.inner_text("[data-testid=stMainBlockContainer]")


def press(page: Page, key: str) -> None:
    settled(page)
    page.keyboard.press(key)


def press_until(page: Page, key: str, selector: str) -> None:
    """Press a key until something is there, where a second press changes nothing: the first may come too early."""
    for _attempt in range(10):
        press(page, key)
        page.wait_for_timeout(1500)
        if page.locator(selector).count():
            return
    page.wait_for_selector(selector)


def go_on(page: Page, learner: Learner, token: str) -> None:
    """Press Enter until the run has moved on: a key pressed before the page has bound it is nobody's fault."""
    before = learner.at(token)
    for _attempt in range(10):
        press(page, "Enter")
        for _poll in range(20):
            if learner.at(token) != before:
                return
            page.wait_for_timeout(150)


def answer(page: Page, learner: Learner, token: str) -> None:
    """Answer the question of a run rightly or wrongly, with keys only."""
    question = learner.at(token).question
    assert question
    settled(page)
    if question.mode == "typed":
        page.wait_for_function(f"document.activeElement === document.querySelector('{FIELD}')")
        page.keyboard.insert_text(question.expected[0].text)
        page.keyboard.press("Enter")
    elif question.mode == "recite":
        for item in question.expected:
            page.keyboard.insert_text(item.text)
            page.keyboard.press("Enter")
    elif question.mode in ("order", "match"):
        for picked in question.key:
            press(page, str(picked + 1))
        press(page, "Enter")
    else:
        page.keyboard.press("Space" if question.mode == "flip" else "1")
    page.wait_for_selector("[class*=st-key-main-go]")
    settled(page)


def test_a_whole_session_by_keyboard_alone(learner: Learner, visit: Open) -> None:
    page = visit()
    press(page, "Enter")
    page.wait_for_selector(ASKED)
    token = page.url.partition("run=")[2]
    for step in range(8):
        assert learner.at(token).position == step
        answer(page, learner, token)
        press(page, "3" if step == 2 else "Enter")
        page.wait_for_selector("[class*=st-key-main-go]", state="detached")
    settled(page)
    page.keyboard.press("Escape")
    press(page, "u")
    page.wait_for_selector("[class*=st-key-main-go]")
    assert learner.at(token).position == 7
    press(page, "?")
    page.wait_for_selector("[role=dialog] .qz-keys")
    page.keyboard.press("Escape")
    page.wait_for_selector("[role=dialog]", state="detached")
    press(page, "e")
    page.wait_for_selector(".qz-note")
    press(page, "Escape")
    page.wait_for_selector("[class*=st-key-main-go]")
    press(page, "Enter")
    page.wait_for_selector("[class*=st-key-main-go]", state="detached")
    assert learner.at(token).position == 8


def test_an_input_method_never_submits_half_typed_text(learner: Learner, visit: Open) -> None:
    token = learner.begin(modes=("typed",), limit=2)
    page = visit(f"run?run={token}")
    field = page.locator(FIELD)
    field.focus()
    keys = page.context.new_cdp_session(page)
    keys.send("Input.imeSetComposition", {"text": "mianfei", "selectionStart": 7, "selectionEnd": 7})
    enter = {"windowsVirtualKeyCode": 229, "key": "Enter", "code": "Enter"}
    keys.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **enter})
    keys.send("Input.insertText", {"text": "免费"})
    page.wait_for_timeout(800)
    assert learner.at(token).phase == "asking"
    assert field.input_value() == "免费"
    keys.send("Input.insertText", {"text": "开放"})
    page.keyboard.press("Enter")
    page.wait_for_selector(VERDICT)
    given = learner.at(token).answer
    assert given
    assert given.text == "免费开放"


@pytest.mark.parametrize("mode", MODES)
def test_a_refresh_changes_nothing(mode: Mode, learner: Learner, visit: Open) -> None:
    token = learner.begin(modes=(mode,), limit=2)
    page = visit(f"run?run={token}")
    if mode in ("order", "match"):
        press_until(page, "2", ".qz-picked")
    asked = main_text(page)
    page.reload()
    assert main_text(page) == asked
    if mode in ("order", "match"):
        press(page, "Backspace")
        page.wait_for_selector(".qz-picked", state="detached")
    answer(page, learner, token)
    shown = main_text(page)
    page.reload()
    page.wait_for_selector("[class*=st-key-main-go]")
    assert main_text(page) == shown
    assert learner.at(token).phase == "shown"


def test_a_restart_goes_on_where_one_was(chromium: Browser, tmp_path: Path, visit: Open) -> None:
    database, port = tmp_path / "progress.sqlite", free_port()
    store = study.open_store(f"sqlite:///{database}", now=now())
    learner = new_learner(store, "Lin")
    tokens = {mode: learner.begin(modes=(mode,), limit=2) for mode in MODES}
    before = {}
    with serving(database, port) as base:
        for mode, token in tokens.items():
            before[mode] = main_text(visit(f"run?run={token}", who=learner, base=base))
    with serving(database, port) as base:
        for mode, token in tokens.items():
            assert main_text(visit(f"run?run={token}", who=learner, base=base)) == before[mode]
    store.close()


def test_two_visitors_do_not_disturb_each_other(learner: Learner, visit: Open) -> None:
    other = new_learner(learner.store, "Bo")
    people = [(one, one.begin(modes=("typed",), limit=3)) for one in (learner, other)]
    pages = [visit(f"run?run={token}", who=one) for one, token in people]
    for step in range(3):
        for page, (one, token) in zip(pages, people, strict=True):
            assert one.at(token).position == step
            answer(page, one, token)
        for page in pages:
            press(page, "Enter")
            page.wait_for_selector("[class*=st-key-main-go]", state="detached")
    for one, token in people:
        assert study.result(one.store, one.who, token).right == 3
    assert main_text(visit(f"run?run={people[0][1]}", who=other)).count("用户") >= 1


def test_the_same_question_in_two_tabs_counts_once(learner: Learner, visit: Open) -> None:
    token = learner.begin(modes=("choice",), limit=2)
    pages = [visit(f"run?run={token}") for _tab in range(2)]
    for key, page in enumerate(pages, 1):
        page.keyboard.press(str(key))
    for page in pages:
        page.wait_for_selector("[class*=st-key-main-go]")
    rows = study.result(learner.store, learner.who, token).rows
    assert [row.position for row in rows if row.verdict] == [0]


def handed_over(page: Page, button: str, token: str) -> list[int]:
    """A list that grows with the positions for which the page hands presses of a button over to the server."""
    positions: list[int] = []
    name = re.compile(rf"{button}-{token}-(\d+)".encode())

    def sent(frame: str | bytes) -> None:
        positions.extend(int(at) for at in name.findall(frame.encode() if isinstance(frame, str) else frame))

    page.on("websocket", lambda socket: socket.on("framesent", sent))
    return positions


def test_a_hundred_quick_keys_lose_and_double_nothing(learner: Learner, visit: Open) -> None:
    deck_id = study.add_deck(learner.store, learner.who, shelf.deck(copies=4), [], now=now())
    token = learner.begin(deck_ids=(deck_id,), modes=("truefalse",), limit=80)
    page = visit("help")
    answers, steps = handed_over(page, "option", token), handed_over(page, "main-go", token)
    page.goto(page.url.replace("help", f"run?run={token}"))
    settled(page)
    until = time.monotonic() + 60
    pressed = 0
    while pressed < 100 or (len(set(steps)) < 5 and time.monotonic() < until):
        page.keyboard.press("1" if pressed % 2 == 0 else "Enter")
        page.wait_for_timeout(15 + 40 * (pressed % 5))
        pressed += 1
    press(page, "q")
    page.wait_for_selector(".qz-figures")
    with learner.store.read() as connection:
        query = select(ATTEMPTS.c.position, ATTEMPTS.c.rating).where(ATTEMPTS.c.run == token)
        kept = connection.execute(query.order_by(ATTEMPTS.c.position)).all()
    positions = [row.position for row in kept]
    assert positions == list(range(len(positions))) == sorted(set(answers))
    assert [row.position for row in kept if row.rating is not None] == sorted(set(steps))
    assert len(set(steps)) >= 5
    assert len(positions) - len(set(steps)) in (0, 1)
    figures = dict(text.split(maxsplit=1) for text in page.locator(".qz-figures > div").all_inner_texts())
    assert sum(int(figures[name]) for name in ("正确", "差一点", "不对")) == len(positions)


def test_an_exam_ends_when_the_time_is_up(learner: Learner, visit: Open) -> None:
    token = learner.begin("exam", modes=("choice",), limit=5, minutes=1)
    page = visit(f"run?run={token}")
    assert page.locator("[role=timer]").inner_text().startswith(("0:5", "1:00"))
    press(page, "1")
    page.wait_for_function("document.body.innerText.includes('2 / 5')")
    page.wait_for_selector(".qz-figures", timeout=75_000)
    assert study.result(learner.store, learner.who, token).unanswered == 4


def test_the_focus_goes_where_one_types(learner: Learner, visit: Open) -> None:
    token = learner.begin(modes=("typed",), limit=2)
    page = visit(f"run?run={token}")
    for _position in range(2):
        answer(page, learner, token)
        go_on(page, learner, token)
    page.wait_for_selector(".qz-figures")


def test_dark_is_dark(learner: Learner, visit: Open) -> None:
    page = visit(dark=True)
    ground = page.evaluate("getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor")
    assert sum(map(int, ground.removeprefix("rgb(").removesuffix(")").split(","))) < 150


def test_items_picked_faster_than_the_page_is_drawn_are_all_counted(learner: Learner, visit: Open) -> None:
    token = learner.begin(modes=("order",), limit=1)
    page = visit(f"run?run={token}")
    question = learner.at(token).question
    assert question
    for picked in question.key:
        page.keyboard.press(str(picked + 1))
    page.locator("[class*=st-key-main-pick] button").click()
    page.wait_for_selector(VERDICT)
    verdict = learner.at(token).verdict
    assert verdict
    assert verdict.grade == "right"

"""Every page on a desktop and a phone, light and dark, in Chinese and in English: nothing serious to axe-core, no
scrolling sideways, buttons a thumb can hit, and not a word in the other language.
"""

from __future__ import annotations

import itertools
import os
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page

from quizgen import study
from quizgen.model.quiz import Answer, Mode
from quizgen.web.views import PAGES
from tests.browser.conftest import Learner, Open, now, settled
from tests.web import shelf

pytestmark = pytest.mark.browser

COMBINATIONS = tuple(itertools.product((1280, 390), (False, True), ("zh-CN", "en-GB")))
MODES: tuple[Mode, ...] = ("typed", "choice", "truefalse", "order", "match", "recite", "flip")
PLACES = ["", *[row.name for row in PAGES[1:] if row.in_menu], "read", "card", "question", "answer", "result"]
"""The pages of the menu, and those that one comes to."""
TARGET = 48
"""CSS pixels under a thumb."""

NAMES = (
    "quizgen Anki Markdown Word PDF PowerPoint EPUB Obsidian Moodle apkg csv tsv md html gift json "
    "Enter Space Backspace Esc Ctrl Alt Language English UTC Asia/Shanghai"
)
"""Latin words that stand in Chinese, too: names and keys."""
OWN_NAME = {"简体中文", "语言"}
"""Chinese words that stand in English, too: the switch of languages."""
WORD = re.compile(r"[A-Za-z]{2,}")
HAN = re.compile(r"[\u4e00-\u9fff]+")
SEEN = """() => {
  const texts = [];
  const walk = (root) => {
    const nodes = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    while (nodes.nextNode()) {
      const node = nodes.currentNode;
      if (node.nodeType === Node.ELEMENT_NODE) {
        if (node.shadowRoot) walk(node.shadowRoot);
        if (node.placeholder && node.getAttribute('role') !== 'combobox') texts.push(node.placeholder);
        continue;
      }
      const holder = node.parentElement;
      if (!holder || holder.closest('style, script, [data-testid=stIconMaterial], [translate=no]')) continue;
      if (holder.checkVisibility({checkVisibilityCSS: true}) && parseFloat(getComputedStyle(holder).fontSize)) {
        texts.push(node.data);
      }
    }
  };
  walk(document.body);
  return texts;
}"""
"""Every text on the page that one can see, shadow trees included; icons are letters only to the machine."""
LOW_BUTTONS = """low => [...document.querySelectorAll('[data-testid=stMain] .stButton button, .stBottom button')]
  .filter((button) => button.offsetParent && button.getBoundingClientRect().height < low)
  .map((button) => button.innerText)"""


def studied(learner: Learner) -> None:
    """Days of reviews, right and wrong ones, so that figures and mistakes are there."""
    for back in (9, 3, 1):
        at = now() - timedelta(days=back)
        token = study.today(learner.store, learner.who, now=at, seed=back)
        for step in range(6):
            question = study.current(learner.store, learner.who, token, now=at).question
            if question is None:
                break
            text = "\n".join(one.text for one in question.expected) if step % 3 else "忘了"
            given = Answer(text=text, choice=question.key, took_ms=4000)
            shown = study.answer(learner.store, learner.who, token, step, given, now=at)
            if shown.verdict:
                study.rate(learner.store, learner.who, token, step, shown.verdict.suggested, now=at)
            at += timedelta(seconds=9)


def go_to(place: str, learner: Learner, mode: Mode) -> str:
    """The address of a place; questions are asked in a mode."""
    if place == "read":
        return f"documents?deck={learner.deck_id}&note=note-四个步骤"
    if place == "card":
        return f"cards?deck={learner.deck_id}&note=note-四个步骤"
    if place not in ("question", "answer", "result"):
        return place
    token = learner.begin("exam" if place == "result" else "cram", modes=(mode,), limit=3, minutes=9)
    if place != "question":
        question = learner.at(token).question
        assert question
        wrong = Answer(text="不是这样", choice=tuple(reversed(question.key)))
        study.answer(learner.store, learner.who, token, 0, wrong, now=now())
    if place == "result":
        study.finish(learner.store, learner.who, token, now=now())
    return f"run?run={token}"


def axe(page: Page) -> list[str]:
    """What axe-core finds serious or critical."""
    page.evaluate(axe_source())
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{one['id']}: {node['target']} {node['html'][:160]} {node['any'][0]['message'] if node['any'] else ''}"
        for one in found["violations"]
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]


def axe_source() -> str:
    path = os.environ.get("QUIZGEN_AXE", "")
    if not Path(path).is_file():
        if os.environ.get("CI") == "true":
            pytest.fail("QUIZGEN_AXE names no axe.min.js")
        pytest.skip("QUIZGEN_AXE names no axe.min.js")
    return Path(path).read_text(encoding="utf-8")


def foreign_words(texts: list[str], locale: str, learner: Learner) -> list[str]:
    """Words of the other language, besides names, keys and what the learner's own documents say."""
    if locale.startswith("zh"):
        me = next(one.name for one in study.profiles(learner.store) if one.id == learner.who)
        known = set(WORD.findall(f"{NAMES} {shelf.SOURCE} {me}"))
        return [word for text in texts for word in WORD.findall(text) if word not in known]
    own = shelf.DOCUMENT + shelf.SOURCE + "不是这样忘了" + "".join(OWN_NAME)
    return [word for text in texts for word in HAN.findall(text) if word not in own]


def troubles(page: Page, width: int, locale: str, learner: Learner) -> Iterator[str]:
    """What is wrong with the page as it stands."""
    yield from axe(page)
    for box in ("document.documentElement", "document.querySelector('[data-testid=stMain]')"):
        if (wide := page.evaluate(f"{box}.scrollWidth")) > width:
            yield f"{wide} pixels wide"
    if width < 500:
        yield from (f"low button: {words}" for words in page.evaluate(LOW_BUTTONS, TARGET))
    yield from (f"untranslated: {word}" for word in foreign_words(page.evaluate(SEEN), locale, learner))


@pytest.mark.parametrize(("width", "dark", "locale"), COMBINATIONS)
def test_every_page_in_every_combination(width: int, dark: bool, locale: str, learner: Learner, visit: Open) -> None:
    axe_source()
    studied(learner)
    modes = itertools.cycle(MODES[COMBINATIONS.index((width, dark, locale)) % len(MODES) :] + MODES)
    page = visit("help", width=width, height=844, dark=dark, locale=locale)
    base = page.url.removesuffix("help")
    found = []
    for place in PLACES:
        page.goto(base + go_to(place, learner, next(modes)))
        settled(page)
        found += [f"{place or 'today'}: {trouble}" for trouble in troubles(page, width, locale, learner)]
    assert found == []


@pytest.mark.parametrize(("dark", "locale"), [(False, "zh-CN"), (True, "en-GB")])
def test_a_newcomer_without_a_deck_is_told_what_to_do(dark: bool, locale: str, learner: Learner, visit: Open) -> None:
    axe_source()
    study.delete_deck(learner.store, learner.who, learner.deck_id, now=now())
    page = visit("help", width=390, height=844, dark=dark, locale=locale)
    base = page.url.removesuffix("help")
    found = []
    for place in ("", "mistakes", "documents", "cards", "decks", "statistics", "run?run=none"):
        page.goto(base + place)
        settled(page)
        found += [f"{place or 'today'}: {trouble}" for trouble in troubles(page, 390, locale, learner)]
    assert found == []

"""The first visit to a server just started: whatever page it goes to, that page is there."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from quizgen import study
from quizgen.i18n import catalogue
from quizgen.web import serve
from quizgen.web.views import PAGES, Row
from tests.browser.conftest import Open, free_port, new_learner, now, serving

pytestmark = pytest.mark.browser

HEADINGS = {"today": "Learn lists and key sentences by heart"}
"""Where the heading differs from the menu: a newcomer's first page."""


@pytest.mark.parametrize("row", PAGES, ids=[row.name for row in PAGES])
def test_the_first_visit_may_go_to_any_page(row: Row, chromium: Browser, tmp_path: Path, visit: Open) -> None:
    database = tmp_path / "progress.sqlite"
    store = study.open_store(f"sqlite:///{database}", now=now())
    learner = new_learner(store, "Lin")
    token = learner.begin(modes=("recite",), limit=1)
    question = learner.at(token).question
    assert question
    path = f"run?run={token}" if row.name == "run" else row.name
    with serving(database, free_port(), serve.ENTRY) as base:
        page = visit(path, who=learner, base=base)
        menu = [catalogue("zh_CN").gettext(one.title) for one in PAGES if one.in_menu]
        links = page.locator("[data-testid=stTopNavLink]")
        assert [words.split("\n")[-1] for words in links.all_inner_texts()] == menu
        assert page.locator("[data-testid=stSidebar]").count() == 0
        heading = question.title if row.name == "run" else catalogue("zh_CN").gettext(HEADINGS.get(row.name, row.title))
        assert heading in page.inner_text("[data-testid=stMainBlockContainer]")
    store.close()

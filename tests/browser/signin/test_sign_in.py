"""A hosted class: people sign in with an OpenID provider, and nobody sees anything of anybody else."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from quizgen import study
from quizgen.store import Store
from tests.browser.conftest import PATIENCE, free_port, now, serving, settled
from tests.browser.signin.provider import CLIENT_ID, CLIENT_SECRET, Provider, providing
from tests.web import shelf

USERS = {"ada-1": "Ada", "bo-2": "Bo"}
COOKIE = "_streamlit_user"
SIGN_IN = "[class*=st-key-main-sign-in] button"


@dataclass(frozen=True)
class Class:
    """A served app with sign-in, its provider and its database."""

    address: str
    provider: Provider
    store: Store

    def profile(self, subject: str) -> int:
        (found,) = study.profiles(self.store, f"{self.provider.issuer}#{subject}")
        return found.id


@pytest.fixture(scope="module")
def hosted(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Class]:
    folder = tmp_path_factory.mktemp("hosted")
    port = free_port()
    store = study.open_store(f"sqlite:///{folder / 'progress.sqlite'}", now=now())
    with providing(USERS) as provider:
        secrets = folder / "secrets.toml"
        secrets.write_text(
            f'[auth]\nredirect_uri = "http://127.0.0.1:{port}/oauth2callback"\ncookie_secret = "{"0" * 40}"\n'
            f'client_id = "{CLIENT_ID}"\nclient_secret = "{CLIENT_SECRET}"\n'
            f'server_metadata_url = "{provider.issuer}/.well-known/openid-configuration"\n',
            encoding="utf-8",
        )
        os.environ["STREAMLIT_SECRETS_FILES"] = str(secrets)
        try:
            with serving(Path(folder / "progress.sqlite"), port) as address:
                yield Class(address, provider, store)
        finally:
            del os.environ["STREAMLIT_SECRETS_FILES"]
            store.close()


@pytest.fixture
def fresh(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(locale="en-GB")
    yield context
    context.close()


def visit(context: BrowserContext, url: str) -> Page:
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(url)
    return page


def sign_in(context: BrowserContext, hosted: Class, subject: str, path: str = "") -> Page:
    page = visit(context, f"{hosted.address}/{path}")
    page.click(SIGN_IN)
    page.click(f"#{subject}")
    settled(page)
    return page


def turned_away(page: Page) -> None:
    """Only the button to sign in is there: no menu, no deck, no question."""
    page.wait_for_selector(SIGN_IN)
    page.wait_for_timeout(500)
    expect(page.locator("button:visible")).to_have_count(1)
    expect(page.locator("[data-testid=stTopNavLink]")).to_have_count(0)
    assert "Today" not in page.inner_text("body")


def test_each_user_sees_only_their_own(hosted: Class, chromium: Browser) -> None:
    contexts = {subject: chromium.new_context(locale="en-GB") for subject in USERS}
    pages = {subject: sign_in(context, hosted, subject) for subject, context in contexts.items()}
    decks = {}
    for subject, title in (("ada-1", "Ada's own deck"), ("bo-2", "Bo's own deck")):
        deck = shelf.deck().model_copy(update={"title": title, "name": title})
        decks[subject] = study.add_deck(hosted.store, hosted.profile(subject), deck, now=now())
    for subject, page in pages.items():
        page.goto(f"{hosted.address}/decks")
        settled(page)
        text = page.inner_text("body")
        assert (("Ada's own deck" in text), ("Bo's own deck" in text)) == (subject == "ada-1", subject == "bo-2")
    ada = hosted.profile("ada-1")
    token = study.today(hosted.store, ada, now=now(), seed=1)
    for subject, page in pages.items():
        page.goto(f"{hosted.address}/run?run={token}")
        settled(page)
        expect(page.locator("[data-testid=stMain] .qz-card")).to_have_count(int(subject == "ada-1"))
    assert hosted.profile("bo-2") != ada
    assert study.reviews(hosted.store, ada, decks["ada-1"]) == []
    for context in contexts.values():
        context.close()


def test_a_local_profile_cannot_be_chosen_by_cookie(hosted: Class, fresh: BrowserContext) -> None:
    local = study.create_profile(hosted.store, "Local", now=now()).id
    deck = shelf.deck().model_copy(update={"title": "Local deck", "name": "local"})
    study.add_deck(hosted.store, local, deck, now=now())
    fresh.add_cookies([{"name": "quizgen_profile", "value": str(local), "url": hosted.address}])
    turned_away(visit(fresh, f"{hosted.address}/decks"))
    page = sign_in(fresh, hosted, "bo-2", "decks")
    page.goto(f"{hosted.address}/decks")
    settled(page)
    assert "Local deck" not in page.inner_text("body")


@pytest.mark.parametrize("path", ["", "decks", "settings", "run?run=abc"])
def test_without_signing_in_nothing_is_seen(hosted: Class, fresh: BrowserContext, path: str) -> None:
    turned_away(visit(fresh, f"{hosted.address}/{path}"))


def test_signing_out_leaves_nothing_behind(hosted: Class, fresh: BrowserContext) -> None:
    page = sign_in(fresh, hosted, "ada-1")
    assert COOKIE in {cookie["name"] for cookie in fresh.cookies()}
    before = hosted.provider.left
    page.goto(f"{hosted.address}/settings")
    settled(page)
    page.click("[class*=st-key-sign-out] button")
    turned_away(page)
    assert hosted.provider.left == before + 1
    assert COOKIE not in {cookie["name"] for cookie in fresh.cookies()}
    turned_away(visit(fresh, f"{hosted.address}/decks"))


def test_a_forged_cookie_is_refused(hosted: Class, fresh: BrowserContext, chromium: Browser) -> None:
    sign_in(fresh, hosted, "ada-1")
    (real,) = (cookie for cookie in fresh.cookies() if cookie["name"] == COOKIE)
    value = str(real["value"])
    middle = len(value) // 3
    altered = value[:middle] + ("A" if value[middle] != "A" else "B") + value[middle + 1 :]
    for forged in (altered, '{"sub": "ada-1", "is_logged_in": true}', ""):
        context = chromium.new_context(locale="en-GB")
        context.add_cookies([{"name": COOKIE, "value": forged, "url": hosted.address}])
        turned_away(visit(context, f"{hosted.address}/decks"))
        context.close()


def test_a_code_serves_once_and_only_who_asked_for_it(hosted: Class, fresh: BrowserContext, chromium: Browser) -> None:
    page = sign_in(fresh, hosted, "ada-1")
    page.context.clear_cookies()
    seen: list[str] = []
    page.on("request", lambda request: seen.append(request.url))
    page.goto(hosted.address)
    page.click(SIGN_IN)
    page.click("#ada-1")
    settled(page)
    (callback,) = (url for url in seen if "/oauth2callback?code=" in url)
    stranger = chromium.new_context(locale="en-GB")
    stolen = visit(stranger, callback)
    turned_away(stolen)
    stranger.close()

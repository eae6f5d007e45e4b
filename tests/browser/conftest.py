"""A served app, Chromium, and a learner with a deck of their own for every test."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.error import URLError

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from quizgen import study
from quizgen.model.quiz import RunKind, RunOptions
from quizgen.model.study import Situation
from quizgen.store import Store
from tests.web import shelf

ROOT = Path(__file__).parents[2]
CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
PATIENCE = 45_000
READY = ".st-key-keyboard"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(database: Path, port: int, entry: Path = ROOT / "app.py") -> Iterator[str]:
    """The app on a port of this machine, as ``streamlit run`` serves the entry script; its address."""
    environment = {**os.environ, "QUIZGEN_DATABASE_URL": f"sqlite:///{database}"}
    command = [sys.executable, "-m", "streamlit", "run", str(entry), f"--server.port={port}", "--server.headless=true"]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for(address)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=30)


def wait_for(address: str) -> None:
    until = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=5):
                return
        except (URLError, ConnectionError):
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        reason = "there is no /usr/bin/chromium"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("served") / "progress.sqlite"


@pytest.fixture(scope="session")
def store(database: Path) -> Iterator[Store]:
    store = study.open_store(f"sqlite:///{database}", now=now())
    yield store
    store.close()


@pytest.fixture(scope="session")
def address(chromium: Browser, store: Store, database: Path) -> Iterator[str]:
    with serving(database, free_port()) as address:
        yield address


def now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Learner:
    """A profile with the small deck, seen from the database's side."""

    store: Store
    who: int
    deck_id: int

    def begin(self, kind: RunKind = "cram", **options: object) -> str:
        wishes = RunOptions.model_validate({"deck_ids": (self.deck_id,), **options})
        return study.start(self.store, self.who, kind, wishes, now=now(), seed=11)

    def at(self, token: str) -> Situation:
        return study.current(self.store, self.who, token, now=now())


@pytest.fixture
def learner(store: Store, request: pytest.FixtureRequest) -> Learner:
    return new_learner(store, request.node.name)


def new_learner(store: Store, name: str) -> Learner:
    profile = study.create_profile(store, name, now=now())
    deck_id = study.add_deck(store, profile.id, shelf.deck(), [shelf.paper()], now=now())
    return Learner(store, profile.id, deck_id)


Open = Callable[..., Page]
Browsing = Callable[..., Page]


@pytest.fixture
def browsing(chromium: Browser) -> Iterator[Browsing]:
    """Open an address: ``browsing(url, width=390, dark=True, locale="en-GB", profile=3)``.

    Nothing may be asked of any other machine.
    """
    contexts: list[BrowserContext] = []
    foreign: list[str] = []

    def opened(
        url: str,
        *,
        profile: int | None = None,
        width: int = 1280,
        height: int = 900,
        dark: bool = False,
        locale: str = "zh-CN",
    ) -> Page:
        base = "/".join(url.split("/")[:3])
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            locale=locale,
            timezone_id="Asia/Shanghai",
            is_mobile=width < 500,
            has_touch=width < 500,
            reduced_motion="reduce",
        )
        contexts.append(context)
        if profile is not None:
            context.add_cookies([{"name": "quizgen_profile", "value": str(profile), "url": base}])
        context.on("request", lambda request: foreign.append(request.url) if _foreign(request.url, base) else None)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.goto(url)
        settled(page)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not foreign


@pytest.fixture
def visit(browsing: Browsing, address: str, learner: Learner) -> Open:
    """Open a page of the served app as the learner: ``visit("cards", width=390)``."""

    def opened(path: str = "", *, who: Learner = learner, base: str = address, **how: object) -> Page:
        return browsing(f"{base}/{path}", profile=who.who, **how)

    return opened


def _foreign(url: str, base: str) -> bool:
    return not url.startswith((base, base.replace("http", "ws"), "data:", "blob:"))


def settled(page: Page) -> None:
    """Wait until the page is drawn and no run of the script is under way."""
    page.wait_for_selector(READY, state="attached")
    page.wait_for_function(
        "document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'"
        " && !document.querySelector('[data-stale=true]')"
    )
    page.wait_for_timeout(150)  # shortcuts are bound a moment after a button is drawn


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A browser on a busy machine may miss a moment; what is broken fails three times."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.flaky(reruns=2))

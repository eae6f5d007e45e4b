"""Click → next question painted, in Chromium, over 100 questions of a 5,000-card deck.

Measured in the page, from the key's event to the frame in which the next question stands, beside a static Streamlit
page (a button and a paragraph) in the same run. Prints median and 95th percentile of both in milliseconds and their
ratio; exit status 1 when the quiz takes more than six times the static page at the 95th percentile.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles

sys.path.insert(0, str(Path(__file__).parents[1]))

from playwright.sync_api import Page, sync_playwright

from quizgen import study
from quizgen.model.quiz import RunOptions
from tests.browser.conftest import ARGUMENTS, CHROMIUM, free_port, now, serving, settled, wait_for
from tests.web import shelf

QUESTIONS = 100
COPIES = 172
"""Of the small deck's lists; 5,000 cards with it."""
MOST = 6.0
STATIC = """
import streamlit as st
n = st.session_state.get("n", 0)
st.html(f'<p class="page" id="page-{n}">{n}</p>')
st.button("on", key=f"on-{n}", shortcut="Enter", on_click=lambda: st.session_state.update(n=n + 1))
"""
WATCH = """
([before, selector]) => {
  window.painted = new Promise((resolve) => {
    let pressed = 0;
    addEventListener("keydown", () => { pressed ||= performance.now(); }, {capture: true, once: true});
    const look = () => {
      const found = document.querySelector(selector);
      if (pressed && found && found.outerHTML !== before && !document.querySelector("[data-stale=true]"))
        requestAnimationFrame(() => resolve(performance.now() - pressed));
      else requestAnimationFrame(look);
    };
    look();
  });
}
"""


def timed(page: Page, key: str, selector: str) -> float:
    """Press a key; milliseconds until what ``selector`` names has been painted anew."""
    page.wait_for_timeout(60)
    before = page.evaluate("s => document.querySelector(s)?.outerHTML ?? ''", selector)
    page.evaluate(WATCH, [before, selector])
    page.keyboard.press(key)
    return float(page.evaluate("window.painted"))


def quiz(page: Page, folder: Path) -> list[float]:
    """Answer a hundred questions by one key each: times from Enter to the next question."""
    database = folder / "progress.sqlite"
    store = study.open_store(f"sqlite:///{database}", now=now())
    who = study.create_profile(store, "Lin", now=now()).id
    study.add_deck(store, who, shelf.deck(COPIES), now=now())
    cards = sum(row.cards for row in study.decks(store, who, now=now()))
    token = study.start(store, who, "cram", RunOptions(modes=("truefalse",), limit=QUESTIONS + 5), now=now(), seed=1)
    print(f"{cards} cards")
    times = []
    with serving(database, free_port()) as address:
        page.goto(f"{address}/run?run={token}")
        settled(page)
        for _question in range(QUESTIONS):
            page.keyboard.press("1")
            page.wait_for_selector("[class*=st-key-main-go]")
            settled(page)
            times.append(timed(page, "Enter", "[data-testid=stMain] .qz-statement, [data-testid=stMain] .qz-claim"))
            settled(page)
    store.close()
    return times


@contextmanager
def static(folder: Path) -> Iterator[str]:
    script = folder / "static.py"
    script.write_text(STATIC, encoding="utf-8")
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(script), f"--server.port={port}", "--server.headless=true"]
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for(address)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=30)


def bare(page: Page, folder: Path) -> list[float]:
    """The same clicks on a static page."""
    with static(folder) as address:
        page.goto(address)
        page.wait_for_selector(".page")
        page.wait_for_timeout(1000)
        return [timed(page, "Enter", ".page") for _click in range(QUESTIONS)]


def main() -> int:
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        page = browser.new_page(locale="zh-CN")
        results = {"static": bare(page, Path(name)), "quiz": quiz(page, Path(name))}
        browser.close()
    p95 = {what: quantiles(times, n=20)[-1] for what, times in results.items()}
    for what, times in results.items():
        print(f"{what}: median {median(times):.0f} ms, p95 {p95[what]:.0f} ms")
    ratio = p95["quiz"] / p95["static"]
    print(f"ratio at p95: {ratio:.1f} (at most {MOST:g})")
    return int(ratio > MOST)


if __name__ == "__main__":
    sys.exit(main())

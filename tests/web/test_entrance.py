"""Before the first page: signing in, a database that cannot be read, the served settings."""

from __future__ import annotations

import socket
import tomllib
from contextlib import nullcontext
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from quizgen import study
from quizgen.errors import QuizgenError
from quizgen.store import Store
from quizgen.store.place import backup_folder, database_url
from quizgen.web import serve
from tests.web.conftest import APP, NOW, Open


def test_with_a_provider_configured_one_must_sign_in(store: Store, who: int) -> None:
    app = AppTest.from_file(str(APP), default_timeout=30)
    app.secrets["auth"] = {"client_id": "quizgen", "redirect_uri": "http://localhost:8501/oauth2callback"}
    app.run()
    assert not app.exception
    assert [button.key for button in app.button] == ["main-sign-in"]


def test_somebody_signed_in_sees_only_own_data(
    store: Store, who: int, visit: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quizgen.web.visitor.signed_in_as", lambda: ("https://issuer.example#42", "Ada"))
    assert not visit("cards").exception
    (ada,) = study.profiles(store, "https://issuer.example#42")
    assert ada.id != who
    assert [one.id for one in study.profiles(store)] == [who]
    token = study.today(store, who, now=NOW, seed=1)
    app = visit("run", profile=who, run=token)
    assert app.info
    assert not app.text_input


@pytest.mark.parametrize("page", ["", "documents", "help"])
def test_a_hosted_class_is_not_told_that_all_stays_on_its_computer(
    page: str, store: Store, visit: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    def text() -> str:
        app = visit(page)
        return " ".join(
            str(one.body if hasattr(one, "body") else one.value) for one in [*app.get("html"), *app.markdown]
        )

    here = text()
    monkeypatch.setattr("quizgen.web.visitor.signed_in_as", lambda: ("https://issuer.example#42", "Ada"))
    hosted = text()
    assert ("this computer" in here, "in the class" in here) == (True, False)
    assert ("this computer" in hosted, "in the class" in hosted) == (False, True)


def test_a_damaged_database_is_told_and_a_backup_restored(
    tmp_path: Path, visit: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "progress.sqlite"
    url = f"sqlite:///{path}"
    monkeypatch.setenv("QUIZGEN_DATABASE_URL", url)
    st.cache_resource.clear()
    store = study.open_store(url, now=NOW, backup_folder=tmp_path / "backups")
    study.create_profile(store, "Lin", now=NOW)
    study.today(store, 1, now=NOW, seed=1)
    store.close()
    assert study.backups(tmp_path / "backups")
    path.write_bytes(b"SQLite format 3\x00" + bytes(range(256)) * 40)
    app = visit()
    assert not app.exception
    assert len(app.error) == 1
    app.get_by_key("main-restore").click().run()
    assert not app.exception
    assert app.title
    st.cache_resource.clear()


def test_the_settings_keep_everything_on_this_machine() -> None:
    path = serve.ENTRY.parent / ".streamlit" / "config.toml"
    settings = tomllib.loads(path.read_text(encoding="utf-8"))
    assert settings["server"]["address"] == "127.0.0.1"
    assert settings["browser"]["gatherUsageStats"] is False
    assert settings["client"] == {"toolbarMode": "minimal", "showErrorDetails": "none", "showErrorLinks": False}
    assert (APP.parent / ".streamlit" / "config.toml").read_text(encoding="utf-8") == path.read_text(encoding="utf-8")


def test_the_database_is_where_one_asks_for_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("QUIZGEN_DATABASE_URL", raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert database_url() == f"sqlite:///{tmp_path}/quizgen/quizgen.sqlite"
    assert backup_folder() == tmp_path / "quizgen" / "backups"
    monkeypatch.setenv("QUIZGEN_DATABASE_URL", "postgresql://somewhere/quizgen")
    assert backup_folder() is None


class Server:
    """A server that answers at once and is interrupted while one waits for it."""

    def __init__(self, command: list[str]) -> None:
        self.command, self.waited = command, 0

    def poll(self) -> None:
        return None

    def wait(self) -> int:
        self.waited += 1
        if self.waited == 1:
            raise KeyboardInterrupt
        return 0


@pytest.mark.parametrize("open_browser", [True, False])
def test_our_own_browser_is_opened_and_streamlit_serves_without_advertisements(
    open_browser: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    started: list[Server] = []

    def start(command: list[str]) -> Server:
        started.append(Server(command))
        return started[0]

    monkeypatch.setattr(serve.subprocess, "Popen", start)
    monkeypatch.setattr(serve, "urlopen", lambda url, timeout: nullcontext())
    monkeypatch.setattr(serve.webbrowser, "open", opened.append)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert serve.serve(port, open_browser=open_browser) == 0
    assert "--server.headless=true" in started[0].command
    assert opened == [f"http://127.0.0.1:{port}"] * open_browser
    assert started[0].waited == 2


def test_a_port_that_is_taken_is_told_in_a_sentence() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(QuizgenError, match=f"Port {port} is taken"):
            serve.serve(port)

"""``quizgen app``: Streamlit in a process of its own, with our settings."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import webbrowser
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from quizgen.errors import QuizgenError

ENTRY = Path(__file__).parent / "main.py"
"""The settings stand beside it, in ``.streamlit/config.toml``."""
HOST = "127.0.0.1"
PATIENCE = 60
"""So many seconds a server may take to start before no browser is opened for it."""


def serve(port: int, *, open_browser: bool = True) -> int:
    """Serve the app on 127.0.0.1 until it is interrupted; its exit status. Raises QuizgenError where the port is taken.

    The server itself never opens the browser: to whom it takes for its developer, Streamlit shows advertisements.
    """
    _free(port)
    command = [sys.executable, "-m", "streamlit", "run", str(ENTRY)]
    process = subprocess.Popen([*command, f"--server.port={port}", "--server.headless=true"])
    try:
        if open_browser and _started(process, port):
            webbrowser.open(f"http://{HOST}:{port}")
        return process.wait()
    except KeyboardInterrupt:
        process.wait()
        return 0


def _free(port: int) -> None:
    with socket.socket() as probe:
        if probe.connect_ex((HOST, port)) == 0:
            raise QuizgenError(
                "Port {port} is taken; is the app open already at http://127.0.0.1:{port}? Else choose another --port.",
                port=port,
            )


def _started(process: subprocess.Popen[bytes], port: int) -> bool:
    """Wait until the server answers; whether it does."""
    until = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < until:
        try:
            with urlopen(f"http://{HOST}:{port}/_stcore/health", timeout=5):
                return True
        except (URLError, OSError):
            time.sleep(0.1)
    return False

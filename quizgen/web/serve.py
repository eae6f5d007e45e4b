"""``quizgen app``: Streamlit in a process of its own, with our settings."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ENTRY = Path(__file__).parent / "main.py"
"""The settings stand beside it, in ``.streamlit/config.toml``."""


def serve(port: int, *, open_browser: bool = True) -> int:
    """Serve the app on 127.0.0.1 until it is interrupted; its exit status."""
    command = [sys.executable, "-m", "streamlit", "run", str(ENTRY)]
    flags = [f"--server.port={port}", f"--server.headless={str(not open_browser).lower()}"]
    try:
        return subprocess.run([*command, *flags], check=False).returncode
    except KeyboardInterrupt:
        return 0

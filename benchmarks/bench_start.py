"""What a user waits for before anything is seen: ``--help`` against bare Python, and a 50 KB document to a deck.

Each figure is the processor time of a fresh process, the least of several. Exits with 1 where a bound is missed.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from bench_extract import corpus

ROUNDS = 5
HELP = 6.0
"""Most that ``--help`` may take, times bare Python (we work towards 5); the slack is for busy machines."""
DECK = 125.0
"""Most that a document to a deck may take, times bare Python; 90 to 107 were measured, the rest is slack."""
TARGET = 0.4
"""Seconds for a document to a deck that we work towards."""


def cost(*arguments: str) -> float:
    """Processor time in seconds of Python with these arguments, the least of several runs."""
    best = float("inf")
    for _ in range(ROUNDS):
        before = _children()
        subprocess.run([sys.executable, *arguments], stdout=subprocess.DEVNULL, check=True)
        best = min(best, _children() - before)
    return best


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def run() -> int:
    bare = cost("-c", "pass")
    usage = cost("-m", "quizgen", "--help")
    with tempfile.TemporaryDirectory() as folder:
        document = Path(folder, "document.txt")
        document.write_bytes(corpus(50_000)[0])
        build = ("-m", "quizgen", "build", str(document), "-o", str(Path(folder, "decks")), "--name", "document")
        made = cost(*build, "--quiet")
    print(f"{'python -c pass':28}{bare:8.3f} s")
    print(f"{'quizgen --help':28}{usage:8.3f} s{usage / bare:8.1f} × (at most {HELP})")
    print(f"{'50 KB document to a deck':28}{made:8.3f} s{made / bare:8.1f} × (at most {DECK}; target {TARGET} s)")
    return int(usage / bare > HELP or made / bare > DECK)


if __name__ == "__main__":
    sys.exit(run())

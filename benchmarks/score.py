"""Scores extraction on annotated documents that lie beside the project, against the figures that must hold.

    python benchmarks/score.py --shared DIR

``DIR`` holds ``seeds`` and ``corpus`` with their gold and ``score/score.py``. Ends with status 1 where a figure falls
short.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from pathlib import Path

MUST = {
    "seeds": {
        "list_recall": 0.88,
        "list_precision": 0.88,
        "item_exact": 0.82,
        "label_exact": 0.85,
        "complete_exact": 0.98,
        "core_recall": 0.80,
        "core_precision": 0.85,
        "formulation_recall": 0.80,
        "formulation_precision": 0.75,
        "invented": 0,
        "noise": 0,
    },
    "corpus": {
        "list_recall": 0.80,
        "list_precision": 0.80,
        "item_exact": 0.74,
        "label_exact": 0.70,
        "complete_exact": 0.95,
        "core_recall": 0.72,
        "core_precision": 0.80,
        "formulation_recall": 0.58,
        "formulation_precision": 0.68,
        "invented": 0,
        "noise": 0,
    },
}
"""Document set → figure → the least that must hold (for the counts ``invented`` and ``noise``: the most)."""

DOCUMENT_F1 = 0.60
"""The least list F1 of each document of ``corpus``."""
_DOCUMENT = re.compile(r"^(?P<name>\S+) +lists R (?P<recall>[\d.]+) P (?P<precision>[\d.]+)", re.MULTILINE)


def measure(shared: Path, name: str) -> int:
    """Extract and score the documents of ``shared/name``; the exit status of the scorer."""
    documents = sorted(p for p in (shared / name).iterdir() if p.suffix in (".txt", ".md") and p.stem != "README")
    gold = shared / name / "gold"
    command = [sys.executable, "-m", "quizgen", "extract", *map(str, documents), "--format", "json"]
    with tempfile.TemporaryDirectory() as folder:
        predicted = Path(folder) / "predicted.json"
        with predicted.open("wb") as out:
            subprocess.run(command, check=True, stdout=out)
        bounds = [f"--min={figure}={value}" for figure, value in MUST[name].items()]
        gold = gold if gold.is_dir() else shared / "gold"
        scorer = [sys.executable, str(shared / "score" / "score.py"), "--gold", str(gold), "--pred", str(predicted)]
        scored = subprocess.run([*scorer, *bounds], check=False, stdout=subprocess.PIPE, text=True)
    print(scored.stdout, end="")
    weak = _weak_documents(scored.stdout) if name == "corpus" else []
    if weak:
        print(f"list F1 below {DOCUMENT_F1}: " + ", ".join(weak))
    return scored.returncode or bool(weak)


def _weak_documents(report: str) -> list[str]:
    """The documents of a scorer's report whose list F1 falls short."""
    rows = [(m["name"], float(m["recall"]), float(m["precision"])) for m in _DOCUMENT.finditer(report)]
    return [name for name, r, p in rows if not r + p or 2 * r * p / (r + p) < DOCUMENT_F1]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True)
    shared = parser.parse_args().shared
    status = 0
    for name in MUST:
        print(f"== {name}", flush=True)
        status |= measure(shared, name)
    return status


if __name__ == "__main__":
    sys.exit(main())

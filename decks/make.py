"""Makes the decks in this folder from the documents in ``samples/``: the same files, byte for byte, on every machine.

    python decks/make.py [--into DIR]

The documents are our own. ``--into`` writes elsewhere, to compare.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from quizgen.deck import save_deck
from quizgen.export import export
from quizgen.pipeline import build, inputs_of

HERE = Path(__file__).parent
NAME = "samples"
TITLE = "示例 Samples"


def make(into: Path) -> None:
    """Write ``samples.json`` and ``samples.apkg`` to the folder ``into``."""
    built = build(inputs_of([HERE / "samples"]), name=NAME)
    for failure in built.analysed.failures:
        raise failure.error
    deck = built.deck.model_copy(update={"title": TITLE})
    save_deck(deck, into / f"{NAME}.json")
    export(deck, "apkg", into / f"{NAME}.apkg")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--into", type=Path, default=HERE)
    make(parser.parse_args().into)

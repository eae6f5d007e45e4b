"""Fits the weights of list evidence to annotated documents, and judges each document by weights fitted to the others.

    python -m benchmarks.fit_weights [--others DIR …] [--without NAME …] [--write]

Without ``--others`` it fits to our own corpus. Two tables come out: the weight of each feature for a candidate being a
list, and for a list being one that must be on a card. ``--write`` puts them into ``quizgen/extract/data/weights.tsv``.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from quizgen.clean import clean
from quizgen.extract.lists import propose_lists
from quizgen.extract.outline import outline
from quizgen.extract.resolve import resolve
from quizgen.extract.scan import Scan
from quizgen.read import read_file
from tests.corpus.report import annotated, own_corpus
from tests.corpus.scoring import fold, pair_items

TABLE = Path("quizgen/extract/data/weights.tsv")
BY_HAND = {"labelled": (0.8, 0.3), "counted_behind": (0.3, 0.3), "headed": (1.0, 0.0), "addressed": (-3.0, -1.0)}
RARE = 8
"""Features seen less often than this are left out."""
FOUND = 0.75
PENALTY = 1.0
Row = tuple[str, dict[str, float], float]


def rows(path: Path, gold: dict[str, Any]) -> tuple[list[Row], list[Row]]:
    """The document's candidates with how right they are, and its lists with how much they matter."""
    document = clean(read_file(path))
    scan = Scan(document, outline(document))
    listed: list[Row] = []
    core: list[Row] = []
    for choice in resolve(scan, propose_lists(scan)):
        right, weight = _worth(gold, [fold(word) for word in choice.words])
        told = {name: value for name, value in choice.evidence.items() if name != "told_again"}
        listed.append((path.name, told, right))
        if choice.verdict == "taken":
            core.append((path.name, {**choice.evidence, "score": choice.score}, weight))
    return listed, core


def _worth(gold: dict[str, Any], words: list[str]) -> tuple[float, float]:
    right = weight = 0.0
    for row in gold["lists"]:
        items = [fold(item) for item in row["items"]]
        also = {fold(item): {fold(w) for w in more} for item, more in row.get("also", {}).items()}
        f1, exact = pair_items(items, words, also)
        if f1 >= FOUND:
            share = 1.0 if exact == max(len(items), len(words)) else 0.35
            right = max(right, share * (1.0 if row["importance"] <= 2 else 0.8))
            weight = max(weight, {1: 1.0, 2: 0.6, 3: 0.1}[row["importance"]])
    return right, weight


def fit(data: Sequence[Row], names: Sequence[str]) -> np.ndarray[Any, Any]:
    """Logistic regression by Newton's method, with a penalty on all weights but the first."""
    x = np.array([[1.0, *(features.get(name, 0.0) for name in names[1:])] for _, features, _ in data])
    y = np.array([right for _, _, right in data])
    penalty = PENALTY * np.eye(len(names))
    penalty[0, 0] = 0.01
    weights = np.zeros(len(names))
    for _ in range(25):
        p = 1 / (1 + np.exp(-x @ weights))
        gradient = x.T @ (p - y) + penalty @ weights
        weights -= np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + penalty, gradient)
    return weights


def loss_left_out(data: Sequence[Row], names: Sequence[str]) -> float:
    """The mean loss over documents, each judged by weights fitted to the others."""
    losses = []
    for left_out in sorted({name for name, _, _ in data}):
        weights = fit([row for row in data if row[0] != left_out], names)
        own = [row for row in data if row[0] == left_out]
        x = np.array([[1.0, *(features.get(name, 0.0) for name in names[1:])] for _, features, _ in own])
        p, y = 1 / (1 + np.exp(-x @ weights)), np.array([right for _, _, right in own])
        losses.append(float(-np.mean(y * np.log(p + 1e-9) + (1 - y) * np.log(1 - p + 1e-9))))
    return sum(losses) / len(losses)


def names_of(data: Sequence[Row]) -> list[str]:
    seen = Counter(name for _, features, _ in data for name, value in features.items() if value)
    return ["bias", *sorted(name for name, count in seen.items() if count >= RARE)]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--others", type=Path, nargs="*", default=[], help="folders of documents with gold")
    parser.add_argument("--without", nargs="*", default=[], help="beginnings of names of documents to hold out")
    parser.add_argument("--write", action="store_true", help="write the table")
    args = parser.parse_args()
    listed: list[Row] = []
    core: list[Row] = []
    for path, gold in [*own_corpus(), *(pair for folder in args.others for pair in annotated(folder))]:
        if path.name.startswith(tuple(args.without)):
            continue
        more_listed, more_core = rows(path, gold)
        listed += more_listed
        core += more_core
    tables = []
    for title, data in (("being a list", listed), ("being core", core)):
        names = names_of(data)
        print(f"{title}: {len(data)} candidates, mean loss left out {loss_left_out(data, names):.3f}")
        tables.append(dict(zip(names, fit(data, names), strict=True)))
    if args.write:
        comments = [line for line in TABLE.read_text("utf-8").splitlines() if line.startswith("#")]
        names = ["bias", *sorted({*tables[0], *tables[1], *BY_HAND} - {"bias"})]
        lines = []
        for name in names:
            values = [float(table.get(name, 0.0)) for table in tables]
            for column, least in enumerate(BY_HAND.get(name, ())):
                values[column] = min(values[column], least) if least < 0 else max(values[column], least)
            lines.append("\t".join([name, *(f"{value:.2f}" for value in values)]))
        TABLE.write_text("\n".join([*comments, *lines]) + "\n", "utf-8")


if __name__ == "__main__":
    main()

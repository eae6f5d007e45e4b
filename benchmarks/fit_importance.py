"""Fits what makes a list core to annotated documents, held to the weights as they are, and judges documents left out.

    python -m benchmarks.fit_importance [--others DIR …] [--without NAME …] [--write]

The second column of ``weights.tsv`` and ``priors.tsv`` in ``quizgen/extract/data`` is fitted, the first stays: which
candidates are lists is set by hand. Documents of our own corpus count half, since they were written for it. ``--write``
puts the column down anew.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from benchmarks.fit_weights import rows
from tests.corpus.report import annotated, own_corpus

TABLES = (Path("quizgen/extract/data/weights.tsv"), Path("quizgen/extract/data/priors.tsv"))
RARE = 8
"""A feature seen less often than this keeps its weight."""
HOLD = 10.0
"""How strongly weights are held to what they are."""
FOLDS = 12


class Example(NamedTuple):
    document: str
    counts: float
    features: dict[str, float]
    worth: float


def table() -> dict[str, float]:
    """Feature → its weight for a list being core; of two rows the later table's."""
    lines = [line for path in TABLES for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]
    return {name: float(core) for name, _, core in (line.split("\t") for line in lines)}


def fit(examples: Sequence[Example], now: dict[str, float]) -> dict[str, float]:
    """Logistic regression by Newton's method, pulled towards the weights as they are."""
    seen = Counter(name for one in examples for name, value in one.features.items() if value)
    names = sorted(name for name in now if seen[name] >= RARE)
    x = np.array([[one.features.get(name, 0.0) for name in names] for one in examples])
    given = np.array([sum(now.get(k, 0.0) * v for k, v in one.features.items() if seen[k] < RARE) for one in examples])
    y, counts = np.array([one.worth for one in examples]), np.array([one.counts for one in examples])
    held = np.array([now[name] for name in names])
    weights = held.copy()
    for _ in range(15):
        p = 1 / (1 + np.exp(-(x @ weights + given)))
        gradient = x.T @ (counts * (p - y)) + HOLD * (weights - held)
        weights -= np.linalg.solve((x * (counts * p * (1 - p))[:, None]).T @ x + HOLD * np.eye(len(names)), gradient)
    return now | {name: float(weight) for name, weight in zip(names, weights, strict=True)}


def loss(examples: Sequence[Example], weights: dict[str, float]) -> float:
    """The mean loss of a table over lists, each counted as its document counts."""
    values = np.array([sum(weights.get(k, 0.0) * v for k, v in one.features.items()) for one in examples])
    p, y = 1 / (1 + np.exp(-values)), np.array([one.worth for one in examples])
    each = -(y * np.log(p + 1e-9) + (1 - y) * np.log(1 - p + 1e-9))
    return float(np.average(each, weights=[one.counts for one in examples]))


def loss_left_out(examples: Sequence[Example], now: dict[str, float]) -> float:
    """The mean loss where each twelfth of the documents is judged by weights fitted to the others."""
    documents = sorted({one.document for one in examples})
    losses, sizes = [], []
    for k in range(FOLDS):
        left_out = set(documents[k::FOLDS])
        own = [one for one in examples if one.document in left_out]
        if own:
            losses.append(loss(own, fit([one for one in examples if one.document not in left_out], now)))
            sizes.append(sum(one.counts for one in own))
    return float(np.average(losses, weights=sizes))


def write(weights: dict[str, float]) -> None:
    """Put the second column of both tables down anew; of a name in both only the second table's row counts."""
    later = {line.partition("\t")[0] for line in TABLES[1].read_text("utf-8").splitlines()}
    for path in TABLES:
        lines = path.read_text("utf-8").splitlines()
        for k, line in enumerate(lines):
            name, tab, values = line.partition("\t")
            if tab and not line.startswith("#") and (path == TABLES[1] or name not in later):
                listed, core = values.split("\t")
                if abs(weights[name] - float(core)) >= 0.005:
                    lines[k] = f"{name}\t{listed}\t{round(weights[name], 2) + 0.0:.2f}"
        path.write_text("\n".join(lines) + "\n", "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--others", type=Path, nargs="*", default=[], help="folders of documents with gold")
    parser.add_argument("--without", nargs="*", default=[], help="beginnings of names of documents to hold out")
    parser.add_argument("--write", action="store_true", help="write the column")
    args = parser.parse_args()
    documents = [(path, gold, 0.5) for path, gold in own_corpus()]
    documents += [(path, gold, 1.0) for folder in args.others for path, gold in annotated(folder)]
    examples = [
        Example(name, counts, {"bias": 1.0, **features}, worth)
        for path, gold, counts in documents
        if not path.name.startswith(tuple(args.without))
        for name, features, worth in rows(path, gold)[1]
    ]
    now = table()
    print(f"{len(examples)} lists; mean loss by the tables {loss(examples, now):.4f}")
    print(f"fitted to others, left out {loss_left_out(examples, now):.4f}")
    fitted = fit(examples, now)
    print(f"fitted to all {loss(examples, fitted):.4f}")
    if args.write:
        write(fitted)


if __name__ == "__main__":
    main()

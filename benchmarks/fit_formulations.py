"""Fits the weights of what speaks for a formulation to annotated documents, and judges each document by the others.

    python -m benchmarks.fit_formulations [--others DIR …] [--without NAME …] [--write]

``quizgen/extract/formulations/weights.tsv`` holds two columns: weights by judgement, and those weights as annotated
documents move them; a small collection moves them little. Documents of our own corpus count half, since they were
written for it; a folder named twice counts twice. ``--write`` puts the second column down anew.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from quizgen.clean import clean
from quizgen.extract import listed_pieces
from quizgen.extract.formulations import candidates
from quizgen.extract.formulations.choose import weighed
from quizgen.extract.formulations.view import View
from quizgen.extract.lists import propose_lists
from quizgen.extract.outline import outline
from quizgen.extract.resolve import resolve
from quizgen.extract.scan import Scan
from quizgen.read import read_file
from tests.corpus.report import annotated, own_corpus
from tests.corpus.scoring import fold, same_text

TABLE = Path("quizgen/extract/formulations/weights.tsv")
RARE = 8
"""A feature seen less often than this keeps the weight that judgement gives it."""
WORTH = {1: 1.0, 2: 0.9, 3: 0.65}
"""How right it is to take what the annotators hold at an importance."""
FOLDS = 10
HOLD = 20.0
"""How strongly weights are held to judgement."""


class Example(NamedTuple):
    document: str
    counts: float
    features: dict[str, float]
    right: float


def examples(path: Path, gold: dict[str, Any], counts: float) -> list[Example]:
    """The candidates of a document with how right each is."""
    document = clean(read_file(path))
    scan = Scan(document, outline(document))
    view = View.of(document, scan.outline, listed_pieces(resolve(scan, propose_lists(scan))))
    texts = [(fold(row["text"]), WORTH[row["importance"]]) for row in gold["formulations"]]
    found = []
    for item in weighed(view, candidates(view)):
        words = fold(document.text[slice(*item.candidate.range)])
        right = max((worth for text, worth in texts if same_text(text, words)), default=0.0)
        features = {"bias": 1.0, f"rule:{item.candidate.rule}": 1.0, **item.evidence}
        found.append(Example(path.name, counts, features, right))
    return found


def matrix(rows: Sequence[Example], names: Sequence[str]) -> np.ndarray[Any, Any]:
    return np.array([[row.features.get(name, 0.0) for name in names] for row in rows])


def fit(rows: Sequence[Example], judged: dict[str, float]) -> dict[str, float]:
    """Logistic regression by Newton's method, pulled towards the weights that judgement gives."""
    seen = Counter(name for row in rows for name, value in row.features.items() if value)
    names = sorted(name for name in judged if seen[name] >= RARE)
    prior = np.array([judged[name] for name in names])
    rest = sorted(set(judged) - set(names))
    given = matrix(rows, rest) @ np.array([judged[name] for name in rest]) if rest else np.zeros(len(rows))
    x, y = matrix(rows, names), np.array([row.right for row in rows])
    counts = np.array([row.counts for row in rows])
    weights = prior.copy()
    for _ in range(12):
        p = 1 / (1 + np.exp(-(x @ weights + given)))
        gradient = x.T @ (counts * (p - y)) + HOLD * (weights - prior)
        weights -= np.linalg.solve((x * (counts * p * (1 - p))[:, None]).T @ x + HOLD * np.eye(len(names)), gradient)
    return judged | {name: float(weight) for name, weight in zip(names, weights, strict=True)}


def loss(rows: Sequence[Example], weights: dict[str, float]) -> float:
    """The mean loss of a table over candidates, each counted as its document counts."""
    names = sorted(weights)
    p = 1 / (1 + np.exp(-matrix(rows, names) @ np.array([weights[name] for name in names])))
    y, counts = np.array([row.right for row in rows]), np.array([row.counts for row in rows])
    return float(np.average(-(y * np.log(p + 1e-9) + (1 - y) * np.log(1 - p + 1e-9)), weights=counts))


def loss_left_out(rows: Sequence[Example], judged: dict[str, float]) -> float:
    """The mean loss where each tenth of the documents is judged by weights fitted to the others."""
    documents = sorted({row.document for row in rows})
    losses, sizes = [], []
    for k in range(FOLDS):
        left_out = set(documents[k::FOLDS])
        own = [row for row in rows if row.document in left_out]
        if own:
            losses.append(loss(own, fit([row for row in rows if row.document not in left_out], judged)))
            sizes.append(sum(row.counts for row in own))
    return float(np.average(losses, weights=sizes))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--others", type=Path, nargs="*", default=[], help="folders of documents with gold")
    parser.add_argument("--without", nargs="*", default=[], help="beginnings of names of documents to hold out")
    parser.add_argument("--write", action="store_true", help="write the table")
    args = parser.parse_args()
    remark, *lines = TABLE.read_text("utf-8").splitlines()
    judged = {name: float(value) for name, value, _ in (line.split("\t") for line in lines)}
    now = {name: float(value) for name, _, value in (line.split("\t") for line in lines)}
    documents = [(path, gold, 0.5) for path, gold in own_corpus()]
    documents += [(path, gold, 1.0) for folder in args.others for path, gold in annotated(folder)]
    without = tuple(args.without)
    rows = [
        r for path, gold, counts in documents if not path.name.startswith(without) for r in examples(path, gold, counts)
    ]
    print(
        f"{len(rows)} candidates; mean loss by judgement {loss(rows, judged):.4f}, by the table {loss(rows, now):.4f}"
    )
    print(f"fitted to others, left out {loss_left_out(rows, judged):.4f}")
    fitted = fit(rows, judged)
    print(f"fitted to all {loss(rows, fitted):.4f}")
    if args.write:
        table = [f"{name}\t{judged[name]:g}\t{round(fitted[name], 2) + 0.0:g}" for name in judged]
        TABLE.write_text("\n".join([remark, *table]) + "\n", "utf-8")


if __name__ == "__main__":
    main()

"""Matches an extraction against expectations and says which facts were found, missed, or made up.

The rules are those by which the project is measured elsewhere, so that figures compare: texts are compared without
punctuation, white space and script; an item is found at a similarity of 0.80 or where it only runs on longer or
shorter; a list is found at an F1 of 0.75 over its items; a formulation at 0.70 of shared text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cache
from typing import Any

ITEM_SIMILAR = 0.80
ITEM_LONGER = 60
LIST_FOUND = 0.75
TEXT_FOUND = 0.70
TEXT_SHARE = 0.40

_NO_WORD = re.compile(r"[^\w]|_")


@dataclass
class Scored:
    """Facts of one document. Required facts are those of importance 1 and 2."""

    found_lists: list[str] = field(default_factory=list)
    missed_lists: list[str] = field(default_factory=list)
    extra_lists: list[str] = field(default_factory=list)
    good_lists: int = 0
    predicted_lists: int = 0
    core_gold: int = 0
    core_found: int = 0
    core_predicted: int = 0
    core_good: int = 0
    items: int = 0
    exact_items: int = 0
    labels: int = 0
    exact_labels: int = 0
    flags: int = 0
    exact_flags: int = 0
    found_texts: list[str] = field(default_factory=list)
    missed_texts: list[str] = field(default_factory=list)
    extra_texts: list[str] = field(default_factory=list)
    good_texts: int = 0
    invented: list[str] = field(default_factory=list)
    noise: list[str] = field(default_factory=list)


def figures(rows: list[Scored]) -> dict[str, float]:
    """The figures over several documents, each in 0..1 but for the counts of invented lists and noise."""

    def total(name: str) -> int:
        values = [getattr(row, name) for row in rows]
        return sum(value if isinstance(value, int) else len(value) for value in values)

    def ratio(part: int, whole: int) -> float:
        return part / whole if whole else 1.0

    recall = ratio(total("found_lists"), total("found_lists") + total("missed_lists"))
    precision = ratio(total("good_lists"), total("predicted_lists"))
    good_texts = total("good_texts")
    return {
        "list_recall": recall,
        "list_precision": precision,
        "list_f1": 2 * recall * precision / (recall + precision) if recall + precision else 0.0,
        "item_exact": ratio(total("exact_items"), total("items")),
        "label_exact": ratio(total("exact_labels"), total("labels")),
        "complete_exact": ratio(total("exact_flags"), total("flags")),
        "core_recall": ratio(total("core_found"), total("core_gold")),
        "core_precision": ratio(total("core_good"), total("core_predicted")),
        "formulation_recall": ratio(total("found_texts"), total("found_texts") + total("missed_texts")),
        "formulation_precision": ratio(good_texts, good_texts + total("extra_texts")),
        "invented": total("invented"),
        "noise": total("noise"),
    }


def score(gold: dict[str, Any], predicted: dict[str, Any]) -> Scored:
    """Score one document: ``gold`` as annotated, ``predicted`` as ``quizgen extract --format json`` has it."""
    row = Scored()
    _score_lists(gold, predicted, row)
    _score_texts(gold, predicted, row)
    _score_noise(gold, predicted, row)
    return row


def _score_lists(gold: dict[str, Any], predicted: dict[str, Any], row: Scored) -> None:
    found = [(p, [fold(item["text"]) for item in p["items"]]) for p in predicted["enumerations"]]
    core = {k for k, (p, _) in enumerate(found) if p["importance"] == 1}
    good: set[int] = set()
    worthy: set[int] = set()
    for g in gold["lists"]:
        items = [fold(item) for item in g["items"]]
        also = {fold(item): {fold(w) for w in more} for item, more in g.get("also", {}).items()}
        ranked = sorted(((*pair_items(items, pieces, also), k) for k, (_, pieces) in enumerate(found)), reverse=True)
        hits = [k for f1, _, k in ranked if f1 >= LIST_FOUND]
        good.update(hits)
        name = f"{g['label'] or ''}: {' | '.join(g['items'])}"
        if g["importance"] == 1:
            row.core_gold += 1
            row.core_found += any(k in core for k in hits)
        if g["importance"] > 2:
            continue
        worthy.update(hits)
        row.items += len(items)
        (row.found_lists if hits else row.missed_lists).append(name)
        if not hits:
            continue
        best = found[ranked[0][2]][0]
        row.exact_items += ranked[0][1]
        row.flags += 1
        row.exact_flags += best["complete"] == g["complete"]
        if g["label"]:
            row.labels += 1
            names = {fold(g["label"]), *map(fold, g.get("also_label", []))}
            row.exact_labels += fold(best["label"]) in names
    dangling = {fold(label) for label in gold.get("dangling_labels", [])}
    row.predicted_lists, row.good_lists = len(found), len(good)
    row.core_predicted, row.core_good = len(core), len(core & worthy)
    for k, (p, _) in enumerate(found):
        if k in good:
            continue
        name = f"{p['label'] or ''}: {' | '.join(item['text'] for item in p['items'])}"
        row.extra_lists.append(name)
        if fold(p["label"]) in dangling:
            row.invented.append(name)


def _score_texts(gold: dict[str, Any], predicted: dict[str, Any], row: Scored) -> None:
    pieces = [(f["text"], fold(f["text"])) for f in predicted["formulations"]]
    good: set[int] = set()
    for f in gold["formulations"]:
        hits = [k for k, (_, piece) in enumerate(pieces) if same_text(fold(f["text"]), piece)]
        good.update(hits)
        if f["importance"] <= 2:
            (row.found_texts if hits else row.missed_texts).append(f["text"])
    row.good_texts = len(good)
    row.extra_texts = [text for k, (text, _) in enumerate(pieces) if k not in good]


def _score_noise(gold: dict[str, Any], predicted: dict[str, Any], row: Scored) -> None:
    texts = [item["text"] for p in predicted["enumerations"] for item in p["items"]]
    texts += [f["text"] for f in predicted["formulations"]]
    squeezed = ["".join(_simplified(text).split()) for text in texts]
    for string in [*gold.get("noise", ()), *gold.get("corrupted", ())]:
        needle = "".join(_simplified(string).split())
        if len(needle) >= 4:
            row.noise += [text for text in squeezed if needle in text]


def fold(text: str | None) -> str:
    return _NO_WORD.sub("", _simplified(text or "")).lower()


@cache
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")


def _simplified(text: str) -> str:
    return str(_converter().convert(text))


def similarity(a: str, b: str) -> float:
    if a == b:
        return 1.0
    return SequenceMatcher(None, a, b, autojunk=False).ratio() if a and b else 0.0


def same_text(a: str, b: str) -> bool:
    """Whether two formulations are the same one: much shared in order, or one a fair part of the other."""
    if not a or not b:
        return False
    short, long = sorted((a, b), key=len)
    if short in long:
        return len(short) >= TEXT_SHARE * len(long)
    blocks = SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
    shared = sum(block.size for block in blocks if block.size > 1)
    return shared >= TEXT_FOUND * len(long) or (shared >= 0.9 * len(short) and len(short) >= TEXT_SHARE * len(long))


def item_match(item: str, piece: str, others: list[str]) -> float:
    """1 for equal wording, else the similarity; an item that runs on counts while it swallows no sibling."""
    value = similarity(item, piece)
    if value >= ITEM_SIMILAR:
        return value
    if min(len(item), len(piece)) < 2 or len(piece) > max(ITEM_LONGER, 3 * len(item)):
        return value
    if piece in item and len(piece) >= 0.6 * len(item):
        return ITEM_SIMILAR
    if item in piece and not any(other in piece for other in others if other != item and len(other) > 1):
        return ITEM_SIMILAR
    return value


def pair_items(gold: list[str], pieces: list[str], also: dict[str, set[str]]) -> tuple[float, int]:
    """F1 over items paired greedily, and how many pairs agree exactly with the expected or an accepted wording."""
    free = list(range(len(pieces)))
    hits = exact = 0
    for item in gold:
        wordings = {item} | also.get(item, set())
        scored = [(max(float(pieces[k] in wordings), item_match(item, pieces[k], gold)), k) for k in free]
        best, k = max(scored, default=(0.0, -1))
        if best >= ITEM_SIMILAR:
            free.remove(k)
            hits += 1
            exact += pieces[k] in wordings
    return (2 * hits / (len(pieces) + len(gold)) if hits else 0.0), exact

"""Reads ``documents/*.expect``: what an expert would take from the document beside it.

A file is a list of entries, a line or a few each::

    list 1 | 五个方面 | 5            importance | label (- where the text gives none) | stated count (- where none)
    - 第一项                          an item as a student would memorise it
    also 第一项 = 别的说法            other wordings that are as good
    also-label 以下五个方面           other labels that are as good
    list 2 | 四要素 | 4 incomplete    the text promises more than it gives
    text 1 quote 孟子 | …             importance, kind, speaker (quotes only) | the formulation
    dangling 两个转变                 a label that the text never expands
    noise …                           must be on no card
    hardly-any-lists                  at most one wrong list per 1,000 characters, none of importance 1

Importance: 1 must be a card, 2 nice, 3 acceptable.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

DOCUMENTS = Path(__file__).parent / "documents"


@dataclass
class ExpectedList:
    importance: int
    label: str | None
    complete: bool
    items: list[str] = field(default_factory=list)
    also: dict[str, list[str]] = field(default_factory=dict)
    also_label: list[str] = field(default_factory=list)


@dataclass
class ExpectedText:
    importance: int
    kind: str
    speaker: str | None
    text: str


@dataclass
class Expected:
    lists: list[ExpectedList] = field(default_factory=list)
    texts: list[ExpectedText] = field(default_factory=list)
    dangling: list[str] = field(default_factory=list)
    noise: list[str] = field(default_factory=list)
    hardly_any_lists: bool = False


def read_expected(path: Path) -> Expected:
    """The expectations in ``path``; raises ValueError with file and line where an entry is not of the form."""
    expected = Expected()
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip():
            continue
        word, _, rest = line.partition(" ")
        try:
            _take(expected, word, rest)
        except (ValueError, IndexError) as error:
            raise ValueError(f"{path.name}:{number}: {line!r} is no entry ({error})") from error
    return expected


def _take(expected: Expected, word: str, rest: str) -> None:
    match word:
        case "list":
            importance, label, count = (part.strip() for part in rest.split("|"))
            name = None if label == "-" else label
            expected.lists.append(ExpectedList(int(importance), name, not count.endswith("incomplete")))
        case "-":
            expected.lists[-1].items.append(rest)
        case "also":
            item, *others = (part.strip() for part in rest.split(" = "))
            expected.lists[-1].also.setdefault(item, []).extend(others)
        case "also-label":
            expected.lists[-1].also_label.append(rest)
        case "text":
            head, text = rest.split(" | ", 1)
            importance, kind, *speaker = head.split()
            expected.texts.append(ExpectedText(int(importance), kind, " ".join(speaker) or None, text))
        case "dangling":
            expected.dangling.append(rest)
        case "noise":
            expected.noise.append(rest)
        case "hardly-any-lists":
            expected.hardly_any_lists = True
        case _:
            raise ValueError(f"unknown word {word}")


def as_gold(name: str, expected: Expected) -> dict[str, object]:
    """The expectations of document ``name`` in the form that ``score.py`` reads."""
    return {
        "doc": name,
        "lists": [
            {
                "label": row.label,
                "topic": "",
                "items": row.items,
                "complete": row.complete,
                "importance": row.importance,
                "also": row.also,
                "also_label": row.also_label,
            }
            for row in expected.lists
        ],
        "formulations": [
            {"text": row.text, "kind": row.kind, "speaker": row.speaker, "importance": row.importance}
            for row in expected.texts
        ],
        "dangling_labels": expected.dangling,
        "noise": expected.noise,
        "corrupted": [],
    }


def documents() -> list[tuple[Path, Expected]]:
    """Our documents in name order, each with its expectations."""
    return [
        (next(p for p in sorted(DOCUMENTS.glob(f"{path.stem}.*")) if p.suffix != ".expect"), read_expected(path))
        for path in sorted(DOCUMENTS.glob("*.expect"))
    ]

"""Reports which facts an extraction gained and lost since the baseline, on our own corpus and on annotated others.

    python -m tests.corpus.report [--others DIR …] [--documents NAME …] [-v] [--update]

``--others`` names folders that hold documents and a ``gold`` folder (or lie beside one). The baseline
(``baseline.json``) keeps a fingerprint a fact, not the words, since the other documents are not ours. Ends with
status 1 where a bound on our own corpus is missed; ``--update`` writes the baseline anew.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.corpus import expectations
from tests.corpus.scoring import Scored, figures, score

BASELINE = Path(__file__).with_name("baseline.json")
BOUNDS = {"list_f1": 0.90, "invented": 0, "noise": 0}
"""What our own corpus must reach; the counts are upper bounds."""


def own_corpus() -> Iterator[tuple[Path, dict[str, Any]]]:
    for path, expected in expectations.documents():
        yield path, expectations.as_gold(path.name, expected)


def annotated(folder: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Documents of ``folder`` with their gold, from ``folder/gold`` or ``folder/../gold``."""
    gold = folder / "gold" if (folder / "gold").is_dir() else folder.parent / "gold"
    for path in sorted(gold.glob("*.json")):
        row = json.loads(path.read_text("utf-8"))
        yield folder / row["doc"], row


def extraction(path: Path) -> dict[str, Any]:
    """What ``quizgen extract --format json`` says of one document."""
    from quizgen.pipeline import Input, analyse

    analysed = analyse([Input(path.name, path)])
    if analysed.failures:
        raise analysed.failures[0].error
    assert analysed.extraction
    found: dict[str, Any] = analysed.extraction.documents[0].model_dump(mode="json")
    return found


def facts(document: str, row: Scored) -> dict[str, str]:
    """Fingerprint → what to print, for every fact that counts for or against us."""
    named = [("list", name) for name in row.found_lists] + [("text", name) for name in row.found_texts]
    wrong = [("wrong list", name) for name in row.extra_lists] + [("wrong text", name) for name in row.extra_texts]
    return {
        hashlib.sha256(f"{document}\n{kind}\n{name}".encode()).hexdigest()[:12]: f"{document}  {kind}  {name[:100]}"
        for kind, name in named + wrong
    }


def missed(document: str, row: Scored) -> dict[str, str]:
    named = [("list", name) for name in row.missed_lists] + [("text", name) for name in row.missed_texts]
    return {
        hashlib.sha256(f"{document}\n{kind}\n{name}".encode()).hexdigest()[:12]: f"{document}  {kind}  {name[:100]}"
        for kind, name in named
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--others", type=Path, nargs="*", default=[], help="folders of other annotated documents")
    parser.add_argument("--documents", nargs="*", default=[], help="only documents whose name begins so")
    parser.add_argument("-v", "--verbose", action="store_true", help="print what was missed or made up")
    parser.add_argument("--update", action="store_true", help="write the baseline anew")
    args = parser.parse_args()

    baseline: dict[str, list[str]] = json.loads(BASELINE.read_text("utf-8")) if BASELINE.exists() else {}
    status = 0
    for name, corpus in [("own", own_corpus()), *((p.name, annotated(p)) for p in args.others if p.is_dir())]:
        rows, now, before = [], {}, set(baseline.get(name, ()))
        absent: dict[str, str] = {}
        print(f"== {name}")
        for path, gold in corpus:
            if args.documents and not path.name.startswith(tuple(args.documents)):
                continue
            row = score(gold, extraction(path))
            rows.append(row)
            now |= facts(path.name, row)
            absent |= missed(path.name, row)
            _print_row(path.name, row, args.verbose)
        total = figures(rows)
        print(json.dumps({key: round(value, 3) for key, value in total.items()}))
        if not args.documents:
            _print_changes(now, absent, before)
            baseline[name] = sorted(now)
        if name == "own" and not args.documents:
            status |= _outside(total)
    if args.update:
        BASELINE.write_text(json.dumps(baseline, indent=0, sort_keys=True) + "\n", "utf-8")
    return status


def _print_row(name: str, row: Scored, verbose: bool) -> None:
    f = figures([row])
    print(
        f"{name[:28]:28}  lists R {f['list_recall']:.2f} P {f['list_precision']:.2f}  items {f['item_exact']:.2f}"
        f"  labels {f['label_exact']:.2f}  texts R {f['formulation_recall']:.2f} P {f['formulation_precision']:.2f}"
        f"  invented {f['invented']:.0f}  noise {f['noise']:.0f}"
    )
    if verbose:
        for kind, names in (
            ("missed list", row.missed_lists),
            ("extra list", row.extra_lists),
            ("missed text", row.missed_texts),
            ("extra text", row.extra_texts),
            ("noise", row.noise),
        ):
            for text in names:
                print(f"    {kind:12} {text[:140]}")


def _print_changes(now: dict[str, str], absent: dict[str, str], before: set[str]) -> None:
    gained = [text for key, text in now.items() if key not in before]
    lost = [text for key, text in absent.items() if key in before]
    gone = len(before - now.keys() - absent.keys())
    for sign, texts in (("+", gained), ("-", lost)):
        for text in sorted(texts):
            print(f"  {sign} {text}")
    print(f"  {len(gained)} facts gained, {len(lost)} lost, {gone} wrong ones gone")


def _outside(total: dict[str, float]) -> int:
    short = [
        f"{name} {total[name]:.3f} (asked: {bound})"
        for name, bound in BOUNDS.items()
        if (total[name] > bound if name in ("invented", "noise") else total[name] < bound)
    ]
    if short:
        print("falls short: " + ", ".join(short))
    return bool(short)


if __name__ == "__main__":
    sys.exit(main())

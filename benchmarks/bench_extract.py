"""Reading, cleaning and extracting against one ``jieba.lcut`` pass over the same text, in one run.

The corpus is built from the project's own documents: their paragraphs are shuffled into documents of 50 KB with some of
their words exchanged, so that near-duplicates do not dominate. Prints processor times by stage and throughput; exits
with 1 where the whole is slower than ``LEAST`` times the segmenter or where a text twice as long takes more than
``LINEAR`` times as long.

    python benchmarks/bench_extract.py [MEGABYTES]
"""

from __future__ import annotations

import random
import sys
import time
import warnings
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from quizgen.clean import clean
from quizgen.extract import extract
from quizgen.model.document import Document
from quizgen.read import read_bytes

Made = TypeVar("Made")

HERE = Path(__file__).parent.parent
SOURCES = (HERE / "tests" / "corpus" / "documents", HERE / "decks" / "samples")
SIZE = 50_000
"""Bytes of a document."""
MEGABYTES = 1.0
LEAST = 0.08
"""Times the speed of the segmenter: half of what is reached, as slack for busy machines."""
LINEAR = 2.8
"""Most that a text twice as long may cost, where 2 is linear."""
EXCHANGED = 0.25
"""Share of Han characters of a paragraph exchanged for others, one for one through the whole paragraph."""


def corpus(size: int, seed: int = 7) -> list[bytes]:
    """Documents of ``SIZE`` bytes, ``size`` bytes in all."""
    chance = random.Random(seed)
    files = sorted(path for folder in SOURCES for path in folder.iterdir() if path.suffix in (".txt", ".md"))
    paragraphs = [p for path in files for p in path.read_text("utf-8").split("\n\n") if p.strip()]
    han = sorted({char for p in paragraphs for char in p if "\u4e00" <= char <= "\u9fff"})
    documents: list[bytes] = []
    while len(documents) * SIZE < size:
        parts: list[str] = []
        filled = 0
        while filled < SIZE:
            part = _changed(chance.choice(paragraphs), han, chance)
            parts.append(part)
            filled += len(part.encode()) + 2
        documents.append("\n\n".join(parts).encode()[:SIZE].decode("utf-8", "ignore").encode())
    return documents


def _changed(paragraph: str, han: list[str], chance: random.Random) -> str:
    """The paragraph with a quarter of its rarer characters exchanged; numerals, marks and cues mostly stay."""
    seen = sorted({char for char in paragraph if "\u4e00" <= char <= "\u9fff" and paragraph.count(char) == 1})
    chosen = chance.sample(seen, int(len(seen) * EXCHANGED))
    return paragraph.translate({ord(char): chance.choice(han) for char in chosen})


def timed(work: Callable[[], Made]) -> tuple[float, Made]:
    """Processor time in seconds, and what was made."""
    start = time.process_time()
    made = work()
    return time.process_time() - start, made


def segmented(texts: Iterable[str]) -> Callable[[], int]:
    """Cutting by jieba, its dictionary loaded before."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba
    jieba.setLogLevel(60)
    jieba.initialize()
    return lambda: sum(len(jieba.lcut(text)) for text in texts)


def run(size: int) -> int:
    files = corpus(size)
    total = sum(map(len, files))
    extract(clean(read_bytes(files[0], "warm.txt")))
    segmenter, _ = timed(segmented([data.decode() for data in files]))
    reading, read = timed(lambda: [read_bytes(data, f"{k}.txt") for k, data in enumerate(files)])
    cleaning, cleaned = timed(lambda: [clean(document) for document in read])
    extracting, extracted = timed(lambda: [extract(document) for document in cleaned])
    whole = reading + cleaning + extracting
    lists, formulations = sum(len(e.enumerations) for e in extracted), sum(len(e.formulations) for e in extracted)
    print(f"{total / 1e6:.1f} MB in {len(files)} documents: {lists} lists, {formulations} formulations")
    for name, seconds in (
        ("jieba.lcut", segmenter),
        ("read", reading),
        ("clean", cleaning),
        ("extract", extracting),
        ("read + clean + extract", whole),
    ):
        print(f"{name:24}{seconds:8.2f} s{total / 1e6 / seconds:9.2f} MB/s")
    growth = _growth(files)
    print(f"{'against jieba.lcut':24}{segmenter / whole:8.2f} × (at least {LEAST})")
    print(f"{'twice the text':24}{growth:8.2f} × (at most {LINEAR})")
    return int(segmenter / whole < LEAST or growth > LINEAR)


def _growth(files: list[bytes]) -> float:
    """How much longer one document of eight parts takes than one of four; the shorter of two runs each."""

    def whole(parts: int) -> float:
        data = b"\n\n".join(files[k % len(files)] for k in range(parts))
        return min(timed(lambda: _extracted(data))[0] for _ in range(2))

    return whole(8) / whole(4)


def _extracted(data: bytes) -> Document:
    document = clean(read_bytes(data, "whole.txt"))
    extract(document)
    return document


if __name__ == "__main__":
    sys.exit(run(int(float(sys.argv[1] if len(sys.argv) > 1 else MEGABYTES) * 1e6)))

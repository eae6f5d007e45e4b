"""A package of 10,000 notes with 50,000 cards: our writer against genanki's own for the same notes, in one run.

Prints the ratios of processor times (of the writers alone, and of the whole way from the deck) and of file sizes; exits
with 1 when one is above its target.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from quizgen.atomic import write_atomically
from quizgen.export import export
from quizgen.export.anki import FIELDS, FOLDER, MODEL_ID, package
from quizgen.export.anki_markup import fields
from quizgen.export.anki_rows import rows_of, tags
from quizgen.model.deck import Content, Deck, DeckSource, Line, Note, Occurrence, Part
from quizgen.model.document import Span

NOTES = 10_000
TIME, SIZE = 1.0, 0.35
ROUNDS = 5
WORDS = "蜂箱巢脾蜜源花粉蜂王雄工幼虫卵孵化采集酿造封盖摇取过滤分装贮存检查记录防寒潮盗药饲水通风遮阴搬运越冬"


def big_deck(notes: int = NOTES) -> Deck:
    """Lists of four items, with the recite card five cards a note; every text its own."""
    chance = random.Random(11)

    def words(least: int, most: int) -> str:
        return "".join(chance.choices(WORDS, k=chance.randint(least, most)))

    def note(k: int) -> Note:
        lines = tuple(
            Line(parts=(Part(text=words(4, 12), cloze=n, role="item", spans=(Span(n, n + 5),), typed=True),))
            for n in range(1, 5)
        )
        content = Content(
            title=words(4, 10), heading=(words(3, 8), words(3, 8)), lines=lines, recite=True, layout="all-hidden"
        )
        place = Occurrence(
            source=f"{k // 500}.txt", heading=content.heading, spans=(Span(0, 50),), line=k + 1, before=words(20, 60),
            text="、".join(line.text for line in lines), after=words(20, 60),
        )  # fmt: skip
        return Note(
            id=f"{k:016x}", kind="list", importance=2, made=content, occurrences=(place,), used=content.numbers,
            created=1_700_000_000, modified=1_700_000_000 + k,
        )  # fmt: skip

    sources = tuple(DeckSource(source=f"{k}.txt", sha256="", title=f"文档{k}") for k in range(notes // 500))
    stamps = {"created": 1_700_000_000, "modified": 1_700_100_000}
    return Deck(schema=1, name="bench", sources=sources, notes=tuple(map(note, range(notes))), **stamps)


def genanki_deck(deck: Deck) -> Any:
    """A genanki deck of the same notes, fields and cards."""
    import genanki

    model = genanki.Model(
        MODEL_ID,
        "same",
        fields=[{"name": name} for name, _ in FIELDS],
        templates=[{"name": "Cloze", "qfmt": (FOLDER / "front.html").read_text(encoding="utf-8"), "afmt": "{{Title}}"}],
        model_type=genanki.Model.CLOZE,
    )
    titles = {source.source: source.title for source in deck.sources}
    made = genanki.Deck(1, "bench")
    for note in deck.notes:
        values = list(fields(note, titles).values())
        made.add_note(genanki.Note(model, values, guid=note.id, tags=list(tags(note))))
    return made


def timed(work: Callable[[], object]) -> float:
    """Seconds of processor time: a busy machine does not change them."""
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> int:
    import genanki

    deck = big_deck()
    lazy = rows_of(deck, deck.notes, "by-document")
    rows = lazy._replace(notes=list(lazy.notes), cards=list(lazy.cards))
    ready = genanki_deck(deck)
    with tempfile.TemporaryDirectory() as folder:
        mine, theirs = Path(folder) / "mine.apkg", Path(folder) / "theirs.apkg"
        contests: list[tuple[str, Callable[[], object], Callable[[], object]]] = [
            (
                "writing rows that are ready",
                lambda: write_atomically(mine, package(rows, deck.modified)),
                lambda: genanki.Package(ready).write_to_file(theirs),
            ),
            (
                "deck to file",
                lambda: export(deck, "apkg", mine),
                lambda: genanki.Package(genanki_deck(deck)).write_to_file(theirs),
            ),
        ]
        worst = max(contest(*each) for each in contests)
        size = mine.stat().st_size / theirs.stat().st_size
    print(f"file size: {size:.2f} of genanki's (at most {SIZE})")
    return int(worst > TIME or size > SIZE)


def contest(name: str, mine: Callable[[], object], theirs: Callable[[], object]) -> float:
    rounds = [(timed(mine), timed(theirs)) for _ in range(ROUNDS)]
    ours, their = (min(times) for times in zip(*rounds, strict=True))
    print(f"{name}: ours {ours:.2f} s, genanki {their:.2f} s, ratio {ours / their:.2f} (at most {TIME})")
    return ours / their


if __name__ == "__main__":
    sys.exit(main())

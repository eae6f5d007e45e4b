"""A real Anki collection to import packages into, and what it shows."""

from __future__ import annotations

import re
import unicodedata
import warnings
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, NamedTuple

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
    from anki.scheduler.v3 import CardAnswer

from quizgen.export import export
from quizgen.model.deck import Deck


class Imported(NamedTuple):
    """How many notes an import put into each group of Anki's report."""

    new: int
    updated: int
    duplicate: int
    conflicting: int


class Anki:
    """A collection in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.folder = folder
        self.col = Collection(str(folder / "collection.anki2"))

    def close(self) -> None:
        self.col.close()

    def take(self, package: Deck | Path, **options: Any) -> Imported:
        """Import a package (or a deck by way of one) with Anki's default options."""
        path = package if isinstance(package, Path) else self.folder / "deck.apkg"
        if isinstance(package, Deck):
            export(package, "apkg", path, **options)
        log = self.col.import_anki_package(
            ImportAnkiPackageRequest(package_path=str(path), options=ImportAnkiPackageOptions())
        ).log
        others = (log.first_field_match, log.missing_notetype, log.missing_deck, log.empty_first_field)
        assert not any(map(len, others))
        return Imported(len(log.new), len(log.updated), len(log.duplicate), len(log.conflicting))

    def cards(self) -> dict[tuple[str, int], Any]:
        """(guid, cloze number) → card."""
        found = {}
        for card_id in self.col.find_cards(""):
            card = self.col.get_card(card_id)
            found[card.note().guid, card.ord + 1] = card
        return found

    def note(self, guid: str) -> Any:
        note_id = self.col.db.scalar("select id from notes where guid = ?", guid)
        return self.col.get_note(note_id)

    def answer(self, card: Any, rating: int) -> None:
        """Answer a card (1 again … 4 easy) as the review screen does."""
        card.load()
        card.start_timer()
        states = self.col._backend.get_scheduling_states(card.id)
        rated = (CardAnswer.AGAIN, CardAnswer.HARD, CardAnswer.GOOD, CardAnswer.EASY)[rating - 1]
        self.col.sched.answer_card(self.col.sched.build_answer(card=card, states=states, rating=rated))
        card.load()

    def progress(self) -> dict[tuple[str, int], tuple[Any, ...]]:
        """(guid, cloze number) → what was learned: everything that an update must leave as it is."""
        return {key: self.learned(card) for key, card in self.cards().items()}

    def learned(self, card: Any) -> tuple[Any, ...]:
        """Deck, queue, due date, intervals, counts, flag and reviews of a card."""
        reviews = self.col.db.all("select id, ease, ivl, type from revlog where cid = ? order by id", card.id)
        state = (card.did, card.queue, card.type, card.due, card.ivl, card.factor, card.reps, card.lapses, card.left)
        return (*state, card.flags, tuple(map(tuple, reviews)))

    def deck_of(self, card: Any) -> str:
        return str(self.col.decks.name(card.did))

    def check(self) -> None:
        """Anki's own database check finds nothing, and no card is empty."""
        report, clean = self.col.fix_integrity()
        assert clean
        assert len(report.split("\n")) == 1, report
        assert not self.col.get_empty_cards().notes


class Side(NamedTuple):
    """A side of a rendered card. ``text`` is everything in it but the hint, ``asked`` what stands in active clozes."""

    text: str
    body: str
    asked: tuple[str, ...]
    hint: str


def sides(card: Any) -> tuple[Side, Side]:
    """The question and the answer as Anki renders them."""
    output = card.render_output()
    return _side(output.question_text), _side(output.answer_text)


def _side(html: str) -> Side:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return Side(plain("".join(reader.text)), plain("".join(reader.body)), tuple(map(plain, reader.asked)),
                plain("".join(reader.hint)))  # fmt: skip


def plain(text: str) -> str:
    """Words without what Anki does not keep: the form of combining characters, control characters, runs of blanks."""
    text = unicodedata.normalize("NFC", text)
    return re.sub(r"\s+", " ", re.sub("[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]", "", text)).strip()


class _Reader(HTMLParser):
    """Collects text by the element it stands in."""

    VOID = frozenset({"br", "img", "input", "hr"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.body: list[str] = []
        self.hint: list[str] = []
        self.asked: list[str] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        name = dict(attrs).get("class") or tag
        if tag in self.VOID:
            self.handle_data("\n")
        else:
            if name == "cloze" and "hint" not in self._open and "cloze" not in self._open:
                self.asked.append("")
            self._open.append(name)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID:
            self._open.pop()
        if tag in {"li", "p", "div"}:
            self.text.append("¶")

    def handle_data(self, data: str) -> None:
        if "hint" in self._open:
            self.hint.append(data)
            return
        self.text.append(data)
        if "body" in self._open:
            self.body.append(data)
        if "cloze" in self._open:
            self.asked[-1] += data

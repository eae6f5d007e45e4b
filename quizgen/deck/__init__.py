"""Decks: their files, rebuilding them without losing anything, and what users decide about notes."""

from quizgen.deck.changes import Change, Changes, compare
from quizgen.deck.decide import NEW, accept, edit, keep_edit, merge, reject, restore, split, take_document
from quizgen.deck.file import dump_deck, load_deck, parse_deck, save_deck
from quizgen.deck.rebuild import rebuild

__all__ = [
    "NEW",
    "Change",
    "Changes",
    "accept",
    "compare",
    "dump_deck",
    "edit",
    "keep_edit",
    "load_deck",
    "merge",
    "parse_deck",
    "rebuild",
    "reject",
    "restore",
    "save_deck",
    "split",
    "take_document",
]

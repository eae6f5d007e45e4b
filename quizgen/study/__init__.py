"""Deck → memory: the only verbs the pages call.

Every verb takes the open ``Store`` first and the learner (a profile's id, ``who``) second; nobody sees another's rows.
Moments come in as aware ``datetime`` (``now``). A verb is one short transaction: it has happened whole, or not at all,
and calling it twice with the same arguments does no harm.
"""

from quizgen.study.mistake_book import mistakes
from quizgen.study.note_store import note, notes, save_notes, undo_notes
from quizgen.study.papers import document, documents
from quizgen.study.people import (
    backups,
    create_profile,
    delete_profile,
    open_store,
    owner_profile,
    profiles,
    rename_profile,
    restore_backup,
    save_settings,
    settings,
)
from quizgen.study.progress import fit_weights, import_reviews, reviews
from quizgen.study.results import result, runs
from quizgen.study.running import (
    accept,
    answer,
    current,
    finish,
    rate,
    start,
    today,
    undo,
)
from quizgen.study.shelf import (
    add_deck,
    archive_deck,
    decks,
    delete_deck,
    load_deck,
    rename_deck,
    replace_deck,
    restore_deck,
    waiting,
)
from quizgen.study.statistics import (
    days,
    forecast,
    hardest,
    mastery_by_document,
    mastery_by_list,
    retention,
    review_log_csv,
    totals,
)

# isort: split
# last, for the module of that name takes the place of a verb imported before it

__all__ = [
    "accept",
    "add_deck",
    "answer",
    "archive_deck",
    "backups",
    "create_profile",
    "current",
    "days",
    "decks",
    "delete_deck",
    "delete_profile",
    "document",
    "documents",
    "finish",
    "fit_weights",
    "forecast",
    "hardest",
    "import_reviews",
    "load_deck",
    "mastery_by_document",
    "mastery_by_list",
    "mistakes",
    "note",
    "notes",
    "open_store",
    "owner_profile",
    "profiles",
    "rate",
    "rename_deck",
    "rename_profile",
    "replace_deck",
    "restore_backup",
    "restore_deck",
    "result",
    "retention",
    "review_log_csv",
    "reviews",
    "runs",
    "save_notes",
    "save_settings",
    "settings",
    "start",
    "today",
    "totals",
    "undo",
    "undo_notes",
    "waiting",
]

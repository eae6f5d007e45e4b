"""The tables. Moments are milliseconds since 1970 (UTC), days are ordinals of study days, JSON is text.

A deck belongs to one profile, so what hangs under a deck is one learner's own. A change here needs a migration in
``migrations/versions``; a test compares the two.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _under(column: str, target: str) -> ForeignKey:
    return ForeignKey(f"{target}.{column}", ondelete="CASCADE")


PROFILES = Table(
    "profiles",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("owner", String(255), nullable=False),
    Column("name", String(200), nullable=False),
    Column("settings", Text, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    UniqueConstraint("owner", "name"),
)

DECKS = Table(
    "decks",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("profile_id", Integer, _under("id", "profiles"), nullable=False),
    Column("name", String(200), nullable=False),
    Column("title", String(500), nullable=False),
    Column("head", Text, nullable=False),  # the deck file's object without its notes
    Column("version", Integer, nullable=False),  # counts changes: what is computed from the notes is cached by it
    Column("created_at", BigInteger, nullable=False),
    Column("modified_at", BigInteger, nullable=False),
    Column("archived", Boolean, nullable=False),
    Column("deleted_at", BigInteger),
    Index(None, "profile_id", "name"),
)

NOTES = Table(
    "notes",
    METADATA,
    Column("deck_id", Integer, _under("id", "decks"), primary_key=True),
    Column("note_id", String(100), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("state", String(20), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("title", Text, nullable=False),
    Column("title_form", Text, nullable=False),
    Column("heading", Text, nullable=False),  # a step a line
    Column("sources", Text, nullable=False),  # "\nA.txt\nB.txt\n"
    Column("split_from", String(100)),
    Column("words", Text, nullable=False),  # its lines without marks and blanks
    Column("json", Text, nullable=False),
    Index(None, "deck_id", "position"),
)

CARDS = Table(
    "cards",
    METADATA,
    Column("deck_id", Integer, primary_key=True),
    Column("note_id", String(100), primary_key=True),
    Column("cloze", Integer, primary_key=True),
    Column("place", Integer, nullable=False),  # within the note, in the order the cards are introduced
    Column("role", String(20), nullable=False),
    Column("answer", Text, nullable=False),
    Column("form", Text, nullable=False),  # the answer as distractors are compared by, and what it is built like
    Column("make", String(8), nullable=False),
    ForeignKeyConstraint(["deck_id", "note_id"], ["notes.deck_id", "notes.note_id"], ondelete="CASCADE"),
)

DOCUMENTS = Table(
    "documents",
    METADATA,
    Column("deck_id", Integer, _under("id", "decks"), primary_key=True),
    Column("source", String(500), primary_key=True),
    Column("data", LargeBinary, nullable=False),
    Column("extraction", Text),
)

MEMORY = Table(
    "memory",
    METADATA,
    Column("profile_id", Integer, _under("id", "profiles"), nullable=False),
    Column("deck_id", Integer, _under("id", "decks"), primary_key=True),
    Column("note_id", String(100), primary_key=True),
    Column("cloze", Integer, primary_key=True),
    Column("state", String(20), nullable=False),
    Column("step", Integer),
    Column("stability", Float(53), nullable=False),
    Column("difficulty", Float(53), nullable=False),
    Column("due_at", BigInteger, nullable=False),
    Column("last_at", BigInteger, nullable=False),
    Column("first_day", Integer, nullable=False),
    Column("reps", Integer, nullable=False),
    Column("lapses", Integer, nullable=False),
    Index(None, "profile_id", "due_at"),
    Index(None, "profile_id", "first_day"),
)

RUNS = Table(
    "runs",
    METADATA,
    Column("token", String(40), primary_key=True),
    Column("profile_id", Integer, _under("id", "profiles"), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("options", Text, nullable=False),
    Column("seed", BigInteger, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("deadline_at", BigInteger),
    Column("finished_at", BigInteger),
    Column("once", String(200)),  # names what there is one run of: today's run over these decks
    UniqueConstraint("profile_id", "once"),
    Index(None, "profile_id", "created_at"),
)

RUN_QUESTIONS = Table(
    "run_questions",
    METADATA,
    Column("run", String(40), _under("token", "runs"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("deck_id", Integer, _under("id", "decks"), nullable=False),
    Column("note_id", String(100), nullable=False),
    Column("cloze", Integer, nullable=False),
    Column("question", Text),  # as first shown; what is asked does not change under the student's eyes
    Index(None, "deck_id"),
)

ATTEMPTS = Table(
    "attempts",
    METADATA,
    Column("run", String(40), _under("token", "runs"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("profile_id", Integer, _under("id", "profiles"), nullable=False),
    Column("deck_id", Integer, _under("id", "decks"), nullable=False),
    Column("note_id", String(100), nullable=False),
    Column("cloze", Integer, nullable=False),
    Column("answer", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("grade", String(20), nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("day", Integer, nullable=False),
    Column("took_ms", Integer, nullable=False),
    Column("rating", Integer),
    Column("closed_at", BigInteger),  # empty while the verdict is on show
    Column("variant", Text),  # the wording that was added to the note by "I was right"
    Index(None, "profile_id", "deck_id", "note_id", "cloze"),
)

REVIEWS = Table(
    "reviews",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("profile_id", Integer, _under("id", "profiles"), nullable=False),
    Column("deck_id", Integer, _under("id", "decks"), nullable=False),
    Column("note_id", String(100), nullable=False),
    Column("cloze", Integer, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("day", Integer, nullable=False),
    Column("rating", Integer, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("factor", Integer, nullable=False),
    Column("took_ms", Integer, nullable=False),
    Column("run", String(40)),
    Column("position", Integer),
    UniqueConstraint("run", "position"),
    Index(None, "profile_id", "day"),
    Index(None, "deck_id", "note_id", "cloze"),
)

EDITS = Table(
    "edits",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("deck_id", Integer, _under("id", "decks"), nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("before", Text, nullable=False),  # {note id: the note's JSON before, or null where there was none}
    Index(None, "deck_id"),
)

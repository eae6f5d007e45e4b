"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "profiles",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(length=255), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("settings", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_profiles")),
        sa.UniqueConstraint("owner", "name", name=op.f("uq_profiles_owner_name")),
    )
    op.create_table(
        "decks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("profile_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("title", sa.String(length=500), nullable=False),
        sa.Column("head", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("modified_at", sa.BigInteger(), nullable=False),
        sa.Column("archived", sa.Boolean(), nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["profile_id"], ["profiles.id"], name=op.f("fk_decks_profile_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decks")),
    )
    op.create_index(op.f("ix_decks_profile_id_name"), "decks", ["profile_id", "name"], unique=False)
    op.create_table(
        "runs",
        sa.Column("token", sa.String(length=40), nullable=False),
        sa.Column("profile_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("options", sa.Text(), nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("deadline_at", sa.BigInteger(), nullable=True),
        sa.Column("finished_at", sa.BigInteger(), nullable=True),
        sa.Column("once", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(["profile_id"], ["profiles.id"], name=op.f("fk_runs_profile_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_runs")),
        sa.UniqueConstraint("profile_id", "once", name=op.f("uq_runs_profile_id_once")),
    )
    op.create_index(op.f("ix_runs_profile_id_created_at"), "runs", ["profile_id", "created_at"], unique=False)
    op.create_table(
        "attempts",
        sa.Column("run", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("profile_id", sa.Integer(), nullable=False),
        sa.Column("deck_id", sa.Integer(), nullable=False),
        sa.Column("note_id", sa.String(length=100), nullable=False),
        sa.Column("cloze", sa.Integer(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("grade", sa.String(length=20), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("took_ms", sa.Integer(), nullable=False),
        sa.Column("rating", sa.Integer(), nullable=True),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.Column("variant", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["deck_id"], ["decks.id"], name=op.f("fk_attempts_deck_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["profile_id"], ["profiles.id"], name=op.f("fk_attempts_profile_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["run"], ["runs.token"], name=op.f("fk_attempts_run"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("run", "position", name=op.f("pk_attempts")),
    )
    op.create_index(
        op.f("ix_attempts_profile_id_deck_id_note_id_cloze"),
        "attempts",
        ["profile_id", "deck_id", "note_id", "cloze"],
        unique=False,
    )
    op.create_table(
        "documents",
        sa.Column("deck_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=500), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("extraction", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["deck_id"], ["decks.id"], name=op.f("fk_documents_deck_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("deck_id", "source", name=op.f("pk_documents")),
    )
    op.create_table(
        "edits",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("deck_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["deck_id"], ["decks.id"], name=op.f("fk_edits_deck_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edits")),
    )
    op.create_index(op.f("ix_edits_deck_id"), "edits", ["deck_id"], unique=False)
    op.create_table(
        "memory",
        sa.Column("profile_id", sa.Integer(), nullable=False),
        sa.Column("deck_id", sa.Integer(), nullable=False),
        sa.Column("note_id", sa.String(length=100), nullable=False),
        sa.Column("cloze", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("step", sa.Integer(), nullable=True),
        sa.Column("stability", sa.Float(precision=53), nullable=False),
        sa.Column("difficulty", sa.Float(precision=53), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("last_at", sa.BigInteger(), nullable=False),
        sa.Column("first_day", sa.Integer(), nullable=False),
        sa.Column("reps", sa.Integer(), nullable=False),
        sa.Column("lapses", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["deck_id"], ["decks.id"], name=op.f("fk_memory_deck_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["profile_id"], ["profiles.id"], name=op.f("fk_memory_profile_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("deck_id", "note_id", "cloze", name=op.f("pk_memory")),
    )
    op.create_index(op.f("ix_memory_profile_id_due_at"), "memory", ["profile_id", "due_at"], unique=False)
    op.create_index(op.f("ix_memory_profile_id_first_day"), "memory", ["profile_id", "first_day"], unique=False)
    op.create_table(
        "notes",
        sa.Column("deck_id", sa.Integer(), nullable=False),
        sa.Column("note_id", sa.String(length=100), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("title_form", sa.Text(), nullable=False),
        sa.Column("heading", sa.Text(), nullable=False),
        sa.Column("sources", sa.Text(), nullable=False),
        sa.Column("split_from", sa.String(length=100), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("json", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["deck_id"], ["decks.id"], name=op.f("fk_notes_deck_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("deck_id", "note_id", name=op.f("pk_notes")),
    )
    op.create_index(op.f("ix_notes_deck_id_position"), "notes", ["deck_id", "position"], unique=False)
    op.create_table(
        "reviews",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("profile_id", sa.Integer(), nullable=False),
        sa.Column("deck_id", sa.Integer(), nullable=False),
        sa.Column("note_id", sa.String(length=100), nullable=False),
        sa.Column("cloze", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("rating", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("factor", sa.Integer(), nullable=False),
        sa.Column("took_ms", sa.Integer(), nullable=False),
        sa.Column("run", sa.String(length=40), nullable=True),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["deck_id"], ["decks.id"], name=op.f("fk_reviews_deck_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["profile_id"], ["profiles.id"], name=op.f("fk_reviews_profile_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reviews")),
        sa.UniqueConstraint("run", "position", name=op.f("uq_reviews_run_position")),
    )
    op.create_index(op.f("ix_reviews_deck_id_note_id_cloze"), "reviews", ["deck_id", "note_id", "cloze"], unique=False)
    op.create_index(op.f("ix_reviews_profile_id_day"), "reviews", ["profile_id", "day"], unique=False)
    op.create_table(
        "run_questions",
        sa.Column("run", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("deck_id", sa.Integer(), nullable=False),
        sa.Column("note_id", sa.String(length=100), nullable=False),
        sa.Column("cloze", sa.Integer(), nullable=False),
        sa.Column("question", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["deck_id"], ["decks.id"], name=op.f("fk_run_questions_deck_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["run"], ["runs.token"], name=op.f("fk_run_questions_run"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("run", "position", name=op.f("pk_run_questions")),
    )
    op.create_index(op.f("ix_run_questions_deck_id"), "run_questions", ["deck_id"], unique=False)
    op.create_table(
        "cards",
        sa.Column("deck_id", sa.Integer(), nullable=False),
        sa.Column("note_id", sa.String(length=100), nullable=False),
        sa.Column("cloze", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("make", sa.String(length=8), nullable=False),
        sa.ForeignKeyConstraint(
            ["deck_id", "note_id"],
            ["notes.deck_id", "notes.note_id"],
            name=op.f("fk_cards_deck_id_note_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("deck_id", "note_id", "cloze", name=op.f("pk_cards")),
    )

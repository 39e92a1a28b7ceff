"""the proctor's room: admissions, presences, events of attempts, passes to another device"""

import sqlalchemy as sa
from alembic import op

from lms.columns import UtcDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

WORD = sa.String(40)
KINDS = (
    *("left", "back", "offline", "online", "reloaded", "started", "other-device", "handed-in", "time-up"),
    *("collected", "reopened", "extended", "paused", "resumed", "asked-in", "admitted", "move-offered"),
    "moved",
)


def upgrade() -> None:
    _admissions()
    _presences()
    _events()
    _passes()


def _admissions() -> None:
    op.create_table(
        "quiz_admissions",
        sa.Column("quiz_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=True),
        sa.Column("admitted_at", UtcDateTime(), nullable=True),
        sa.Column("admitted_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "asked_at IS NOT NULL OR admitted_at IS NOT NULL",
            name=op.f("ck_quiz_admissions_asked_or_admitted"),
        ),
        _foreign_key("quiz_admissions", "admitted_by_id", "people", "SET NULL"),
        _foreign_key("quiz_admissions", "person_id", "people", "CASCADE"),
        _foreign_key("quiz_admissions", "quiz_id", "quizzes", "CASCADE"),
        sa.PrimaryKeyConstraint("quiz_id", "person_id", name=op.f("pk_quiz_admissions")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_quiz_admissions_person_id"), "quiz_admissions", ["person_id"])


def _presences() -> None:
    op.create_table(
        "attempt_presences",
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("tab", sa.String(length=40), nullable=False),
        sa.Column("first_seen_at", UtcDateTime(), nullable=False),
        sa.Column("seen_at", UtcDateTime(), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("unsaved", sa.Integer(), nullable=False),
        sa.Column("slot", sa.Integer(), nullable=False),
        sa.Column("device", sa.String(length=200), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("uncounted", sa.Integer(), nullable=False),
        _foreign_key("attempt_presences", "attempt_id", "attempts", "CASCADE"),
        sa.PrimaryKeyConstraint("attempt_id", "tab", name=op.f("pk_attempt_presences")),
        sqlite_with_rowid=False,
    )


def _events() -> None:
    op.create_table(
        "attempt_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("source", WORD, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("tab", sa.String(length=40), nullable=False),
        sa.Column("elapsed_ms", sa.BigInteger(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("ends_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint(
            "(source = 'browser') = (elapsed_ms IS NOT NULL)",
            name=op.f("ck_attempt_events_browsers_count_the_time"),
        ),
        _known("attempt_events", "kind", KINDS),
        _known("attempt_events", "source", ("server", "staff", "browser")),
        _foreign_key("attempt_events", "attempt_id", "attempts", "RESTRICT"),
        _foreign_key("attempt_events", "by_id", "people", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempt_events")),
        sa.UniqueConstraint(
            *("attempt_id", "tab", "kind", "elapsed_ms"),
            name=op.f("uq_attempt_events_attempt_id_tab_kind_elapsed_ms"),
        ),
    )
    op.create_index("ix_attempt_events_attempt", "attempt_events", ["attempt_id", "id"])


def _passes() -> None:
    op.create_table(
        "resume_passes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("used_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("made_at < expires_at", name=op.f("ck_resume_passes_made_before_it_expires")),
        _foreign_key("resume_passes", "attempt_id", "attempts", "CASCADE"),
        _foreign_key("resume_passes", "made_by_id", "people", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resume_passes")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_resume_passes_code_hash")),
    )
    op.create_index(op.f("ix_resume_passes_attempt_id"), "resume_passes", ["attempt_id"])


def _foreign_key(table: str, column: str, target: str, ondelete: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}"), ondelete=ondelete
    )


def _known(table: str, column: str, values: tuple[str, ...]) -> sa.CheckConstraint:
    listed = ", ".join(repr(value) for value in values)
    return sa.CheckConstraint(f"{column} IN ({listed})", name=op.f(f"ck_{table}_{column}_known"))


def downgrade() -> None:
    for table in ("resume_passes", "attempt_events", "attempt_presences", "quiz_admissions"):
        op.drop_table(table)

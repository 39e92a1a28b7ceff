"""corrections of questions after a quiz, re-marks that learners ask for, and which marks came from them"""

import sqlalchemy as sa
from alembic import op

from lms.columns import ExactNumber, Json, UtcDateTime
from lms.migrations.adding import add_column, known

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ACTIONS = ("key", "accept", "credit", "drop", "weight", "undo")


def upgrade() -> None:
    _corrections()
    _appeals()
    for name in ("correction_id", "appeal_id"):
        add_column("slot_marks", sa.Column(name, sa.Integer()))


def _corrections() -> None:
    table = "quiz_corrections"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("quiz_id", sa.Integer(), nullable=False),
        sa.Column("question_version_id", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(40), nullable=False),
        sa.Column("answer", Json, nullable=False),
        sa.Column("points", ExactNumber()),
        sa.Column("only_up", sa.Boolean(), nullable=False),
        sa.Column("explanation", sa.Text(), nullable=False),
        sa.Column("reason", sa.String(500), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("made_by_id", sa.Integer()),
        sa.Column("reverses_id", sa.Integer()),
        sa.Column("approved_at", UtcDateTime()),
        sa.Column("approved_by_id", sa.Integer()),
        sa.Column("refused_at", UtcDateTime()),
        sa.Column("refused_by_id", sa.Integer()),
        sa.Column("effect", Json, nullable=False),
        _check(table, *known("action", ACTIONS)),
        _check(table, "approved_by_another", "approved_by_id <> made_by_id"),
        _check(table, "approved_or_refused", "approved_at IS NULL OR refused_at IS NULL"),
        _check(table, "undo_names_what", "(action = 'undo') = (reverses_id IS NOT NULL)"),
        _check(table, "weight_has_points", "(action = 'weight') = (points IS NOT NULL)"),
        _check(table, "points_positive", "points > 0"),
        _key(table, "quiz_id", "quizzes", "CASCADE"),
        _key(table, "question_version_id", "question_versions", "RESTRICT"),
        _key(table, "made_by_id", "people", "SET NULL"),
        _key(table, "reverses_id", table, "RESTRICT"),
        _key(table, "approved_by_id", "people", "SET NULL"),
        _key(table, "refused_by_id", "people", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quiz_corrections")),
    )
    op.create_index(op.f("ix_quiz_corrections_quiz_id"), table, ["quiz_id"])
    waiting = sa.text("approved_at IS NULL AND refused_at IS NULL")
    _only_one("uq_quiz_corrections_waiting", table, ["quiz_id", "question_version_id"], waiting)
    reversing = sa.text("reverses_id IS NOT NULL AND refused_at IS NULL")
    _only_one("uq_quiz_corrections_reverses", table, ["reverses_id"], reversing)


def _appeals() -> None:
    table = "quiz_appeals"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("slot", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("withdrawn_at", UtcDateTime()),
        sa.Column("decided_at", UtcDateTime()),
        sa.Column("decided_by_id", sa.Integer()),
        sa.Column("verdict", sa.String(40)),
        sa.Column("reply", sa.String(2000), nullable=False),
        _check(table, *known("verdict", ("stands", "changed"))),
        _check(table, "slot_counts_from_0", "slot >= 0"),
        _check(table, "decided_with_a_verdict", "(decided_at IS NULL) = (verdict IS NULL)"),
        _check(table, "decided_or_withdrawn", "decided_at IS NULL OR withdrawn_at IS NULL"),
        _key(table, "attempt_id", "attempts", "RESTRICT"),
        _key(table, "decided_by_id", "people", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quiz_appeals")),
    )
    op.create_index(op.f("ix_quiz_appeals_attempt_id"), table, ["attempt_id"])
    still_open = sa.text("decided_at IS NULL AND withdrawn_at IS NULL")
    _only_one("uq_quiz_appeals_open", table, ["attempt_id", "slot"], still_open)
    op.create_index(
        "ix_quiz_appeals_due", table, ["due_at"], sqlite_where=still_open, postgresql_where=still_open
    )


def _check(table: str, name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}"))


def _key(table: str, column: str, target: str, ondelete: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete=ondelete)


def _only_one(name: str, table: str, columns: list[str], where: sa.TextClause) -> None:
    op.create_index(name, table, columns, unique=True, sqlite_where=where, postgresql_where=where)


def downgrade() -> None:
    for name in ("appeal_id", "correction_id"):
        op.execute(f"ALTER TABLE slot_marks DROP COLUMN {name}")
    op.drop_table("quiz_appeals")
    op.drop_table("quiz_corrections")

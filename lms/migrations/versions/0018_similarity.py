"""what reflections have in common, and what was said about it"""

import sqlalchemy as sa
from alembic import op

from lms.columns import Json, UtcDateTime
from lms.migrations.adding import known

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

WORD = sa.String(40)
OPEN = sa.text("finished_at IS NULL")
SUBMISSIONS, PEOPLE = "reflection_submissions", "people"


def upgrade() -> None:
    _comparisons()
    _scripts()
    _matches()
    _decisions()
    _explanations()
    _official_texts()


def _comparisons() -> None:
    table = "similarity_comparisons"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("asked_by_id", sa.Integer()),
        sa.Column("started_at", UtcDateTime()),
        sa.Column("finished_at", UtcDateTime()),
        sa.Column("failed", sa.Boolean(), nullable=False),
        sa.Column("fresh", sa.Integer(), nullable=False),
        sa.Column("unread", Json, nullable=False),
        _check(table, "finished_after_started", "finished_at IS NULL OR started_at IS NOT NULL"),
        _key(table, "task_id", "reflection_tasks", "CASCADE"),
        _key(table, "asked_by_id", PEOPLE, "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_task_id"), table, ["task_id"])
    op.create_index(
        f"uq_{table}_open", table, ["task_id"], unique=True, sqlite_where=OPEN, postgresql_where=OPEN
    )


def _scripts() -> None:
    table = "similarity_scripts"
    op.create_table(
        table,
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("quoted", Json, nullable=False),
        sa.Column("quoted_share", sa.Double(), nullable=False),
        sa.Column("shared", sa.Double(), nullable=False),
        sa.Column("repeated", sa.Double(), nullable=False),
        sa.Column("official", sa.String(64), nullable=False),
        sa.Column("prints", sa.LargeBinary(), nullable=False),
        sa.Column("compared_at", UtcDateTime(), nullable=False),
        _check(table, "length_not_negative", "length >= 0"),
        _check(table, "shared_is_a_share", "shared BETWEEN 0 AND 1"),
        _check(table, "repeated_is_a_share", "repeated BETWEEN 0 AND 1"),
        _check(table, "quoted_is_a_share", "quoted_share BETWEEN 0 AND 1"),
        _key(table, "submission_id", SUBMISSIONS, "CASCADE"),
        sa.PrimaryKeyConstraint("submission_id", name=op.f(f"pk_{table}")),
    )


def _matches() -> None:
    table = "similarity_matches"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("a_id", sa.Integer(), nullable=False),
        sa.Column("b_id", sa.Integer(), nullable=False),
        sa.Column("kin", WORD, nullable=False),
        sa.Column("share_a", sa.Double(), nullable=False),
        sa.Column("share_b", sa.Double(), nullable=False),
        sa.Column("passages", Json, nullable=False),
        sa.Column("found_at", UtcDateTime(), nullable=False),
        _check(table, "two_texts", "a_id <> b_id"),
        _check(table, "share_a_is_a_share", "share_a BETWEEN 0 AND 1"),
        _check(table, "share_b_is_a_share", "share_b BETWEEN 0 AND 1"),
        _check(table, *known("kin", ("same-task", "earlier", "own"))),
        _key(table, "a_id", SUBMISSIONS, "CASCADE"),
        _key(table, "b_id", SUBMISSIONS, "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("a_id", "b_id", name=op.f(f"uq_{table}_a_id_b_id")),
    )
    op.create_index(op.f(f"ix_{table}_b_id"), table, ["b_id"])


def _decisions() -> None:
    table = "similarity_decisions"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("verdict", WORD, nullable=False),
        sa.Column("reason", sa.String(1000), nullable=False),
        sa.Column("passages", Json, nullable=False),
        sa.Column("decided_at", UtcDateTime(), nullable=False),
        sa.Column("decided_by_id", sa.Integer()),
        _check(table, "number_positive", "number > 0"),
        _check(table, "for_a_reason", "reason <> ''"),
        _check(table, *known("verdict", ("unseen", "valid", "explain"))),
        _key(table, "submission_id", SUBMISSIONS, "CASCADE"),
        _key(table, "decided_by_id", PEOPLE, "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("submission_id", "number", name=op.f(f"uq_{table}_submission_id_number")),
    )


def _explanations() -> None:
    table = "similarity_explanations"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("written_at", UtcDateTime(), nullable=False),
        _check(table, "number_positive", "number > 0"),
        _key(table, "decision_id", "similarity_decisions", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("decision_id", "number", name=op.f(f"uq_{table}_decision_id_number")),
    )


def _official_texts() -> None:
    op.create_table(
        "similarity_official_texts",
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("readable", sa.Boolean(), nullable=False),
        sa.Column("read_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_similarity_official_texts")),
    )


def _check(table: str, name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}"))


def _key(table: str, column: str, target: str, gone: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column],
        [f"{target}.id"],
        name=op.f(f"fk_{table}_{column}"),
        ondelete=gone,
    )


def downgrade() -> None:
    for table in ("explanations", "decisions", "matches", "scripts", "comparisons", "official_texts"):
        op.drop_table(f"similarity_{table}")

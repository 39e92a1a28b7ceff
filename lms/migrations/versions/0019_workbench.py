"""the marking workbench: kept comments, flags on scripts, who marks what"""

import sqlalchemy as sa
from alembic import op

from lms.columns import Json, UtcDateTime
from lms.migrations.adding import known

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

WORD = sa.String(40)
FLAGS = ("look-again", "ask-colleague")
WAYS = ("even", "percent", "group", "pinned", "cleared")
TABLES = ("script_allocations", "allocation_rounds", "script_flags", "kept_comment_uses", "kept_comments")


def upgrade() -> None:
    _kept_comments()
    _uses()
    _flags()
    _rounds()
    _allocations()


def _kept_comments() -> None:
    table = "kept_comments"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("class_id", sa.Integer()),
        sa.Column("unit_id", sa.Integer()),
        sa.Column("text", sa.String(1000), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("kept_at", UtcDateTime(), nullable=False),
        sa.Column("removed_at", UtcDateTime()),
        _check(table, "one_place", "class_id IS NULL OR unit_id IS NULL"),
        _key(table, "author_id", "people", "CASCADE"),
        _key(table, "class_id", "study_classes", "CASCADE"),
        _key(table, "unit_id", "org_units", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_comments")),
    )
    for column in ("author_id", "class_id", "unit_id"):
        op.create_index(op.f(f"ix_kept_comments_{column}"), table, [column])
    _once("uq_kept_comments_once", table, ["author_id", "digest"], "removed_at IS NULL")


def _uses() -> None:
    table = "kept_comment_uses"
    op.create_table(
        table,
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("uses", sa.Integer(), nullable=False),
        sa.Column("used_at", UtcDateTime(), nullable=False),
        _check(table, "uses_positive", "uses > 0"),
        _key(table, "comment_id", "kept_comments", "CASCADE"),
        _key(table, "person_id", "people", "CASCADE"),
        sa.PrimaryKeyConstraint("comment_id", "person_id", name=op.f("pk_kept_comment_uses")),
    )
    op.create_index(op.f("ix_kept_comment_uses_person_id"), table, ["person_id"])


def _flags() -> None:
    table = "script_flags"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reflection_id", sa.Integer(), nullable=False),
        sa.Column("marker_id", sa.Integer(), nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("raised_at", UtcDateTime(), nullable=False),
        sa.Column("lowered_at", UtcDateTime()),
        _check(table, *known("kind", FLAGS)),
        _key(table, "reflection_id", "reflections", "CASCADE"),
        _key(table, "marker_id", "people", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_script_flags")),
    )
    for column in ("reflection_id", "marker_id"):
        op.create_index(op.f(f"ix_script_flags_{column}"), table, [column])
    _once("uq_script_flags_standing", table, ["reflection_id", "marker_id", "kind"], "lowered_at IS NULL")


def _rounds() -> None:
    table = "allocation_rounds"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("way", WORD, nullable=False),
        sa.Column("decided_at", UtcDateTime(), nullable=False),
        sa.Column("decided_by_id", sa.Integer()),
        sa.Column("counts", Json, nullable=False),
        sa.Column("note", sa.String(300), nullable=False),
        _check(table, *known("way", WAYS)),
        _key(table, "task_id", "reflection_tasks", "CASCADE"),
        _key(table, "decided_by_id", "people", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_allocation_rounds")),
    )
    op.create_index(op.f("ix_allocation_rounds_task_id"), table, ["task_id"])


def _allocations() -> None:
    table = "script_allocations"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("reflection_id", sa.Integer(), nullable=False),
        sa.Column("marker_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("pinned", sa.Boolean(), nullable=False),
        sa.Column("ended_at", UtcDateTime()),
        _key(table, "task_id", "reflection_tasks", "CASCADE"),
        _key(table, "reflection_id", "reflections", "CASCADE"),
        _key(table, "marker_id", "people", "CASCADE"),
        _key(table, "round_id", "allocation_rounds", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_script_allocations")),
    )
    for column in ("task_id", "reflection_id", "round_id"):
        op.create_index(op.f(f"ix_script_allocations_{column}"), table, [column])
    op.create_index("ix_script_allocations_marker", table, ["marker_id", "reflection_id"])
    _once("uq_script_allocations_standing", table, ["reflection_id"], "ended_at IS NULL")


def _once(name: str, table: str, columns: list[str], standing: str) -> None:
    op.create_index(
        name,
        table,
        columns,
        unique=True,
        sqlite_where=sa.text(standing),
        postgresql_where=sa.text(standing),
    )


def _check(table: str, name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}"))


def _key(table: str, column: str, target: str, gone: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}"), ondelete=gone
    )


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)

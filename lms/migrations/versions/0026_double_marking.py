"""two people mark one script: the rule of a task, their readings, and how the mark was made of them"""

import sqlalchemy as sa
from alembic import op

from lms.columns import ExactNumber, Json, UtcDateTime

revision = "0026"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _origins()
    _settings()
    _readings()
    _agreed()


def downgrade() -> None:
    for table in (
        "agreed_parts",
        "agreed_marks",
        "reading_scores",
        "reading_marks",
        "script_readings",
        "double_markings",
        "mark_origins",
    ):
        op.drop_table(table)


def _origins() -> None:
    table = "mark_origins"
    op.create_table(
        table,
        sa.Column("mark_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("before_id", sa.Integer()),
        sa.Column("by_id", sa.Integer()),
        _check(table, "kind_known", "kind IN ('agreed', 'renewed', 'moderated')"),
        _key(table, "mark_id", "marks.id", "CASCADE"),
        _key(table, "before_id", "marks.id", "RESTRICT"),
        _key(table, "by_id", "people.id", "SET NULL"),
        sa.PrimaryKeyConstraint("mark_id", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_before_id"), table, ["before_id"])


def _settings() -> None:
    table = "double_markings"
    op.create_table(
        table,
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("near", ExactNumber()),
        sa.Column("within", ExactNumber()),
        sa.Column("one_band", sa.Boolean(), nullable=False),
        sa.Column("third", sa.String(40), nullable=False),
        sa.Column("seed", sa.String(16), nullable=False),
        sa.Column("decided_at", UtcDateTime(), nullable=False),
        sa.Column("decided_by_id", sa.Integer()),
        _check(table, "percent_of_a_hundred", "percent BETWEEN 0 AND 100"),
        _check(table, "within_not_negative", "within >= 0"),
        _check(table, "near_not_negative", "near >= 0"),
        _check(table, "some_are_marked_twice", "percent > 0 OR near IS NOT NULL"),
        _check(table, "third_known", "third IN ('nearer', 'decides')"),
        _key(table, "task_id", "reflection_tasks.id", "CASCADE"),
        _key(table, "decided_by_id", "people.id", "SET NULL"),
        sa.PrimaryKeyConstraint("task_id", name=op.f(f"pk_{table}")),
    )


def _readings() -> None:
    table = "script_readings"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("marker_id", sa.Integer(), nullable=False),
        sa.Column("given_at", UtcDateTime(), nullable=False),
        sa.Column("closed_at", UtcDateTime()),
        sa.Column("values", Json, nullable=False),
        sa.Column("values_version_id", sa.Integer()),
        sa.Column("saved_at", UtcDateTime()),
        _check(table, "place_of_three", "place BETWEEN 1 AND 3"),
        _check(table, "draft_with_a_time", "(values_version_id IS NULL) = (saved_at IS NULL)"),
        _key(table, "submission_id", "reflection_submissions.id", "CASCADE"),
        _key(table, "marker_id", "people.id", "RESTRICT"),
        _key(table, "values_version_id", "rubric_versions.id", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        _unique(table, "submission_id", "place"),
        _unique(table, "submission_id", "marker_id"),
    )
    op.create_index("ix_script_readings_marker_id", table, ["marker_id", "submission_id"])
    table = "reading_marks"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reading_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("rubric_version_id", sa.Integer(), nullable=False),
        sa.Column("total", ExactNumber(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("marked_at", UtcDateTime(), nullable=False),
        _check(table, "total_not_negative", "total >= 0"),
        _key(table, "reading_id", "script_readings.id", "CASCADE"),
        _key(table, "rubric_version_id", "rubric_versions.id", "RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        _unique(table, "reading_id", "number"),
    )
    table = "reading_scores"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mark_id", sa.Integer(), nullable=False),
        sa.Column("criterion_id", sa.Integer(), nullable=False),
        sa.Column("level_id", sa.Integer(), nullable=False),
        sa.Column("points", ExactNumber(), nullable=False),
        sa.Column("comment", sa.String(1000), nullable=False),
        _check(table, "points_not_negative", "points >= 0"),
        _key(table, "mark_id", "reading_marks.id", "CASCADE"),
        _key(table, "criterion_id", "criteria.id", "RESTRICT"),
        _key(table, "level_id", "criterion_levels.id", "RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        _unique(table, "mark_id", "criterion_id"),
    )


def _agreed() -> None:
    table = "agreed_marks"
    op.create_table(
        table,
        sa.Column("mark_id", sa.Integer(), nullable=False),
        sa.Column("how", sa.String(40), nullable=False),
        sa.Column("within", ExactNumber()),
        sa.Column("one_band", sa.Boolean(), nullable=False),
        _check(table, "how_known", "how IN ('single', 'mean', 'nearer', 'third')"),
        _key(table, "mark_id", "marks.id", "CASCADE"),
        sa.PrimaryKeyConstraint("mark_id", name=op.f(f"pk_{table}")),
    )
    table = "agreed_parts"
    op.create_table(
        table,
        sa.Column("mark_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("reading_mark_id", sa.Integer(), nullable=False),
        sa.Column("counted", sa.Boolean(), nullable=False),
        _key(table, "mark_id", "agreed_marks.mark_id", "CASCADE"),
        _key(table, "reading_mark_id", "reading_marks.id", "RESTRICT"),
        sa.PrimaryKeyConstraint("mark_id", "place", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_reading_mark_id"), table, ["reading_mark_id"])


def _key(table: str, column: str, target: str, on_delete: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{table}_{column}"), ondelete=on_delete)


def _check(table: str, name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}"))


def _unique(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=op.f(f"uq_{table}_{'_'.join(columns)}"))

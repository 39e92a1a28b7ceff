"""sealed codes that two people open; moderation; sample scripts that markers try before they begin"""

import sqlalchemy as sa
from alembic import op

from lms.columns import Json, UtcDateTime

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _seals()
    _moderations()
    _samples()


def downgrade() -> None:
    for table in ("sample_trials", "sample_scripts", "calibration_rules", "moderations"):
        op.drop_table(table)
    op.drop_table("code_seals")


def _seals() -> None:
    table = "code_seals"
    op.create_table(
        table,
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("sealed_at", UtcDateTime(), nullable=False),
        sa.Column("sealed_by_id", sa.Integer()),
        sa.Column("asked_at", UtcDateTime()),
        sa.Column("first_id", sa.Integer()),
        sa.Column("second_id", sa.Integer()),
        sa.Column("place", sa.String(200), nullable=False),
        sa.Column("present", sa.String(1000), nullable=False),
        sa.Column("opened_at", UtcDateTime()),
        _check(table, "asked_by_the_first", "(asked_at IS NULL) = (first_id IS NULL)"),
        _check(table, "two_are_named", "(first_id IS NULL) = (second_id IS NULL)"),
        _check(table, "two_different_people", "first_id <> second_id"),
        _check(table, "opened_after_it_was_asked", "opened_at IS NULL OR asked_at IS NOT NULL"),
        _key(table, "task_id", "reflection_tasks.id", "CASCADE"),
        _key(table, "sealed_by_id", "people.id", "SET NULL"),
        _key(table, "first_id", "people.id", "RESTRICT"),
        _key(table, "second_id", "people.id", "RESTRICT"),
        sa.PrimaryKeyConstraint("task_id", name=op.f(f"pk_{table}")),
    )


def _moderations() -> None:
    table = "moderations"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("mark_id", sa.Integer(), nullable=False),
        sa.Column("moderator_id", sa.Integer(), nullable=False),
        sa.Column("drawn_at", UtcDateTime(), nullable=False),
        sa.Column("looked_at", UtcDateTime()),
        sa.Column("view", sa.String(40)),
        sa.Column("words", sa.String(1000), nullable=False),
        sa.Column("levels", Json, nullable=False),
        sa.Column("decided_at", UtcDateTime()),
        sa.Column("decided_by_id", sa.Integer()),
        sa.Column("outcome", sa.String(40)),
        sa.Column("reply", sa.String(1000), nullable=False),
        sa.Column("new_mark_id", sa.Integer()),
        _check(table, "looked_with_a_view", "(looked_at IS NULL) = (view IS NULL)"),
        _check(table, "decided_with_an_outcome", "(decided_at IS NULL) = (outcome IS NULL)"),
        _check(table, "only_proposals_are_decided", "outcome IS NULL OR view = 'proposes'"),
        _check(table, "decided_by_another", "decided_by_id <> moderator_id"),
        _check(table, "accepted_by_a_mark", "(outcome = 'accepted') = (new_mark_id IS NOT NULL)"),
        _check(table, "view_known", "view IN ('agrees', 'proposes')"),
        _check(table, "outcome_known", "outcome IN ('accepted', 'declined')"),
        _key(table, "submission_id", "reflection_submissions.id", "CASCADE"),
        _key(table, "mark_id", "marks.id", "CASCADE"),
        _key(table, "moderator_id", "people.id", "RESTRICT"),
        _key(table, "decided_by_id", "people.id", "SET NULL"),
        _key(table, "new_mark_id", "marks.id", "RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("mark_id", "moderator_id", name=op.f(f"uq_{table}_mark_id_moderator_id")),
    )
    op.create_index(op.f(f"ix_{table}_submission_id"), table, ["submission_id"])


def _samples() -> None:
    table = "calibration_rules"
    op.create_table(
        table,
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("required_at", UtcDateTime(), nullable=False),
        sa.Column("required_by_id", sa.Integer()),
        _key(table, "task_id", "reflection_tasks.id", "CASCADE"),
        _key(table, "required_by_id", "people.id", "SET NULL"),
        sa.PrimaryKeyConstraint("task_id", name=op.f(f"pk_{table}")),
    )
    table = "sample_scripts"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("rubric_version_id", sa.Integer(), nullable=False),
        sa.Column("levels", Json, nullable=False),
        sa.Column("reasons", Json, nullable=False),
        sa.Column("agreed_at", UtcDateTime(), nullable=False),
        sa.Column("agreed_by_id", sa.Integer()),
        sa.Column("withdrawn_at", UtcDateTime()),
        _check(table, "number_positive", "number > 0"),
        _key(table, "task_id", "reflection_tasks.id", "CASCADE"),
        _key(table, "rubric_version_id", "rubric_versions.id", "RESTRICT"),
        _key(table, "agreed_by_id", "people.id", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("task_id", "number", name=op.f(f"uq_{table}_task_id_number")),
    )
    table = "sample_trials"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sample_id", sa.Integer(), nullable=False),
        sa.Column("marker_id", sa.Integer(), nullable=False),
        sa.Column("levels", Json, nullable=False),
        sa.Column("tried_at", UtcDateTime(), nullable=False),
        _key(table, "sample_id", "sample_scripts.id", "CASCADE"),
        _key(table, "marker_id", "people.id", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("sample_id", "marker_id", name=op.f(f"uq_{table}_sample_id_marker_id")),
    )
    op.create_index(op.f(f"ix_{table}_marker_id"), table, ["marker_id"])


def _key(table: str, column: str, target: str, on_delete: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{table}_{column}"), ondelete=on_delete)


def _check(table: str, name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}"))

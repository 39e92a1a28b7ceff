"""more time for a group of a class, and how often a reflection may be handed in"""

import sqlalchemy as sa
from alembic import op

from lms.columns import UtcDateTime
from lms.migrations.adding import add_column

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    table = "reflection_group_extensions"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("reason", sa.String(300), nullable=False),
        sa.Column("granted_at", UtcDateTime(), nullable=False),
        sa.Column("granted_by_id", sa.Integer()),
        _key(table, "task_id", "reflection_tasks", "CASCADE"),
        _key(table, "group_id", "study_groups", "CASCADE"),
        _key(table, "granted_by_id", "people", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_task_id"), table, ["task_id"])
    op.create_index(op.f(f"ix_{table}_group_id"), table, ["group_id"])
    add_column(
        "reflection_tasks",
        sa.Column("most_submissions", sa.Integer(), nullable=False, server_default="0"),
        ("most_submissions_not_negative", "most_submissions >= 0"),
    )


def downgrade() -> None:
    op.drop_table("reflection_group_extensions")
    op.drop_column("reflection_tasks", "most_submissions")


def _key(table: str, column: str, target: str, on_delete: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete=on_delete)

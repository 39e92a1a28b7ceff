"""sealed codes that two people open; moderation; sample scripts that markers try before they begin"""

import sqlalchemy as sa
from alembic import op

from lms.columns import UtcDateTime

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _seals()


def downgrade() -> None:
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


def _key(table: str, column: str, target: str, on_delete: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{table}_{column}"), ondelete=on_delete)


def _check(table: str, name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}"))

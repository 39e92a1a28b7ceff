"""marking sheets that come back"""

import sqlalchemy as sa
from alembic import op

from lms.columns import Json, UtcDateTime

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

TABLE = "reflection_mark_sheets"


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(32), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("marker_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(255), nullable=False),
        sa.Column("rows", Json, nullable=False),
        sa.Column("formulas", Json, nullable=False),
        sa.Column("uploaded_at", UtcDateTime(), nullable=False),
        sa.Column("applied_at", UtcDateTime()),
        sa.Column("marks", sa.Integer(), nullable=False),
        sa.CheckConstraint("marks >= 0", name=op.f(f"ck_{TABLE}_marks_counted")),
        _key("task_id", "reflection_tasks"),
        _key("marker_id", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
        sa.UniqueConstraint("public_id", name=op.f(f"uq_{TABLE}_public_id")),
    )
    op.create_index(op.f(f"ix_{TABLE}_task_id"), TABLE, ["task_id"])
    op.create_index(op.f(f"ix_{TABLE}_marker_id"), TABLE, ["marker_id"])


def downgrade() -> None:
    op.drop_table(TABLE)


def _key(column: str, target: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{TABLE}_{column}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete="CASCADE")

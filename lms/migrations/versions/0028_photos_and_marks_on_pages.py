"""photos as they were sent, and marks on pages"""

import sqlalchemy as sa
from alembic import op

from lms.columns import ExactNumber, Json

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

INSIDE = "x >= 0 AND y >= 0 AND width >= 0 AND height >= 0 AND x + width <= 10000 AND y + height <= 10000"


def upgrade() -> None:
    table = "reflection_upload_sources"
    op.create_table(
        table,
        sa.Column("upload_id", sa.Integer(), nullable=False),
        sa.Column("original_id", sa.Integer(), nullable=False),
        sa.Column("whole_id", sa.Integer()),
        sa.Column("shape", Json, nullable=False),
        _key(table, "upload_id", "reflection_uploads", "CASCADE"),
        _key(table, "original_id", "stored_files", "RESTRICT"),
        _key(table, "whole_id", "stored_files", "RESTRICT"),
        sa.PrimaryKeyConstraint("upload_id", name=op.f(f"pk_{table}")),
    )
    table = "mark_comment_places"
    op.create_table(
        table,
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        *(sa.Column(name, ExactNumber(), nullable=False) for name in ("x", "y", "width", "height")),
        sa.CheckConstraint("page > 0", name=op.f(f"ck_{table}_page_counted")),
        sa.CheckConstraint(INSIDE, name=op.f(f"ck_{table}_inside_the_page")),
        _key(table, "comment_id", "mark_comments", "CASCADE"),
        sa.PrimaryKeyConstraint("comment_id", name=op.f(f"pk_{table}")),
    )


def downgrade() -> None:
    op.execute("DELETE FROM mark_comments WHERE id IN (SELECT comment_id FROM mark_comment_places)")
    op.drop_table("mark_comment_places")
    op.drop_table("reflection_upload_sources")


def _key(table: str, column: str, target: str, on_delete: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete=on_delete)

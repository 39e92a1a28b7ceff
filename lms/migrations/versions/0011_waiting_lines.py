"""lines before a page that more people want at once than the server can take"""

import sqlalchemy as sa
from alembic import op

from lms.columns import UtcDateTime

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "waiting_lines",
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("tickets", sa.Integer(), nullable=False),
        sa.Column("admitted", sa.Integer(), nullable=False),
        sa.Column("moved_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("admitted <= tickets", name=op.f("ck_waiting_lines_admitted_only_who_waits")),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_waiting_lines")),
    )


def downgrade() -> None:
    op.drop_table("waiting_lines")

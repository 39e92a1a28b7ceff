"""Word files as reflections: what was read in them"""

import sqlalchemy as sa
from alembic import op

from lms.columns import Json

revision = "0040"
down_revision = "0038"
branch_labels = None
depends_on = None

TABLE = "reflection_upload_texts"


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("upload_id", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("looks", Json, nullable=False),
        sa.Column("words", sa.Integer(), nullable=False),
        sa.Column("left_out", Json, nullable=False),
        sa.CheckConstraint("words >= 0", name=op.f(f"ck_{TABLE}_words_not_negative")),
        sa.ForeignKeyConstraint(
            ["upload_id"],
            ["reflection_uploads.id"],
            name=op.f(f"fk_{TABLE}_upload_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("upload_id", name=op.f(f"pk_{TABLE}")),
    )


def downgrade() -> None:
    """What such files said goes with it: the files themselves stay, and can be sent again."""
    op.drop_table(TABLE)

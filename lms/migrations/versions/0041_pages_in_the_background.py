"""pages of uploads are drawn in the background"""

import sqlalchemy as sa
from alembic import op

from lms.columns import UtcDateTime

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

TABLE = "reflection_upload_drawings"


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("upload_id", sa.Integer(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("begun_at", UtcDateTime()),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("drawn_at", UtcDateTime()),
        sa.Column("trouble", sa.String(20)),
        sa.CheckConstraint("pages > 0", name=op.f(f"ck_{TABLE}_pages_counted")),
        sa.CheckConstraint("tries >= 0", name=op.f(f"ck_{TABLE}_tries_counted")),
        sa.CheckConstraint("drawn_at IS NULL OR trouble IS NULL", name=op.f(f"ck_{TABLE}_drawn_or_given_up")),
        sa.ForeignKeyConstraint(
            ["upload_id"], ["reflection_uploads.id"], name=op.f(f"fk_{TABLE}_upload_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("upload_id", name=op.f(f"pk_{TABLE}")),
    )
    waiting = sa.text("drawn_at IS NULL AND trouble IS NULL")
    op.create_index(
        f"ix_{TABLE}_waiting", TABLE, ["asked_at"], sqlite_where=waiting, postgresql_where=waiting
    )


def downgrade() -> None:
    """Files that were not drawn yet would stand there without a page: they are taken out of what is handed in next."""
    op.execute(
        "UPDATE reflection_uploads SET removed_at = CURRENT_TIMESTAMP WHERE removed_at IS NULL AND id IN "
        "(SELECT upload_id FROM reflection_upload_drawings WHERE drawn_at IS NULL)"
    )
    op.drop_index(f"ix_{TABLE}_waiting", TABLE)
    op.drop_table(TABLE)

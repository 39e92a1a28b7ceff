"""kinds of materials, and the moment from which learners open them"""

import sqlalchemy as sa
from alembic import op

from lms.columns import UtcDateTime
from lms.migrations.adding import add_column, known

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None

KINDS = ("outline", "document", "slides", "draft", "reading", "bulletin", "other")


def upgrade() -> None:
    kind: sa.Column[object] = sa.Column(
        "kind", sa.String(40), nullable=False, server_default=sa.text("'other'")
    )
    add_column("materials", kind, known("kind", KINDS))
    add_column("materials", sa.Column("opens_at", UtcDateTime()))


def downgrade() -> None:
    op.drop_column("materials", "opens_at")
    op.drop_column("materials", "kind")

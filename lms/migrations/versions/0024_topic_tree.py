"""topics that stand below other topics of their programme"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

TABLE = "topic_nestings"


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("parent_id <> topic_id", name=op.f(f"ck_{TABLE}_not_below_itself")),
        _key("topic_id"),
        _key("parent_id"),
        sa.PrimaryKeyConstraint("topic_id", name=op.f(f"pk_{TABLE}")),
    )
    op.create_index(op.f(f"ix_{TABLE}_parent_id"), TABLE, ["parent_id"])


def downgrade() -> None:
    op.drop_table(TABLE)


def _key(column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], ["topics.id"], name=op.f(f"fk_{TABLE}_{column}"), ondelete="CASCADE"
    )

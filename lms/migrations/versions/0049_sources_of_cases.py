"""the documents that the case of a situational set rests on"""

import sqlalchemy as sa
from alembic import op

revision = "0049"
down_revision = "0047"
branch_labels = None
depends_on = None

TABLE = "situation_citations"
ONCE = ("situation_id", "document_id", "clause")


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("situation_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("clause", sa.String(200), nullable=False),
        _key("situation_id", "situations", "CASCADE"),
        _key("document_id", "documents", "RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
        sa.UniqueConstraint(*ONCE, name=op.f(f"uq_{TABLE}_{'_'.join(ONCE)}")),
    )
    op.create_index(op.f(f"ix_{TABLE}_document_id"), TABLE, ["document_id"])


def _key(column: str, target: str, on_delete: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{TABLE}_{column}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete=on_delete)


def downgrade() -> None:
    op.drop_table(TABLE)

"""the texts of documents, and what a search finds them by"""

import sqlalchemy as sa
from alembic import op

from lms.columns import UtcDateTime

revision = "0021"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _texts()


def _texts() -> None:
    table = "document_texts"
    op.create_table(
        table,
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("read_at", UtcDateTime(), nullable=False),
        sa.Column("read_by_id", sa.Integer()),
        sa.CheckConstraint("body <> ''", name=op.f(f"ck_{table}_body_not_empty")),
        _key(table, "document_id", "documents", "CASCADE"),
        _key(table, "file_id", "stored_files", "RESTRICT"),
        _key(table, "read_by_id", "people", "SET NULL"),
        sa.PrimaryKeyConstraint("document_id", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_file_id"), table, ["file_id"])


def _key(table: str, column: str, target: str, gone: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete=gone)


def downgrade() -> None:
    op.drop_table("document_texts")

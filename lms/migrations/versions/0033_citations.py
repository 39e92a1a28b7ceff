"""materials, programmes and reflection tasks name documents; what people found when a document was replaced; pages that were not read"""

import sqlalchemy as sa
from alembic import op

from lms.columns import UtcDateTime
from lms.migrations.adding import add_column

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

CITING = (
    ("material_citations", "material_id", "materials"),
    ("programme_citations", "programme_id", "programmes"),
    ("reflection_task_citations", "task_id", "reflection_tasks"),
)


def upgrade() -> None:
    for table, owner, target in CITING:
        _citations(table, owner, target)
    _reviews()
    add_column(
        "document_texts",
        sa.Column("pages_left_out", sa.Integer(), server_default=sa.text("0"), nullable=False),
        ("pages_left_out_not_negative", "pages_left_out >= 0"),
    )


def _citations(table: str, owner: str, target: str) -> None:
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(owner, sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("clause", sa.String(200), nullable=False),
        _key(table, owner, target, "CASCADE"),
        _key(table, "document_id", "documents", "RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint(
            owner, "document_id", "clause", name=op.f(f"uq_{table}_{owner}_document_id_clause")
        ),
    )
    op.create_index(op.f(f"ix_{table}_document_id"), table, ["document_id"])


def _reviews() -> None:
    table = "citation_reviews"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("thing_id", sa.Integer(), nullable=False),
        sa.Column("replaced_by_id", sa.Integer()),
        sa.Column("verdict", sa.String(40), nullable=False),
        sa.Column("note", sa.String(300), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("by_id", sa.Integer()),
        sa.CheckConstraint("verdict IN ('still-right', 'changed')", name=op.f(f"ck_{table}_verdict_known")),
        _key(table, "document_id", "documents", "CASCADE"),
        _key(table, "replaced_by_id", "documents", "SET NULL"),
        _key(table, "by_id", "people", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index(f"ix_{table}_document_id_kind_thing_id", table, ["document_id", "kind", "thing_id"])
    for column in ("replaced_by_id", "by_id"):
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def _key(table: str, column: str, target: str, on_delete: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete=on_delete)


def downgrade() -> None:
    op.drop_column("document_texts", "pages_left_out")
    op.drop_table("citation_reviews")
    for table, _owner, _target in reversed(CITING):
        op.drop_table(table)

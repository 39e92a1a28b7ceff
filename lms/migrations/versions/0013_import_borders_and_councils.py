"""items of an import split off others; criteria and remarks of a review; councils of topics"""

import sqlalchemy as sa
from alembic import op

from lms.columns import Json, UtcDateTime
from lms.migrations.adding import add_column

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    add_column("question_import_items", sa.Column("split_from", sa.Integer()))
    add_column("review_steps", sa.Column("checks", Json, server_default=sa.text("'[]'"), nullable=False))
    _remarks()
    _councils()


def downgrade() -> None:
    op.drop_table("council_members")
    op.drop_table("review_remarks")
    op.drop_column("review_steps", "checks")
    op.drop_column("question_import_items", "split_from")


def _remarks() -> None:
    table = "review_remarks"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(20), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer()),
        sa.Column("at", UtcDateTime(), nullable=False),
        _key(table, "version_id", "question_versions", "CASCADE"),
        _key(table, "by_id", "people", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_version_id"), table, ["version_id"])


def _councils() -> None:
    table = "council_members"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lineage", sa.String(16), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        _key(table, "person_id", "people", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("lineage", "person_id", name=op.f(f"uq_{table}_lineage_person_id")),
    )
    op.create_index(op.f(f"ix_{table}_person_id"), table, ["person_id"])


def _key(table: str, column: str, target: str, gone: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}"), ondelete=gone
    )

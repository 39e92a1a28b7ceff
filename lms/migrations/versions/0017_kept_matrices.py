"""matrices of tests that are kept by name"""

import sqlalchemy as sa
from alembic import op

from lms.columns import Json, UtcDateTime

revision = "0017"
down_revision = "0014"
branch_labels = None
depends_on = None

TABLE = "kept_matrices"
EVERYWHERE = sa.text("unit_id IS NULL")
OF_A_UNIT = sa.text("unit_id IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer()),
        sa.Column("rows", Json, nullable=False),
        sa.Column("weights", Json, nullable=False),
        sa.Column("sections", Json, nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("created_by_id", sa.Integer()),
        _key("programme_id", "programmes", "CASCADE"),
        _key("unit_id", "org_units", "CASCADE"),
        _key("created_by_id", "people", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_matrices")),
    )
    op.create_index(op.f("ix_kept_matrices_programme_id"), TABLE, ["programme_id"])
    op.create_index(op.f("ix_kept_matrices_unit_id"), TABLE, ["unit_id"])
    _only_one("uq_kept_matrices_everywhere", ["programme_id", "name"], EVERYWHERE)
    _only_one("uq_kept_matrices_of_a_unit", ["programme_id", "unit_id", "name"], OF_A_UNIT)


def _key(column: str, target: str, gone: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{target}.id"], name=op.f(f"fk_{TABLE}_{column}"), ondelete=gone
    )


def _only_one(name: str, columns: list[str], where: sa.TextClause) -> None:
    op.create_index(name, TABLE, columns, unique=True, sqlite_where=where, postgresql_where=where)


def downgrade() -> None:
    op.drop_table(TABLE)

"""matrices of tests that are kept by name; indexes of a review grid with thousands of items; places of many questions set at once"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from lms.columns import Json, UtcDateTime

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

TABLE = "kept_matrices"
ITEMS = "question_import_items"
DECISION, SAME, TWIN = (f"ix_{ITEMS}_{what}" for what in ("decision", "same", "twin"))
PLACINGS, PLACED = "question_placings", "questions_placed"
LEVELS = "'NB', 'TH', 'VD', 'VDC'"
_LEVELS_KNOWN = [(f"{which}_level_known", f"{which}_level IN ({LEVELS})") for which in ("old", "new")]
IS_TWIN = sa.text("twin_number IS NOT NULL")
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
    _index_the_grid()
    _placings()


def _placings() -> None:
    op.create_table(
        PLACINGS,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer()),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("undone_at", UtcDateTime()),
        _key("by_id", "people", "SET NULL", PLACINGS),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{PLACINGS}")),
    )
    op.create_index(op.f(f"ix_{PLACINGS}_by_id"), PLACINGS, ["by_id"])
    op.create_table(
        PLACED,
        sa.Column("placing_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        *(column for which in ("old", "new") for column in _place(which)),
        *(sa.CheckConstraint(rule, name=op.f(f"ck_{PLACED}_{name}")) for name, rule in _LEVELS_KNOWN),
        _key("placing_id", PLACINGS, "CASCADE", PLACED),
        _key("question_id", "questions", "CASCADE", PLACED),
        sa.PrimaryKeyConstraint("placing_id", "question_id", name=op.f(f"pk_{PLACED}")),
    )
    op.create_index(op.f(f"ix_{PLACED}_question_id"), PLACED, ["question_id"])


def _place(which: str) -> list[sa.Column[Any]]:
    return [
        sa.Column(f"{which}_programme_id", sa.Integer()),
        sa.Column(f"{which}_topic_id", sa.Integer()),
        sa.Column(f"{which}_level", sa.String(40)),
    ]


def _index_the_grid() -> None:
    op.drop_index(DECISION, ITEMS)
    op.create_index(DECISION, ITEMS, ["import_id", "decision", "split_from", "number"])
    op.create_index(SAME, ITEMS, ["import_id", "duplicate_key"])
    op.create_index(TWIN, ITEMS, ["import_id", "twin_number"], sqlite_where=IS_TWIN, postgresql_where=IS_TWIN)
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"ALTER TABLE {ITEMS} SET (fillfactor = 50)")


def _key(column: str, target: str, gone: str, table: str = TABLE) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}"), ondelete=gone
    )


def _only_one(name: str, columns: list[str], where: sa.TextClause) -> None:
    op.create_index(name, TABLE, columns, unique=True, sqlite_where=where, postgresql_where=where)


def downgrade() -> None:
    op.drop_table(PLACED)
    op.drop_table(PLACINGS)
    for name in (TWIN, SAME, DECISION):
        op.drop_index(name, ITEMS)
    op.create_index(DECISION, ITEMS, ["import_id", "decision"])
    op.drop_table(TABLE)

"""questions kept to a unit or to their author, and rights to them that are given to people and units"""

import sqlalchemy as sa
from alembic import op

from lms.columns import UtcDateTime
from lms.migrations.adding import known

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

STANDS = sa.text("ended_at IS NULL")


def upgrade() -> None:
    _holdings()
    _shares()


def downgrade() -> None:
    op.drop_table("question_shares")
    op.drop_table("question_holdings")


def _holdings() -> None:
    table = "question_holdings"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer()),
        sa.Column("began_at", UtcDateTime(), nullable=False),
        sa.Column("began_by_id", sa.Integer()),
        sa.Column("ended_at", UtcDateTime()),
        sa.Column("ended_by_id", sa.Integer()),
        _ended(table),
        _key(table, "question_id", "questions", "CASCADE"),
        _key(table, "unit_id", "org_units", "RESTRICT"),
        _key(table, "began_by_id", "people", "SET NULL"),
        _key(table, "ended_by_id", "people", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_question_id"), table, ["question_id"])
    op.create_index(op.f(f"ix_{table}_unit_id"), table, ["unit_id"])
    _one_standing("uq_question_holdings_standing", table, ["question_id"])


def _shares() -> None:
    table = "question_shares"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer()),
        sa.Column("unit_id", sa.Integer()),
        sa.Column("allows", sa.String(40), nullable=False),
        sa.Column("until", sa.Date()),
        sa.Column("given_at", UtcDateTime(), nullable=False),
        sa.Column("given_by_id", sa.Integer()),
        sa.Column("ended_at", UtcDateTime()),
        sa.Column("ended_by_id", sa.Integer()),
        _check(table, "to_a_person_or_a_unit", "(person_id IS NULL) <> (unit_id IS NULL)"),
        _check(table, *known("allows", ("see", "use", "edit"))),
        _ended(table),
        _key(table, "question_id", "questions", "CASCADE"),
        _key(table, "person_id", "people", "CASCADE"),
        _key(table, "unit_id", "org_units", "RESTRICT"),
        _key(table, "given_by_id", "people", "SET NULL"),
        _key(table, "ended_by_id", "people", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_question_id"), table, ["question_id"])
    _one_standing("uq_question_shares_person", table, ["person_id", "question_id"])
    _one_standing("uq_question_shares_unit", table, ["unit_id", "question_id"])


def _one_standing(name: str, table: str, columns: list[str]) -> None:
    op.create_index(name, table, columns, unique=True, sqlite_where=STANDS, postgresql_where=STANDS)


def _ended(table: str) -> sa.CheckConstraint:
    return _check(table, "ended_by_when_ended", "ended_by_id IS NULL OR ended_at IS NOT NULL")


def _check(table: str, name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}"))


def _key(table: str, column: str, target: str, gone: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}"), ondelete=gone
    )

"""On SQLite the answers' tables begin with the columns of their keys.

SQLite 3.40.0 to 3.41.0 (Debian 12) check such tables wrongly if they do not, and find a NULL in every row that is
sound: `lms backup` then takes a good database for a damaged one. The rows stay as they are.
"""

import sqlalchemy as sa
from alembic import op

from lms.columns import Json, UtcDateTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

OUTCOMES = "'stored', 'counted-late', 'stale', 'conflict', 'blank', 'invalid', 'late'"
# table → its owner's column, the owner's table, what becomes of it when the owner goes
CURRENT = {
    "responses": ("attempt_id", "attempts", "RESTRICT"),
    "reflection_texts": ("reflection_id", "reflections", "CASCADE"),
}
HISTORY = {
    "response_edits": ("attempt_id", "attempts", "RESTRICT"),
    "reflection_edits": ("reflection_id", "reflections", "CASCADE"),
}


def upgrade() -> None:
    if op.get_bind().dialect.name != "sqlite":
        return
    for name, owner in CURRENT.items():
        _rebuild(name, _current(name, *owner))
    for name, owner in HISTORY.items():
        _rebuild(name, _history(name, *owner))


def _rebuild(name: str, parts: list[sa.schema.SchemaItem]) -> None:
    columns = ", ".join(part.name for part in parts if isinstance(part, sa.Column))
    op.create_table(f"{name}_new", *parts, sqlite_with_rowid=False)
    op.execute(f"INSERT INTO {name}_new ({columns}) SELECT {columns} FROM {name}")  # noqa: S608
    op.drop_table(name)
    op.rename_table(f"{name}_new", name)


def _current(name: str, owner: str, parent: str, ondelete: str) -> list[sa.schema.SchemaItem]:
    return [
        sa.Column(owner, sa.Integer(), nullable=False),
        sa.Column("slot", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("value", Json, nullable=True),
        sa.Column("tab", sa.String(length=40), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("saved_at", UtcDateTime(), nullable=False),
        sa.Column("in_grace", sa.Boolean(), nullable=False),
        _to_owner(name, owner, parent, ondelete),
        sa.PrimaryKeyConstraint(owner, "slot", name=op.f(f"pk_{name}")),
    ]


def _history(name: str, owner: str, parent: str, ondelete: str) -> list[sa.schema.SchemaItem]:
    return [
        sa.Column(owner, sa.Integer(), nullable=False),
        sa.Column("slot", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("tab", sa.String(length=40), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("value", Json, nullable=True),
        sa.Column("elapsed_ms", sa.BigInteger(), nullable=True),
        sa.Column("received_at", UtcDateTime(), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(f"outcome IN ({OUTCOMES})", name=op.f(f"ck_{name}_outcome_known")),
        _to_owner(name, owner, parent, ondelete),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f(f"fk_{name}_by_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint(owner, "slot", "tab", "seq", name=op.f(f"pk_{name}")),
    ]


def _to_owner(name: str, owner: str, parent: str, ondelete: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [owner], [f"{parent}.id"], name=op.f(f"fk_{name}_{owner}"), ondelete=ondelete
    )


def downgrade() -> None:
    """Columns are read by name: what came before works with this order too."""

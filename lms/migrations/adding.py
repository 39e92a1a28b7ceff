"""New columns for tables that hold rows already.

On SQLite a table is never rebuilt: dropping the old one would delete, by cascade, all that points at it.
"""

import sqlalchemy as sa
from alembic import op


def add_column(table: str, column: sa.Column[object], check: tuple[str, str] | None = None) -> None:
    """Add a column in place; one that may not be empty brings its `server_default`, `check` is (name, condition)."""
    dialect = op.get_bind().dialect
    words = [f"ALTER TABLE {table} ADD COLUMN {column.name} {column.type.compile(dialect)}"]
    if not column.nullable:
        words.append(f"DEFAULT {_default(column)} NOT NULL")
    if check:
        words.append(f"CONSTRAINT ck_{table}_{check[0]} CHECK ({check[1]})")
    op.execute(" ".join(words))


def known(column: str, values: tuple[str, ...]) -> tuple[str, str]:
    """The check of a column that holds one of a few words."""
    return f"{column}_known", f"{column} IN ({', '.join(repr(value) for value in values)})"


def _default(column: sa.Column[object]) -> str:
    default = column.server_default
    if not isinstance(default, sa.DefaultClause):
        raise TypeError(f"{column.name} has no default for the rows that are there")
    return str(default.arg)

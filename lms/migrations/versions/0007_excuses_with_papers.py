"""excuses with papers, an answer and a way back; PINs that check in"""

import sqlalchemy as sa
from alembic import op

from lms.columns import UtcDateTime
from lms.migrations.adding import add_column

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    empty = sa.text("''")
    add_column("excuses", sa.Column("answer", sa.String(300), nullable=False, server_default=empty))
    known = ("withdrawn_before_an_answer", "withdrawn_at IS NULL OR state = 'asked'")
    add_column("excuses", sa.Column("withdrawn_at", UtcDateTime()), known)
    _excuse_pages()
    _pins()


def _excuse_pages() -> None:
    table = "excuse_pages"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("excuse_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("removed_at", UtcDateTime()),
        sa.CheckConstraint("number > 0", name=op.f("ck_excuse_pages_number_positive")),
        _key(table, "excuse_id", "excuses", "CASCADE"),
        _key(table, "file_id", "stored_files", "RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_excuse_pages")),
    )
    shown = sa.text("removed_at IS NULL")
    op.create_index(
        "uq_excuse_pages_shown",
        table,
        ["excuse_id", "number"],
        unique=True,
        sqlite_where=shown,
        postgresql_where=shown,
    )


def _pins() -> None:
    table = "check_in_pins"
    op.create_table(
        table,
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("pin_hash", sa.String(200), nullable=False),
        sa.Column("set_at", UtcDateTime(), nullable=False),
        sa.Column("set_by_id", sa.Integer()),
        _key(table, "person_id", "people", "CASCADE"),
        _key(table, "set_by_id", "people", "SET NULL"),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_check_in_pins")),
    )


def _key(table: str, column: str, target: str, ondelete: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete=ondelete)


def downgrade() -> None:
    op.drop_table("check_in_pins")
    op.drop_table("excuse_pages")
    for name in ("withdrawn_at", "answer"):
        op.execute(f"ALTER TABLE excuses DROP COLUMN {name}")

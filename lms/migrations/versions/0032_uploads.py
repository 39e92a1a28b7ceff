"""large files that arrive in pieces, and subtitles of films"""

import sqlalchemy as sa
from alembic import op

from lms.columns import UtcDateTime

revision = "0032"
down_revision = "0030"
branch_labels = None
depends_on = None

UNFINISHED = sa.text("file_id IS NULL")


def upgrade() -> None:
    _uploads()
    _captions()


def _uploads() -> None:
    table = "incoming_files"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(22), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(40), nullable=False),
        sa.Column("name", sa.String(255), nullable=False),
        sa.Column("media_type", sa.String(100), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("mark", sa.String(64), nullable=False),
        sa.Column("started_at", UtcDateTime(), nullable=False),
        sa.Column("sha256", sa.String(64)),
        sa.Column("file_id", sa.Integer()),
        sa.CheckConstraint("size > 0", name=op.f(f"ck_{table}_size_positive")),
        sa.CheckConstraint(
            "file_id IS NULL OR sha256 IS NOT NULL", name=op.f(f"ck_{table}_finished_has_hash")
        ),
        _key(table, "person_id", "people", "CASCADE"),
        _key(table, "unit_id", "org_units", "CASCADE"),
        _key(table, "file_id", "stored_files", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("public_id", name=op.f(f"uq_{table}_public_id")),
    )
    for column in ("person_id", "unit_id", "purpose", "started_at", "sha256", "file_id"):
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
    op.create_index(
        f"uq_{table}_unfinished",
        table,
        ["person_id", "purpose", "name", "size", "mark"],
        unique=True,
        sqlite_where=UNFINISHED,
        postgresql_where=UNFINISHED,
    )


def _captions() -> None:
    table = "material_captions"
    op.create_table(
        table,
        sa.Column("material_id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        _key(table, "material_id", "materials", "CASCADE"),
        _key(table, "file_id", "stored_files", "RESTRICT"),
        sa.PrimaryKeyConstraint("material_id", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_file_id"), table, ["file_id"])


def _key(table: str, column: str, target: str, on_delete: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete=on_delete)


def downgrade() -> None:
    op.drop_table("material_captions")
    op.drop_table("incoming_files")

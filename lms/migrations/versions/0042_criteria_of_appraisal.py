"""criteria of appraisal that the centre and councils keep, and by which a lesson is appraised"""

import sqlalchemy as sa
from alembic import op

from lms.columns import UtcDateTime

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _forms()
    _criteria()
    _versions()


def _forms() -> None:
    table = "appraisal_forms"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(40), nullable=False),
        sa.Column("council_id", sa.Integer()),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("made_by_id", sa.Integer()),
        sa.Column("ended_at", UtcDateTime()),
        sa.CheckConstraint(
            "(council_id IS NULL) = (place = 'centre')", name=op.f(f"ck_{table}_place_names_council")
        ),
        _key(table, "council_id", "review_councils", "RESTRICT"),
        _key(table, "made_by_id", "people", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("place", "number", name=op.f(f"uq_{table}_place_number")),
    )
    op.create_index(op.f(f"ix_{table}_council_id"), table, ["council_id"])
    in_use = sa.text("ended_at IS NULL")
    op.create_index(
        "uq_appraisal_forms_in_use",
        table,
        ["place"],
        unique=True,
        sqlite_where=in_use,
        postgresql_where=in_use,
    )


def _criteria() -> None:
    table = "appraisal_criteria"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("form_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("hint", sa.String(500), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.CheckConstraint("weight > 0", name=op.f(f"ck_{table}_weighs_something")),
        _key(table, "form_id", "appraisal_forms", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("form_id", "position", name=op.f(f"uq_{table}_form_id_position")),
    )


def _versions() -> None:
    table = "lesson_version_forms"
    op.create_table(
        table,
        sa.Column("version_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("form_id", sa.Integer(), nullable=False),
        _key(table, "version_id", "lesson_versions", "CASCADE"),
        _key(table, "form_id", "appraisal_forms", "RESTRICT"),
        sa.PrimaryKeyConstraint("version_id", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_form_id"), table, ["form_id"])


def _key(table: str, column: str, target: str, ondelete: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete=ondelete)


def downgrade() -> None:
    for table in ("lesson_version_forms", "appraisal_criteria", "appraisal_forms"):
        op.drop_table(table)

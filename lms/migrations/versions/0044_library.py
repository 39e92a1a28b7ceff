"""what the centre publishes for self-study"""

import sqlalchemy as sa
from alembic import op

from lms.columns import UtcDateTime
from lms.migrations.adding import known

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None

TABLE = "publications"
KINDS = (
    *("lesson", "outline", "document", "slides", "reading"),
    *("bulletin", "leaflet", "printed", "internal", "other"),
)
ONE_SOURCE = " + ".join(
    f"(CASE WHEN {column} IS NULL THEN 0 ELSE 1 END)" for column in ("version_id", "file_id", "url")
)


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("summary", sa.String(500), nullable=False),
        sa.Column("search_key", sa.String(1000), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("visibility", sa.String(40), nullable=False),
        sa.Column("lesson_id", sa.Integer()),
        sa.Column("version_id", sa.Integer()),
        sa.Column("material_id", sa.Integer()),
        sa.Column("file_id", sa.Integer()),
        sa.Column("url", sa.String(500)),
        sa.Column("published_at", UtcDateTime(), nullable=False),
        sa.Column("published_by_id", sa.Integer()),
        sa.Column("withdrawn_at", UtcDateTime()),
        _check("one_source", f"{ONE_SOURCE} = 1"),
        _check("version_of_lesson", "(version_id IS NULL) = (lesson_id IS NULL)"),
        _check(*known("kind", KINDS)),
        _check(*known("visibility", ("internal", "public"))),
        _key("lesson_id", "lessons.id", "RESTRICT"),
        _key("version_id", "lesson_approvals.version_id", "RESTRICT"),
        _key("material_id", "materials.id", "SET NULL"),
        _key("file_id", "stored_files.id", "RESTRICT"),
        _key("published_by_id", "people.id", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
    )
    for column in ("version_id", "file_id", "published_at"):
        op.create_index(op.f(f"ix_{TABLE}_{column}"), TABLE, [column])
    in_use = sa.text("withdrawn_at IS NULL")
    for source in ("lesson", "material"):
        op.create_index(
            f"uq_{TABLE}_{source}_in_use",
            TABLE,
            [f"{source}_id"],
            unique=True,
            sqlite_where=in_use,
            postgresql_where=in_use,
        )


def _check(name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f"ck_{TABLE}_{name}"))


def _key(column: str, target: str, ondelete: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{TABLE}_{column}"), ondelete=ondelete)


def downgrade() -> None:
    op.drop_table(TABLE)

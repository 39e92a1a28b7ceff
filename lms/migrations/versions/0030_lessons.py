"""lessons in versions with pages, and their appraisal before they are taught"""

import sqlalchemy as sa
from alembic import op

from lms.columns import Json, UtcDateTime
from lms.migrations.adding import known

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

WORD = sa.String(40)
STATES = ("draft", "submitted", "returned", "to-correct", "approved", "replaced")
STEPS = ("submitted", "withdrawn", "returned", "to-correct", "approved")


def upgrade() -> None:
    _lessons()
    _versions()
    _pages()
    _sheets()
    _approvals()
    _remarks()


def _lessons() -> None:
    _table(
        "lessons",
        _id("unit_id"),
        sa.Column("lineage", sa.String(16), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("search_key", sa.String(260), nullable=False),
        sa.Column("author_id", sa.Integer()),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        _id("latest_number"),
        keys={"unit_id": ("org_units", "RESTRICT"), "author_id": ("people", "SET NULL")},
        indexed=("unit_id", "lineage", "author_id"),
    )


def _versions() -> None:
    table = "lesson_versions"
    _table(
        table,
        _id("lesson_id"),
        _id("number"),
        sa.Column("aims", sa.Text(), nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("corrects_id", sa.Integer()),
        sa.Column("created_by_id", sa.Integer()),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        _check(table, *known("state", STATES)),
        sa.UniqueConstraint("lesson_id", "number", name=op.f("uq_lesson_versions_lesson_id_number")),
        keys={
            "lesson_id": ("lessons", "CASCADE"),
            "corrects_id": (table, "SET NULL"),
            "created_by_id": ("people", "SET NULL"),
        },
        indexed=("lesson_id", "state"),
    )
    for name, where in (
        ("in_the_making", "state IN ('draft', 'submitted')"),
        ("approved", "state = 'approved'"),
    ):
        condition = sa.text(where)
        op.create_index(
            f"uq_lesson_versions_{name}",
            table,
            ["lesson_id"],
            unique=True,
            sqlite_where=condition,
            postgresql_where=condition,
        )
    _table(
        "lesson_steps",
        _id("version_id"),
        sa.Column("step", WORD, nullable=False),
        sa.Column("by_id", sa.Integer()),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("comment", sa.String(2000), nullable=False),
        _check("lesson_steps", *known("step", STEPS)),
        keys={"version_id": (table, "CASCADE"), "by_id": ("people", "SET NULL")},
        indexed=("version_id",),
    )


def _pages() -> None:
    table = "lesson_pages"
    _table(
        table,
        _id("version_id"),
        _id("position"),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("search_key", sa.Text(), nullable=False),
        _id("words"),
        _id("revision"),
        _check(table, "words_not_negative", "words >= 0"),
        sa.UniqueConstraint("version_id", "position", name=op.f("uq_lesson_pages_version_id_position")),
        keys={"version_id": ("lesson_versions", "CASCADE")},
    )
    _table(
        "lesson_attachments",
        _id("page_id"),
        sa.Column("title", sa.String(200), nullable=False),
        _id("file_id"),
        keys={"page_id": (table, "CASCADE"), "file_id": ("stored_files", "RESTRICT")},
        indexed=("page_id",),
    )
    _table(
        "lesson_quotes",
        _id("page_id"),
        _id("document_id"),
        sa.Column("clause", sa.String(200), nullable=False),
        sa.UniqueConstraint(
            "page_id", "document_id", "clause", name=op.f("uq_lesson_quotes_page_id_document_id_clause")
        ),
        keys={"page_id": (table, "CASCADE"), "document_id": ("documents", "RESTRICT")},
        indexed=("document_id",),
    )


def _sheets() -> None:
    table = "lesson_appraisals"
    _table(
        table,
        _id("version_id"),
        _id("appraiser_id"),
        sa.Column("author_id", sa.Integer()),
        sa.Column("marks", Json, nullable=False),
        sa.Column("comment", sa.String(4000), nullable=False),
        sa.Column("conclusion", WORD, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("reply", sa.String(4000), nullable=False),
        sa.Column("replied_at", UtcDateTime()),
        sa.Column("replied_by_id", sa.Integer()),
        _check(table, "by_another", "appraiser_id <> author_id"),
        _check(table, *known("conclusion", ("pass", "correct", "fail"))),
        sa.UniqueConstraint(
            "version_id", "appraiser_id", name=op.f("uq_lesson_appraisals_version_id_appraiser_id")
        ),
        sa.UniqueConstraint("id", "appraiser_id", name=op.f("uq_lesson_appraisals_id_appraiser_id")),
        keys={
            "version_id": ("lesson_versions", "CASCADE"),
            "appraiser_id": ("people", "RESTRICT"),
            "author_id": ("people", "SET NULL"),
            "replied_by_id": ("people", "SET NULL"),
        },
        indexed=("appraiser_id",),
    )


def _approvals() -> None:
    table = "lesson_approvals"
    op.create_table(
        table,
        _id("version_id"),
        *(_id(name) for name in ("first_id", "first_by_id", "second_id", "second_by_id")),
        sa.Column("author_id", sa.Integer()),
        sa.Column("decided_by_id", sa.Integer()),
        sa.Column("decided_at", UtcDateTime(), nullable=False),
        _check(table, "two_people", "first_by_id <> second_by_id"),
        _check(table, "decided_by_another", "decided_by_id <> author_id"),
        _key(table, "version_id", "lesson_versions", "CASCADE"),
        _key(table, "author_id", "people", "SET NULL"),
        _key(table, "decided_by_id", "people", "SET NULL"),
        *(
            sa.ForeignKeyConstraint(
                [f"{which}_id", f"{which}_by_id"],
                ["lesson_appraisals.id", "lesson_appraisals.appraiser_id"],
                name=op.f(f"fk_{table}_{which}_id_{which}_by_id"),
                ondelete="RESTRICT",
            )
            for which in ("first", "second")
        ),
        sa.PrimaryKeyConstraint("version_id", name=op.f(f"pk_{table}")),
    )


def _remarks() -> None:
    _table(
        "lesson_remarks",
        _id("page_id"),
        sa.Column("quote", sa.String(300), nullable=False),
        sa.Column("text", sa.String(2000), nullable=False),
        sa.Column("by_id", sa.Integer()),
        sa.Column("at", UtcDateTime(), nullable=False),
        _check("lesson_remarks", "says_something", "text <> ''"),
        keys={"page_id": ("lesson_pages", "CASCADE"), "by_id": ("people", "SET NULL")},
        indexed=("page_id",),
    )
    _table(
        "lesson_remark_replies",
        _id("remark_id"),
        sa.Column("text", sa.String(2000), nullable=False),
        sa.Column("by_id", sa.Integer()),
        sa.Column("at", UtcDateTime(), nullable=False),
        _check("lesson_remark_replies", "says_something", "text <> ''"),
        keys={"remark_id": ("lesson_remarks", "CASCADE"), "by_id": ("people", "SET NULL")},
        indexed=("remark_id",),
    )


def _table(
    table: str, *parts: sa.schema.SchemaItem, keys: dict[str, tuple[str, str]], indexed: tuple[str, ...] = ()
) -> None:
    op.create_table(
        table,
        _id("id"),
        *parts,
        *(_key(table, column, *target) for column, target in keys.items()),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    for column in indexed:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def _id(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _check(table: str, name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}"))


def _key(table: str, column: str, target: str, ondelete: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete=ondelete)


def downgrade() -> None:
    for table in (
        "lesson_remark_replies",
        "lesson_remarks",
        "lesson_approvals",
        "lesson_appraisals",
        "lesson_quotes",
        "lesson_attachments",
        "lesson_pages",
        "lesson_steps",
        "lesson_versions",
        "lessons",
    ):
        op.drop_table(table)

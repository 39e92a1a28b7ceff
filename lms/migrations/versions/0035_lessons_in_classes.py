"""lessons given in classes, what is kept of reading them, and questions below their pages"""

import sqlalchemy as sa
from alembic import op

from lms.columns import Json, UtcDateTime
from lms.migrations.adding import known

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

WORD = sa.String(40)
TAB = sa.String(40)


def upgrade() -> None:
    _questions()
    _givings()
    _readings()
    _pages()
    _answers()


def _questions() -> None:
    table = "lesson_questions"
    op.create_table(
        table,
        _id("id"),
        _id("page_id"),
        _id("question_id"),
        _id("position"),
        _key(table, "page_id", "lesson_pages", "CASCADE"),
        _key(table, "question_id", "questions", "RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("page_id", "question_id", name=op.f(f"uq_{table}_page_id_question_id")),
    )
    _index(table, "question_id")


def _givings() -> None:
    table = "lesson_givings"
    op.create_table(
        table,
        _id("id"),
        _id("study_class_id"),
        _id("lesson_id"),
        _id("version_id"),
        sa.Column("opens_at", UtcDateTime()),
        sa.Column("after_kind", WORD),
        sa.Column("after_id", sa.Integer()),
        sa.Column("given_at", UtcDateTime(), nullable=False),
        sa.Column("given_by_id", sa.Integer()),
        sa.Column("withdrawn_at", UtcDateTime()),
        _check(table, "condition_is_whole", "(after_kind IS NULL) = (after_id IS NULL)"),
        _check(table, *known("after_kind", ("session", "lesson", "quiz"))),
        _key(table, "study_class_id", "study_classes", "CASCADE"),
        _key(table, "lesson_id", "lessons", "RESTRICT"),
        _key(table, "version_id", "lesson_approvals", "RESTRICT", "version_id"),
        _key(table, "given_by_id", "people", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    _index(table, "study_class_id", "lesson_id", "version_id")
    given = sa.text("withdrawn_at IS NULL")
    op.create_index(
        "uq_lesson_givings_given",
        table,
        ["study_class_id", "lesson_id"],
        unique=True,
        sqlite_where=given,
        postgresql_where=given,
    )


def _readings() -> None:
    table = "lesson_readings"
    op.create_table(
        table,
        _id("id"),
        _id("giving_id"),
        _id("person_id"),
        sa.Column("begun_at", UtcDateTime(), nullable=False),
        sa.Column("last_at", UtcDateTime(), nullable=False),
        sa.Column("place_id", sa.Integer()),
        sa.Column("completed_at", UtcDateTime()),
        _key(table, "giving_id", "lesson_givings", "CASCADE"),
        _key(table, "person_id", "people", "CASCADE"),
        _key(table, "place_id", "lesson_pages", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("giving_id", "person_id", name=op.f(f"uq_{table}_giving_id_person_id")),
    )
    _index(table, "person_id")


def _pages() -> None:
    times, notes, bookmarks = "lesson_page_times", "lesson_notes", "lesson_bookmarks"
    _of_page(
        times,
        sa.Column("tab", TAB, nullable=False),
        _id("seconds"),
        _check(times, "seconds_not_negative", "seconds >= 0"),
        key=("reading_id", "page_id", "tab"),
    )
    _of_page(
        notes,
        sa.Column("text", sa.String(8000), nullable=False),
        _id("version"),
        sa.Column("tab", TAB, nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("saved_at", UtcDateTime(), nullable=False),
    )
    _of_page(bookmarks)


def _of_page(
    table: str, *parts: sa.schema.SchemaItem, key: tuple[str, ...] = ("reading_id", "page_id")
) -> None:
    op.create_table(
        table,
        _id("reading_id"),
        _id("page_id"),
        *parts,
        _key(table, "reading_id", "lesson_readings", "CASCADE"),
        _key(table, "page_id", "lesson_pages", "CASCADE"),
        sa.PrimaryKeyConstraint(*key, name=op.f(f"pk_{table}")),
    )


def _answers() -> None:
    table = "lesson_answers"
    op.create_table(
        table,
        _id("id"),
        _id("reading_id"),
        _id("check_id"),
        _id("number"),
        _id("version_id"),
        sa.Column("value", Json),
        sa.Column("share", sa.String(60), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        _key(table, "reading_id", "lesson_readings", "CASCADE"),
        _key(table, "check_id", "lesson_questions", "CASCADE"),
        _key(table, "version_id", "question_versions", "RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint(
            "reading_id", "check_id", "number", name=op.f(f"uq_{table}_reading_id_check_id_number")
        ),
    )
    _index(table, "check_id", "version_id")


def _id(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _index(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def _check(table: str, name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}"))


def _key(
    table: str, column: str, target: str, ondelete: str, referred: str = "id"
) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], [f"{target}.{referred}"], name=name, ondelete=ondelete)


def downgrade() -> None:
    for table in (
        "lesson_answers",
        "lesson_bookmarks",
        "lesson_notes",
        "lesson_page_times",
        "lesson_readings",
        "lesson_givings",
        "lesson_questions",
    ):
        op.drop_table(table)

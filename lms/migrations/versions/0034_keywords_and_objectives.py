"""learning objectives of topics; keywords of questions beside their versions

Keywords stood in what was frozen. Those of the newest version of each question become rows; the versions stay as they are.
"""

import sqlalchemy as sa
from alembic import op

from lms.columns import Json, UtcDateTime

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

STANDS = sa.text("ended_at IS NULL")
AT_ONCE = 500


def upgrade() -> None:
    _objectives()
    _of_questions()
    _take_over_keywords()


def downgrade() -> None:
    for table in ("question_objectives", "question_tags", "learning_objectives"):
        op.drop_table(table)


def _objectives() -> None:
    table = "learning_objectives"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lineage", sa.String(16), nullable=False),
        sa.Column("words", sa.String(300), nullable=False),
        sa.Column("ended_at", UtcDateTime()),
        _check(table, "in_words", "words <> ''"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_lineage"), table, ["lineage"])
    op.create_index(
        "uq_learning_objectives_standing",
        table,
        ["lineage", "words"],
        unique=True,
        sqlite_where=STANDS,
        postgresql_where=STANDS,
    )


def _of_questions() -> None:
    table = "question_tags"
    op.create_table(
        table,
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("tag", sa.String(60), nullable=False),
        _key(table, "question_id", "questions", "CASCADE"),
        sa.PrimaryKeyConstraint("question_id", "tag", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_tag"), table, ["tag"])
    table = "question_objectives"
    op.create_table(
        table,
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("objective_id", sa.Integer(), nullable=False),
        _key(table, "question_id", "questions", "CASCADE"),
        _key(table, "objective_id", "learning_objectives", "RESTRICT"),
        sa.PrimaryKeyConstraint("question_id", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_objective_id"), table, ["objective_id"])


def _take_over_keywords() -> None:
    questions = sa.table("questions", sa.column("id"), sa.column("latest_number"))
    versions = sa.table(
        "question_versions", sa.column("question_id"), sa.column("number"), sa.column("content", Json)
    )
    newest = sa.select(questions.c.id, versions.c.content).join_from(
        questions,
        versions,
        (versions.c.question_id == questions.c.id) & (versions.c.number == questions.c.latest_number),
    )
    rows = [
        {"question_id": question_id, "tag": tag}
        for question_id, content in op.get_bind().execute(newest)
        for tag in _once(content.get("tags") or [])
    ]
    tags = sa.table("question_tags", sa.column("question_id"), sa.column("tag"))
    for start in range(0, len(rows), AT_ONCE):
        op.bulk_insert(tags, rows[start : start + AT_ONCE])


def _once(tags: list[str]) -> list[str]:
    """As long as there is room for, each once whatever its capitals."""
    found: dict[str, str] = {}
    for tag in (" ".join(str(one).split())[:60].strip() for one in tags):
        if tag:
            found.setdefault(tag.casefold(), tag)
    return list(found.values())


def _check(table: str, name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}"))


def _key(table: str, column: str, target: str, gone: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}"), ondelete=gone
    )

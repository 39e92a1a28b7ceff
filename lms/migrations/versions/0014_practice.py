"""self-study: which questions are open for practice, and what each learner practised"""

import sqlalchemy as sa
from alembic import op

from lms.columns import Json, UtcDateTime
from lms.migrations.adding import known

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

WORD = sa.String(40)
STAGES = ("learning", "review", "relearning")
RATINGS = ("again", "hard", "good", "easy")
OPEN = sa.text("closed_at IS NULL")


def upgrade() -> None:
    _openings()
    _cards()
    _reviews()
    _ratings()


def _openings() -> None:
    table = "practice_openings"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("opened_at", UtcDateTime(), nullable=False),
        sa.Column("opened_by_id", sa.Integer()),
        sa.Column("closed_at", UtcDateTime()),
        sa.Column("closed_by_id", sa.Integer()),
        _check(table, "closed_by_when_closed", "closed_by_id IS NULL OR closed_at IS NOT NULL"),
        _key(table, "question_id", "questions", "CASCADE"),
        _key(table, "opened_by_id", "people", "SET NULL"),
        _key(table, "closed_by_id", "people", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_openings")),
    )
    op.create_index(op.f("ix_practice_openings_question_id"), table, ["question_id"])
    op.create_index(
        "uq_practice_openings_open",
        table,
        ["question_id"],
        unique=True,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )


def _cards() -> None:
    table = "practice_cards"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("stability", sa.Double(), nullable=False),
        sa.Column("difficulty", sa.Double(), nullable=False),
        sa.Column("stage", WORD, nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("begun_at", UtcDateTime(), nullable=False),
        sa.Column("last_reviewed_at", UtcDateTime(), nullable=False),
        sa.Column("reviews", sa.Integer(), nullable=False),
        _check(table, "reviews_not_negative", "reviews >= 0"),
        _check(table, "stability_positive", "stability > 0"),
        _check(table, "difficulty_1_10", "difficulty BETWEEN 1 AND 10"),
        _check(table, *known("stage", STAGES)),
        _key(table, "person_id", "people", "CASCADE"),
        _key(table, "question_id", "questions", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_cards")),
        sa.UniqueConstraint("person_id", "question_id", name=op.f("uq_practice_cards_person_id_question_id")),
    )
    op.create_index("ix_practice_cards_due", table, ["person_id", "due_at"])
    op.create_index(op.f("ix_practice_cards_question_id"), table, ["question_id"])


def _reviews() -> None:
    table = "practice_reviews"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("card_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("answer", Json),
        sa.Column("share", sa.String(60), nullable=False),
        sa.Column("rating", WORD, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        _check(table, *known("rating", RATINGS)),
        _key(table, "card_id", "practice_cards", "CASCADE"),
        _key(table, "version_id", "question_versions", "RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_reviews")),
        sa.UniqueConstraint("card_id", "number", name=op.f("uq_practice_reviews_card_id_number")),
    )
    op.create_index(op.f("ix_practice_reviews_version_id"), table, ["version_id"])
    op.create_index(op.f("ix_practice_reviews_at"), table, ["at"])


def _ratings() -> None:
    table = "practice_ratings"
    op.create_table(
        table,
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("rating", WORD, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        _check(table, *known("rating", RATINGS)),
        _key(table, "review_id", "practice_reviews", "CASCADE"),
        sa.PrimaryKeyConstraint("review_id", name=op.f("pk_practice_ratings")),
    )


def _check(table: str, name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}"))


def _key(table: str, column: str, target: str, gone: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}"), ondelete=gone
    )


def downgrade() -> None:
    for table in ("practice_ratings", "practice_reviews", "practice_cards", "practice_openings"):
        op.drop_table(table)

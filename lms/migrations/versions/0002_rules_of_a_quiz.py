"""sections, layout, order, feedback, pause, admission, appeals; overrides of groups"""

import sqlalchemy as sa
from alembic import op

from lms.columns import Json, UtcDateTime
from lms.migrations.adding import add_column, known

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

WORD = sa.String(40)
REVEALS = ("never", "submitted", "closed")
NO, NOTHING, EMPTY_LIST = sa.false(), sa.text("''"), sa.text("'[]'")
ZERO, ONE = sa.text("0"), sa.text("1")


def upgrade() -> None:
    for column, check in _quizzes():
        add_column("quizzes", column, check)
    op.execute("UPDATE quizzes SET show_explanation = show_key")
    add_column("paper_slots", sa.Column("section", sa.Integer(), server_default=ZERO, nullable=False))
    add_column("attempts", sa.Column("locked", Json, server_default=EMPTY_LIST, nullable=False))
    add_column("attempts", sa.Column("paused_at", UtcDateTime()))
    add_column("attempts", sa.Column("on_paper", sa.Boolean(), server_default=NO, nullable=False))
    _group_overrides()
    _answer_checks()


def _quizzes() -> list[tuple[sa.Column[object], tuple[str, str] | None]]:
    return [
        (_word("show_explanation", "never"), known("show_explanation", REVEALS)),
        (sa.Column("sections", Json, server_default=EMPTY_LIST, nullable=False), None),
        (_word("layout", "one"), known("layout", ("one", "section", "all"))),
        (sa.Column("sequential", sa.Boolean(), server_default=NO, nullable=False), None),
        (_word("feedback", "deferred"), known("feedback", ("deferred", "immediate", "tries", "certainty"))),
        (_number("tries", ONE), ("tries_1_10", "tries BETWEEN 1 AND 10")),
        (_number("cooling_minutes"), ("cooling_minutes_bounded", "cooling_minutes BETWEEN 0 AND 525600")),
        (sa.Column("honour", sa.Text(), server_default=NOTHING, nullable=False), None),
        (sa.Column("admission", sa.Boolean(), server_default=NO, nullable=False), None),
        (sa.Column("blind_marking", sa.Boolean(), server_default=sa.true(), nullable=False), None),
        (_number("appeal_days"), ("appeal_days_bounded", "appeal_days BETWEEN 0 AND 365")),
        (sa.Column("paused_at", UtcDateTime()), None),
    ]


def _word(name: str, usual: str) -> sa.Column[object]:
    return sa.Column(name, WORD, server_default=sa.text(f"'{usual}'"), nullable=False)


def _number(name: str, usual: sa.TextClause = ZERO) -> sa.Column[object]:
    return sa.Column(name, sa.Integer(), server_default=usual, nullable=False)


def _group_overrides() -> None:
    op.create_table(
        "quiz_group_overrides",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("quiz_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("extra_minutes", sa.Integer(), nullable=False),
        sa.Column("extra_attempts", sa.Integer(), nullable=False),
        sa.Column("opens_at", UtcDateTime(), nullable=True),
        sa.Column("last_start_at", UtcDateTime(), nullable=True),
        sa.Column("closes_at", UtcDateTime(), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("given_at", UtcDateTime(), nullable=False),
        sa.Column("given_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "extra_minutes >= 0 AND extra_attempts >= 0", name=op.f("ck_quiz_group_overrides_only_more")
        ),
        sa.ForeignKeyConstraint(
            ["given_by_id"],
            ["people.id"],
            name=op.f("fk_quiz_group_overrides_given_by_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["study_groups.id"],
            name=op.f("fk_quiz_group_overrides_group_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["quiz_id"], ["quizzes.id"], name=op.f("fk_quiz_group_overrides_quiz_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quiz_group_overrides")),
        sa.UniqueConstraint("quiz_id", "group_id", name=op.f("uq_quiz_group_overrides_quiz_id_group_id")),
    )
    op.create_index(
        op.f("ix_quiz_group_overrides_group_id"), "quiz_group_overrides", ["group_id"], unique=False
    )


def _answer_checks() -> None:
    op.create_table(
        "answer_checks",
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("slot", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("certainty", sa.Integer(), nullable=False),
        sa.Column("share", sa.String(length=60), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("certainty BETWEEN 1 AND 3", name=op.f("ck_answer_checks_certainty_1_3")),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempts.id"], name=op.f("fk_answer_checks_attempt_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("attempt_id", "slot", "number", name=op.f("pk_answer_checks")),
    )


def downgrade() -> None:
    op.drop_table("answer_checks")
    op.drop_index(op.f("ix_quiz_group_overrides_group_id"), table_name="quiz_group_overrides")
    op.drop_table("quiz_group_overrides")
    for name in ("on_paper", "paused_at", "locked"):
        op.execute(f"ALTER TABLE attempts DROP COLUMN {name}")
    op.execute("ALTER TABLE paper_slots DROP COLUMN section")
    for column, _check in reversed(_quizzes()):
        op.execute(f"ALTER TABLE quizzes DROP COLUMN {column.name}")

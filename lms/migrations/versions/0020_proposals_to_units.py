"""proposals sent to units, with their originals and history; re-marks of reflections; reflections to be revised"""

import sqlalchemy as sa
from alembic import op

from lms.columns import UtcDateTime
from lms.migrations.adding import add_column, known

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

WORD = sa.String(40)
LEVELS = ("locality", "unit", "person")
STATES = ("received", "considering", "adopted", "answered")
STEPS = (
    *("sent", "joined", "taken-out", "reworded", "readdressed"),
    *("considered", "adopted", "answered", "taken-back"),
)
STANDS = sa.text("left_at IS NULL")
LONGEST_ANSWER = 4000


def upgrade() -> None:
    for column, check in _rules():
        add_column("reflection_tasks", column, check)
    _collected()
    _originals()
    _steps()
    _appeals()
    _returns()


def _rules() -> list[tuple[sa.Column[object], tuple[str, str] | None]]:
    names: sa.Column[object] = sa.Column(
        "proposal_names", sa.Boolean(), server_default=sa.false(), nullable=False
    )
    days: sa.Column[object] = sa.Column(
        "appeal_days", sa.Integer(), server_default=sa.text("0"), nullable=False
    )
    return [(names, None), (days, ("appeal_days_bounded", "appeal_days BETWEEN 0 AND 365"))]


def _collected() -> None:
    table = "collected_proposals"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("study_class_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("level", WORD, nullable=False),
        sa.Column("content", sa.String(2000), nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("sent_at", UtcDateTime(), nullable=False),
        sa.Column("answer", sa.String(LONGEST_ANSWER), nullable=False),
        sa.Column("reference", sa.String(120), nullable=False),
        sa.Column("answered_at", UtcDateTime()),
        sa.Column("answered_by_id", sa.Integer()),
        sa.Column("taken_back_at", UtcDateTime()),
        _check(
            table, "answered_when_decided", "(state IN ('adopted', 'answered')) = (answered_at IS NOT NULL)"
        ),
        _check(table, "answered_in_words", "answered_at IS NULL OR answer <> ''"),
        _check(table, "answered_is_not_taken_back", "taken_back_at IS NULL OR answered_at IS NULL"),
        _check(table, "version_positive", "version > 0"),
        _check(table, *known("level", LEVELS)),
        _check(table, *known("state", STATES)),
        _key(table, "study_class_id", "study_classes", "CASCADE"),
        _key(table, "unit_id", "org_units", "RESTRICT"),
        _key(table, "answered_by_id", "people", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_collected_proposals")),
    )
    op.create_index(op.f("ix_collected_proposals_study_class_id"), table, ["study_class_id"])
    op.create_index("ix_collected_proposals_unit_state", table, ["unit_id", "state"])
    op.create_index(op.f("ix_collected_proposals_sent_at"), table, ["sent_at"])
    op.create_index(op.f("ix_collected_proposals_answered_at"), table, ["answered_at"])


def _originals() -> None:
    table = "collected_originals"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("collected_id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("joined_at", UtcDateTime(), nullable=False),
        sa.Column("left_at", UtcDateTime()),
        _key(table, "collected_id", "collected_proposals", "CASCADE"),
        _key(table, "proposal_id", "proposals", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_collected_originals")),
    )
    op.create_index(op.f("ix_collected_originals_collected_id"), table, ["collected_id"])
    _only_one("uq_collected_originals_standing", table, ["proposal_id"], STANDS)


def _steps() -> None:
    table = "collected_steps"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("collected_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("by_id", sa.Integer()),
        sa.Column("unit_id", sa.Integer()),
        sa.Column("words", sa.String(LONGEST_ANSWER), nullable=False),
        sa.Column("reference", sa.String(120), nullable=False),
        _check(table, *known("kind", STEPS)),
        _key(table, "collected_id", "collected_proposals", "CASCADE"),
        _key(table, "by_id", "people", "SET NULL"),
        _key(table, "unit_id", "org_units", "RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_collected_steps")),
        sa.UniqueConstraint("collected_id", "number", name=op.f("uq_collected_steps_collected_id_number")),
    )


def _appeals() -> None:
    table = "reflection_appeals"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("criterion", sa.Integer(), nullable=False),
        sa.Column("mark_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("marker_id", sa.Integer()),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("withdrawn_at", UtcDateTime()),
        sa.Column("decided_at", UtcDateTime()),
        sa.Column("decided_by_id", sa.Integer()),
        sa.Column("verdict", WORD),
        sa.Column("reply", sa.String(2000), nullable=False),
        sa.Column("new_mark_id", sa.Integer()),
        _check(table, "criterion_counts_from_0", "criterion >= 0"),
        _check(table, "decided_with_a_verdict", "(decided_at IS NULL) = (verdict IS NULL)"),
        _check(table, "decided_or_withdrawn", "decided_at IS NULL OR withdrawn_at IS NULL"),
        _check(table, "decided_by_another", "decided_by_id <> marker_id"),
        _check(table, "not_decided_by_the_learner", "decided_by_id <> person_id"),
        _check(table, "changed_by_a_mark", "(verdict = 'changed') = (new_mark_id IS NOT NULL)"),
        _check(table, *known("verdict", ("stands", "changed"))),
        _key(table, "submission_id", "reflection_submissions", "RESTRICT"),
        _key(table, "mark_id", "marks", "RESTRICT"),
        _key(table, "person_id", "people", "RESTRICT"),
        _key(table, "marker_id", "people", "SET NULL"),
        _key(table, "decided_by_id", "people", "SET NULL"),
        _key(table, "new_mark_id", "marks", "RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reflection_appeals")),
    )
    op.create_index(op.f("ix_reflection_appeals_submission_id"), table, ["submission_id"])
    still_open = sa.text("decided_at IS NULL AND withdrawn_at IS NULL")
    _only_one("uq_reflection_appeals_open", table, ["submission_id", "criterion"], still_open)


def _returns() -> None:
    table = "reflection_returns"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(2000), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("returned_at", UtcDateTime(), nullable=False),
        sa.Column("returned_by_id", sa.Integer()),
        sa.Column("taken_back_at", UtcDateTime()),
        _check(table, "returned_with_words", "words <> ''"),
        _key(table, "submission_id", "reflection_submissions", "CASCADE"),
        _key(table, "returned_by_id", "people", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reflection_returns")),
    )
    _only_one("uq_reflection_returns_standing", table, ["submission_id"], sa.text("taken_back_at IS NULL"))


def _only_one(name: str, table: str, columns: list[str], where: sa.TextClause) -> None:
    op.create_index(name, table, columns, unique=True, sqlite_where=where, postgresql_where=where)


def _check(table: str, name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}"))


def _key(table: str, column: str, target: str, gone: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}"), ondelete=gone
    )


def downgrade() -> None:
    tables = ("reflection_returns", "reflection_appeals")
    for table in (*tables, "collected_steps", "collected_originals", "collected_proposals"):
        op.drop_table(table)
    for column in ("appeal_days", "proposal_names"):
        op.execute(f"ALTER TABLE reflection_tasks DROP COLUMN {column}")

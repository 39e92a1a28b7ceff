"""proposals sent to units, with their originals and history; whether names go with them"""

import sqlalchemy as sa
from alembic import op

from lms.columns import UtcDateTime
from lms.migrations.adding import add_column, known

revision = "0020"
down_revision = "0015"
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
    add_column(
        "reflection_tasks",
        sa.Column("proposal_names", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    _collected()
    _originals()
    _steps()


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
    op.create_index(
        "uq_collected_originals_standing",
        table,
        ["proposal_id"],
        unique=True,
        sqlite_where=STANDS,
        postgresql_where=STANDS,
    )


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


def _check(table: str, name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}"))


def _key(table: str, column: str, target: str, gone: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}"), ondelete=gone
    )


def downgrade() -> None:
    for table in ("collected_steps", "collected_originals", "collected_proposals"):
        op.drop_table(table)
    op.execute("ALTER TABLE reflection_tasks DROP COLUMN proposal_names")

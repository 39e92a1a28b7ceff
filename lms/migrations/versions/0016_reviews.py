"""reviews of questions: what was found of each criterion, remarks on parts, and councils by topic"""

import sqlalchemy as sa
from alembic import op

from lms.columns import UtcDateTime
from lms.migrations.adding import known

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

STANDS = sa.text("ended_at IS NULL")
CRITERIA = ("key", "choices", "hint", "clear", "source", "level", "taught")


def upgrade() -> None:
    _findings()
    _remarks()
    _answers()
    _councils()
    _members()
    _topics()


def _findings() -> None:
    table = "review_findings"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("criterion", sa.String(40), nullable=False),
        sa.Column("met", sa.Boolean(), nullable=False),
        sa.Column("remark", sa.String(500), nullable=False),
        _check(table, *known("criterion", CRITERIA)),
        _key(table, "step_id", "review_steps", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_findings")),
        sa.UniqueConstraint("step_id", "criterion", name=op.f("uq_review_findings_step_id_criterion")),
    )


def _remarks() -> None:
    table = "review_remarks"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(40), nullable=False),
        sa.Column("text", sa.String(2000), nullable=False),
        sa.Column("by_id", sa.Integer()),
        sa.Column("at", UtcDateTime(), nullable=False),
        _key(table, "version_id", "question_versions", "CASCADE"),
        _key(table, "by_id", "people", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_remarks")),
    )
    op.create_index(op.f("ix_review_remarks_version_id"), table, ["version_id"])


def _answers() -> None:
    table = "review_remark_answers"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("remark_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(2000), nullable=False),
        sa.Column("resolved", sa.Boolean(), nullable=False),
        sa.Column("by_id", sa.Integer()),
        sa.Column("at", UtcDateTime(), nullable=False),
        _check(table, "says_or_resolves", "resolved OR text <> ''"),
        _key(table, "remark_id", "review_remarks", "CASCADE"),
        _key(table, "by_id", "people", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_remark_answers")),
    )
    op.create_index(op.f("ix_review_remark_answers_remark_id"), table, ["remark_id"])


def _councils() -> None:
    table = "review_councils"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("founded_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime()),
        _check(table, "founded_before_ended", "ended_at >= founded_at"),
        _key(table, "unit_id", "org_units", "RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_councils")),
    )
    op.create_index(op.f("ix_review_councils_unit_id"), table, ["unit_id"])
    op.create_index(
        "uq_review_councils_standing",
        table,
        ["unit_id", "name"],
        unique=True,
        sqlite_where=STANDS,
        postgresql_where=STANDS,
    )


def _members() -> None:
    table = "review_council_members"
    op.create_table(
        table,
        sa.Column("council_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        _key(table, "council_id", "review_councils", "CASCADE"),
        _key(table, "person_id", "people", "CASCADE"),
        sa.PrimaryKeyConstraint("council_id", "person_id", name=op.f("pk_review_council_members")),
    )
    op.create_index(op.f("ix_review_council_members_person_id"), table, ["person_id"])


def _topics() -> None:
    table = "review_council_topics"
    op.create_table(
        table,
        sa.Column("council_id", sa.Integer(), nullable=False),
        sa.Column("lineage", sa.String(16), nullable=False),
        _key(table, "council_id", "review_councils", "CASCADE"),
        sa.PrimaryKeyConstraint("council_id", "lineage", name=op.f("pk_review_council_topics")),
    )
    op.create_index(op.f("ix_review_council_topics_lineage"), table, ["lineage"])


def _check(table: str, name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}"))


def _key(table: str, column: str, target: str, gone: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete=gone)


def downgrade() -> None:
    for part in ("council_topics", "council_members", "councils", "remark_answers", "remarks", "findings"):
        op.drop_table(f"review_{part}")

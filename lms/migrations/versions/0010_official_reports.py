"""official reports with their versions, and the templates that offices hand in for them"""

import sqlalchemy as sa
from alembic import op

from lms.columns import Json, UtcDateTime
from lms.migrations.adding import known

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

WORD = sa.String(40)
FORMS = ("party", "state")


def upgrade() -> None:
    _templates()
    _reports()


def _templates() -> None:
    table = "report_templates"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("form", WORD, nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("uploaded_at", UtcDateTime(), nullable=False),
        sa.Column("uploaded_by_id", sa.Integer()),
        sa.Column("ended_at", UtcDateTime()),
        _check(table, *known("form", FORMS)),
        _key(table, "unit_id", "org_units", "CASCADE"),
        _key(table, "file_id", "stored_files", "RESTRICT"),
        _key(table, "uploaded_by_id", "people", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_templates")),
    )
    _only_one("uq_report_templates_current", table, ["unit_id", "form"], "ended_at IS NULL")


def _reports() -> None:
    table = "official_reports"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("form", WORD, nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("study_class_id", sa.Integer()),
        sa.Column("class_session_id", sa.Integer()),
        sa.Column("first_on", sa.Date()),
        sa.Column("last_on", sa.Date()),
        sa.Column("number", sa.String(20), nullable=False),
        sa.Column("symbol", sa.String(40), nullable=False),
        sa.Column("issued_on", sa.Date()),
        sa.Column("year", sa.Integer()),
        sa.Column("head", Json, nullable=False),
        sa.Column("content", Json, nullable=False),
        sa.Column("sha256", sa.String(64)),
        sa.Column("template_id", sa.Integer()),
        sa.Column("docx_file_id", sa.Integer()),
        sa.Column("pdf_file_id", sa.Integer()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("supersedes_id", sa.Integer()),
        sa.Column("reason", sa.String(300), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("made_by_id", sa.Integer()),
        sa.Column("signed_at", UtcDateTime()),
        sa.Column("signed_by_id", sa.Integer()),
        *_rules(table),
        *_keys(table),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_official_reports")),
        sa.UniqueConstraint("supersedes_id", name=op.f("uq_official_reports_supersedes_id")),
    )
    op.create_index(op.f("ix_official_reports_study_class_id"), table, ["study_class_id"])
    _only_one("uq_official_reports_of_session", table, ["class_session_id"], "supersedes_id IS NULL")
    _only_one(
        "uq_official_reports_number", table, ["unit_id", "symbol", "year", "number"], "signed_at IS NOT NULL"
    )


def _rules(table: str) -> list[sa.CheckConstraint]:
    signed = "(signed_at IS NULL) = "
    return [
        _check(table, *known("kind", ("session", "class", "period"))),
        _check(table, *known("form", FORMS)),
        _check(table, "session_has_its_session", "(kind = 'session') = (class_session_id IS NOT NULL)"),
        _check(table, "class_unless_a_period", "(kind = 'period') = (study_class_id IS NULL)"),
        _check(table, "period_has_days", "(kind = 'period') = (first_on IS NOT NULL)"),
        _check(table, "period_in_order", "(first_on IS NULL) = (last_on IS NULL) AND first_on <= last_on"),
        _check(
            table,
            "signed_is_kept",
            f"{signed}(sha256 IS NULL) AND {signed}(docx_file_id IS NULL) AND {signed}(pdf_file_id IS NULL)",
        ),
        _check(table, "signed_has_a_number", "signed_at IS NULL OR (number <> '' AND issued_on IS NOT NULL)"),
        _check(table, "later_versions_replace", "(supersedes_id IS NULL) = (version = 1)"),
    ]


def _keys(table: str) -> list[sa.ForeignKeyConstraint]:
    return [
        _key(table, "unit_id", "org_units", "RESTRICT"),
        _key(table, "study_class_id", "study_classes", "RESTRICT"),
        _key(table, "class_session_id", "class_sessions", "RESTRICT"),
        _key(table, "template_id", "report_templates", "RESTRICT"),
        _key(table, "docx_file_id", "stored_files", "RESTRICT"),
        _key(table, "pdf_file_id", "stored_files", "RESTRICT"),
        _key(table, "supersedes_id", table, "RESTRICT"),
        _key(table, "made_by_id", "people", "SET NULL"),
        _key(table, "signed_by_id", "people", "SET NULL"),
    ]


def _check(table: str, name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}"))


def _key(table: str, column: str, target: str, ondelete: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete=ondelete)


def _only_one(name: str, table: str, columns: list[str], where: str) -> None:
    condition = sa.text(where)
    op.create_index(name, table, columns, unique=True, sqlite_where=condition, postgresql_where=condition)


def downgrade() -> None:
    op.drop_table("official_reports")
    op.drop_table("report_templates")

"""the register of official documents, and which of them questions cite"""

import sqlalchemy as sa
from alembic import op

from lms.columns import UtcDateTime
from lms.migrations.adding import known

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

KINDS = (
    *(
        "resolution",
        "directive",
        "conclusion",
        "regulation",
        "decision",
        "rules",
        "guideline",
        "notice",
        "plan",
    ),
    *("programme", "scheme", "letter", "report", "statutes", "law", "decree", "circular", "other"),
)


def upgrade() -> None:
    _documents()
    _sources()


def _documents() -> None:
    table = "documents"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("number", sa.String(60), nullable=False),
        sa.Column("number_key", sa.String(200), nullable=False),
        sa.Column("issuer", sa.String(200), nullable=False),
        sa.Column("issuer_key", sa.String(200), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date()),
        sa.Column("abstract", sa.String(500), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("search_key", sa.Text(), nullable=False),
        sa.Column("replaced_by_id", sa.Integer()),
        sa.Column("replaced_on", sa.Date()),
        sa.Column("entered_at", UtcDateTime(), nullable=False),
        sa.Column("entered_by_id", sa.Integer()),
        _check(table, *known("kind", KINDS)),
        _check(table, "replaced_by_another", "replaced_by_id <> id"),
        _check(table, "replaced_on_a_day", "(replaced_by_id IS NULL) = (replaced_on IS NULL)"),
        _check(table, "days_in_order", "valid_until >= valid_from"),
        _key(table, "replaced_by_id", table, "RESTRICT"),
        _key(table, "entered_by_id", "people", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documents")),
        sa.UniqueConstraint(
            "number_key", "issuer_key", "year", name=op.f("uq_documents_number_key_issuer_key_year")
        ),
    )
    for column in ("kind", "issued_on", "valid_until", "replaced_by_id", "replaced_on"):
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def _sources() -> None:
    table = "question_sources"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("clause", sa.String(200), nullable=False),
        _key(table, "question_id", "questions", "CASCADE"),
        _key(table, "document_id", "documents", "RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_sources")),
        sa.UniqueConstraint(
            "question_id",
            "document_id",
            "clause",
            name=op.f("uq_question_sources_question_id_document_id_clause"),
        ),
    )
    op.create_index(op.f("ix_question_sources_document_id"), table, ["document_id"])


def _check(table: str, name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}"))


def _key(table: str, column: str, target: str, ondelete: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete=ondelete)


def downgrade() -> None:
    op.drop_table("question_sources")
    op.drop_table("documents")

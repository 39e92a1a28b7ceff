"""the texts of documents, and what a search finds them by"""

import sqlalchemy as sa
from alembic import op

from lms.columns import UtcDateTime

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

WORDS, FOUND = "document_words", "documents_with_words"


def upgrade() -> None:
    _texts()
    _words()


def _texts() -> None:
    table = "document_texts"
    op.create_table(
        table,
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("read_at", UtcDateTime(), nullable=False),
        sa.Column("read_by_id", sa.Integer()),
        sa.CheckConstraint("body <> ''", name=op.f(f"ck_{table}_body_not_empty")),
        _key(table, "document_id", "documents", "CASCADE"),
        _key(table, "file_id", "stored_files", "RESTRICT"),
        _key(table, "read_by_id", "people", "SET NULL"),
        sa.PrimaryKeyConstraint("document_id", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_file_id"), table, ["file_id"])


def _words() -> None:
    """Another kind of table on each database; documents that are there are found by their headings at once."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE VIRTUAL TABLE {WORDS} USING fts5(lexemes, detail = 'none', tokenize = \"ascii tokenchars '_'\")"
        )
        return
    op.execute(
        f"CREATE TABLE {WORDS} (rowid INTEGER CONSTRAINT pk_{WORDS} PRIMARY KEY CONSTRAINT fk_{WORDS}_rowid"
        " REFERENCES documents (id) ON DELETE CASCADE, lexemes TSVECTOR NOT NULL)"
    )
    op.execute(f"CREATE INDEX ix_{WORDS}_lexemes ON {WORDS} USING gin (lexemes) WITH (fastupdate = off)")
    op.execute(
        f"CREATE OR REPLACE FUNCTION {FOUND} (asked TSQUERY) RETURNS SETOF INTEGER LANGUAGE sql STABLE"  # noqa: S608 - our own names
        f" SET enable_seqscan = off AS 'SELECT rowid FROM {WORDS} WHERE lexemes @@ asked'"
    )


def _key(table: str, column: str, target: str, gone: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete=gone)


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"DROP FUNCTION {FOUND} (TSQUERY)")
    op.drop_table(WORDS)
    op.drop_table("document_texts")

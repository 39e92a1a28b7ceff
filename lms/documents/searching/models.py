"""The table of words. It is another kind of thing on each database, and so made by its own words there."""

from sqlalchemy import DDL, event

from lms.documents.models import Document

TABLE, FOUND = "document_words", "documents_with_words"
ON_SQLITE = (
    f"CREATE VIRTUAL TABLE {TABLE} USING fts5(lexemes, detail = 'none', tokenize = \"ascii tokenchars '_'\")",
)
KEYED = (
    f"rowid INTEGER CONSTRAINT pk_{TABLE} PRIMARY KEY CONSTRAINT fk_{TABLE}_rowid"
    " REFERENCES documents (id) ON DELETE CASCADE"
)
# The rows look small, their words lie apart: left alone, PostgreSQL reads all of them instead of the index.
FUNCTION = (
    f"CREATE OR REPLACE FUNCTION {FOUND} (asked TSQUERY) RETURNS SETOF INTEGER LANGUAGE sql STABLE"  # noqa: S608 - our own names
    f" SET enable_seqscan = off AS 'SELECT rowid FROM {TABLE} WHERE lexemes @@ asked'"
)
ON_POSTGRESQL = (
    f"CREATE TABLE {TABLE} ({KEYED}, lexemes TSVECTOR NOT NULL)",
    f"CREATE INDEX ix_{TABLE}_lexemes ON {TABLE} USING gin (lexemes) WITH (fastupdate = off)",
    FUNCTION,
)

for _dialect, _statements in (("sqlite", ON_SQLITE), ("postgresql", ON_POSTGRESQL)):
    for _statement in _statements:
        event.listen(Document.__table__, "after_create", DDL(_statement).execute_if(dialect=_dialect))

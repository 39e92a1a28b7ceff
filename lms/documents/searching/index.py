"""The index of words: FTS5 on SQLite, a tsvector with GIN on PostgreSQL. Both hold the lexemes as they are given."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, bindparam, select, text

from lms import database
from lms.documents.models import Document
from lms.documents.searching import words
from lms.documents.searching.models import FOUND, TABLE
from lms.documents.texts.models import DocumentText


def put(document: Document) -> None:
    """Index a document anew, with the text that is kept of it."""
    body = database.session.scalar(select(DocumentText.body).where(DocumentText.document_id == document.id))
    found = words.lexemes(f"{document.words}\n{body or ''}")
    database.session.execute(text(f"DELETE FROM {TABLE} WHERE rowid = :id"), {"id": document.id})  # noqa: S608 - our own name
    postgresql = database.is_postgresql()
    given = "array_to_tsvector(CAST(:lexemes AS text[]))" if postgresql else ":lexemes"
    database.session.execute(
        text(f"INSERT INTO {TABLE} (rowid, lexemes) VALUES (:id, {given})"),  # noqa: S608 - our own names
        {"id": document.id, "lexemes": found if postgresql else " ".join(found)},
    )


def has(lexemes: Sequence[str]) -> ColumnElement[bool]:
    """The condition on Document: the index has all of these words or pairs of it."""
    if database.is_postgresql():
        asked = text(f"SELECT * FROM {FOUND} (CAST(:asked AS tsquery))")  # noqa: S608 - our own name
        said = " & ".join(f"'{one}'" for one in lexemes)
    else:
        asked = text(f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH :asked")  # noqa: S608
        said = " AND ".join(f'"{one}"' for one in lexemes)
    return Document.id.in_(asked.bindparams(bindparam("asked", said, unique=True)))

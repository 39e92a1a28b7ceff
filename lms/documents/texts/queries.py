"""Reads of the texts of all documents."""

from sqlalchemy import func, select

from lms import database
from lms.documents.models import Document
from lms.documents.texts.models import DocumentText


def newest_within(letters: int) -> tuple[list[str], list[str]]:
    """The texts of the newest documents, as many as hold so many letters in all; what the others are called."""
    sizes = (
        select(Document.id, Document.number, Document.abstract, func.length(DocumentText.body))
        .join(DocumentText, DocumentText.document_id == Document.id)
        .order_by(Document.issued_on.desc(), Document.id.desc())
    )
    taken, left = [], []
    for document_id, number, abstract, size in database.session.execute(sizes):
        letters -= size
        if letters >= 0:
            taken.append(document_id)
        else:
            left.append(number or abstract)
    bodies = (
        select(DocumentText.body)
        .where(DocumentText.document_id.in_(taken))
        .order_by(DocumentText.document_id)
    )
    return list(database.session.scalars(bodies)), left

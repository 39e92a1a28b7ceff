"""Rows of a form that name documents with clauses, and what is wrong with them."""

from typing import Protocol

from flask_babel import gettext as _, lazy_gettext as _l
from wtforms import FieldList, StringField
from wtforms.validators import Length

from lms.documents import queries as register
from lms.documents.citations.shelf import Cited
from lms.documents.forms import unclear
from lms.documents.models import Document
from lms.web.forms import BaseForm

MOST = 10


class Citation(Protocol):
    """What is stored of one."""

    document: Document
    clause: str


class SourceRow(BaseForm):
    """One document and its clause; a row without both counts for nothing."""

    class Meta(BaseForm.Meta):
        csrf = False

    document = StringField(_l("Document"), [Length(max=800)])
    clause = StringField(_l("Clause"), [Length(max=200, message=_l("At most 200 letters."))])


def read(rows: FieldList) -> list[Cited] | None:
    """The sources that were typed; None if a row names no document of the register, and then the row says why."""
    found = [_read(row.form) for row in rows]
    return None if any(row.form.document.errors for row in rows) else [one for one in found if one]


def row_of(source: Citation) -> dict[str, str]:
    """What a row shows for a stored source."""
    return {"document": source.document.citation, "clause": source.clause}


def _read(row: SourceRow) -> Cited | None:
    typed, clause = row.document.data or "", " ".join((row.clause.data or "").split())
    if not typed:
        if clause:
            row.document.errors = [_("Name the document that this clause belongs to.")]
        return None
    found = register.cited(typed)
    if found.only is None:
        row.document.errors = [unclear(found)]
        return None
    return Cited(found.only, clause)

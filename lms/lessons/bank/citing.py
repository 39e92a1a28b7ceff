"""What the page of a document says about the lessons that quote it."""

from flask import url_for
from flask_babel import gettext as _

from lms.documents.citing import SHOWN, CitedBy, Citing
from lms.documents.models import Document
from lms.lessons.bank import queries


def cited_by(document: Document) -> CitedBy:
    count, newest = queries.citing(document.id, SHOWN)
    rows = [
        Citing(title, clause, url_for("lesson_bank.show", lesson_id=lesson_id))
        for lesson_id, title, clause in newest
    ]
    return CitedBy(_("Lessons that quote it"), count, rows)

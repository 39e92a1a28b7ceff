"""What the page of a document says about the questions that cite it."""

from flask import url_for
from flask_babel import gettext as _

from lms.documents.citing import SHOWN, CitedBy, Citing
from lms.documents.models import Document
from lms.questions.sharing.viewers import viewer
from lms.questions.sources import queries


def cited_by(document: Document) -> CitedBy:
    count, newest = queries.citing(document.id, SHOWN, viewer())
    rows = [
        Citing(text, clause, url_for("questions.show", question_id=question_id))
        for question_id, text, clause in newest
    ]
    return CitedBy(_("Questions that cite it"), count, rows, url_for("questions.index", document=document.id))

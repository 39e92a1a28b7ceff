"""How the page of a document finds the questions that cite it."""

from collections.abc import Sequence

from flask import url_for
from flask_babel import lazy_gettext as _l

from lms.documents.citing import Citing, Kind, by_thing
from lms.documents.models import Document
from lms.permissions import Permission
from lms.questions.sharing.viewers import viewer
from lms.questions.sources import queries


def cited_by(document: Document, most: int) -> tuple[int, Sequence[Citing]]:
    count, newest = queries.citing(document.id, most, viewer())
    rows = [
        Citing(question_id, text, clause, url_for("questions.show", question_id=question_id))
        for question_id, text, clause in by_thing(newest)
    ]
    return count, rows


QUESTIONS = Kind(
    "question",
    _l("Questions that cite it"),
    Permission.QUESTION_SEE,
    Permission.QUESTION_EDIT,
    cited_by,
    lambda document: url_for("questions.index", document=document.id),
)

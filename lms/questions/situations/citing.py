"""How the page of a document finds the cases that cite it."""

from collections.abc import Sequence

from flask import url_for
from flask_babel import lazy_gettext as _l

from lms.documents.citing import Citing, Kind, by_thing
from lms.documents.models import Document
from lms.permissions import Permission
from lms.questions.sharing.viewers import viewer
from lms.questions.situations import citations


def cited_by(document: Document, most: int) -> tuple[int, Sequence[Citing]]:
    count, newest = citations.citing(document.id, most, viewer())
    rows = [
        Citing(situation_id, title, clause, url_for("situations.show", situation_id=situation_id))
        for situation_id, title, clause in by_thing(newest)
    ]
    return count, rows


CASES = Kind(
    "situation",
    _l("Cases of situational sets that cite it"),
    Permission.QUESTION_SEE,
    Permission.QUESTION_EDIT,
    cited_by,
)

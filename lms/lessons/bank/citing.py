"""How the page of a document finds the lessons that quote it."""

from collections.abc import Sequence

from flask import url_for
from flask_babel import lazy_gettext as _l

from lms.documents.citing import Citing, Kind
from lms.documents.models import Document
from lms.lessons.bank import queries
from lms.lessons.bank.outdated import KIND
from lms.permissions import Permission


def cited_by(document: Document, most: int) -> tuple[int, Sequence[Citing]]:
    count, newest = queries.citing(document.id, most)
    rows = [
        Citing(
            lesson.id, lesson.title, clause, url_for("lesson_bank.show", lesson_id=lesson.id), lesson.scope
        )
        for lesson, clause in newest
    ]
    return count, rows


LESSONS = Kind(KIND, _l("Lessons that quote it"), Permission.LESSON_SEE, Permission.LESSON_EDIT, cited_by)

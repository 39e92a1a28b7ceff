"""Putting questions of the bank below a page of a draft."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, insert

from lms import database
from lms.accounts.models import Person
from lms.audit.service import record
from lms.lessons.bank.models import LessonPage
from lms.lessons.bank.service import hold_draft, on_copy
from lms.lessons.checks import queries
from lms.lessons.checks.models import LessonQuestion
from lms.questions.sharing.viewers import as_viewer
from lms.web.clock import local

MOST = 10


def choose(person: Person, page: LessonPage, question_ids: Sequence[int], now: datetime) -> bool:
    """These stand below the page, in this order, and no others; only what is open for practice. False if frozen."""
    if not hold_draft(page.version):
        return False
    before = queries.chosen(page.id)
    allowed = queries.open_among(question_ids, local(now).date(), as_viewer(person, now)) | set(before)
    wanted = [one for one in dict.fromkeys(question_ids) if one in allowed][:MOST]
    if wanted != before:
        database.session.execute(delete(LessonQuestion).where(LessonQuestion.page_id == page.id))
        _put(page.id, wanted)
        old, new = {"questions": before}, {"questions": wanted}
        record(person, "lesson.questions-chosen", page.version.lesson, now, old=old, new=new)
    return True


def _put(page_id: int, question_ids: Sequence[int]) -> None:
    rows = [
        {"page_id": page_id, "question_id": one, "position": place}
        for place, one in enumerate(question_ids, 1)
    ]
    if rows:
        database.session.execute(insert(LessonQuestion), rows)


def _take_along(page: LessonPage, copied: LessonPage) -> None:
    _put(copied.id, queries.chosen(page.id))


on_copy(_take_along)

"""Who is told what while a lesson is appraised: those who may judge it, those who wrote it, those who judged it."""

from collections.abc import Iterable
from datetime import datetime

from flask_babel import gettext as _

from lms.accounts.models import Person
from lms.appraisals.queries import appraisers_for
from lms.lessons.appraisal import queries
from lms.lessons.appraisal.models import LessonAppraisal, LessonRemark
from lms.lessons.bank.models import LessonState, LessonVersion
from lms.lessons.bank.queries import writers_of
from lms.notices import service as notices
from lms.notices.service import Message
from lms.permissions import Permission
from lms.web.clock import local


def handed_in(version: LessonVersion, said: str, now: datetime) -> None:
    """Everybody who may appraise it."""
    path = f"/lessons/versions/{version.id}/appraisal"
    body = f"{version.lesson.title}\n\n{said}" if said else version.lesson.title
    people = appraisers_for(
        Permission.LESSON_APPRAISE, [version.lesson.lineage], local(now).date()
    ) - writers_of(version.lesson_id)
    title = _("A lesson waits for appraisal")
    notices.send(people, Message(key=_handing_in(version), title=title, body=body, path=path), now)


def taken_back(version: LessonVersion) -> None:
    """Who has not read of it yet need not read of it any more."""
    notices.take_back(_handing_in(version))


def appraised(person: Person, version: LessonVersion, sheet: LessonAppraisal, now: datetime) -> None:
    """Those who wrote it, once for each conclusion that the appraiser comes to."""
    key = f"lesson:{version.id}:sheet:{person.id}:{sheet.conclusion.value}"
    title = _("%(name)s has handed in an appraisal sheet", name=person.full_name)
    _tell_writers(version, person, key, title, "appraisal", now)


def remarked(person: Person, version: LessonVersion, now: datetime) -> None:
    """Those who wrote it; whoever makes ten remarks on a day tells them once."""
    key = f"lesson:{version.id}:remarks:{person.id}:{_day(now)}"
    title = _("%(name)s has put remarks on your lesson", name=person.full_name)
    _tell_writers(version, person, key, title, "appraisal", now)


def remark_answered(person: Person, remark: LessonRemark, now: datetime) -> None:
    """The other side: whoever made the remark, or those who wrote the lesson; once a day."""
    version, anchor = remark.page.version, f"remark-{remark.id}"
    key = f"lesson-remark:{remark.id}:reply:{person.id}:{_day(now)}"
    title = _("%(name)s has replied to a remark", name=person.full_name)
    if person.id == remark.by_id:
        _tell_writers(version, person, key, title, anchor, now)
    elif remark.by_id is not None:
        notices.send([remark.by_id], _message(version, key, title, anchor), now)


def sheet_answered(person: Person, sheet: LessonAppraisal, now: datetime) -> None:
    """Whoever filled in the sheet; once a day."""
    key = f"lesson-sheet:{sheet.id}:reply:{_day(now)}"
    title = _("%(name)s has replied to your appraisal sheet", name=person.full_name)
    notices.send([sheet.appraiser_id], _message(sheet.version, key, title, f"sheet-{sheet.id}"), now)


def decided(person: Person, version: LessonVersion, now: datetime) -> None:
    """Those who wrote it and those who judged it."""
    titles = {
        LessonState.APPROVED: _("The lesson is approved and may be taught"),
        LessonState.TO_CORRECT: _("The lesson is approved after correction"),
        LessonState.RETURNED: _("The lesson was returned"),
    }
    judged = {sheet.appraiser_id for sheet in queries.sheets_of(version.id)}
    message = _message(version, f"lesson:{version.id}:decided", titles[version.state], "history")
    notices.send((judged | writers_of(version.lesson_id)) - {person.id}, message, now)


def _tell_writers(
    version: LessonVersion, person: Person, key: str, title: str, anchor: str, now: datetime
) -> None:
    people: Iterable[int] = writers_of(version.lesson_id) - {person.id}
    notices.send(people, _message(version, key, title, anchor), now)


def _message(version: LessonVersion, key: str, title: str, anchor: str) -> Message:
    path = f"/lessons/{version.lesson_id}?version={version.number}#{anchor}"
    return Message(key=key, title=title[:200], body=version.lesson.title, path=path)


def _handing_in(version: LessonVersion) -> str:
    """Handed in anew after it was taken back, it is told anew."""
    return f"lesson:{version.id}:handed-in:{queries.last_handed_in(version.id)}"


def _day(now: datetime) -> str:
    return local(now).date().isoformat()

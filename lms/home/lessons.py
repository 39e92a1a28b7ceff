"""What is due with lessons: to appraise, to decide about, to answer and to correct; to read, for learners."""

from collections.abc import Sequence
from datetime import date, datetime

from flask import url_for
from flask_babel import gettext as _, ngettext

from lms.accounts.models import Person
from lms.classes.models import StudyClass
from lms.home import appraising
from lms.home.due import Due
from lms.lessons.appraisal import waiting
from lms.lessons.bank import outdated
from lms.lessons.giving import conditions
from lms.lessons.giving.queries import given
from lms.lessons.reading import own
from lms.permissions import Permission, allowed


def for_appraiser(person: Person, day: date) -> list[Due]:
    """One line for the sheets that wait, one for the decisions."""
    if not allowed(person.grants, Permission.LESSON_APPRAISE):
        return []
    return appraising.lines(
        waiting.for_appraiser(person.id, day),
        url_for("lesson_appraisals.index"),
        lambda count: ngettext("%(num)s lesson to appraise", "%(num)s lessons to appraise", count),
        lambda count: ngettext("%(num)s lesson to decide about", "%(num)s lessons to decide about", count),
    )


def for_writer(person: Person, day: date) -> list[Due]:
    """What came back, remarks without an answer, and lessons that quote what no longer holds."""
    if not allowed(person.grants, Permission.LESSON_EDIT):
        return []
    back = [
        Due(_("A lesson to correct"), lesson.title, _lesson(lesson.id), _("Correct it"))
        for lesson in waiting.to_correct(person.id)
    ]
    remarks = [
        Due(
            ngettext("%(num)s remark waits for a reply", "%(num)s remarks wait for a reply", count),
            lesson.title,
            _lesson(lesson.id, "appraisal"),
            _("Reply"),
        )
        for lesson, count in waiting.to_answer(person.id)
    ]
    return [*back, *remarks, *_quoting(person, day)]


def to_read(study_class: StudyClass, person: Person, now: datetime) -> Sequence[Due]:
    """The lessons of a class that are open for a learner and not read yet; nobody has to hurry."""
    givings = given(study_class)
    if not givings:
        return []
    readings = own.readings_of(person.id, givings)
    locked = conditions.locks(study_class, givings, person.id, now)
    dues = []
    for one in givings:
        reading = readings.get(one.id)
        if one.id in locked or (reading and reading.completed_at):
            continue
        url = url_for("lesson_readings.show", lesson_giving_id=one.id)
        note = _("Begun, not read to the end yet.") if reading else _("A lesson to read.")
        dues.append(Due(one.lesson.title, note, url, _("Go on reading") if reading else _("Read the lesson")))
    return dues


def _quoting(person: Person, day: date) -> list[Due]:
    count = outdated.count_written_by(person.id, day)
    if not count:
        return []
    title = ngettext(
        "%(num)s lesson quotes what is no longer in force",
        "%(num)s lessons quote what is no longer in force",
        count,
    )
    return [Due(title, "", url_for("lesson_bank.index", mine=1, outdated=1), _("Look through them"))]


def _lesson(lesson_id: int, anchor: str | None = None) -> str:
    return url_for("lesson_bank.show", lesson_id=lesson_id, _anchor=anchor)

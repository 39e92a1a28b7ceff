"""Giving a lesson to a class, changing when it opens, taking it back. Only what was approved can be given."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from lms import database
from lms.accounts.models import Person
from lms.audit.service import record
from lms.classes.models import StudyClass
from lms.lessons.appraisal.models import LessonApproval
from lms.lessons.bank.models import Lesson, LessonState, LessonVersion
from lms.lessons.bank.service import lock
from lms.lessons.giving.models import Condition, LessonGiving


@dataclass(frozen=True)
class Opening:
    """When a lesson opens: at a moment, after something else, or at once."""

    opens_at: datetime | None = None
    after_kind: Condition | None = None
    after_id: int | None = None


class Refused(StrEnum):
    NOT_APPROVED = "not-approved"
    ALREADY_GIVEN = "already-given"


def give(
    person: Person, study_class: StudyClass, lesson: Lesson, opening: Opening, now: datetime
) -> LessonGiving | Refused:
    """Give the version that is in use. The lesson is held, so that no decision comes in between."""
    lock(lesson)
    statement = (
        select(LessonVersion.id)
        .join(LessonApproval, LessonApproval.version_id == LessonVersion.id)
        .where(LessonVersion.lesson_id == lesson.id, LessonVersion.state == LessonState.APPROVED)
    )
    version_id = database.session.scalar(statement)
    if version_id is None:
        return Refused.NOT_APPROVED
    giving = LessonGiving(
        study_class_id=study_class.id,
        lesson_id=lesson.id,
        version_id=version_id,
        given_at=now,
        given_by_id=person.id,
    )
    _open(giving, opening)
    try:
        with database.session.begin_nested():
            database.session.add(giving)
    except IntegrityError:
        return Refused.ALREADY_GIVEN
    new = {"lesson": lesson.id, "version": version_id, **_told(opening)}
    record(person, "lesson.given", giving, now, new=new, class_id=study_class.id)
    return giving


def change(person: Person, giving: LessonGiving, opening: Opening, now: datetime) -> bool:
    """Another day or condition. False if it was that already."""
    old = Opening(giving.opens_at, giving.after_kind, giving.after_id)
    if old == opening:
        return False
    _open(giving, opening)
    class_id = giving.study_class_id
    record(
        person, "lesson.opening-changed", giving, now, old=_told(old), new=_told(opening), class_id=class_id
    )
    return True


def withdraw(person: Person, giving: LessonGiving, now: datetime) -> None:
    """The class no longer has it; what learners read and noted is kept. Twice changes nothing."""
    if giving.withdrawn_at is None:
        giving.withdrawn_at = now
        record(person, "lesson.withdrawn-from-class", giving, now, class_id=giving.study_class_id)


def _open(giving: LessonGiving, opening: Opening) -> None:
    giving.opens_at, giving.after_kind, giving.after_id = (
        opening.opens_at,
        opening.after_kind,
        opening.after_id,
    )


def _told(opening: Opening) -> dict[str, Any]:
    return {
        "opens_at": opening.opens_at.isoformat() if opening.opens_at else None,
        "after": [opening.after_kind.value, opening.after_id] if opening.after_kind else None,
    }

"""The condition that another lesson of the class was read first."""

from collections.abc import Collection
from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from lms import database
from lms.classes.models import StudyClass
from lms.lessons.giving import conditions
from lms.lessons.giving.models import Condition
from lms.lessons.giving.queries import given
from lms.lessons.reading.models import LessonReading


def _offered(study_class: StudyClass) -> list[tuple[int, str]]:
    return [(one.id, one.lesson.title) for one in given(study_class)]


def _met(_study_class: StudyClass, ids: Collection[int], person_id: int, _now: datetime) -> set[int]:
    statement = select(LessonReading.giving_id).where(
        LessonReading.giving_id.in_(ids),
        LessonReading.person_id == person_id,
        LessonReading.completed_at.is_not(None),
    )
    return set(database.session.scalars(statement))


conditions.add(conditions.Kind(Condition.LESSON, _l("Read this lesson first"), _offered, _met))

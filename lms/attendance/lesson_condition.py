"""The condition of a lesson that a session was attended."""

from collections.abc import Collection
from datetime import datetime

from flask_babel import gettext as _, lazy_gettext as _l

from lms.attendance.queries import attendance_of_person
from lms.classes.models import SessionState, StudyClass
from lms.lessons.giving import conditions
from lms.lessons.giving.models import Condition


def _offered(study_class: StudyClass) -> list[tuple[int, str]]:
    return [
        (one.id, _("Session %(number)s: %(title)s", number=one.number, title=one.title))
        for one in study_class.sessions
        if one.state is not SessionState.CANCELLED
    ]


def _met(study_class: StudyClass, ids: Collection[int], person_id: int, now: datetime) -> set[int]:
    """Attended, or made up for, as the share of attendance counts it."""
    totals = attendance_of_person(study_class.id, person_id, now)
    lines = [*totals.lines, *totals.counted]
    return {line.session_id for line in lines if line.standing.attended} & set(ids)


conditions.add(conditions.Kind(Condition.SESSION, _l("Attend this session first"), _offered, _met))

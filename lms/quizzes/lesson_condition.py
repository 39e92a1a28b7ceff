"""The condition of a lesson that a test was passed: only what the person may know of their mark opens it."""

from collections.abc import Collection
from datetime import datetime

from flask_babel import lazy_gettext as _l

from lms.classes.models import StudyClass
from lms.lessons.giving import conditions
from lms.lessons.giving.models import Condition
from lms.quizzes import queries
from lms.quizzes.releases import withheld_from


def _offered(study_class: StudyClass) -> list[tuple[int, str]]:
    return [(one.id, one.title) for one in queries.quizzes_of(study_class.id, published_only=True)]


def _met(study_class: StudyClass, ids: Collection[int], person_id: int, now: datetime) -> set[int]:
    quizzes = [one for one in queries.quizzes_of(study_class.id, published_only=True) if one.id in ids]
    withheld = withheld_from(person_id, quizzes, now)
    marks = queries.marks_of_person(quizzes, person_id)
    return {mark.quiz_id for mark in marks if mark.passed and mark.quiz_id not in withheld}


conditions.add(conditions.Kind(Condition.QUIZ, _l("Pass this test first"), _offered, _met))

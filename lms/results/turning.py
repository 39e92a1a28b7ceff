"""Who would be classified otherwise if some attempts had other points: what a correction shows before it counts."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from flask_babel import gettext as _

from lms.classes.models import ClassState, StudyClass
from lms.quizzes.corrections.consequences import Consequences, Turn
from lms.quizzes.queries import best_marks
from lms.results import queries
from lms.results.rules import Result
from lms.results.words import in_words
from lms.web.filters import as_number


def turning(study_class: StudyClass, points: Mapping[int, Decimal], now: datetime) -> Consequences:
    """The class twice: as it stands, and with these points by attempt. A closed class has made its results known."""
    known = queries.gathered(study_class, now)
    before, after = (known.rows(best_marks(study_class.id, instead)) for instead in (None, points))
    pairs = [(old.enrolment, old.result, new.result) for old, new in zip(before, after, strict=True)]
    turns = tuple(
        Turn(enrolment.person_id, enrolment.person.full_name, told(old), told(new))
        for enrolment, old, new in pairs
        if classified(old) != classified(new)
    )
    finals = sum(old.final != new.final for _enrolment, old, new in pairs)
    return Consequences(turns, finals, study_class.state is ClassState.CLOSED)


def classified(result: Result) -> tuple[bool, str | None]:
    return result.met, result.band


def told(result: Result) -> str:
    """How somebody stands: the classification with the final mark, or the first thing that is missing."""
    if not result.met:
        return in_words(result.missing[0])
    mark = as_number(result.final, 2) if result.final is not None else "–"
    return f"{result.band or _('met')} ({mark})"

"""By which criteria a lesson is appraised: noted when it is handed in."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import and_, delete, insert, or_, select

from lms import database
from lms.appraisals.criteria.models import CENTRE, AppraisalCriterion, AppraisalForm
from lms.appraisals.criteria.rules import SHIPPED, Line
from lms.lessons.appraisal.models import LessonVersionForm
from lms.lessons.bank.models import LessonVersion
from lms.questions.councils.models import CouncilTopic, ReviewCouncil
from lms.questions.councils.queries import stands_on
from lms.web.clock import local


def form_for(lineage: str, day: date) -> AppraisalForm | None:
    """The form by which lessons on this topic are appraised that day: the council's, else the centre's.

    None: as shipped. Of several councils with the topic the one that was founded first.
    """
    standing = and_(CouncilTopic.lineage == lineage, stands_on(day))
    statement = (
        select(AppraisalForm)
        .outerjoin(ReviewCouncil, ReviewCouncil.id == AppraisalForm.council_id)
        .outerjoin(CouncilTopic, CouncilTopic.council_id == ReviewCouncil.id)
        .where(AppraisalForm.ended_at.is_(None), or_(AppraisalForm.place == CENTRE, standing))
        .order_by(AppraisalForm.council_id.is_(None), AppraisalForm.council_id)
        .limit(1)
    )
    return database.session.scalars(statement).first()


def lines_of(version_id: int) -> Sequence[Line]:
    """What is asked of a version that was handed in."""
    statement = (
        select(AppraisalCriterion)
        .join(LessonVersionForm, LessonVersionForm.form_id == AppraisalCriterion.form_id)
        .where(LessonVersionForm.version_id == version_id)
        .order_by(AppraisalCriterion.position)
    )
    return [one.line for one in database.session.scalars(statement)] or SHIPPED


def note(version: LessonVersion, now: datetime) -> None:
    """The version is appraised by what holds for its topic now, whatever is kept later."""
    database.session.execute(delete(LessonVersionForm).where(LessonVersionForm.version_id == version.id))
    form = form_for(version.lesson.lineage, local(now).date())
    if form is not None:
        database.session.execute(insert(LessonVersionForm).values(version_id=version.id, form_id=form.id))

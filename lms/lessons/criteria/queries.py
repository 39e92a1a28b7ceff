"""Which criteria hold where."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import joinedload, selectinload

from lms import database
from lms.lessons.criteria.models import CENTRE, AppraisalCriterion, AppraisalForm, LessonVersionForm
from lms.lessons.criteria.rules import SHIPPED, Line
from lms.questions.councils.models import CouncilTopic, ReviewCouncil
from lms.questions.councils.queries import stands_on


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


def in_use() -> dict[str, AppraisalForm]:
    """All forms that hold, by whose they are."""
    statement = _whole().where(AppraisalForm.ended_at.is_(None))
    return {one.place: one for one in database.session.scalars(statement)}


def in_use_at(place: str) -> AppraisalForm | None:
    statement = _whole().where(AppraisalForm.ended_at.is_(None), AppraisalForm.place == place)
    return database.session.scalars(statement).one_or_none()


def earlier(place: str) -> Sequence[AppraisalForm]:
    """The forms that held there before, the latest first."""
    statement = _whole().where(AppraisalForm.ended_at.is_not(None), AppraisalForm.place == place)
    return database.session.scalars(statement.order_by(AppraisalForm.number.desc())).all()


def _whole() -> Select[AppraisalForm]:
    return select(AppraisalForm).options(
        selectinload(AppraisalForm.criteria), joinedload(AppraisalForm.made_by)
    )

"""The remarks on a question, and the questions on which remarks are open still."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from lms import database
from lms.questions.models import Question, QuestionVersion
from lms.questions.remarks.models import RemarkAnswer, ReviewRemark
from lms.questions.sharing.conditions import open_to
from lms.questions.sharing.rules import Viewer

EACH = 50


@dataclass(frozen=True)
class Remarked:
    """A question with the number of remarks that wait for an answer."""

    question_id: int
    text: str
    count: int


def remarks_on(question_id: int) -> Sequence[ReviewRemark]:
    """All remarks on all versions, in the order in which they were made; two statements, whatever their number."""
    statement = (
        select(ReviewRemark)
        .join(ReviewRemark.version)
        .where(QuestionVersion.question_id == question_id)
        .options(
            joinedload(ReviewRemark.by),
            joinedload(ReviewRemark.version),
            selectinload(ReviewRemark.answers).joinedload(RemarkAnswer.by),
        )
    )
    return database.session.scalars(statement.order_by(ReviewRemark.id)).all()


def waiting_for(viewer: Viewer) -> list[Remarked]:
    """The questions of this person, not retired, on which a remark is open, the most remarked first."""
    person_id = viewer.person_id
    mine = or_(Question.author_id == person_id, Question.versions.any(created_by_id=person_id))
    counted = (
        select(QuestionVersion.question_id, func.count().label("open"))
        .join(ReviewRemark, ReviewRemark.version_id == QuestionVersion.id)
        .where(~_settled())
        .group_by(QuestionVersion.question_id)
        .subquery()
    )
    statement = (
        select(Question.id, QuestionVersion.text, counted.c.open)
        .join(counted, counted.c.question_id == Question.id)
        .join(Question.latest)
        .where(Question.retired_at.is_(None), mine, open_to(viewer))
        .order_by(counted.c.open.desc(), Question.id)
        .limit(EACH)
    )
    return [Remarked(*row) for row in database.session.execute(statement)]


def _settled() -> ColumnElement[bool]:
    """The same as `ReviewRemark.resolved`: of the answers to a remark the latest settles it."""
    latest = (
        select(func.max(RemarkAnswer.id))
        .where(RemarkAnswer.remark_id == ReviewRemark.id)
        .correlate(ReviewRemark)
        .scalar_subquery()
    )
    return exists().where(RemarkAnswer.id == latest, RemarkAnswer.resolved)

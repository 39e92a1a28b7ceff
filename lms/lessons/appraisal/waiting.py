"""What waits for whom: lessons to appraise and to decide about; remarks to answer, lessons to correct."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from lms import database
from lms.appraisals.waiting import Waiting, covered, within_reach
from lms.lessons.appraisal.models import LessonAppraisal, LessonRemark, LessonRemarkReply
from lms.lessons.bank.models import Lesson, LessonPage, LessonState, LessonStep, LessonVersion, Step
from lms.questions.councils.models import CouncilTopic

_ANSWERABLE = (LessonState.SUBMITTED, LessonState.RETURNED, LessonState.TO_CORRECT)
_CORRECTED = (LessonState.RETURNED, LessonState.TO_CORRECT)


def for_appraiser(person_id: int, day: date) -> Sequence[Waiting]:
    """Handed in, written by others and within reach; what waits the longest comes first."""
    rows = select(LessonAppraisal.id).where(LessonAppraisal.version_id == LessonVersion.id)
    mine = exists(rows.where(LessonAppraisal.appraiser_id == person_id).correlate(LessonVersion))
    statement = (
        select(LessonVersion, _people(), mine, _since())
        .join(LessonVersion.lesson)
        .where(LessonVersion.state == LessonState.SUBMITTED)
        .where(*_by_others(person_id), _within_reach(person_id, day))
        .options(joinedload(LessonVersion.created_by))
        .order_by(_since(), LessonVersion.id)
    )
    return [Waiting(*row) for row in database.session.execute(statement)]


def to_answer(person_id: int) -> Sequence[tuple[Lesson, int]]:
    """The lessons that this person wrote, each with how many remarks nobody who wrote it has answered yet."""
    writer = aliased(LessonVersion)
    answered = exists(
        select(LessonRemarkReply.id)
        .where(
            LessonRemarkReply.remark_id == LessonRemark.id,
            or_(
                LessonRemarkReply.by_id == Lesson.author_id,
                LessonRemarkReply.by_id.in_(
                    select(writer.created_by_id).where(writer.lesson_id == Lesson.id).correlate(Lesson)
                ),
            ),
        )
        .correlate(LessonRemark, Lesson)
    )
    statement = (
        select(Lesson, func.count(LessonRemark.id))
        .join(LessonVersion, _is_latest())
        .join(LessonPage, LessonPage.version_id == LessonVersion.id)
        .join(LessonRemark, LessonRemark.page_id == LessonPage.id)
        .where(LessonVersion.state.in_(_ANSWERABLE), _written_by(person_id), ~answered)
        .group_by(Lesson.id)
        .order_by(Lesson.id)
    )
    return [(lesson, count) for lesson, count in database.session.execute(statement)]


def to_correct(person_id: int) -> Sequence[Lesson]:
    """The lessons that this person wrote and that came back, as long as no version that corrects them is begun."""
    statement = (
        select(Lesson)
        .join(LessonVersion, _is_latest())
        .where(LessonVersion.state.in_(_CORRECTED), _written_by(person_id))
        .order_by(Lesson.id)
    )
    return database.session.scalars(statement).all()


def _is_latest() -> ColumnElement[bool]:
    return and_(LessonVersion.lesson_id == Lesson.id, LessonVersion.number == Lesson.latest_number)


def _written_by(person_id: int) -> ColumnElement[bool]:
    """The condition on the Lesson: this person is its author, or began a version of it."""
    begun = aliased(LessonVersion)
    wrote = select(begun.id).where(begun.lesson_id == Lesson.id, begun.created_by_id == person_id)
    return or_(Lesson.author_id == person_id, exists(wrote.correlate(Lesson)))


def _by_others(person_id: int) -> list[ColumnElement[bool]]:
    wrote = select(LessonVersion.lesson_id).where(LessonVersion.created_by_id == person_id)
    return [Lesson.id.not_in(wrote), or_(Lesson.author_id.is_(None), Lesson.author_id != person_id)]


def _within_reach(person_id: int, day: date) -> ColumnElement[bool]:
    """The condition on the Lesson."""
    return within_reach(covered(day, CouncilTopic.lineage == Lesson.lineage).correlate(Lesson), person_id)


def _people() -> Any:
    """Who handed in a sheet about the version, or about the one that it corrects."""
    about = or_(
        LessonAppraisal.version_id == LessonVersion.id,
        LessonAppraisal.version_id == LessonVersion.corrects_id,
    )
    count = select(func.count(LessonAppraisal.appraiser_id.distinct())).where(about)
    return count.correlate(LessonVersion).scalar_subquery()


def _since() -> Any:
    at = select(func.max(LessonStep.at)).where(
        LessonStep.version_id == LessonVersion.id, LessonStep.step == Step.SUBMITTED
    )
    return at.correlate(LessonVersion).scalar_subquery()

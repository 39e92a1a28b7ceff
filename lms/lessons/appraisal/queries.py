"""What is asked about appraisals; each answer is a statement or two."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from lms import database
from lms.accounts.models import Grant, Person, PersonState
from lms.lessons.appraisal.models import LessonAppraisal, LessonApproval, LessonRemark, LessonRemarkReply
from lms.lessons.appraisal.rules import Sheets
from lms.lessons.bank.models import LessonPage, LessonStep, LessonVersion, Step
from lms.permissions import MATRIX, Permission
from lms.questions.councils.models import CouncilMember, CouncilTopic, ReviewCouncil
from lms.questions.councils.queries import sitting, stands_on


def councils_of(lineage: str, day: date) -> Sequence[str]:
    """The names of the councils that have this topic on this day."""
    statement = (
        select(ReviewCouncil.name)
        .join(CouncilTopic, CouncilTopic.council_id == ReviewCouncil.id)
        .where(CouncilTopic.lineage == lineage, stands_on(day))
        .order_by(ReviewCouncil.name)
    )
    return database.session.scalars(statement).all()


def in_reach(person_id: int, lineage: str, day: date) -> bool:
    """No council has the topic, or this person sits on one that does."""
    seats = select(CouncilMember.council_id).where(CouncilMember.person_id == person_id)
    ids = _councils_with(lineage, day)
    return not ids or bool(ids & set(database.session.scalars(seats)))


def appraisers_for(lineage: str, day: date) -> set[int]:
    """Everybody who appraises lessons on this topic, whoever wrote them."""
    held = select(Grant.person_id).where(
        Grant.role.in_(MATRIX[Permission.LESSON_APPRAISE]), Grant.ended_at.is_(None)
    )
    statement = select(Person.id).where(Person.id.in_(held), Person.state == PersonState.ACTIVE)
    if ids := _councils_with(lineage, day):
        seats = select(CouncilMember.person_id).where(CouncilMember.council_id.in_(ids))
        statement = statement.where(Person.id.in_(seats))
    return set(database.session.scalars(statement))


def last_handed_in(version_id: int) -> int | None:
    """The number of the step by which the version was handed in, the last time."""
    statement = select(func.max(LessonStep.id)).where(
        LessonStep.version_id == version_id, LessonStep.step == Step.SUBMITTED
    )
    return database.session.scalar(statement)


def sheets_of(version_id: int) -> Sequence[LessonAppraisal]:
    """The sheets about a version, the first handed in first."""
    statement = (
        select(LessonAppraisal)
        .where(LessonAppraisal.version_id == version_id)
        .options(joinedload(LessonAppraisal.appraiser), joinedload(LessonAppraisal.replied_by))
        .order_by(LessonAppraisal.at, LessonAppraisal.id)
    )
    return database.session.scalars(statement).all()


def sheet_by(version_id: int, person_id: int) -> LessonAppraisal | None:
    statement = select(LessonAppraisal).where(
        LessonAppraisal.version_id == version_id, LessonAppraisal.appraiser_id == person_id
    )
    return database.session.scalars(statement).one_or_none()


def conclusions_about(version: LessonVersion) -> Sheets:
    """What the sheets say, together with those about the version that this one corrects."""
    before = sheets_of(version.corrects_id) if version.corrects_id else ()
    here = sheets_of(version.id)
    return Sheets([one.conclusion for one in here], len({one.appraiser_id for one in [*here, *before]}))


def remarks_on(version_id: int) -> Sequence[LessonRemark]:
    """All remarks on a version, page by page."""
    statement = (
        select(LessonRemark)
        .join(LessonRemark.page)
        .where(LessonPage.version_id == version_id)
        .options(
            joinedload(LessonRemark.by),
            joinedload(LessonRemark.page),
            selectinload(LessonRemark.replies).joinedload(LessonRemarkReply.by),
        )
        .order_by(LessonPage.position, LessonRemark.id)
    )
    return database.session.scalars(statement).all()


def approval_of(version_id: int) -> LessonApproval | None:
    statement = select(LessonApproval).where(LessonApproval.version_id == version_id)
    return database.session.scalars(statement.options(joinedload(LessonApproval.decided_by))).one_or_none()


def decided_by(version: LessonVersion, day: date) -> list[dict[str, Any]]:
    """The councils that decided about the version, as they were then; as long as nobody did, those of this day."""
    kept = [step.councils for step in version.steps if step.councils]
    return kept[-1] if kept else sitting(version.lesson.lineage, day)


def _councils_with(lineage: str, day: date) -> set[int]:
    """The councils that have this topic on this day."""
    statement = (
        select(CouncilTopic.council_id)
        .join(ReviewCouncil, ReviewCouncil.id == CouncilTopic.council_id)
        .where(CouncilTopic.lineage == lineage, stands_on(day))
    )
    return set(database.session.scalars(statement))

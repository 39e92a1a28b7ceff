"""What is asked about appraisals; each answer is a statement or two."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from lms import database
from lms.appraisals.queries import sheets_about
from lms.appraisals.rules import Sheets
from lms.lessons.appraisal.models import LessonAppraisal, LessonApproval, LessonRemark, LessonRemarkReply
from lms.lessons.bank.models import LessonPage, LessonStep, LessonVersion, Step
from lms.questions.councils.queries import sitting


def last_handed_in(version_id: int) -> int | None:
    """The number of the step by which the version was handed in, the last time."""
    statement = select(func.max(LessonStep.id)).where(
        LessonStep.version_id == version_id, LessonStep.step == Step.SUBMITTED
    )
    return database.session.scalar(statement)


def sheets_of(version_id: int) -> Sequence[LessonAppraisal]:
    """The sheets about a version, the first handed in first."""
    statement = sheets_about(LessonAppraisal, LessonAppraisal.version_id == version_id)
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
    return kept[-1] if kept else sitting([version.lesson.lineage], day)

"""What is asked about appraisals; each answer is a statement or two."""

from collections.abc import Sequence

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from lms import database
from lms.lessons.appraisal.models import LessonAppraisal, LessonApproval, LessonRemark, LessonRemarkReply
from lms.lessons.appraisal.rules import Sheets
from lms.lessons.bank.models import Lesson, LessonPage, LessonState, LessonVersion
from lms.questions.councils.models import CouncilMember, CouncilTopic, ReviewCouncil


def councils_of(lineage: str) -> Sequence[str]:
    """The names of the councils that have this topic."""
    statement = (
        select(ReviewCouncil.name)
        .join(CouncilTopic, CouncilTopic.council_id == ReviewCouncil.id)
        .where(CouncilTopic.lineage == lineage, ReviewCouncil.ended_at.is_(None))
        .order_by(ReviewCouncil.name)
    )
    return database.session.scalars(statement).all()


def in_reach(person_id: int, lineage: str) -> bool:
    """No council has the topic, or this person sits on one that does."""
    standing = (
        select(CouncilTopic.council_id)
        .join(ReviewCouncil, ReviewCouncil.id == CouncilTopic.council_id)
        .where(CouncilTopic.lineage == lineage, ReviewCouncil.ended_at.is_(None))
    )
    seats = select(CouncilMember.council_id).where(CouncilMember.person_id == person_id)
    ids = set(database.session.scalars(standing))
    return not ids or bool(ids & set(database.session.scalars(seats)))


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


def waiting_for(person_id: int) -> Sequence[tuple[LessonVersion, int, bool]]:
    """Handed in, written by others and within reach: the version, how many sheets there are, whether one is mine."""
    sheets = select(LessonAppraisal.id).where(LessonAppraisal.version_id == LessonVersion.id)
    count = sheets.with_only_columns(func.count()).correlate(LessonVersion).scalar_subquery()
    mine = exists(sheets.where(LessonAppraisal.appraiser_id == person_id).correlate(LessonVersion))
    covered = (
        select(CouncilTopic.council_id)
        .join(ReviewCouncil, ReviewCouncil.id == CouncilTopic.council_id)
        .where(CouncilTopic.lineage == Lesson.lineage, ReviewCouncil.ended_at.is_(None))
        .correlate(Lesson)
    )
    seat = and_(CouncilMember.council_id == CouncilTopic.council_id, CouncilMember.person_id == person_id)
    wrote = select(LessonVersion.lesson_id).where(LessonVersion.created_by_id == person_id)
    statement = (
        select(LessonVersion, count, mine)
        .join(LessonVersion.lesson)
        .where(
            LessonVersion.state == LessonState.SUBMITTED,
            Lesson.id.not_in(wrote),
            or_(Lesson.author_id.is_(None), Lesson.author_id != person_id),
            or_(~exists(covered), exists(covered.join(CouncilMember, seat))),
        )
        .options(joinedload(LessonVersion.created_by))
        .order_by(LessonVersion.id)
    )
    return [(version, number, own) for version, number, own in database.session.execute(statement)]

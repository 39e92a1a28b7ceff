"""What is asked about the lessons of a class."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from lms import database
from lms.classes.models import StudyClass
from lms.lessons.bank.models import Lesson, LessonPage, LessonState, LessonVersion
from lms.lessons.giving.models import LessonGiving
from lms.programmes.models import Topic


@dataclass(frozen=True)
class Offer:
    """A lesson on a topic of the class: its version that may be taught, or the state of the latest if there is none."""

    lesson: Lesson
    topic: str
    version_id: int | None
    state: LessonState
    given: bool


def given(study_class: StudyClass) -> Sequence[LessonGiving]:
    """The lessons of a class in the order of its topics, with titles and pages; two statements."""
    here = and_(Topic.lineage == Lesson.lineage, Topic.programme_id == study_class.programme_id)
    statement = (
        select(LessonGiving)
        .join(LessonGiving.lesson)
        .outerjoin(Topic, here)
        .where(LessonGiving.study_class_id == study_class.id, LessonGiving.withdrawn_at.is_(None))
        .options(
            joinedload(LessonGiving.lesson),
            joinedload(LessonGiving.version).selectinload(LessonVersion.pages).defer(LessonPage.body),
        )
        .order_by(Topic.position.is_(None), Topic.position, LessonGiving.id)
    )
    return database.session.scalars(statement).all()


def given_with_text(giving_id: int) -> LessonVersion | None:
    """The version that was given, with its pages and files."""
    statement = (
        select(LessonVersion)
        .join(LessonGiving, LessonGiving.version_id == LessonVersion.id)
        .where(LessonGiving.id == giving_id)
        .options(selectinload(LessonVersion.pages).selectinload(LessonPage.attachments))
    )
    return database.session.scalars(statement).one_or_none()


def offers(study_class: StudyClass) -> list[Offer]:
    """Every lesson on a topic of the class, those that may be given first; one statement."""
    approved = aliased(LessonVersion)
    mine = and_(
        LessonGiving.lesson_id == Lesson.id,
        LessonGiving.study_class_id == study_class.id,
        LessonGiving.withdrawn_at.is_(None),
    )
    statement = (
        select(Lesson, Topic.title, approved.id, LessonVersion.state, LessonGiving.id)
        .join(Topic, and_(Topic.lineage == Lesson.lineage, Topic.programme_id == study_class.programme_id))
        .join(Lesson.latest)
        .outerjoin(approved, and_(approved.lesson_id == Lesson.id, approved.state == LessonState.APPROVED))
        .outerjoin(LessonGiving, mine)
        .order_by(approved.id.is_(None), Topic.position, Lesson.id)
    )
    return [
        Offer(lesson, topic, version_id, state, giving_id is not None)
        for lesson, topic, version_id, state, giving_id in database.session.execute(statement)
    ]

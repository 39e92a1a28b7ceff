"""The sessions of one person: where they learn, and what they teach."""

from datetime import datetime, timedelta

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import lazyload

from lms import database
from lms.accounts.models import Grant
from lms.classes.models import ClassSession, ClassState, Enrolment, EnrolmentState, StudyClass
from lms.permissions import Role

KEPT_FOR = timedelta(days=90)


def sessions_for(person_id: int, now: datetime) -> list[ClassSession]:
    """Sessions from three months ago on, in the order of time; two statements.

    A learner sees the classes that were opened, a lecturer their own sessions of any class in which they teach.
    """
    learns = select(Enrolment.study_class_id).where(
        Enrolment.person_id == person_id, Enrolment.state == EnrolmentState.ENROLLED
    )
    teaches = select(Grant.class_id).where(
        Grant.person_id == person_id, Grant.role == Role.LECTURER, Grant.ended_at.is_(None)
    )
    statement = (
        select(ClassSession)
        .join(ClassSession.study_class)
        .where(
            ClassSession.ends_at >= now - KEPT_FOR,
            or_(
                and_(ClassSession.study_class_id.in_(learns), StudyClass.state != ClassState.DRAFT),
                and_(ClassSession.study_class_id.in_(teaches), ClassSession.lecturer_id == person_id),
            ),
        )
        .options(lazyload(ClassSession.study_class))
        .order_by(ClassSession.starts_at, ClassSession.id)
    )
    found = list(database.session.scalars(statement))
    ids = {one.study_class_id for one in found}
    # Into the identity map, from where the sessions take their classes.
    database.session.scalars(select(StudyClass).where(StudyClass.id.in_(ids))).unique().all()
    return found

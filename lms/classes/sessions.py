"""What can be done with the sessions of a class: change, move, cancel, hold again, add."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from lms import database
from lms.accounts.models import Person
from lms.audit.service import record
from lms.classes.models import ClassSession, Delivery, SessionState, StudyClass
from lms.web.clock import local


@dataclass(frozen=True)
class SessionDetails:
    """What an organiser writes down about a session."""

    title: str
    starts_at: datetime
    ends_at: datetime
    periods: int
    topic_id: int | None = None
    room: str = ""
    chair: str = ""
    lecturer_id: int | None = None
    delivery: Delivery = Delivery.IN_PERSON


def overlapping(
    study_class: StudyClass, starts_at: datetime, ends_at: datetime, but: ClassSession | None = None
) -> ClassSession | None:
    """Another session of the class at the same time, cancelled ones aside."""
    statement = select(ClassSession).where(
        ClassSession.study_class_id == study_class.id,
        ClassSession.state == SessionState.PLANNED,
        ClassSession.starts_at < ends_at,
        ClassSession.ends_at > starts_at,
        ClassSession.id != (but.id if but else 0),
    )
    return database.session.scalars(statement.limit(1)).first()


def in_the_way(class_session: ClassSession) -> ClassSession | None:
    """Another session of the class at the time of this one."""
    return overlapping(
        class_session.study_class, class_session.starts_at, class_session.ends_at, but=class_session
    )


def booked_twice(class_session: ClassSession) -> list[ClassSession]:
    """Sessions of other classes at the same time with the same lecturer; a hint, since two may share a hall."""
    if class_session.lecturer_id is None or class_session.state is SessionState.CANCELLED:
        return []
    statement = select(ClassSession).where(
        ClassSession.study_class_id != class_session.study_class_id,
        ClassSession.lecturer_id == class_session.lecturer_id,
        ClassSession.state == SessionState.PLANNED,
        ClassSession.starts_at < class_session.ends_at,
        ClassSession.ends_at > class_session.starts_at,
    )
    return list(database.session.scalars(statement.order_by(ClassSession.starts_at)))


def create(
    study_class: StudyClass,
    details: SessionDetails,
    actor: Person,
    now: datetime,
    *,
    makes_up_for: ClassSession | None = None,
) -> ClassSession:
    """One more session, numbered after all others."""
    class_session = ClassSession(
        study_class_id=study_class.id,
        number=_next_number(study_class),
        makes_up_for_id=makes_up_for.id if makes_up_for else None,
        **asdict(details),
    )
    database.session.add(class_session)
    database.session.flush()
    _stretch(study_class, class_session)
    record(
        actor, "session.added", class_session, now, new=_told(details), class_id=class_session.study_class_id
    )
    return class_session


def update(class_session: ClassSession, details: SessionDetails, actor: Person, now: datetime) -> None:
    """Change or move a session; its number stays."""
    old = _told(details_of(class_session))
    for name, value in asdict(details).items():
        setattr(class_session, name, value)
    _stretch(class_session.study_class, class_session)
    record(
        actor,
        "session.changed",
        class_session,
        now,
        old=old,
        new=_told(details),
        class_id=class_session.study_class_id,
    )


def cancel(class_session: ClassSession, reason: str, actor: Person, now: datetime) -> None:
    """The session is not held; check-ins that were made stay. Doing it twice is harmless."""
    if class_session.state is SessionState.CANCELLED:
        return
    class_session.state, class_session.reason = SessionState.CANCELLED, reason
    record(
        actor, "session.cancelled", class_session, now, reason=reason, class_id=class_session.study_class_id
    )


def reinstate(class_session: ClassSession, actor: Person, now: datetime) -> None:
    """The session is held after all."""
    if class_session.state is SessionState.PLANNED:
        return
    class_session.state, class_session.reason = SessionState.PLANNED, ""
    record(actor, "session.reinstated", class_session, now, class_id=class_session.study_class_id)


def details_of(class_session: ClassSession) -> SessionDetails:
    """What is written down about the session now."""
    return SessionDetails(
        **{name: getattr(class_session, name) for name in SessionDetails.__dataclass_fields__}
    )


def _next_number(study_class: StudyClass) -> int:
    statement = select(func.max(ClassSession.number)).where(ClassSession.study_class_id == study_class.id)
    return (database.session.scalar(statement) or 0) + 1


def _stretch(study_class: StudyClass, class_session: ClassSession) -> None:
    """A class lasts from its first session to its last, at least."""
    day = local(class_session.starts_at).date()
    study_class.opens_on = min(study_class.opens_on, day)
    study_class.closes_on = max(study_class.closes_on, day)


def _told(details: SessionDetails) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in asdict(details).items()
    }

"""What can be done with the sessions of a class: change, move, cancel, hold again, add."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import func, select

from lms import database
from lms.accounts.models import Person
from lms.audit.service import record
from lms.classes import telling
from lms.classes.agenda import Item, stored as stored_items
from lms.classes.clashes import Clash, booking_of, bookings, clashes
from lms.classes.models import ClassSession, Delivery, SessionState, StudyClass
from lms.classes.places import Place, stored as stored_places
from lms.web.clock import local

# What people of the class must know of at once.
TOLD_OF = ("starts_at", "ends_at", "room", "delivery", "lecturer_id")


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


def clashes_of(class_session: ClassSession) -> list[Clash]:
    """Halls and lecturers that other classes have taken then; a hint, since two classes may share them."""
    if class_session.state is SessionState.CANCELLED:
        return []
    taken = bookings(class_session.starts_at, class_session.ends_at)
    return [clash for clash in clashes(booking_of(class_session), taken) if not clash.forbids]


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
        number=next_number(study_class),
        makes_up_for_id=makes_up_for.id if makes_up_for else None,
        changed_at=now,
        **asdict(details),
    )
    database.session.add(class_session)
    database.session.flush()
    stretch(study_class, class_session)
    record(
        actor, "session.added", class_session, now, new=_told(details), class_id=class_session.study_class_id
    )
    title = _("Session %(number)s is in the timetable.", number=class_session.number)
    telling.tell(class_session, title, actor, now)
    return class_session


def update(class_session: ClassSession, details: SessionDetails, actor: Person, now: datetime) -> None:
    """Change or move a session; its number stays. Who was in it and who is now are told of what they must know."""
    before = details_of(class_session)
    old = _told(before)
    for name, value in asdict(details).items():
        setattr(class_session, name, value)
    stretch(class_session.study_class, class_session)
    touch(class_session, now)
    record(
        actor,
        "session.changed",
        class_session,
        now,
        old=old,
        new=_told(details),
        class_id=class_session.study_class_id,
    )
    if class_session.state is SessionState.PLANNED and any(
        getattr(before, name) != getattr(details, name) for name in TOLD_OF
    ):
        title = _("Session %(number)s is changed.", number=class_session.number)
        telling.tell(class_session, title, actor, now, also=[before.lecturer_id], was=before.ends_at)


def set_agenda(class_session: ClassSession, items: list[Item], actor: Person, now: datetime) -> None:
    """Another agenda."""
    old, class_session.agenda = class_session.agenda, stored_items(items)
    _record_part(class_session, "agenda", old, actor, now)


def set_places(class_session: ClassSession, places: list[Place], actor: Person, now: datetime) -> None:
    """Other places away from the hall, or other head counts; both stay in the history."""
    old, class_session.places = class_session.places, stored_places(places)
    _record_part(class_session, "places", old, actor, now)


def cancel(class_session: ClassSession, reason: str, actor: Person, now: datetime) -> None:
    """The session is not held; check-ins that were made stay. Doing it twice is harmless."""
    if class_session.state is SessionState.CANCELLED:
        return
    class_session.state, class_session.reason = SessionState.CANCELLED, reason
    touch(class_session, now)
    record(
        actor, "session.cancelled", class_session, now, reason=reason, class_id=class_session.study_class_id
    )
    title = _("Session %(number)s is cancelled: %(reason)s", number=class_session.number, reason=reason)
    telling.tell(class_session, title, actor, now)


def reinstate(class_session: ClassSession, actor: Person, now: datetime) -> None:
    """The session is held after all; one that was merged parts from the other again."""
    if class_session.state is SessionState.PLANNED:
        return
    class_session.state, class_session.reason = SessionState.PLANNED, ""
    touch(class_session, now)
    record(actor, "session.reinstated", class_session, now, class_id=class_session.study_class_id)
    title = _("Session %(number)s is held after all.", number=class_session.number)
    telling.tell(class_session, title, actor, now)


def details_of(class_session: ClassSession) -> SessionDetails:
    """What is written down about the session now."""
    return SessionDetails(
        **{name: getattr(class_session, name) for name in SessionDetails.__dataclass_fields__}
    )


def touch(class_session: ClassSession, now: datetime) -> None:
    """Calendars hear that it changed."""
    class_session.sequence, class_session.changed_at = class_session.sequence + 1, now


def next_number(study_class: StudyClass) -> int:
    statement = select(func.max(ClassSession.number)).where(ClassSession.study_class_id == study_class.id)
    return (database.session.scalar(statement) or 0) + 1


def stretch(study_class: StudyClass, class_session: ClassSession) -> None:
    """A class lasts from its first session to its last, at least."""
    day = local(class_session.starts_at).date()
    study_class.opens_on = min(study_class.opens_on, day)
    study_class.closes_on = max(study_class.closes_on, day)


def _record_part(class_session: ClassSession, name: str, old: Any, actor: Person, now: datetime) -> None:
    record(
        actor,
        f"session.{name}-set",
        class_session,
        now,
        old={name: old},
        new={name: getattr(class_session, name)},
        class_id=class_session.study_class_id,
    )


def _told(details: SessionDetails) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in asdict(details).items()
    }

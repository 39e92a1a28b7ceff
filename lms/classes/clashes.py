"""Who or what would be in two places at once: a class, a hall, a lecturer. Pure, but for the one read at the end."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select

from lms import database
from lms.accounts import names
from lms.classes.models import ClassSession, SessionState, StudyClass


class ClashKind(StrEnum):
    CLASS = "class"
    HALL = "hall"
    LECTURER = "lecturer"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, kw_only=True)
class Booking:
    """A session as far as it takes somebody's time: `hall` is folded, so that spelling tells no halls apart.

    What takes a hall and is no session of a class has no class (0) and a `session_id` below 0.
    """

    session_id: int
    class_id: int
    code: str
    number: int
    starts_at: datetime
    ends_at: datetime
    hall: str = ""
    lecturer_id: int | None = None

    def overlaps(self, other: "Booking") -> bool:
        """One that begins when another ends is not in its way."""
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at


@dataclass(frozen=True)
class Clash:
    """What is taken, and by which session."""

    kind: ClashKind
    by: Booking

    @property
    def forbids(self) -> bool:
        """A class cannot meet twice at once. Two classes may share a hall or hear a lecturer together."""
        return self.kind is ClashKind.CLASS


Taking = Callable[[datetime, datetime], list[Booking]]
_others: list[Taking] = []


def ask_also(taking: Taking) -> None:
    """Features above say what else takes halls between two moments. Called at their import."""
    if taking not in _others:
        _others.append(taking)


def hall_key(room: str, place: str) -> str:
    """The hall of a session; without a room of its own, the place of its class."""
    return names.search_key(room or place)


def clashes(wanted: Booking, taken: Iterable[Booking]) -> list[Clash]:
    """Everything that is in the way of a session, itself aside."""
    others = [one for one in taken if one.session_id != wanted.session_id and one.overlaps(wanted)]
    return [Clash(kind, other) for other in others for kind in _kinds(wanted, other)]


def _kinds(wanted: Booking, other: Booking) -> list[ClashKind]:
    if other.class_id == wanted.class_id:
        return [ClashKind.CLASS]
    shared = [_hall_kind(other)] if wanted.hall and wanted.hall == other.hall else []
    if wanted.lecturer_id is not None and wanted.lecturer_id == other.lecturer_id:
        shared.append(ClashKind.LECTURER)
    return shared


def _hall_kind(other: Booking) -> ClashKind:
    return ClashKind.HALL if other.class_id else ClashKind.ELSEWHERE


def booking_of(class_session: ClassSession) -> Booking:
    """A stored session as a booking."""
    study_class = class_session.study_class
    return Booking(
        session_id=class_session.id,
        class_id=study_class.id,
        code=study_class.code,
        number=class_session.number,
        starts_at=class_session.starts_at,
        ends_at=class_session.ends_at,
        hall=hall_key(class_session.room, study_class.place),
        lecturer_id=class_session.lecturer_id,
    )


def bookings(starts_at: datetime, ends_at: datetime) -> list[Booking]:
    """All that is held between two moments: sessions of whichever class (one statement), and what others add."""
    others = [one for taking in _others for one in taking(starts_at, ends_at)]
    return sorted([*_sessions(starts_at, ends_at), *others], key=lambda one: one.starts_at)


def _sessions(starts_at: datetime, ends_at: datetime) -> list[Booking]:
    statement = (
        select(
            ClassSession.id,
            ClassSession.study_class_id,
            ClassSession.number,
            ClassSession.starts_at,
            ClassSession.ends_at,
            ClassSession.room,
            ClassSession.lecturer_id,
            StudyClass.code,
            StudyClass.place,
        )
        .join(StudyClass, StudyClass.id == ClassSession.study_class_id)
        .where(
            ClassSession.state == SessionState.PLANNED,
            ClassSession.starts_at < ends_at,
            ClassSession.ends_at > starts_at,
        )
        .order_by(ClassSession.starts_at, ClassSession.id)
    )
    return [
        Booking(
            session_id=row.id,
            class_id=row.study_class_id,
            code=row.code,
            number=row.number,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            hall=hall_key(row.room, row.place),
            lecturer_id=row.lecturer_id,
        )
        for row in database.session.execute(statement)
    ]

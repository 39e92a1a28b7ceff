"""Reading what stands out in a session: four statements, however many people came."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from lms import database
from lms.accounts.models import Person
from lms.attendance.models import CheckIn, Checkpoint, Method
from lms.attendance.trust.models import SignalDismissal, Trace
from lms.attendance.trust.signals import Arrival, Seen, Signal, Thresholds, signals_of
from lms.classes.models import ClassSession

SCANNED = (Method.QR, Method.CODE, Method.SCANNER)


@dataclass(frozen=True)
class Dismissed:
    """A signal that was put aside, and by whom."""

    dismissal: SignalDismissal
    by: str


@dataclass(frozen=True)
class Overview:
    """What is still to be looked at, what was put aside, and the names of all who are mentioned."""

    signals: Sequence[Signal]
    dismissed: Sequence[Dismissed]
    names: dict[int, str]


def overview(class_session: ClassSession) -> Overview:
    dismissed = _dismissed(class_session.id)
    known = {one.dismissal.key for one in dismissed}
    left = [one for one in signals(class_session) if one.key not in known]
    return Overview(left, dismissed, _names({person for one in left for person in one.people}))


def signals(class_session: ClassSession) -> list[Signal]:
    """All of them, put aside or not."""
    programme = class_session.study_class.programme
    thresholds = Thresholds(programme.device_people, programme.scans_in_ten_seconds)
    return signals_of(_seen(class_session.id), _arrivals(class_session.id), thresholds)


def _seen(class_session_id: int) -> list[Seen]:
    columns = (Trace.kind, Checkpoint.phase, Trace.at, Trace.person_id, Trace.device, Trace.network)
    statement = (
        select(*columns, Trace.age, Trace.inside)
        .join(Checkpoint, Checkpoint.id == Trace.checkpoint_id)
        .where(Checkpoint.class_session_id == class_session_id)
        .order_by(Trace.id)
    )
    return [Seen(*row) for row in database.session.execute(statement)]


def _arrivals(class_session_id: int) -> list[Arrival]:
    """Who was let in at the door by hand came with a scan of their own, whoever confirmed it."""
    statement = (
        select(Checkpoint.phase, CheckIn.at, CheckIn.by_id, CheckIn.method)
        .join(Checkpoint, Checkpoint.id == CheckIn.checkpoint_id)
        .where(Checkpoint.class_session_id == class_session_id, CheckIn.method.in_(SCANNED))
        .order_by(CheckIn.at)
    )
    rows = database.session.execute(statement)
    return [Arrival(row.phase, row.at, row.by_id if row.method is Method.SCANNER else None) for row in rows]


def _dismissed(class_session_id: int) -> list[Dismissed]:
    statement = (
        select(SignalDismissal, Person.full_name)
        .outerjoin(Person, Person.id == SignalDismissal.by_id)
        .where(SignalDismissal.class_session_id == class_session_id)
        .order_by(SignalDismissal.id.desc())
    )
    return [Dismissed(row[0], row[1] or "") for row in database.session.execute(statement)]


def _names(person_ids: Iterable[int]) -> dict[int, str]:
    statement = (
        select(Person.id, Person.full_name)
        .where(Person.id.in_(list(person_ids)))
        .order_by(Person.sort_key, Person.id)
    )
    return {row.id: row.full_name for row in database.session.execute(statement)}

"""What an organiser does with people at the door: enter, confirm, merge, refuse, and take each of these back."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from lms import database
from lms.accounts.models import Person
from lms.attendance import checkpoints
from lms.attendance.guests.models import Guest, GuestArrival, GuestState
from lms.attendance.models import AttendanceCorrection, CheckIn, Method
from lms.attendance.places import place_of
from lms.attendance.windows import Mark, Phase, Timing
from lms.audit.service import record
from lms.classes import service as classes
from lms.classes.models import ClassSession, Enrolment
from lms.people import service as register


@dataclass(frozen=True)
class Details:
    """What is written down at the door."""

    full_name: str
    unit: str = ""
    phone: str | None = None
    birth_date: date | None = None


def enter(class_session: ClassSession, details: Details, phase: Phase, actor: Person, now: datetime) -> Guest:
    """Somebody whom no list knows is here; waits for a decision."""
    guest = Guest(class_session=class_session, **asdict(details), entered_at=now, entered_by_id=actor.id)
    guest.arrivals.append(GuestArrival(phase=phase, at=now, by_id=actor.id))
    database.session.add(guest)
    _note(guest, "guest.entered", actor, now, new={"full_name": details.full_name, "unit": details.unit})
    return guest


def arrive(guest: Guest, phase: Phase, actor: Person, now: datetime) -> None:
    """There at this checkpoint too. Twice is harmless."""
    insert_once = postgresql.insert if database.is_postgresql() else sqlite.insert
    values = {"guest_id": guest.id, "phase": phase, "at": now, "by_id": actor.id}
    database.session.execute(insert_once(GuestArrival).values(**values).on_conflict_do_nothing())
    _note(guest, "guest.arrived", actor, now, new={"phase": phase.value})


def leave_out(guest: Guest, phase: Phase, actor: Person, now: datetime) -> None:
    """Was not there after all."""
    here = (GuestArrival.guest_id == guest.id, GuestArrival.phase == phase)
    database.session.execute(delete(GuestArrival).where(*here))
    _note(guest, "guest.arrival-withdrawn", actor, now, old={"phase": phase.value})


def confirm(guest: Guest, actor: Person, now: datetime) -> None:
    """A guest: counted, but not among those who were expected."""
    if guest.state is GuestState.WAITING:
        _decide(guest, GuestState.GUEST, actor, now)


def refuse(guest: Guest, actor: Person, now: datetime) -> None:
    """Entered by mistake, or sent away."""
    if guest.state is GuestState.WAITING:
        _decide(guest, GuestState.REFUSED, actor, now)


def merge(guest: Guest, person: Person, actor: Person, now: datetime) -> None:
    """The guest is this person: into the class if they are not, and checked in for when the guest came."""
    if guest.state is not GuestState.WAITING:
        return
    study_class = guest.class_session.study_class
    enrolled = classes.enrol(person, study_class, now, actor)
    marked = {one.phase.value: _mark(guest, one, person, actor, now) for one in guest.arrivals}
    guest.person, guest.merge = person, {"enrolled": enrolled, "marks": marked}
    _decide(guest, GuestState.MERGED, actor, now)


def register_as_new(guest: Guest, actor: Person, now: datetime) -> list[str]:
    """A learner whom nobody had in the register yet; returns the identifiers that somebody has already."""
    values = {"full_name": guest.full_name, "phone": guest.phone, "birth_date": guest.birth_date}
    taken = register.taken(values)
    if not taken:
        values["position"] = guest.unit[
            :160
        ]  # the unit as it was said; the register knows units by their number
        merge(guest, register.add(actor, values, None, now), actor, now)
    return taken


def undo(guest: Guest, actor: Person, now: datetime) -> None:
    """Back to waiting. What a merge recorded is corrected, who came into the class by it leaves it again."""
    if guest.state is GuestState.WAITING:
        return
    old = guest.state
    if guest.person is not None and guest.merge:
        _unmark(guest, guest.person, guest.merge["marks"], actor, now)
        if guest.merge["enrolled"]:
            _unenrol(guest, guest.person, actor, now)
    guest.state, guest.person, guest.merge = GuestState.WAITING, None, None
    guest.decided_at = guest.decided_by_id = None
    _note(guest, "guest.undone", actor, now, old={"state": old.value}, new={"state": guest.state.value})


def _mark(guest: Guest, arrival: GuestArrival, person: Person, actor: Person, now: datetime) -> str | None:
    """Check the person in as of the arrival; returns the mark that stood before, or None if nothing had to change."""
    checkpoint = checkpoints.prepare(guest.class_session, arrival.phase)
    place = place_of(database.session.connection(), checkpoint.id, person.id)
    old = place.entries[arrival.phase].mark if place else Mark.NONE
    if old.attended:
        return None
    late = checkpoint.window.at(arrival.at) is Timing.LATE
    insert_once = postgresql.insert if database.is_postgresql() else sqlite.insert
    values = {"checkpoint_id": checkpoint.id, "person_id": person.id, "at": arrival.at, "received_at": now}
    values |= {"method": Method.LIST, "late": late, "by_id": actor.id}
    statement = insert_once(CheckIn).values(**values).on_conflict_do_nothing().returning(CheckIn.id)
    fresh = database.session.execute(statement).scalar_one_or_none() is not None
    if not fresh or (place and place.entries[arrival.phase].method == "correction"):
        new = Mark.LATE if late else Mark.PRESENT
        _correct(checkpoint.id, person.id, old, new, actor, arrival.at, _("Was at the door as a guest"))
    return old.value


def _unmark(
    guest: Guest, person: Person, marks: Mapping[str, str | None], actor: Person, now: datetime
) -> None:
    """Every mark that the merge made becomes what it was."""
    for name, old in marks.items():
        if old is None:
            continue
        checkpoint = checkpoints.prepare(guest.class_session, Phase(name))
        place = place_of(database.session.connection(), checkpoint.id, person.id)
        present = place.entries[Phase(name)].mark if place else Mark.NONE
        if present.attended:
            _correct(
                checkpoint.id,
                person.id,
                present,
                Mark(old),
                actor,
                now,
                _("Was merged with a guest by mistake"),
            )


def _unenrol(guest: Guest, person: Person, actor: Person, now: datetime) -> None:
    enrolment = database.session.scalars(
        select(Enrolment).where(
            Enrolment.study_class_id == guest.class_session.study_class_id, Enrolment.person_id == person.id
        )
    ).one_or_none()
    if enrolment is not None:
        classes.withdraw(enrolment, _("Was merged with a guest by mistake"), now, actor)


def _correct(  # noqa: PLR0913 - a correction has so many parts
    checkpoint_id: int, person_id: int, old: Mark, new: Mark, actor: Person, at: datetime, reason: str
) -> None:
    where = {"checkpoint_id": checkpoint_id, "person_id": person_id}
    values = {"old": old, "new": new, "at": at, "by_id": actor.id, "reason": reason}
    database.session.execute(insert(AttendanceCorrection).values(**where, **values))


def _decide(guest: Guest, state: GuestState, actor: Person, now: datetime) -> None:
    guest.state, guest.decided_at, guest.decided_by_id = state, now, actor.id
    new: dict[str, Any] = {"state": state.value} | ({"person_id": guest.person.id} if guest.person else {})
    _note(guest, f"guest.{state.value}", actor, now, old={"state": GuestState.WAITING.value}, new=new)


def _note(guest: Guest, action: str, actor: Person, now: datetime, **what: dict[str, Any]) -> None:
    """`old` and `new` are what the history keeps."""
    class_id = guest.class_session.study_class_id
    record(actor, action, guest, now, old=what.get("old"), new=what.get("new"), class_id=class_id)

"""What can be done with a class and the people in it: open it, change it, enrol, take out, take back."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql, sqlite

from lms import database
from lms.accounts import service as accounts
from lms.accounts.models import Grant, Person
from lms.audit.service import record
from lms.classes import queries
from lms.classes.models import ClassSession, ClassState, Enrolment, EnrolmentState, StudyClass
from lms.classes.timetable import PlannedSession
from lms.organisations.models import OrgUnit
from lms.permissions import Role
from lms.programmes.approval.queries import look_at
from lms.programmes.models import Programme


@dataclass(frozen=True)
class Details:
    """What an organiser writes down about a class."""

    code: str
    title: str
    unit_id: int
    opens_on: date
    closes_on: date
    place: str = ""
    decision_no: str = ""
    decision_on: date | None = None


def code_is_free(code: str, but: StudyClass | None = None) -> bool:
    """Whether no other class has this code; capitals do not tell codes apart."""
    statement = select(StudyClass.id).where(func.lower(StudyClass.code) == code.lower())
    return database.session.scalars(statement).first() in (None, but.id if but else None)


def create(
    details: Details, programme: Programme, sessions: Iterable[PlannedSession], actor: Person, now: datetime
) -> StudyClass:
    """A class in preparation, with its timetable."""
    study_class = StudyClass(
        **asdict(details),
        programme=programme,
        unit=database.session.get_one(OrgUnit, details.unit_id),
    )
    database.session.add(study_class)
    database.session.flush()
    _add_sessions(study_class, sessions)
    told = _told(details) | {
        "programme": programme.id,
        "programme_standing": look_at(programme).standing.value,
    }
    record(actor, "class.created", study_class, now, new=told, class_id=study_class.id)
    return study_class


def update(study_class: StudyClass, details: Details, actor: Person, now: datetime) -> None:
    """Change what is written down about the class; what was and what is goes to the history."""
    old = _told(details_of(study_class))
    for name, value in asdict(details).items():
        setattr(study_class, name, value)
    database.session.flush()
    database.session.expire(study_class, ["unit"])
    record(actor, "class.changed", study_class, now, old=old, new=_told(details), class_id=study_class.id)


def open_class(study_class: StudyClass, actor: Person, now: datetime) -> None:
    """Let the class begin (or begin again). Doing it twice is harmless."""
    _turn(study_class, ClassState.OPEN, "class.opened", actor, now)


def close_class(study_class: StudyClass, actor: Person, now: datetime) -> None:
    """The class is over; what was recorded stays. Doing it twice is harmless."""
    _turn(study_class, ClassState.CLOSED, "class.closed", actor, now)


def details_of(study_class: StudyClass) -> Details:
    """What is written down about the class now."""
    return Details(**{name: getattr(study_class, name) for name in Details.__dataclass_fields__})


def enrol(person: Person, study_class: StudyClass, now: datetime, by: Person | None) -> bool:
    """Put the person into the class; False if they were in it already."""
    return bool(enrol_many(study_class, [person], now, by))


def enrol_many(
    study_class: StudyClass, persons: Iterable[Person], now: datetime, by: Person | None
) -> list[int]:
    """Put people into the class, those who had left as well; returns the ids of those who were not in it.

    Four statements, however many people. Doing it again is harmless.
    """
    present = queries.enrolled_ids(study_class.id)
    missing = [person for person in {one.id: one for one in persons}.values() if person.id not in present]
    if not missing:
        return []
    insert = postgresql.insert if database.is_postgresql() else sqlite.insert
    database.session.execute(
        insert(Enrolment).on_conflict_do_update(
            index_elements=["study_class_id", "person_id"],
            set_={"state": EnrolmentState.ENROLLED, "left_at": None, "note": ""},
        ),
        [_enrolment(person, study_class, now) for person in missing],
    )
    database.session.execute(
        insert(Grant).on_conflict_do_nothing(),
        [_grant(person, study_class, now, by) for person in missing],
    )
    _forget(study_class, missing)
    ids = [person.id for person in missing]
    record(by, "people.enrolled", study_class, now, new={"person_ids": ids}, class_id=study_class.id)
    return ids


def withdraw(enrolment: Enrolment, reason: str, now: datetime, by: Person | None) -> None:
    """Take the person out of the class; what they did in it stays. Doing it twice is harmless."""
    if enrolment.state is EnrolmentState.WITHDRAWN:
        return
    enrolment.state, enrolment.left_at, enrolment.note = EnrolmentState.WITHDRAWN, now, reason
    enrolment.group_id = None
    accounts.end_grant(enrolment.person_id, Role.LEARNER, now, class_id=enrolment.study_class_id)
    record(
        by,
        "person.withdrawn",
        enrolment,
        now,
        new={"person_id": enrolment.person_id},
        reason=reason,
        class_id=enrolment.study_class_id,
    )


def take_back(enrolment: Enrolment, now: datetime, by: Person | None) -> None:
    """Put a person who had left into the class again."""
    enrol(enrolment.person, enrolment.study_class, now, by)


def _turn(study_class: StudyClass, state: ClassState, action: str, actor: Person, now: datetime) -> None:
    old = study_class.state
    if old is state:
        return
    study_class.state = state
    record(
        actor,
        action,
        study_class,
        now,
        old={"state": old.value},
        new={"state": state.value},
        class_id=study_class.id,
    )


def _add_sessions(study_class: StudyClass, sessions: Iterable[PlannedSession]) -> None:
    database.session.add_all(
        ClassSession(study_class_id=study_class.id, room=study_class.place[:120], **asdict(planned))
        for planned in sessions
    )
    database.session.flush()


def _told(details: Details) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in asdict(details).items()
    }


def _enrolment(person: Person, study_class: StudyClass, now: datetime) -> dict[str, Any]:
    return {
        "study_class_id": study_class.id,
        "person_id": person.id,
        "unit_id": person.unit_id,
        "state": EnrolmentState.ENROLLED,
        "enrolled_at": now,
        "note": "",
    }


def _grant(person: Person, study_class: StudyClass, now: datetime, by: Person | None) -> dict[str, Any]:
    return {
        "person_id": person.id,
        "role": Role.LEARNER,
        "class_id": study_class.id,
        "granted_at": now,
        "granted_by_id": by.id if by else None,
    }


def _forget(study_class: StudyClass, persons: Iterable[Person]) -> None:
    """What the session holds of these people and enrolments was written past it."""
    for person in persons:
        database.session.expire(person, ["grants"])
    for kept in list(database.session.identity_map.values()):
        if isinstance(kept, Enrolment) and kept.study_class_id == study_class.id:
            database.session.expire(kept)

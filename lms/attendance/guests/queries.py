"""Reads about guests: who is at the door of a session, who of the register they may be."""

from collections.abc import Container, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, or_, select

from lms.accounts.models import Person
from lms.attendance.guests.likeness import Agrees, ranked
from lms.attendance.guests.models import Guest, GuestArrival, GuestState
from lms.attendance.windows import Phase
from lms.classes import queries as classes
from lms.classes.models import Enrolment, EnrolmentState
from lms.database import session
from lms.people import queries as register
from lms.permissions import GrantLike

MOST_FOUND = 20
MOST_COMPARED = 200


@dataclass(frozen=True)
class Candidate:
    """Somebody of the register who may be the guest; `agrees` says why."""

    person: Person
    agrees: tuple[Agrees, ...]
    enrolled: bool
    unit: str


def of_session(class_session_id: int) -> list[Guest]:
    """Everybody entered at the door of this session, in the order of lists."""
    statement = select(Guest).where(Guest.class_session_id == class_session_id)
    return list(session.scalars(statement.order_by(Guest.sort_key, Guest.id)))


def waiting(class_session_id: int) -> int:
    statement = select(func.count()).select_from(Guest)
    here = Guest.class_session_id == class_session_id
    return session.scalar(statement.where(here, Guest.state == GuestState.WAITING)) or 0


def present(class_session_id: int) -> dict[Phase, int]:
    """How many confirmed guests were there; they are not among those who were expected."""
    rows = session.execute(
        select(GuestArrival.phase, func.count())
        .join(Guest, Guest.id == GuestArrival.guest_id)
        .where(Guest.class_session_id == class_session_id, Guest.state == GuestState.GUEST)
        .group_by(GuestArrival.phase)
    )
    return dict.fromkeys(Phase, 0) | {row[0]: row[1] for row in rows}


def candidates(guest: Guest, grants: Sequence[GrantLike]) -> list[Candidate]:
    """Who the guest may be: people of the class, and those of the register whom the asker may see."""
    enrolled = classes.enrolled_ids(guest.class_session.study_class_id)
    of_class = (
        select(Person)
        .join(Enrolment, Enrolment.person_id == Person.id)
        .where(
            Enrolment.study_class_id == guest.class_session.study_class_id,
            Enrolment.state == EnrolmentState.ENROLLED,
            _may_be(guest),
        )
    )
    of_register = register.search(grants).where(_may_be(guest)).limit(MOST_COMPARED)
    people = {
        person.id: person for statement in (of_class, of_register) for person in session.scalars(statement)
    }
    return _candidates(ranked(guest, people.values()), enrolled)


def found(guest: Guest, grants: Sequence[GrantLike], text: str) -> list[Candidate]:
    """What a search in the register finds, for whoever the comparison did not."""
    if not text.strip():
        return []
    enrolled = classes.enrolled_ids(guest.class_session.study_class_id)
    people = session.scalars(register.search(grants, text).limit(MOST_FOUND))
    return _candidates([(person, ()) for person in people], enrolled)


def _candidates(
    found: Sequence[tuple[Person, tuple[Agrees, ...]]], enrolled: Container[int]
) -> list[Candidate]:
    units = register.unit_names({person.unit_id for person, _agrees in found if person.unit_id})
    return [
        Candidate(person, agrees, person.id in enrolled, units.get(person.unit_id or 0, ""))
        for person, agrees in found
    ]


def _may_be(guest: Guest) -> ColumnElement[bool]:
    words = guest.search_key.split()
    ends = and_(
        Person.search_key.startswith(f"{words[0]} ", autoescape=True),
        Person.search_key.endswith(f" {words[-1]}", autoescape=True),
    )
    same = [Person.search_key == guest.search_key, ends] if words else []
    if guest.phone:
        same.append(Person.phone == guest.phone)
    return or_(*same)

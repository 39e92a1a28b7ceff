"""First passwords for the people of a roster: hashed outside of any writing transaction, shown once."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, and_, func, or_, select, update

from lms import database
from lms.accounts.models import Grant, Person, PersonState, SignIn
from lms.accounts.names import search_key, split_name
from lms.audit.service import record
from lms.classes.models import Enrolment, EnrolmentState, RosterImport
from lms.people import service as people
from lms.people.service import Slip
from lms.permissions import Role

MOST = 300
Hashed = tuple[Person, str, str]


def waiting(begun: RosterImport, *, again: bool = False) -> int:
    """How many of the roster have no password yet; with `again`, also those who never used theirs."""
    found = _waiting(begun, again=again).with_only_columns(func.count()).order_by(None)
    return database.session.scalar(found) or 0


def prepare(begun: RosterImport, count: int, *, again: bool = False) -> list[Hashed]:
    """The next people with a password each and its hash. Takes 40 ms a person; writes nothing."""
    chosen = database.session.scalars(_waiting(begun, again=again).limit(min(count, MOST))).all()
    database.end_reading()
    return [(person, *people.first_password()) for person in chosen]


def give(actor: Person, begun: RosterImport, prepared: Sequence[Hashed], now: datetime) -> list[Slip]:
    """Store the hashes; whoever got a password meanwhile, or signed in, keeps it and has no slip."""
    slips = []
    for person, secret, new_hash in prepared:
        before = person.password_hash
        same = Person.password_hash.is_(None) if before is None else Person.password_hash == before
        given = database.session.execute(
            update(Person)
            .where(Person.id == person.id, same)
            .values(password_hash=new_hash, must_change_password=True)
        )
        if given.rowcount:  # type: ignore[attr-defined]
            slips.append(Slip(person, secret))
    _name_logins([slip.person for slip in slips])
    numbers = {"person_ids": [slip.person.id for slip in slips]}
    record(actor, "passwords.given", begun, now, new=numbers, class_id=begun.study_class_id)
    return slips


def _name_logins(persons: Sequence[Person]) -> None:
    """Who has neither phone nor code gets a user name to sign in with: `an.nguyen`, `an.nguyen2`."""
    nameless = [one for one in persons if not (one.phone or one.member_code or one.username)]
    stems = {one.id: _stem(one) for one in nameless}
    taken: set[str] = set()
    for stem in set(stems.values()):
        alike = select(Person.username).where(Person.username.startswith(stem, autoescape=True))
        taken |= {name for name in database.session.scalars(alike) if name}
    for one in nameless:
        one.username = _free(stems[one.id], taken)
        taken.add(one.username)
    database.session.flush()


def _stem(person: Person) -> str:
    family, _middle, given = (search_key(part).replace(" ", "") for part in split_name(person.full_name))
    plain = ".".join(part for part in (given, family) if part.isascii() and part)
    return plain[:40] or "hv"


def _free(stem: str, taken: set[str]) -> str:
    number, name = 1, stem
    while name in taken:
        number += 1
        name = f"{stem}{number}"
    return name


def _waiting(begun: RosterImport, *, again: bool) -> Select[Person]:
    """In the order of lists; never staff, whose passwords an administrator gives."""
    staff = select(Grant.person_id).where(Grant.role != Role.LEARNER, Grant.ended_at.is_(None))
    used = select(SignIn.person_id).where(SignIn.person_id == Person.id).exists()
    without = Person.password_hash.is_(None)
    return (
        select(Person)
        .join(Enrolment, Enrolment.person_id == Person.id)
        .where(
            Enrolment.study_class_id == begun.study_class_id,
            Enrolment.state == EnrolmentState.ENROLLED,
            Person.state == PersonState.ACTIVE,
            Person.id.in_(begun.done.get("members", [])),
            Person.id.not_in(staff),
            or_(without, and_(Person.must_change_password, ~used)) if again else without,
        )
        .order_by(Person.sort_key, Person.id)
    )

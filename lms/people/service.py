"""Add and correct people, give first passwords and roles."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select

from lms.accounts import passwords, service as accounts
from lms.accounts.models import Person
from lms.audit.service import record
from lms.database import session
from lms.organisations import service as organisations
from lms.organisations.models import OrgUnit
from lms.permissions import Role

IDENTIFIERS = ("username", "phone", "member_code", "citizen_id")


@dataclass(frozen=True)
class Slip:
    """What a printed slip says: how to sign in for the first time."""

    person: Person
    password: str


def taken(values: dict[str, Any], but: Person | None = None) -> list[str]:
    """Which identifiers of `values` another person has already; they can be nobody else's."""
    given = {name: values[name] for name in IDENTIFIERS if values.get(name)}
    if not given:
        return []
    found = session.scalars(
        select(Person).where(or_(*(getattr(Person, name) == value for name, value in given.items())))
    )
    others = [person for person in found if but is None or person.id != but.id]
    return [name for name, value in given.items() if any(getattr(other, name) == value for other in others)]


def add(actor: Person, values: dict[str, Any], unit: OrgUnit | None, now: datetime) -> Person:
    """A new person without a password; `values` are columns of Person, checked before."""
    person = Person(**values, created_at=now)
    organisations.assign(person, unit)
    session.add(person)
    record(actor, "person.added", person, now)
    return person


def correct(
    actor: Person, person: Person, values: dict[str, Any], unit: OrgUnit | None, now: datetime
) -> None:
    """Set the given columns; only what changed goes into the history."""
    changed = {name: value for name, value in values.items() if getattr(person, name) != value}
    old = {name: _plain(getattr(person, name)) for name in changed} | {"unit_id": person.unit_id}
    for name, value in changed.items():
        setattr(person, name, value)
    organisations.assign(person, unit)
    new = {name: _plain(value) for name, value in changed.items()} | {"unit_id": person.unit_id}
    if old != new:
        record(actor, "person.corrected", person, now, old=old, new=new)


def give_role(actor: Person, person: Person, role: Role, unit: OrgUnit | None, now: datetime) -> None:
    accounts.grant(person.id, role, now, unit_id=unit.id if unit else None, by=actor)
    accounts.end_all(person, now)
    record(actor, "grant.given", person, now, new={"role": role.value, "unit_id": unit.id if unit else None})


def first_password() -> tuple[str, str]:
    """A readable password and its hash; made outside of any writing transaction, for hashing takes time."""
    secret = passwords.slip_password()
    return secret, passwords.hashed(secret)


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | int | None) else str(value)

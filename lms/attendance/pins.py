"""PINs: six digits that say at check-in who somebody is. They open nothing else, so that a slip of paper may hold one.

A person has five tries an hour. The hash costs what that of a password costs, and runs outside of any transaction.
"""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any

from limits import RateLimitItemPerHour, RateLimitItemPerMinute
from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from lms import database
from lms.accounts import passwords, service as accounts
from lms.accounts.models import Person, PersonState
from lms.accounts.tries import Refusal, Tries
from lms.attendance.own_models import CheckInPin
from lms.audit.service import record
from lms.classes.models import StudyClass

DIGITS = 6
MOST_AT_ONCE = 300
TRIES = Tries(
    per_address=RateLimitItemPerMinute(1200, 10, namespace="check-in-pin-address"),
    per_account=RateLimitItemPerHour(5, namespace="check-in-pin-person"),
)

Hashed = tuple[Person, str, str]


def looks_like(text: str) -> bool:
    """Whether somebody typed a PIN; passwords are longer."""
    return len(text) == DIGITS and text.isascii() and text.isdecimal()


def verify(login: str, pin: str, address: str) -> Person | Refusal:
    """Whom the PIN stands for. It takes as long, and says as little, where there is no such person or no PIN."""
    person = accounts.find_by_login(login)
    kept = database.session.get(CheckInPin, person.id) if person else None
    database.end_reading()  # nobody holds a connection while waiting for a turn to write, or for the hash
    key = str(person.id) if person else hashlib.sha256(accounts.login_key(login).encode()).hexdigest()[:32]

    def look() -> Person | None:
        right, _upgraded = passwords.verify(pin, kept.pin_hash if kept else None)
        return person if person and right and person.state is PersonState.ACTIVE else None

    return TRIES.guard(address, key, look)


def is_weak(pin: str, person: Person) -> bool:
    """What somebody who knows the person would try first."""
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}
    own = [person.phone or "", person.member_code or "", person.citizen_id or ""]
    if person.birth_date:
        own += [person.birth_date.strftime("%d%m%y"), person.birth_date.strftime("%y%m%d")]
    return len(set(pin)) < 3 or (len(steps) == 1 and steps <= {1, 9}) or any(pin in text for text in own)


def set_own(person: Person, pin_hash: str, now: datetime) -> None:
    """The person's own choice replaces what was printed."""
    _store(person.id, pin_hash, None, now)
    record(person, "check-in-pin.set", person, now)


def take_away(person: Person, now: datetime) -> None:
    """From now on no digits check this person in. Taking away what is not there changes nothing."""
    kept = database.session.get(CheckInPin, person.id)
    if kept is not None:
        database.session.delete(kept)
        record(person, "check-in-pin.removed", person, now)


def set_at(person_ids: Sequence[int]) -> dict[int, datetime]:
    """When each of these people who has a PIN got it."""
    statement = select(CheckInPin.person_id, CheckInPin.set_at).where(CheckInPin.person_id.in_(person_ids))
    return {row.person_id: row.set_at for row in database.session.execute(statement)}


def prepare(person_ids: Sequence[int]) -> list[Hashed]:
    """A new PIN with its hash for each of them. Takes 40 ms a person; writes nothing."""
    chosen = database.session.scalars(
        select(Person)
        .where(Person.id.in_(list(person_ids)[:MOST_AT_ONCE]))
        .order_by(Person.sort_key, Person.id)
    ).all()
    database.end_reading()
    made = [(person, _fresh(person)) for person in chosen]
    return [(person, pin, passwords.hashed(pin)) for person, pin in made]


def give(study_class: StudyClass, prepared: Sequence[Hashed], actor: Person, now: datetime) -> None:
    """Store what will be printed; earlier PINs of these people are worth nothing from now on."""
    for person, _pin, pin_hash in prepared:
        _store(person.id, pin_hash, actor.id, now)
    people = {"person_ids": [person.id for person, _pin, _hash in prepared]}
    record(actor, "check-in-pins.given", study_class, now, new=people, class_id=study_class.id)


def _fresh(person: Person) -> str:
    while True:
        pin = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
        if not is_weak(pin, person):
            return pin


def _store(person_id: int, pin_hash: str, by_id: int | None, now: datetime) -> None:
    insert: Any = postgresql.insert if database.is_postgresql() else sqlite.insert
    what = {"pin_hash": pin_hash, "set_at": now, "set_by_id": by_id}
    statement = insert(CheckInPin).values(person_id=person_id, **what)
    database.session.execute(statement.on_conflict_do_update(index_elements=["person_id"], set_=what))

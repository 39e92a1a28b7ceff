"""What can be done with accounts: sign in and out, passwords, roles."""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any, NamedTuple, cast

from limits import RateLimitItemPerMinute
from sqlalchemy import Table, and_, bindparam, case, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import joinedload

from lms import database
from lms.accounts import names, passwords
from lms.accounts.models import Grant, Person, PersonState, SignIn
from lms.accounts.tries import Refusal, Tries
from lms.audit.service import record
from lms.permissions import Role

STAFF_STAYS = timedelta(hours=12)
LEARNER_STAYS = timedelta(hours=24)
REMEMBERED_STAYS = timedelta(days=120)
TRIES = Tries(
    per_address=RateLimitItemPerMinute(600, 10, namespace="sign-in-address"),
    per_account=RateLimitItemPerMinute(9, 10, namespace="sign-in-account"),
)


def verify(login: str, password: str, address: str) -> Person | Refusal:
    """The person, if the password is right.

    Must run outside a writing transaction: hashing takes tens of milliseconds.
    """
    account = hashlib.sha256(login_key(login).encode()).hexdigest()[:32]
    return TRIES.guard(address, account, lambda: _known(login, password))


def _known(login: str, password: str) -> Person | None:
    person = find_by_login(login)
    database.end_reading()  # nobody holds a connection while waiting for the hash
    right, upgraded = passwords.verify(password, person.password_hash if person else None)
    if person is None or not right or person.state is not PersonState.ACTIVE:
        return None
    if upgraded:
        with database.transaction():
            person.password_hash = upgraded
    return person


def login_key(login: str) -> str:
    """What was typed, as it is stored: a phone in its normal form, else lower case without spaces."""
    return names.normal_phone(login) or "".join(login.split()).lower()


def find_by_login(login: str) -> Person | None:
    """By phone, username or member code, in this order, with the roles that are held; one statement."""
    key = login_key(login)
    known_by = (Person.phone == key, Person.username == key, Person.member_code == key.upper())
    order = case(*((condition, place) for place, condition in enumerate(known_by)))
    found = select(Person).where(or_(*known_by)).order_by(order).options(joinedload(Person.grants))
    return database.session.scalars(found).unique().first()


def start(
    person: Person, now: datetime, *, remembered: bool = False, address: str = "", device: str = ""
) -> str:
    """Sign `person` in on one device; returns the token for the cookie (256 bits, kept here only as a hash)."""
    token = secrets.token_urlsafe(32)
    stays = (
        REMEMBERED_STAYS
        if remembered and not person.is_staff
        else STAFF_STAYS
        if person.is_staff
        else LEARNER_STAYS
    )
    database.session.add(
        SignIn(
            token_hash=token_hash(token),
            person_id=person.id,
            started_at=now,
            expires_at=now + stays,
            remembered=remembered,
            address=address,
            device=device[:200],
        )
    )
    return token


class Held(NamedTuple):
    """A role that is held now, and where."""

    role: Role
    class_id: int | None
    unit_id: int | None


LOOK = ("language", "theme", "text_size")
# What every request asks of the person behind it. A statement in Core and plain rows: through the ORM it costs three
# times as much, on every page.
SHOWN = (
    "id",
    "full_name",
    "username",
    "phone",
    "member_code",
    "language",
    "theme",
    "text_size",
    "must_change_password",
)
_people, _held, _sign_ins = (cast(Table, model.__table__) for model in (Person, Grant, SignIn))
_WHO = (
    select(*(_people.c[name] for name in SHOWN), _held.c.role, _held.c.class_id, _held.c.unit_id)
    .select_from(_sign_ins.join(_people, _people.c.id == _sign_ins.c.person_id))
    .outerjoin(_held, and_(_held.c.person_id == _people.c.id, _held.c.ended_at.is_(None)))
    .where(
        _sign_ins.c.token_hash == bindparam("token_hash"),
        _sign_ins.c.ended_at.is_(None),
        _sign_ins.c.expires_at > bindparam("now"),
        _people.c.state == PersonState.ACTIVE,
    )
)


def signed_in_by(token: str, now: datetime) -> tuple[dict[str, Any], tuple[Held, ...]] | None:
    """Columns (SHOWN) of whom the token stands for, and the roles held; None once ended, expired or suspended."""
    with database.reading_connection() as connection:
        rows = connection.execute(_WHO, {"token_hash": token_hash(token), "now": now}).all()
    if not rows:
        return None
    held = tuple(Held(row.role, row.class_id, row.unit_id) for row in rows if row.role is not None)
    return dict(zip(SHOWN, rows[0], strict=False)), held


def end(token: str, now: datetime) -> None:
    """Sign out this one device."""
    database.session.execute(
        update(SignIn).where(SignIn.token_hash == token_hash(token)).values(ended_at=now)
    )


def end_all(person: Person, now: datetime, *, but: str | None = None) -> None:
    """Sign the person out everywhere (except on the device whose token is `but`)."""
    statement = update(SignIn).where(SignIn.person_id == person.id, SignIn.ended_at.is_(None))
    if but:
        statement = statement.where(SignIn.token_hash != token_hash(but))
    database.session.execute(statement.values(ended_at=now))


def change_password(person: Person, new_hash: str, now: datetime) -> str:
    """Set the person's own new password (hashed before); ends every session and starts this one anew."""
    person.password_hash, person.must_change_password = new_hash, False
    end_all(person, now)
    record(person, "password.changed", person, now)
    return start(person, now, remembered=False)


def reset_password(actor: Person | None, person: Person, new_hash: str, now: datetime) -> None:
    """Give a first password, to be changed later; ends every session of the person."""
    person.password_hash, person.must_change_password = new_hash, True
    end_all(person, now)
    record(actor, "password.reset", person, now)


def suspend(actor: Person, person: Person, now: datetime, reason: str) -> None:
    person.state = PersonState.SUSPENDED
    end_all(person, now)
    record(actor, "person.suspended", person, now, reason=reason)


def reinstate(actor: Person, person: Person, now: datetime, reason: str) -> None:
    person.state = PersonState.ACTIVE
    record(actor, "person.reinstated", person, now, reason=reason)


def grant(
    person_id: int,
    role: Role,
    now: datetime,
    *,
    class_id: int | None = None,
    unit_id: int | None = None,
    by: Person | None = None,
) -> None:
    """Give a role somewhere. Giving it twice is harmless."""
    insert = postgresql.insert if database.is_postgresql() else sqlite.insert
    database.session.execute(
        insert(Grant)
        .values(
            person_id=person_id,
            role=role,
            class_id=class_id,
            unit_id=unit_id,
            granted_at=now,
            granted_by_id=by.id if by else None,
        )
        .on_conflict_do_nothing()
    )
    _refresh_grants(person_id)


def end_grant(
    person_id: int, role: Role, now: datetime, *, class_id: int | None = None, unit_id: int | None = None
) -> None:
    """Take the role back; what was done with it stays."""
    database.session.execute(
        update(Grant)
        .where(
            Grant.person_id == person_id,
            Grant.role == role,
            Grant.class_id == class_id if class_id is not None else Grant.class_id.is_(None),
            Grant.unit_id == unit_id if unit_id is not None else Grant.unit_id.is_(None),
            Grant.ended_at.is_(None),
        )
        .values(ended_at=now)
    )
    _refresh_grants(person_id)


def token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _refresh_grants(person_id: int) -> None:
    person = database.session.identity_map.get(database.session.identity_key(Person, person_id))
    if person is not None:
        database.session.expire(person, ["grants"])

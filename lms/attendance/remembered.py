"""A phone that knows whom it checks in: one tap instead of a PIN. It checks in and does nothing else.

Kept is a signed word in a cookie that only check-in sees. It is worth nothing once the PIN or the password is another,
the person is suspended, or somebody said “That is not me” or signed out there.
"""

import hashlib
from dataclasses import dataclass

from flask import Response, current_app, request
from itsdangerous import BadSignature, URLSafeTimedSerializer
from sqlalchemy import select

from lms import database
from lms.accounts import names
from lms.accounts.device import PATH, REMEMBERED
from lms.accounts.models import Person, PersonState
from lms.attendance.own_models import CheckInPin

SECONDS = 120 * 24 * 3600


@dataclass(frozen=True)
class Hint:
    """What whoever holds the phone is shown: enough to know oneself by, no name for a stranger."""

    initials: str
    code_ends: str


def keep(response: Response, person: Person) -> None:
    """From now on this browser offers the person at check-in, for 120 days."""
    word = _serializer().dumps([person.id, _lock(person, _pin_hash(person.id))])
    response.set_cookie(
        REMEMBERED,
        word,
        max_age=SECONDS,
        path=PATH,
        samesite="Lax",
        httponly=True,
        secure=request.is_secure,
    )


def known() -> Person | None:
    """Whom this browser remembers, if that still holds. One statement, none without the cookie."""
    try:
        person_id, lock = _serializer().loads(request.cookies.get(REMEMBERED, ""), max_age=SECONDS)
    except BadSignature:
        return None
    statement = (
        select(Person, CheckInPin.pin_hash)
        .outerjoin(CheckInPin, CheckInPin.person_id == Person.id)
        .where(Person.id == person_id, Person.state == PersonState.ACTIVE)
    )
    row = database.session.execute(statement).unique().one_or_none()
    if row is None:
        return None
    person: Person = row[0]
    return person if lock == _lock(person, row[1]) else None


def hint(person: Person) -> Hint:
    code = person.member_code or person.username or ""
    return Hint(". ".join(names.initials(person.full_name)) + ".", code[-2:] if len(code) > 4 else "")


def _pin_hash(person_id: int) -> str | None:
    return database.session.scalar(select(CheckInPin.pin_hash).where(CheckInPin.person_id == person_id))


def _lock(person: Person, pin_hash: str | None) -> str:
    """Another PIN or password, another word."""
    told = f"{person.password_hash or ''} {pin_hash or ''}"
    return hashlib.blake2b(told.encode(), digest_size=9).hexdigest()


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.secret_key), salt="check-in-person")

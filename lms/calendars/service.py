"""Give a person a secret calendar address, give them another, end it, and find whose it is."""

import hashlib
import secrets
from datetime import datetime

from sqlalchemy import select, update

from lms import database
from lms.accounts.models import Person, PersonState
from lms.audit.service import record
from lms.calendars.models import CalendarFeed

# Octets of chance: 192 bits.
SECRET_OCTETS = 24


def make(person: Person, now: datetime) -> str:
    """A new secret; the address before it, if there was one, is dead. The secret is told this once."""
    _end_present(person.id, now)
    token = secrets.token_urlsafe(SECRET_OCTETS)
    feed = CalendarFeed(person_id=person.id, token_hash=hashed(token), made_at=now)
    database.session.add(feed)
    record(person, "calendar.made", feed, now)
    return token


def end(person: Person, now: datetime) -> None:
    """Nobody reads the calendar any more. Doing it twice is harmless."""
    feed = present(person.id)
    if feed is None:
        return
    feed.ended_at = now
    record(person, "calendar.ended", feed, now)


def present(person_id: int) -> CalendarFeed | None:
    """The address that is good now, as far as we know it."""
    statement = select(CalendarFeed).where(
        CalendarFeed.person_id == person_id, CalendarFeed.ended_at.is_(None)
    )
    return database.session.scalars(statement).one_or_none()


def owner(token: str) -> Person | None:
    """Whose calendar it is; nobody's for what is unknown, ended, or of a suspended account."""
    statement = (
        select(Person)
        .join(CalendarFeed, CalendarFeed.person_id == Person.id)
        .where(
            CalendarFeed.token_hash == hashed(token),
            CalendarFeed.ended_at.is_(None),
            Person.state == PersonState.ACTIVE,
        )
    )
    return database.session.scalars(statement).one_or_none()


def hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _end_present(person_id: int, now: datetime) -> None:
    """Before another one begins; two at once are settled by the index."""
    database.session.execute(
        update(CalendarFeed)
        .where(CalendarFeed.person_id == person_id, CalendarFeed.ended_at.is_(None))
        .values(ended_at=now)
    )

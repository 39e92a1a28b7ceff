"""Personal codes: what a badge, a printed sheet or a phone shows to the scanner. Random, and replaceable at any time.

The alphabet has no vowels, no D and no W, so that a Vietnamese keyboard (Telex, VNI) that stands between a hand-held
scanner and the page finds nothing to put marks on.
"""

import secrets
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite

from lms import database
from lms.accounts.models import Person
from lms.attendance.models import PersonalCode
from lms.audit.service import record

ALPHABET = "BCFGHJKLMNPQRSTVXZ0123456789"
LENGTH = 17  # 28 signs: 81.7 bits


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def issue(person_ids: Iterable[int], now: datetime) -> None:
    """Give a code to everybody who has none; those who have one keep it."""
    ids = list(person_ids)
    having = codes_of(ids)
    rows = [
        {"person_id": person_id, "code": new_code(), "issued_at": now}
        for person_id in ids
        if person_id not in having
    ]
    insert = postgresql.insert if database.is_postgresql() else sqlite.insert
    if rows:
        database.session.execute(insert(PersonalCode).on_conflict_do_nothing(), rows)


def replace(person: Person, actor: Person, now: datetime) -> None:
    """A new code; the old one is refused from now on, and whoever shows it is listed for the organiser."""
    ended = update(PersonalCode).where(PersonalCode.person_id == person.id, PersonalCode.ended_at.is_(None))
    database.session.execute(ended.values(ended_at=now))
    issue([person.id], now)
    record(actor, "personal-code.replaced", person, now)


def codes_of(person_ids: Iterable[int]) -> dict[int, str]:
    """The present code of each of these people who has one."""
    statement = select(PersonalCode.person_id, PersonalCode.code).where(
        PersonalCode.person_id.in_(list(person_ids)), PersonalCode.ended_at.is_(None)
    )
    return {row.person_id: row.code for row in database.session.execute(statement)}

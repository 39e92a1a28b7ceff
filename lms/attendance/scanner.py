"""The organiser's scanner: codes read at the door, sent in batches, late and in any order, each counted once."""

import secrets
from base64 import b32encode
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection

from lms import database
from lms.accounts.models import Person
from lms.attendance import checking_in
from lms.attendance.checking_in import Scan
from lms.attendance.models import Method, PersonalCode, ScannerRead

CODE_BYTES = 10
LARGEST_BATCH = 200
UNKNOWN = "unknown"


@dataclass(frozen=True)
class Read:
    """One code that a scanner read; `scanned_at` is the time of the read, however late it arrives."""

    nonce: str
    code: str
    scanned_at: datetime


@dataclass(frozen=True)
class Told:
    """What became of one read."""

    nonce: str
    outcome: str
    name: str


def take(
    connection: Connection, checkpoint_id: int, reads: Iterable[Read], actor_id: int, now: datetime
) -> list[Told]:
    """Judge every read once. A scanner whose clock runs ahead cannot check anybody in for later."""
    return [_take(connection, checkpoint_id, read, actor_id, now) for read in reads]


def issue(person_ids: Iterable[int], now: datetime) -> None:
    """Give a code to everybody who has none; those who have one keep it."""
    ids = list(person_ids)
    held = select(PersonalCode.person_id).where(
        PersonalCode.person_id.in_(ids), PersonalCode.ended_at.is_(None)
    )
    having = set(database.session.scalars(held))
    rows = [
        {"person_id": person_id, "code": new_code(), "issued_at": now}
        for person_id in ids
        if person_id not in having
    ]
    insert = postgresql.insert if database.is_postgresql() else sqlite.insert
    if rows:
        database.session.execute(insert(PersonalCode).on_conflict_do_nothing(), rows)


def codes_of(person_ids: Iterable[int]) -> dict[int, str]:
    """The present code of each of these people who has one."""
    statement = select(PersonalCode.person_id, PersonalCode.code).where(
        PersonalCode.person_id.in_(list(person_ids)), PersonalCode.ended_at.is_(None)
    )
    return {row.person_id: row.code for row in database.session.execute(statement)}


def new_code() -> str:
    return b32encode(secrets.token_bytes(CODE_BYTES)).decode()


def _take(connection: Connection, checkpoint_id: int, read: Read, actor_id: int, now: datetime) -> Told:
    before = _told_before(connection, checkpoint_id, read.nonce)
    if before is not None:
        return before
    found = connection.execute(
        select(Person.id, Person.full_name)
        .join(PersonalCode, PersonalCode.person_id == Person.id)
        .where(PersonalCode.code == read.code.strip().upper(), PersonalCode.ended_at.is_(None))
    ).one_or_none()
    at = min(read.scanned_at, now)
    outcome = UNKNOWN
    if found is not None:
        scan = Scan(checkpoint_id, at, Method.SCANNER, by_id=actor_id, nonce=read.nonce)
        outcome = checking_in.check_in(connection, found.id, scan, now).outcome.value
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    connection.execute(
        insert(ScannerRead)
        .values(
            checkpoint_id=checkpoint_id,
            nonce=read.nonce,
            person_id=found.id if found else None,
            scanned_at=at,
            received_at=now,
            by_id=actor_id,
            outcome=outcome,
        )
        .on_conflict_do_nothing()
    )
    return Told(read.nonce, outcome, found.full_name if found else "")


def _told_before(connection: Connection, checkpoint_id: int, nonce: str) -> Told | None:
    row = connection.execute(
        select(ScannerRead.outcome, Person.full_name)
        .outerjoin(Person, Person.id == ScannerRead.person_id)
        .where(ScannerRead.checkpoint_id == checkpoint_id, ScannerRead.nonce == nonce)
    ).one_or_none()
    return Told(nonce, row.outcome, row.full_name or "") if row else None

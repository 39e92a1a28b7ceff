"""Judging what a device sent: each read once, whatever the order of the batches. What a person decided stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import Row, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection

from lms.accounts.models import Person
from lms.attendance import checking_in
from lms.attendance.checking_in import Answer, Outcome, Scan
from lms.attendance.models import AttendanceCorrection, CheckIn, Method, PersonalCode, ScannerRead
from lms.attendance.places import place_of
from lms.attendance.scanners.batches import Read
from lms.attendance.windows import Mark, Phase, Timing
from lms.web.filters import as_time

LONGEST_TEXT = 80
# Beside the outcomes of a check-in.
UNKNOWN, REVOKED, EXPIRED, DIFFERS = "unknown", "revoked", "expired", "differs"
BY_HAND = {Method.LIST}


@dataclass(frozen=True)
class Sender:
    """The device a batch came from: its session's checkpoints, who issued it, until when it may scan."""

    device_id: int
    checkpoint_ids: dict[Phase, int]
    actor_id: int
    expires_at: datetime


@dataclass(frozen=True)
class Told:
    """What became of one read."""

    nonce: str
    outcome: str
    name: str


@dataclass(frozen=True)
class Verdict:
    outcome: str
    person_id: int | None = None
    name: str = ""


def take(connection: Connection, sender: Sender, reads: Iterable[Read], now: datetime) -> list[Told]:
    return [_take(connection, sender, read, now) for read in reads]


def _take(connection: Connection, sender: Sender, read: Read, now: datetime) -> Told:
    checkpoint_id = sender.checkpoint_ids[read.phase]
    before = _told_before(connection, checkpoint_id, read.nonce)
    if before is not None:
        return before
    verdict = _judge(connection, sender, read, now)
    kept = {
        "checkpoint_id": checkpoint_id,
        "nonce": read.nonce,
        "person_id": verdict.person_id,
        "scanned_at": read.scanned_at,
        "reported_at": read.reported_at,
        "received_at": now,
        "by_id": sender.actor_id,
        "device_id": sender.device_id,
        "outcome": verdict.outcome,
        "text": _plain(read.code) if verdict.outcome == UNKNOWN else "",
    }
    insert_once = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    connection.execute(insert_once(ScannerRead).values(**kept).on_conflict_do_nothing())
    return Told(read.nonce, verdict.outcome, verdict.name)


def _judge(connection: Connection, sender: Sender, read: Read, now: datetime) -> Verdict:
    found = _owner(connection, read.code)
    if found is None:
        return Verdict(UNKNOWN)
    if found.ended_at is not None and read.scanned_at >= found.ended_at:
        return Verdict(REVOKED, found.id, found.full_name)
    if read.scanned_at > sender.expires_at:
        return Verdict(EXPIRED, found.id, found.full_name)
    scan = Scan(
        sender.checkpoint_ids[read.phase],
        read.scanned_at,
        Method.SCANNER,
        by_id=sender.actor_id,
        nonce=read.nonce,
    )
    return Verdict(_checked_in(connection, found.id, scan, now), found.id, found.full_name)


def _checked_in(connection: Connection, person_id: int, scan: Scan, now: datetime) -> str:
    if _decided_otherwise(connection, person_id, scan):
        return DIFFERS
    answer = checking_in.check_in(connection, person_id, scan, now)
    if answer.outcome is Outcome.ALREADY and answer.late:
        _move_forward(connection, person_id, scan, answer)
    return answer.outcome.value


def _decided_otherwise(connection: Connection, person_id: int, scan: Scan) -> bool:
    """Whether a person decided, after the scan and without knowing of it, something that the scan contradicts."""
    place = place_of(connection, scan.checkpoint_id, person_id)
    if place is None or not place.enrolled or not place.window.at(scan.at).counts:
        return False
    mark, wanted = place.entries[place.phase].mark, _mark(place.window.at(scan.at))
    if mark in {Mark.NONE, wanted} or (mark is Mark.PRESENT and wanted is Mark.LATE):
        return False
    decided_at = _decided_at(connection, person_id, scan.checkpoint_id)
    return decided_at is not None and decided_at >= scan.at


def _decided_at(connection: Connection, person_id: int, checkpoint_id: int) -> datetime | None:
    """When an organiser last recorded this person by hand, if what stands is from a hand."""
    of = {"checkpoint_id": checkpoint_id, "person_id": person_id}
    latest = select(AttendanceCorrection.at).filter_by(**of).order_by(AttendanceCorrection.id.desc()).limit(1)
    corrected: datetime | None = connection.execute(latest).scalar_one_or_none()
    if corrected is not None:
        return corrected
    came = select(CheckIn.received_at).filter_by(**of).where(CheckIn.method.in_(BY_HAND))
    listed: datetime | None = connection.execute(came).scalar_one_or_none()
    return listed


def _move_forward(connection: Connection, person_id: int, scan: Scan, answer: Answer) -> None:
    """A scan in time that arrives after a late one: whoever came in time is not late, in whatever order it is sent."""
    if answer.place is None or answer.place.window.at(scan.at) is not Timing.ON_TIME:
        return
    connection.execute(
        insert(AttendanceCorrection).values(
            checkpoint_id=scan.checkpoint_id,
            person_id=person_id,
            old=Mark.LATE,
            new=Mark.PRESENT,
            at=scan.at,
            by_id=scan.by_id,
            reason=_("A scan of %(time)s arrived later", time=as_time(scan.at)),
        )
    )


def _mark(timing: Timing) -> Mark:
    return Mark.LATE if timing is Timing.LATE else Mark.PRESENT


def _owner(connection: Connection, code: str) -> Row[int, str, datetime | None] | None:
    return connection.execute(
        select(Person.id, Person.full_name, PersonalCode.ended_at)
        .join(PersonalCode, PersonalCode.person_id == Person.id)
        .where(PersonalCode.code == _plain(code).upper())
    ).one_or_none()


def _plain(code: str) -> str:
    """Without what no database can hold, and never longer than what is kept of it."""
    return "".join(sign for sign in code if sign.isprintable()).strip()[:LONGEST_TEXT]


def _told_before(connection: Connection, checkpoint_id: int, nonce: str) -> Told | None:
    row = connection.execute(
        select(ScannerRead.outcome, Person.full_name)
        .outerjoin(Person, Person.id == ScannerRead.person_id)
        .where(ScannerRead.checkpoint_id == checkpoint_id, ScannerRead.nonce == nonce)
    ).one_or_none()
    return Told(nonce, row.outcome, row.full_name or "") if row else None

"""Checking a person in: insert-only and idempotent, in Core, two statements when all is well.

A scan counts at the time it was made. Scanning again is harmless; whoever is not on the list waits for the organiser.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import Row, and_, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection

from lms import database
from lms.attendance.models import AttendanceCorrection, CheckIn, Method, WalkIn, WalkInState
from lms.attendance.places import Place, own_session, place_of
from lms.attendance.rules import Entry
from lms.attendance.windows import Mark, Timing


class Outcome(StrEnum):
    """What a person is told."""

    RECORDED = "recorded"
    ALREADY = "already"
    EARLY = "early"
    OVER = "over"
    CANCELLED = "cancelled"
    WRONG_CLASS = "wrong-class"
    WAITING = "waiting"
    REFUSED = "refused"
    STALE = "stale"
    WRONG_CODE = "wrong-code"
    TOO_MANY = "too-many"


@dataclass(frozen=True)
class Scan:
    """A claim whose checkpoint is known."""

    checkpoint_id: int
    at: datetime
    method: Method
    by_id: int | None = None
    nonce: str | None = None
    transferred: bool = False


@dataclass(frozen=True)
class Answer:
    """`at` is the time that is recorded; `own` the session of the person's own class, for who came to another."""

    outcome: Outcome
    at: datetime | None = None
    place: Place | None = None
    own: Row[Any] | None = None
    late: bool = False


def arrive(person_id: int, scan: Scan, now: datetime) -> Answer:
    """`check_in` for a hall: what is read is read before, and where all is well one statement writes."""
    with database.reading_connection() as connection:
        place = place_of(connection, scan.checkpoint_id, person_id)
    known = _known(place, scan)
    if known is not None:
        return known
    if place is not None and place.enrolled and place.entries[place.phase].method != "correction":
        late = place.window.at(scan.at) is Timing.LATE
        row = _row(person_id, scan, now, late=late)
        if database.write_alone(_insertion(CheckIn, database.engine().dialect.name), row) is not None:
            return Answer(Outcome.RECORDED, scan.at, place, late=late)
    with database.writing_connection() as connection:
        return check_in(connection, person_id, scan, now)


def check_in(connection: Connection, person_id: int, scan: Scan, now: datetime) -> Answer:
    """Record the person at the checkpoint of the scan, or say why not."""
    place = place_of(connection, scan.checkpoint_id, person_id)
    known = _known(place, scan)
    if known is not None or place is None:
        return known or Answer(Outcome.STALE)
    if not place.enrolled:
        return _outsider(connection, person_id, scan, now, place)
    return _record(connection, person_id, scan, now, place)


def _known(place: Place | None, scan: Scan) -> Answer | None:
    """What can be said without writing anything."""
    if place is None:
        return Answer(Outcome.STALE)
    if place.cancelled:
        return Answer(Outcome.CANCELLED, scan.at, place)
    if not place.enrolled:
        return None
    entry = place.entries[place.phase]
    if entry.mark.attended and not place.stayed_longer(scan.at):
        return Answer(Outcome.ALREADY, entry.at, place, late=entry.mark is Mark.LATE)
    timing = place.window.at(scan.at)
    return None if timing.counts else _out_of_time(timing, scan, place)


def withdraw(connection: Connection, person_id: int, checkpoint_id: int, reason: str, now: datetime) -> None:
    """“That is not me”: the mark goes, its history stays. Withdrawing what is not there changes nothing."""
    place = place_of(connection, checkpoint_id, person_id)
    entry = place.entries[place.phase] if place else Entry()
    if entry.mark.attended:
        what = {"old": entry.mark, "new": Mark.NONE, "at": now, "by_id": person_id, "reason": reason}
        _correct(connection, checkpoint_id, person_id, **what)
    connection.execute(
        update(WalkIn)
        .where(
            WalkIn.checkpoint_id == checkpoint_id,
            WalkIn.person_id == person_id,
            WalkIn.state == WalkInState.WAITING,
        )
        .values(state=WalkInState.WITHDRAWN)
    )


def _record(connection: Connection, person_id: int, scan: Scan, now: datetime, place: Place) -> Answer:
    late = place.window.at(scan.at) is Timing.LATE
    fresh = _insert_once(connection, CheckIn, _row(person_id, scan, now, late=late))
    if fresh and place.entries[place.phase].method != "correction":
        return Answer(Outcome.RECORDED, scan.at, place, late=late)
    again = place_of(connection, scan.checkpoint_id, person_id) or place
    entry = again.entries[again.phase]
    old = Mark.EARLY if again.stayed_longer(scan.at) else entry.mark
    if old is not Mark.EARLY and old.attended:  # another request of the same person was faster
        return Answer(Outcome.ALREADY, entry.at, again, late=entry.mark is Mark.LATE)
    mark = Mark.LATE if late else Mark.PRESENT
    _correct(
        connection,
        scan.checkpoint_id,
        person_id,
        old=old,
        new=mark,
        at=scan.at,
        by_id=scan.by_id or person_id,
    )
    return Answer(Outcome.RECORDED, scan.at, again, late=late)


def _row(person_id: int, scan: Scan, now: datetime, *, late: bool) -> dict[str, Any]:
    return {
        "checkpoint_id": scan.checkpoint_id,
        "person_id": person_id,
        "at": scan.at,
        "received_at": now,
        "method": scan.method,
        "late": late,
        "by_id": scan.by_id,
        "nonce": scan.nonce,
    }


def _outsider(connection: Connection, person_id: int, scan: Scan, now: datetime, place: Place) -> Answer:
    own = None if scan.transferred else own_session(connection, person_id, scan.at)
    if own is not None:
        return Answer(Outcome.WRONG_CLASS, scan.at, place, own)
    timing = place.window.at(scan.at)
    return (
        _wait(connection, person_id, scan, now, place) if timing.counts else _out_of_time(timing, scan, place)
    )


def _out_of_time(timing: Timing, scan: Scan, place: Place) -> Answer:
    return Answer(Outcome.EARLY if timing is Timing.EARLY else Outcome.OVER, scan.at, place)


def _wait(connection: Connection, person_id: int, scan: Scan, now: datetime, place: Place) -> Answer:
    """Put them on the waiting list; who was refused stays refused, who withdrew waits again."""
    values = {
        "checkpoint_id": scan.checkpoint_id,
        "person_id": person_id,
        "at": scan.at,
        "received_at": now,
        "method": scan.method,
        "state": WalkInState.WAITING,
    }
    if _insert_once(connection, WalkIn, values):
        return Answer(Outcome.WAITING, scan.at, place)
    mine = and_(WalkIn.checkpoint_id == scan.checkpoint_id, WalkIn.person_id == person_id)
    connection.execute(
        update(WalkIn)
        .where(mine, WalkIn.state.in_([WalkInState.WITHDRAWN, WalkInState.ACCEPTED]))
        .values(state=WalkInState.WAITING, at=scan.at, decided_at=None)
    )
    row = connection.execute(select(WalkIn.state, WalkIn.at).where(mine)).one()
    refused = row.state is WalkInState.REFUSED
    return Answer(Outcome.REFUSED if refused else Outcome.WAITING, row.at, place)


def _insert_once(connection: Connection, model: Any, values: dict[str, Any]) -> bool:
    statement = _insertion(model, connection.dialect.name)
    return connection.execute(statement, values).scalar_one_or_none() is not None


@cache
def _insertion(model: Any, dialect: str) -> Any:
    kind = postgresql.insert if dialect == "postgresql" else sqlite.insert
    return kind(model).on_conflict_do_nothing().returning(model.id)


def _correct(connection: Connection, checkpoint_id: int, person_id: int, **what: Any) -> None:
    values = {"checkpoint_id": checkpoint_id, "person_id": person_id, "reason": "", **what}
    connection.execute(insert(AttendanceCorrection).values(**values))

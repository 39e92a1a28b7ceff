"""Reads that did not become check-ins: listed for the organiser, who takes the scan or leaves things as they are."""

from collections.abc import Iterable
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import joinedload

from lms import database
from lms.accounts.models import Person
from lms.attendance.book import Book
from lms.attendance.checking_in import Outcome
from lms.attendance.models import (
    AttendanceCorrection,
    CheckIn,
    Checkpoint,
    Method,
    ScannerRead,
    WalkIn,
    WalkInState,
)
from lms.attendance.places import place_of
from lms.attendance.scanners.taking import DIFFERS, EXPIRED, REVOKED, UNKNOWN
from lms.attendance.windows import Mark, Timing
from lms.audit.service import record
from lms.web.filters import as_time

CONFLICTS = (
    UNKNOWN,
    REVOKED,
    EXPIRED,
    DIFFERS,
    Outcome.EARLY.value,
    Outcome.OVER.value,
    Outcome.CANCELLED.value,
    Outcome.WRONG_CLASS.value,
    Outcome.REFUSED.value,
)
# Once the person is recorded anyway, nothing is left to decide about these.
MOOT = {Outcome.EARLY.value, Outcome.OVER.value, Outcome.WRONG_CLASS.value, Outcome.REFUSED.value}


def open_of(class_session_id: int, book: Book) -> list[ScannerRead]:
    """What waits for the organiser, the earliest scan first; of one person and reason only the first."""
    statement = (
        select(ScannerRead)
        .join(Checkpoint, Checkpoint.id == ScannerRead.checkpoint_id)
        .where(
            Checkpoint.class_session_id == class_session_id,
            ScannerRead.settled_at.is_(None),
            ScannerRead.outcome.in_(CONFLICTS),
        )
        .options(joinedload(ScannerRead.person))
        .order_by(ScannerRead.scanned_at, ScannerRead.id)
    )
    return _once_each(read for read in database.session.scalars(statement) if not _is_moot(read, book))


def settled_of(class_session_id: int) -> list[tuple[ScannerRead, str]]:
    """What was decided, the latest first, with the name of who decided."""
    statement = (
        select(ScannerRead, Person.full_name)
        .join(Checkpoint, Checkpoint.id == ScannerRead.checkpoint_id)
        .outerjoin(Person, Person.id == ScannerRead.settled_by_id)
        .where(Checkpoint.class_session_id == class_session_id, ScannerRead.settled_at.is_not(None))
        .options(joinedload(ScannerRead.person))
        .order_by(ScannerRead.settled_at.desc(), ScannerRead.id)
    )
    return [(read, name or "") for read, name in database.session.execute(statement)]


def take(read: ScannerRead, actor: Person, now: datetime) -> None:
    """Let the scan count at its time; whoever is not in the class waits at the door. Once is enough."""
    if read.settled_at is not None or read.person_id is None:
        return
    place = place_of(database.session.connection(), read.checkpoint_id, read.person_id)
    if place is not None and place.enrolled:
        _record(read, place.entries[place.phase].mark, place.window.at(read.scanned_at), actor)
    elif place is not None:
        _wait(read)
    _settle(read, actor, now, taken=True)


def dismiss(read: ScannerRead, actor: Person, now: datetime) -> None:
    """Nothing comes of it. Dismissing twice is harmless."""
    if read.settled_at is None:
        _settle(read, actor, now, taken=False)


def _record(read: ScannerRead, old: Mark, timing: Timing, actor: Person) -> None:
    """The check-in as of the scan; where another one or a correction stands, a correction with the reason."""
    late = timing in {Timing.LATE, Timing.OVER} and read.checkpoint.window.late_at is not None
    new = Mark.LATE if late else Mark.PRESENT
    insert_once = postgresql.insert if database.is_postgresql() else sqlite.insert
    values = {
        "checkpoint_id": read.checkpoint_id,
        "person_id": read.person_id,
        "at": read.scanned_at,
        "received_at": read.received_at,
        "method": Method.SCANNER,
        "late": late,
        "by_id": actor.id,
    }
    database.session.execute(insert_once(CheckIn).values(**values).on_conflict_do_nothing())
    if old is new:
        return
    said = _("Scan of %(time)s, taken by the organiser", time=as_time(read.scanned_at))
    correction = {"old": old, "new": new, "at": read.scanned_at, "by_id": actor.id, "reason": said}
    where = {"checkpoint_id": read.checkpoint_id, "person_id": read.person_id}
    database.session.execute(insert(AttendanceCorrection).values(**where, **correction))


def _wait(read: ScannerRead) -> None:
    insert_once = postgresql.insert if database.is_postgresql() else sqlite.insert
    statement = insert_once(WalkIn).values(
        checkpoint_id=read.checkpoint_id,
        person_id=read.person_id,
        at=read.scanned_at,
        received_at=read.received_at,
        method=Method.SCANNER,
        state=WalkInState.WAITING,
    )
    again = {"state": WalkInState.WAITING, "decided_at": None, "at": read.scanned_at}
    keys = ["checkpoint_id", "person_id"]
    database.session.execute(statement.on_conflict_do_update(index_elements=keys, set_=again))


def _settle(read: ScannerRead, actor: Person, now: datetime, *, taken: bool) -> None:
    read.settled_at, read.settled_by_id, read.taken = now, actor.id, taken
    record(
        actor,
        "scan.taken" if taken else "scan.dismissed",
        read,
        now,
        old={"outcome": read.outcome},
        new={"person_id": read.person_id},
        class_id=read.checkpoint.class_session.study_class_id,
    )


def _is_moot(read: ScannerRead, book: Book) -> bool:
    if read.person_id is None or read.outcome not in MOOT:
        return False
    entry = book.entry(read.checkpoint.class_session_id, read.checkpoint.phase, read.person_id)
    return entry.mark.attended


def _once_each(reads: Iterable[ScannerRead]) -> list[ScannerRead]:
    first = {
        (read.checkpoint_id, read.outcome, read.person_id, read.text): read for read in reversed(list(reads))
    }
    return sorted(first.values(), key=lambda read: (read.scanned_at, read.id))

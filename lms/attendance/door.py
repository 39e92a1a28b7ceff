"""People at the door who are not on the list: the organiser lets them in, at the time of their scan, or does not."""

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import joinedload

from lms import database
from lms.accounts.models import Person
from lms.attendance.models import AttendanceCorrection, CheckIn, Checkpoint, WalkIn, WalkInState
from lms.attendance.places import place_of
from lms.attendance.windows import Mark, Timing
from lms.audit.service import record
from lms.classes import service as classes
from lms.classes.models import Enrolment


def waiting(class_session_id: int) -> list[WalkIn]:
    """Who waits at the door of this session, the first to come first."""
    statement = (
        select(WalkIn)
        .join(Checkpoint, Checkpoint.id == WalkIn.checkpoint_id)
        .where(Checkpoint.class_session_id == class_session_id, WalkIn.state == WalkInState.WAITING)
        .options(joinedload(WalkIn.person).joinedload(Person.grants))
        .order_by(WalkIn.at, WalkIn.id)
    )
    return list(database.session.scalars(statement).unique())


def accept(walk_in: WalkIn, actor: Person, now: datetime) -> None:
    """Enrol the person and check them in as of the scan. Accepting twice is harmless."""
    if walk_in.state is not WalkInState.WAITING:
        return
    checkpoint = walk_in.checkpoint
    classes.enrol(walk_in.person, checkpoint.class_session.study_class, now, actor)
    late = checkpoint.window.at(walk_in.at) is Timing.LATE
    insert_once = postgresql.insert if database.is_postgresql() else sqlite.insert
    database.session.execute(
        insert_once(CheckIn)
        .values(
            checkpoint_id=checkpoint.id,
            person_id=walk_in.person_id,
            at=walk_in.at,
            received_at=walk_in.received_at,
            method=walk_in.method,
            late=late,
            by_id=actor.id,
        )
        .on_conflict_do_nothing()
    )
    if not _mark(walk_in).attended:  # was let in and taken out before
        _correct(walk_in, Mark.LATE if late else Mark.PRESENT, actor, walk_in.at, _("Was let in at the door"))
    _decide(walk_in, WalkInState.ACCEPTED, actor, now)


def refuse(walk_in: WalkIn, actor: Person, now: datetime) -> None:
    """Not for this class. Refusing twice is harmless."""
    if walk_in.state is WalkInState.WAITING:
        _decide(walk_in, WalkInState.REFUSED, actor, now)


def decided(class_session_id: int) -> list[WalkIn]:
    """Who was let in or refused at this session, the latest first."""
    answered = {WalkInState.ACCEPTED, WalkInState.REFUSED}
    statement = (
        select(WalkIn)
        .join(Checkpoint, Checkpoint.id == WalkIn.checkpoint_id)
        .where(Checkpoint.class_session_id == class_session_id, WalkIn.state.in_(answered))
        .options(joinedload(WalkIn.person))
        .order_by(WalkIn.decided_at.desc(), WalkIn.id)
    )
    return list(database.session.scalars(statement))


def undo(walk_in: WalkIn, actor: Person, now: datetime) -> None:
    """Back to waiting; who was let in leaves the class again, and the check-in is taken back with a reason."""
    if walk_in.state not in {WalkInState.ACCEPTED, WalkInState.REFUSED}:
        return
    old = walk_in.state
    if old is WalkInState.ACCEPTED:
        _take_out(walk_in, actor, now)
    walk_in.state, walk_in.decided_at, walk_in.decided_by_id = WalkInState.WAITING, None, None
    record(
        actor,
        "walk-in.undone",
        walk_in,
        now,
        old={"state": old.value},
        new={"person_id": walk_in.person_id},
        class_id=walk_in.checkpoint.class_session.study_class_id,
    )


def _take_out(walk_in: WalkIn, actor: Person, now: datetime) -> None:
    checkpoint, reason = walk_in.checkpoint, _("Was let in at the door by mistake")
    if _mark(walk_in).attended:
        _correct(walk_in, Mark.NONE, actor, now, reason)
    enrolment = database.session.scalars(
        select(Enrolment).where(
            Enrolment.study_class_id == checkpoint.class_session.study_class_id,
            Enrolment.person_id == walk_in.person_id,
        )
    ).one_or_none()
    if enrolment is not None:
        classes.withdraw(enrolment, reason, now, actor)


def _mark(walk_in: WalkIn) -> Mark:
    place = place_of(database.session.connection(), walk_in.checkpoint_id, walk_in.person_id)
    return place.entries[place.phase].mark if place else Mark.NONE


def _correct(walk_in: WalkIn, new: Mark, actor: Person, at: datetime, reason: str) -> None:
    where = {"checkpoint_id": walk_in.checkpoint_id, "person_id": walk_in.person_id}
    what = {"old": _mark(walk_in), "new": new, "at": at, "by_id": actor.id, "reason": reason}
    database.session.execute(insert(AttendanceCorrection).values(**where, **what))


def _decide(walk_in: WalkIn, state: WalkInState, actor: Person, now: datetime) -> None:
    walk_in.state, walk_in.decided_at, walk_in.decided_by_id = state, now, actor.id
    record(
        actor,
        f"walk-in.{state.value}",
        walk_in,
        now,
        new={"person_id": walk_in.person_id},
        class_id=walk_in.checkpoint.class_session.study_class_id,
    )

"""People at the door who are not on the list: the organiser lets them in, at the time of their scan, or does not."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import joinedload

from lms import database
from lms.accounts.models import Person
from lms.attendance.models import CheckIn, Checkpoint, WalkIn, WalkInState
from lms.attendance.windows import Timing
from lms.audit.service import record
from lms.classes import service as classes


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
    insert = postgresql.insert if database.is_postgresql() else sqlite.insert
    database.session.execute(
        insert(CheckIn)
        .values(
            checkpoint_id=checkpoint.id,
            person_id=walk_in.person_id,
            at=walk_in.at,
            received_at=walk_in.received_at,
            method=walk_in.method,
            late=checkpoint.window.at(walk_in.at) is Timing.LATE,
            by_id=actor.id,
        )
        .on_conflict_do_nothing()
    )
    _decide(walk_in, WalkInState.ACCEPTED, actor, now)


def refuse(walk_in: WalkIn, actor: Person, now: datetime) -> None:
    """Not for this class. Refusing twice is harmless."""
    if walk_in.state is WalkInState.WAITING:
        _decide(walk_in, WalkInState.REFUSED, actor, now)


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

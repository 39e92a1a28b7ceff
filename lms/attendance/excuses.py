"""Asking to stay away from a session, with a reason; an organiser says yes or no."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import joinedload

from lms import database
from lms.accounts.models import Person
from lms.attendance.models import Excuse, ExcuseState
from lms.audit.service import record
from lms.classes.models import ClassSession


def of(class_session_id: int, person_id: int) -> Excuse | None:
    statement = select(Excuse).where(
        Excuse.class_session_id == class_session_id, Excuse.person_id == person_id
    )
    return database.session.scalars(statement).one_or_none()


def open_for(class_session_id: int) -> list[Excuse]:
    """Those of the session that wait for an answer."""
    statement = (
        select(Excuse)
        .where(Excuse.class_session_id == class_session_id, Excuse.state == ExcuseState.ASKED)
        .options(joinedload(Excuse.person))
        .order_by(Excuse.id)
    )
    return list(database.session.scalars(statement))


def ask(class_session: ClassSession, person: Person, reason: str, now: datetime) -> bool:
    """Ask for oneself; asking again replaces what was not yet granted. False where it is granted already."""
    insert = postgresql.insert if database.is_postgresql() else sqlite.insert
    again = {"reason": reason, "state": ExcuseState.ASKED, "asked_at": now, "decided_at": None}
    statement = (
        insert(Excuse)
        .values(class_session_id=class_session.id, person_id=person.id, **again)
        .on_conflict_do_update(
            index_elements=["class_session_id", "person_id"],
            set_=again,
            where=Excuse.state != ExcuseState.APPROVED,
        )
        .returning(Excuse.id)
    )
    asked = database.session.scalar(statement) is not None
    if asked:
        record(
            person,
            "excuse.asked",
            class_session,
            now,
            new={"reason": reason},
            class_id=class_session.study_class_id,
        )
    return asked


def approve(excuse: Excuse, actor: Person, now: datetime) -> None:
    _decide(excuse, ExcuseState.APPROVED, actor, now)


def refuse(excuse: Excuse, actor: Person, now: datetime) -> None:
    _decide(excuse, ExcuseState.REFUSED, actor, now)


def _decide(excuse: Excuse, state: ExcuseState, actor: Person, now: datetime) -> None:
    if excuse.state is state:
        return
    old = excuse.state
    excuse.state, excuse.decided_at, excuse.decided_by_id = state, now, actor.id
    record(
        actor,
        f"excuse.{state.value}",
        excuse,
        now,
        old={"state": old.value},
        new={"state": state.value, "person_id": excuse.person_id},
        class_id=excuse.class_session.study_class_id,
    )

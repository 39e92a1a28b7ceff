"""Asking to be let in, and letting in. Doing either twice changes nothing."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite

from lms import database
from lms.accounts.models import Person
from lms.audit.service import record
from lms.quizzes.models import Quiz
from lms.quizzes.proctoring.models import Admission


def ask(quiz_id: int, person_id: int, now: datetime) -> None:
    """The person stands at the door; in one statement, for a whole hall asks at once."""
    insert: Any = postgresql.insert if database.engine().dialect.name == "postgresql" else sqlite.insert
    row = {"quiz_id": quiz_id, "person_id": person_id, "asked_at": now}
    database.write_alone(insert(Admission).values(row).on_conflict_do_nothing())


def admit(actor: Person, quiz: Quiz, person_id: int, now: datetime) -> bool:
    """Let one person in, waiting or not; False if that was done before."""
    insert: Any = postgresql.insert if database.is_postgresql() else sqlite.insert
    given = {"admitted_at": now, "admitted_by_id": actor.id}
    statement = (
        insert(Admission)
        .values(quiz_id=quiz.id, person_id=person_id, **given)
        .on_conflict_do_update(
            index_elements=["quiz_id", "person_id"], set_=given, where=Admission.admitted_at.is_(None)
        )
        .returning(Admission.person_id)
    )
    return _recorded(actor, quiz, database.session.scalars(statement).all(), now) > 0


def admit_waiting(actor: Person, quiz: Quiz, now: datetime) -> int:
    """Let everybody in who waits now; how many."""
    statement = (
        update(Admission)
        .where(Admission.quiz_id == quiz.id, Admission.admitted_at.is_(None))
        .values(admitted_at=now, admitted_by_id=actor.id)
        .returning(Admission.person_id)
    )
    return _recorded(actor, quiz, database.session.scalars(statement).all(), now)


def admission_of(quiz_id: int, person_id: int) -> Admission | None:
    """When the person asked and was let in."""
    statement = select(Admission).where(Admission.quiz_id == quiz_id, Admission.person_id == person_id)
    return database.session.scalars(statement).one_or_none()


def _recorded(actor: Person, quiz: Quiz, people: Sequence[int], now: datetime) -> int:
    if people:
        new = {"people": sorted(people)}
        record(actor, "quiz.admitted", quiz, now, new=new, class_id=quiz.study_class_id)
    return len(people)

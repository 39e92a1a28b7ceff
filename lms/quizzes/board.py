"""The room of a quiz, read in a fixed number of statements."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select

from lms import database
from lms.accounts.models import Person
from lms.classes.models import Enrolment, EnrolmentState
from lms.quizzes.models import Attempt, Quiz, QuizOverride, Response
from lms.quizzes.queries import totals
from lms.quizzes.saving import sitting


@dataclass(frozen=True)
class Seat:
    """One learner on the board of a quiz, with the attempt in hand or the last one."""

    person_id: int
    full_name: str
    attempts: int
    attempt: Any
    answered: int
    saved_at: datetime | None
    mark: Decimal | None
    waiting: int
    running: bool


def board(quiz: Quiz, now: datetime) -> list[Seat]:
    """Everybody who may sit the quiz, sorted by given name, and how far they are."""
    attempts = _attempts(quiz.id)
    newest = {row.person_id: row for row in attempts}
    answers = _answers(row.id for row in newest.values())
    marks = totals(Attempt.quiz_id == quiz.id)
    taken = Counter(row.person_id for row in attempts)
    return [
        _seat(person, newest.get(person.id), taken[person.id], answers, marks, now)
        for person in _people(quiz.study_class_id, set(newest))
    ]


def learner_of(quiz: Quiz, person_id: int) -> Person | None:
    """Somebody who is enrolled in the class of the quiz, or sat it."""
    enrolled = select(Enrolment.person_id).where(Enrolment.study_class_id == quiz.study_class_id)
    sat = select(Attempt.person_id).where(Attempt.quiz_id == quiz.id)
    statement = select(Person).where(Person.id == person_id, Person.id.in_(enrolled) | Person.id.in_(sat))
    return database.session.scalars(statement).one_or_none()


def override_of(quiz_id: int, person_id: int) -> QuizOverride | None:
    """What the person was allowed beyond the others."""
    statement = select(QuizOverride).where(
        QuizOverride.quiz_id == quiz_id, QuizOverride.person_id == person_id
    )
    return database.session.scalars(statement).one_or_none()


def sittings(quiz_id: int, person_id: int) -> list[Attempt]:
    """All attempts of one person, the latest first."""
    statement = select(Attempt).where(Attempt.quiz_id == quiz_id, Attempt.person_id == person_id)
    return list(database.session.scalars(statement.order_by(Attempt.number.desc())))


def _seat(
    person: Any,
    attempt: Any,
    taken: int,
    answers: dict[int, Any],
    marks: dict[int, Any],
    now: datetime,
) -> Seat:
    saved = answers.get(attempt.id) if attempt else None
    mark = marks.get(attempt.id) if attempt else None
    return Seat(
        person_id=person.id,
        full_name=person.full_name,
        attempts=taken,
        attempt=attempt,
        answered=saved.answered if saved else 0,
        saved_at=saved.saved_at if saved else None,
        mark=mark.points if mark else None,
        waiting=mark.waiting if mark else 0,
        running=attempt is not None and not sitting(attempt).is_over(now),
    )


def _people(study_class_id: int, also: set[int]) -> Sequence[Any]:
    """Who is enrolled, and who sat the quiz before leaving."""
    enrolled = select(Enrolment.person_id).where(
        Enrolment.study_class_id == study_class_id, Enrolment.state == EnrolmentState.ENROLLED
    )
    statement = select(Person.id, Person.full_name).where(Person.id.in_(enrolled) | Person.id.in_(also))
    return database.session.execute(statement.order_by(Person.sort_key, Person.id)).all()


def _attempts(quiz_id: int) -> Sequence[Any]:
    columns = (Attempt.id, Attempt.person_id, Attempt.number, Attempt.started_at, Attempt.ends_at)
    more = (
        Attempt.grace_minutes,
        Attempt.closed_at,
        Attempt.closed_by,
        Attempt.submitted_at,
        Attempt.paused_at,
    )
    statement = select(*columns, *more).where(Attempt.quiz_id == quiz_id).order_by(Attempt.number)
    return database.session.execute(statement).all()


def _answers(attempt_ids: Iterable[int]) -> dict[int, Any]:
    statement = (
        select(
            Response.attempt_id,
            func.count(Response.value).label("answered"),
            func.max(Response.saved_at).label("saved_at"),
        )
        .where(Response.attempt_id.in_(list(attempt_ids)))
        .group_by(Response.attempt_id)
    )
    return {row.attempt_id: row for row in database.session.execute(statement)}

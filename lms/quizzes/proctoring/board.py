"""The room of a quiz, read in a fixed number of statements, in plain rows: it is asked for every few seconds."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, case, func, select

from lms import database
from lms.accounts.models import Person
from lms.classes.models import Enrolment, EnrolmentState, StudyGroup
from lms.quizzes.models import Attempt, AttemptMark, Quiz, Response
from lms.quizzes.proctoring import rules
from lms.quizzes.proctoring.kinds import Kind
from lms.quizzes.proctoring.models import Admission, AttemptEvent, Presence
from lms.quizzes.proctoring.rules import URGENCY, Facts, Standing


@dataclass(frozen=True)
class Seat:
    """One learner of the quiz, with the attempt in hand or the last one.

    `place` is that in the order of given names. `browsers` is how many the attempt was seen in, `hidden` whether the
    one seen last has something else in front of the test, `left` how often browsers reported that.
    """

    place: int
    person: Any
    attempt: Any
    standing: Standing
    answered: int
    saved_at: datetime | None
    unsaved: int
    slot: int | None
    browsers: int
    hidden: bool
    left: int
    mark: Decimal | None
    waiting: int


def board(connection: Connection, quiz: Any, now: datetime) -> list[Seat]:
    """Everybody who may sit the quiz, those first who may need help, then by given name."""
    attempts = {row.person_id: row for row in _rows(connection, _attempts(quiz.id))}
    of_quiz = select(Attempt.id).where(Attempt.quiz_id == quiz.id)
    answers, marks = _by_attempt(connection, _answers(of_quiz)), _by_attempt(connection, _marks(of_quiz))
    events, presences = _by_attempt(connection, _events(of_quiz)), _presences(connection, of_quiz)
    admissions = {row.person_id: row for row in _rows(connection, _admissions(quiz.id))}
    seats = []
    people = _rows(connection, _people(quiz.study_class_id, set(attempts)))
    for place, person in enumerate(people):
        attempt = attempts.get(person.id)
        of = attempt.id if attempt else None
        known = answers.get(of), presences.get(of, []), events.get(of), marks.get(of)
        seats.append(_seat((place, person, attempt), admissions.get(person.id), known, now))
    return sorted(seats, key=lambda seat: URGENCY[seat.standing.state])


def counts(seats: Iterable[Seat]) -> Counter[rules.State]:
    """How many are in each state."""
    return Counter(seat.standing.state for seat in seats)


def _seat(who: tuple[int, Any, Any], admission: Any, known: tuple[Any, ...], now: datetime) -> Seat:
    (place, person, attempt), (saved, seen, noticed, mark) = who, known
    last = max(seen, key=lambda one: one.seen_at, default=None)
    facts = _facts(attempt, admission, saved, last, noticed)
    return Seat(
        place=place,
        person=person,
        attempt=attempt,
        standing=rules.standing(facts, now),
        answered=saved.answered if saved else 0,
        saved_at=facts.saved_at,
        unsaved=last.unsaved if last else 0,
        slot=last.slot if last else None,
        browsers=len(seen),
        hidden=bool(last and last.hidden),
        left=noticed.left if noticed else 0,
        mark=mark.points if mark else None,
        waiting=mark.waiting if mark else 0,
    )


def _facts(attempt: Any, admission: Any, saved: Any, last: Any, noticed: Any) -> Facts:
    asked_at, admitted_at = (admission.asked_at, admission.admitted_at) if admission else (None, None)
    if attempt is None:
        return Facts(asked_at, admitted_at)
    return Facts(
        asked_at,
        admitted_at,
        attempt.started_at,
        attempt.ends_at,
        attempt.paused_at,
        attempt.closed_at,
        attempt.closed_by,
        saved.saved_at if saved else None,
        last.seen_at if last else None,
        noticed.resumed_at if noticed else None,
    )


def _rows(connection: Connection, statement: Any) -> Sequence[Any]:
    return connection.execute(statement).all()


def _by_attempt(connection: Connection, statement: Any) -> dict[int | None, Any]:
    return {row.attempt_id: row for row in connection.execute(statement)}


def _presences(connection: Connection, of_quiz: Any) -> dict[int | None, list[Any]]:
    found: dict[int | None, list[Any]] = {}
    columns = (Presence.attempt_id, Presence.seen_at, Presence.hidden, Presence.unsaved, Presence.slot)
    for row in connection.execute(select(*columns).where(Presence.attempt_id.in_(of_quiz))):
        found.setdefault(row.attempt_id, []).append(row)
    return found


def _people(study_class_id: int, also: set[int]) -> Any:
    """Who is enrolled, and who sat the quiz before leaving; in the order of given names."""
    own = (Enrolment.person_id == Person.id) & (Enrolment.study_class_id == study_class_id)
    return (
        select(Person.id, Person.full_name, StudyGroup.name.label("group"))
        .outerjoin(Enrolment, own)
        .outerjoin(StudyGroup, StudyGroup.id == Enrolment.group_id)
        .where((Enrolment.state == EnrolmentState.ENROLLED) | Person.id.in_(also))
        .order_by(Person.sort_key, Person.id)
    )


def _attempts(quiz_id: int) -> Any:
    """Of each person the last one comes last."""
    columns = (Attempt.id, Attempt.person_id, Attempt.started_at, Attempt.ends_at, Attempt.paused_at)
    statement = select(*columns, Attempt.closed_at, Attempt.closed_by).where(Attempt.quiz_id == quiz_id)
    return statement.order_by(Attempt.number)


def _answers(of_quiz: Any) -> Any:
    figures = (func.count(Response.value).label("answered"), func.max(Response.saved_at).label("saved_at"))
    statement = select(Response.attempt_id, *figures).where(Response.attempt_id.in_(of_quiz))
    return statement.group_by(Response.attempt_id)


def _events(of_quiz: Any) -> Any:
    """How often the page was left, and when time went on after a pause."""
    left = func.sum(case((AttemptEvent.kind == Kind.LEFT, 1), else_=0)).label("left")
    resumed_at = func.max(case((AttemptEvent.kind == Kind.RESUMED, AttemptEvent.at))).label("resumed_at")
    statement = select(AttemptEvent.attempt_id, left, resumed_at).where(AttemptEvent.attempt_id.in_(of_quiz))
    return statement.group_by(AttemptEvent.attempt_id)


def _marks(of_quiz: Any) -> Any:
    of = AttemptMark.attempt_id.in_(of_quiz)
    newest = select(func.max(AttemptMark.id)).where(of).group_by(AttemptMark.attempt_id)
    columns = (AttemptMark.attempt_id, AttemptMark.points, AttemptMark.waiting)
    return select(*columns).where(AttemptMark.id.in_(newest))


def _admissions(quiz_id: int) -> Any:
    columns = (Admission.person_id, Admission.asked_at, Admission.admitted_at)
    return select(*columns).where(Admission.quiz_id == quiz_id)


def of(quiz: Quiz, now: datetime) -> list[Seat]:
    """The board within a request."""
    with database.reading_connection() as connection:
        return board(connection, quiz, now)

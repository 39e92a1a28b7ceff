"""What staff do: make and change quizzes, allow one person more, extend, reopen and close attempts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from lms import database
from lms.accounts.models import Person
from lms.audit.service import record
from lms.classes.models import Enrolment, StudyClass
from lms.classes.queries import enrolled_ids
from lms.notices import service as notices
from lms.notices.service import Message
from lms.quizzes import closing, rules
from lms.quizzes.allowance_models import GroupOverride, QuizOverride
from lms.quizzes.models import Attempt, Quiz
from lms.quizzes.proctoring import history
from lms.quizzes.proctoring.kinds import Kind
from lms.quizzes.rules import ClosedBy
from lms.web.filters import as_datetime

SETTINGS = (
    "title",
    "instructions",
    "minutes",
    "opens_at",
    "last_start_at",
    "closes_at",
    "grace_minutes",
    "attempts_allowed",
    "counting",
    "pass_mark",
    "papers_wanted",
    "most_shared",
    "shuffle_questions",
    "shuffle_options",
    "show_score",
    "show_marks",
    "show_key",
    "show_explanation",
    "blind_marking",
    "appeal_days",
    "access_code",
    "layout",
    "sequential",
    "feedback",
    "tries",
    "cooling_minutes",
    "honour",
    "admission",
)


@dataclass(frozen=True)
class Plan:
    """What a quiz is to be: its settings by name, its matrix, its weights, its sections."""

    settings: dict[str, Any]
    blueprint: list[Any]
    weights: dict[str, str]
    sections: list[Any]


def create(actor: Person, study_class: StudyClass, plan: Plan, now: datetime) -> Quiz:
    """A new quiz, seen by nobody but staff until it is published."""
    quiz = Quiz(study_class_id=study_class.id, created_at=now, created_by_id=actor.id, **plan.settings)
    quiz.blueprint, quiz.weights, quiz.sections = plan.blueprint, plan.weights, plan.sections
    database.session.add(quiz)
    record(actor, "quiz.created", quiz, now, new={"title": quiz.title}, class_id=study_class.id)
    return quiz


def update(actor: Person, quiz: Quiz, plan: Plan, now: datetime) -> None:
    """Change a quiz. Once published, its papers are drawn and the matrix stays as it is."""
    before = {name: getattr(quiz, name) for name in SETTINGS}
    for name, value in plan.settings.items():
        setattr(quiz, name, value)
    if quiz.published_at is None:
        quiz.blueprint, quiz.weights, quiz.sections = plan.blueprint, plan.weights, plan.sections
    changed = [name for name in SETTINGS if before[name] != getattr(quiz, name)]
    old = {name: str(before[name]) for name in changed if name != "access_code"}
    new = {name: str(getattr(quiz, name)) for name in changed if name != "access_code"}
    record(actor, "quiz.changed", quiz, now, old=old, new=new, class_id=quiz.study_class_id)


def allow(actor: Person, quiz: Quiz, person_id: int, what: dict[str, Any], now: datetime) -> None:
    """Give one person more time, more attempts or another window; a running attempt gets the minutes at once."""
    found = database.session.scalars(
        select(QuizOverride).where(QuizOverride.quiz_id == quiz.id, QuizOverride.person_id == person_id)
    ).one_or_none()
    given = found or QuizOverride(quiz_id=quiz.id, person_id=person_id, extra_minutes=0, extra_attempts=0)
    _allow(actor, quiz, given, [person_id], what, now)


def allow_group(actor: Person, quiz: Quiz, group_id: int, what: dict[str, Any], now: datetime) -> None:
    """The same for everybody who is in a group of the class."""
    found = database.session.scalars(
        select(GroupOverride).where(GroupOverride.quiz_id == quiz.id, GroupOverride.group_id == group_id)
    ).one_or_none()
    given = found or GroupOverride(quiz_id=quiz.id, group_id=group_id, extra_minutes=0, extra_attempts=0)
    members = database.session.scalars(
        select(Enrolment.person_id).where(Enrolment.group_id == group_id)
    ).all()
    _allow(actor, quiz, given, members, what, now)


def extend(actor: Person, attempt: Attempt, minutes: int, reason: str, now: datetime) -> bool:
    """Move the end of a running attempt; False if it is closed already."""
    _hold(attempt)
    if attempt.closed_at is not None:
        return False
    old = attempt.ends_at
    attempt.ends_at = rules.extended(old, attempt.paused_at, minutes, now)
    history.note(actor, [attempt], Kind.EXTENDED, reason, now)
    _record(actor, "attempt.extended", attempt, reason, now, old)
    return True


def reopen(actor: Person, attempt: Attempt, minutes: int, reason: str, now: datetime) -> bool:
    """Let a closed attempt go on for some minutes from now; False if it is not closed, or another one runs.

    While the quiz is paused it waits with the others.
    """
    database.session.refresh(attempt.quiz, with_for_update={"of": Quiz})
    _hold(attempt)
    if attempt.closed_at is None or _has_running(attempt):
        return False
    old = attempt.ends_at
    history.note_how_it_was_closed(attempt)
    attempt.closed_at = attempt.closed_by = attempt.marked_at = None
    attempt.ends_at = max(old, now + timedelta(minutes=minutes))
    attempt.paused_at = now if attempt.quiz.paused_at else None
    history.note(actor, [attempt], Kind.REOPENED, reason, now)
    _record(actor, "attempt.reopened", attempt, reason, now, old)
    return True


def close(actor: Person, attempt: Attempt, reason: str, now: datetime) -> bool:
    """Collect an attempt before its time; False if it was closed already."""
    done = closing.close(database.session.connection(), attempt.id, ClosedBy.STAFF, now)
    database.session.refresh(attempt)
    if done:
        history.note(actor, [attempt], Kind.COLLECTED, reason, now)
        _record(actor, "attempt.closed", attempt, reason, now, attempt.ends_at)
    return done


def _hold(attempt: Attempt) -> None:
    """Nobody else changes the row until the transaction ends, and what is read is what stands."""
    database.session.refresh(attempt, with_for_update={"of": Attempt})


def _has_running(attempt: Attempt) -> bool:
    statement = select(Attempt.id).where(
        Attempt.quiz_id == attempt.quiz_id,
        Attempt.person_id == attempt.person_id,
        Attempt.closed_at.is_(None),
    )
    return database.session.scalars(statement).first() is not None


def _allow(
    actor: Person,
    quiz: Quiz,
    given: QuizOverride | GroupOverride,
    people: Sequence[int],
    what: dict[str, Any],
    now: datetime,
) -> None:
    longer = what["extra_minutes"] - given.extra_minutes
    for name, value in what.items():
        setattr(given, name, value)
    given.given_at, given.given_by_id = now, actor.id
    database.session.add(given)
    _lengthen_running(quiz, people, longer)
    whom = {name: getattr(given, name) for name in ("person_id", "group_id") if hasattr(given, name)}
    facts = whom | {name: str(value) for name, value in what.items() if value}
    record(actor, "quiz.allowed", quiz, now, new=facts, reason=given.reason, class_id=quiz.study_class_id)


def _lengthen_running(quiz: Quiz, people: Sequence[int], minutes: int) -> None:
    if minutes <= 0:
        return
    statement = select(Attempt).where(
        Attempt.quiz_id == quiz.id, Attempt.person_id.in_(people), Attempt.closed_at.is_(None)
    )
    for attempt in database.session.scalars(statement.order_by(Attempt.id).with_for_update()):
        attempt.ends_at += timedelta(minutes=minutes)


def _record(
    actor: Person, action: str, attempt: Attempt, reason: str, now: datetime, old_end: datetime
) -> None:
    record(
        actor,
        action,
        attempt,
        now,
        old={"ends_at": old_end.isoformat()},
        new={"ends_at": attempt.ends_at.isoformat()},
        reason=reason,
        class_id=attempt.quiz.study_class_id,
    )


def tell(quiz: Quiz, path: str, now: datetime) -> None:
    """Say to everybody enrolled that the quiz is published; told again only when it is published again.

    Of a class in preparation learners do not know yet; once it is open the first page shows them what is due.
    """
    if quiz.published_at is None or quiz.scope.in_preparation:
        return
    key = f"quiz-published:{quiz.id}:{quiz.published_at.timestamp():.0f}"
    title = _("New test: %(title)s", title=quiz.title)
    body = _("It closes at %(time)s.", time=as_datetime(quiz.closes_at)) if quiz.closes_at else ""
    message = Message(key=key, title=title, body=body, path=path, class_id=quiz.study_class_id)
    notices.send(enrolled_ids(quiz.study_class_id), message, now)

"""What staff do: make and change quizzes, allow one person more, extend, reopen and close attempts."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from lms import database
from lms.accounts.models import Person
from lms.audit.service import record
from lms.classes.models import StudyClass
from lms.classes.queries import enrolled_ids
from lms.notices import service as notices
from lms.notices.service import Message
from lms.quizzes import closing
from lms.quizzes.models import Attempt, Quiz, QuizOverride
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
    "shuffle_questions",
    "shuffle_options",
    "show_score",
    "show_marks",
    "show_key",
    "show_explanation",
    "blind_marking",
    "appeal_days",
    "access_code",
)


@dataclass(frozen=True)
class Plan:
    """What a quiz is to be: its settings by name, its matrix, its weights."""

    settings: dict[str, Any]
    blueprint: list[Any]
    weights: dict[str, str]


def create(actor: Person, study_class: StudyClass, plan: Plan, now: datetime) -> Quiz:
    """A new quiz, seen by nobody but staff until it is published."""
    quiz = Quiz(study_class_id=study_class.id, created_at=now, created_by_id=actor.id, **plan.settings)
    quiz.blueprint, quiz.weights = plan.blueprint, plan.weights
    database.session.add(quiz)
    record(actor, "quiz.created", quiz, now, new={"title": quiz.title}, class_id=study_class.id)
    return quiz


def update(actor: Person, quiz: Quiz, plan: Plan, now: datetime) -> None:
    """Change a quiz. Once published, its papers are drawn and the matrix stays as it is."""
    before = {name: getattr(quiz, name) for name in SETTINGS}
    for name, value in plan.settings.items():
        setattr(quiz, name, value)
    if quiz.published_at is None:
        quiz.blueprint, quiz.weights = plan.blueprint, plan.weights
    changed = [name for name in SETTINGS if before[name] != getattr(quiz, name)]
    old = {name: str(before[name]) for name in changed if name != "access_code"}
    new = {name: str(getattr(quiz, name)) for name in changed if name != "access_code"}
    record(actor, "quiz.changed", quiz, now, old=old, new=new, class_id=quiz.study_class_id)


def allow(actor: Person, quiz: Quiz, person_id: int, what: dict[str, Any], now: datetime) -> QuizOverride:
    """Give one person more time, more attempts or another window; a running attempt gets the minutes at once."""
    found = database.session.scalars(
        select(QuizOverride).where(QuizOverride.quiz_id == quiz.id, QuizOverride.person_id == person_id)
    ).one_or_none()
    override = found or QuizOverride(quiz_id=quiz.id, person_id=person_id, extra_minutes=0, extra_attempts=0)
    longer = what["extra_minutes"] - override.extra_minutes
    for name, value in what.items():
        setattr(override, name, value)
    override.given_at, override.given_by_id = now, actor.id
    database.session.add(override)
    _lengthen_running(quiz, person_id, longer)
    facts = {"person_id": person_id} | {name: str(value) for name, value in what.items() if value}
    record(actor, "quiz.allowed", quiz, now, new=facts, reason=override.reason, class_id=quiz.study_class_id)
    return override


def extend(actor: Person, attempt: Attempt, minutes: int, reason: str, now: datetime) -> bool:
    """Move the end of a running attempt; False if it is closed already."""
    _hold(attempt)
    if attempt.closed_at is not None:
        return False
    old = attempt.ends_at
    attempt.ends_at = max(old, now) + timedelta(minutes=minutes)
    _record(actor, "attempt.extended", attempt, reason, now, old)
    return True


def reopen(actor: Person, attempt: Attempt, minutes: int, reason: str, now: datetime) -> bool:
    """Let a closed attempt go on for some minutes from now; False if it is not closed, or another one runs."""
    _hold(attempt)
    if attempt.closed_at is None or _has_running(attempt):
        return False
    old = attempt.ends_at
    attempt.closed_at = attempt.closed_by = attempt.marked_at = None
    attempt.ends_at = max(old, now + timedelta(minutes=minutes))
    _record(actor, "attempt.reopened", attempt, reason, now, old)
    return True


def close(actor: Person, attempt: Attempt, reason: str, now: datetime) -> bool:
    """Collect an attempt before its time; False if it was closed already."""
    done = closing.close(database.session.connection(), attempt.id, ClosedBy.STAFF, now)
    database.session.refresh(attempt)
    if done:
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


def _lengthen_running(quiz: Quiz, person_id: int, minutes: int) -> None:
    statement = select(Attempt).where(
        Attempt.quiz_id == quiz.id, Attempt.person_id == person_id, Attempt.closed_at.is_(None)
    )
    for attempt in database.session.scalars(statement.with_for_update()):
        attempt.ends_at += timedelta(minutes=max(0, minutes))


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

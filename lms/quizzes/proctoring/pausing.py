"""Time stands still: for one attempt, or for a whole quiz; and goes on as far from every end as it was.

Whoever pauses or goes on holds the rows until the transaction ends, the quiz first, then its attempts in the order of
their ids. Doing either twice changes nothing.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from lms import database
from lms.accounts.models import Person
from lms.audit.service import record
from lms.quizzes import rules
from lms.quizzes.allowance_models import GroupOverride, QuizOverride
from lms.quizzes.models import Attempt, Quiz
from lms.quizzes.proctoring import history
from lms.quizzes.proctoring.kinds import Kind


def pause(actor: Person, attempt: Attempt, reason: str, now: datetime) -> bool:
    """Stop the time of one attempt; False if it stands still already or is over."""
    hold(attempt)
    if attempt.closed_at is not None or attempt.paused_at is not None or attempt.ends_at <= now:
        return False
    attempt.paused_at = now
    history.note(actor, [attempt], Kind.PAUSED, reason, now)
    _record(actor, "attempt.paused", attempt, reason, now)
    return True


def resume(actor: Person, attempt: Attempt, reason: str, now: datetime) -> bool:
    """Let one attempt go on; False if it is not paused, or the whole quiz is."""
    hold_quiz(attempt.quiz)
    hold(attempt)
    if attempt.paused_at is None or attempt.closed_at is not None or attempt.quiz.paused_at is not None:
        return False
    attempt.ends_at, attempt.paused_at = rules.resumed(attempt.ends_at, attempt.paused_at, now), None
    history.note(actor, [attempt], Kind.RESUMED, reason, now)
    _record(actor, "attempt.resumed", attempt, reason, now)
    return True


def pause_all(actor: Person, quiz: Quiz, reason: str, now: datetime) -> int | None:
    """Stop the time of everybody who is working; nobody starts meanwhile. How many; None if it is paused already."""
    hold_quiz(quiz)
    if quiz.paused_at is not None:
        return None
    quiz.paused_at = now
    working = held(quiz, Attempt.paused_at.is_(None), Attempt.ends_at > now)
    for attempt in working:
        attempt.paused_at = now
    history.note(actor, working, Kind.PAUSED, reason, now)
    _record_quiz(actor, "quiz.paused", quiz, reason, now, {"attempts": [one.id for one in working]})
    return len(working)


def resume_all(actor: Person, quiz: Quiz, reason: str, now: datetime) -> int | None:
    """Let everybody go on who was stopped with the quiz; None if it is not paused.

    Who was paused alone before stays so. What lay ahead for starting and closing moves too: for the quiz, and for
    those who were allowed a window of their own.
    """
    hold_quiz(quiz)
    if quiz.paused_at is None:
        return None
    since = quiz.paused_at
    for window in (quiz, *_windows(quiz.id)):
        _move_window(window, since, now)
    stopped = held(quiz, Attempt.paused_at >= since)
    for attempt in stopped:
        attempt.ends_at, attempt.paused_at = (
            rules.resumed(attempt.ends_at, attempt.paused_at or now, now),
            None,
        )
    quiz.paused_at = None
    history.note(actor, stopped, Kind.RESUMED, reason, now)
    _record_quiz(actor, "quiz.resumed", quiz, reason, now, {"attempts": [one.id for one in stopped]})
    return len(stopped)


def hold_quiz(quiz: Quiz) -> None:
    """Nobody starts until the transaction ends, and what is read of the quiz is what stands."""
    database.session.refresh(quiz, with_for_update={"of": Quiz})


def hold(attempt: Attempt) -> None:
    """Nobody else changes the attempt until the transaction ends, and what is read of it is what stands."""
    database.session.refresh(attempt, with_for_update={"of": Attempt})


def held(quiz: Quiz, *conditions: Any) -> Sequence[Attempt]:
    """The open attempts of the quiz that meet the conditions, held in the order of their ids."""
    running = (
        select(Attempt)
        .where(Attempt.quiz_id == quiz.id, Attempt.closed_at.is_(None), *conditions)
        .order_by(Attempt.id)
        .with_for_update(of=Attempt)
        .execution_options(populate_existing=True)
    )
    return database.session.scalars(running).all()


def _windows(quiz_id: int) -> Iterable[Any]:
    for model in (QuizOverride, GroupOverride):
        yield from database.session.scalars(
            select(model).where(model.quiz_id == quiz_id).order_by(model.id).with_for_update(of=model)
        )


def _move_window(window: Any, since: datetime, now: datetime) -> None:
    for name in ("last_start_at", "closes_at"):
        moment = getattr(window, name)
        if moment is not None:
            setattr(window, name, rules.resumed(moment, since, now))


def _record(actor: Person, action: str, attempt: Attempt, reason: str, now: datetime) -> None:
    new = {"ends_at": attempt.ends_at.isoformat()}
    record(actor, action, attempt, now, new=new, reason=reason, class_id=attempt.quiz.study_class_id)


def _record_quiz(
    actor: Person, action: str, quiz: Quiz, reason: str, now: datetime, facts: dict[str, Any]
) -> None:
    closes_at = quiz.closes_at.isoformat() if quiz.closes_at else None
    new = facts | {"closes_at": closes_at}
    record(actor, action, quiz, now, new=new, reason=reason, class_id=quiz.study_class_id)

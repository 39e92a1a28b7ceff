"""Closing an attempt: one function, written once whoever comes first (click, timer, sweep, staff), then marked.

The last acknowledged answers count. What still arrives within the grace makes the attempt unmarked; the sweep, or
whoever looks next, marks what changed. Marks are appended; where a person marked an answer, that mark stays.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from lms import database
from lms.jobs.queue import every
from lms.quizzes.feedback.models import AnswerCheck
from lms.quizzes.feedback.rules import earned
from lms.quizzes.models import Attempt, AttemptMark, Paper, Quiz, Response, SlotMark
from lms.quizzes.rules import ClosedBy, Feedback
from lms.quizzes.sheets import Sheet, sheet
from lms.web import clock
from question_bank.grading import rounded
from question_bank.question import InvalidResponse, Question

AT_ONCE = 20


@dataclass(frozen=True)
class Latest:
    """The mark of one answer that counts now."""

    share: Fraction | None
    version: int
    by_id: int | None


def close(connection: Connection, attempt_id: int, by: ClosedBy, now: datetime) -> bool:
    """Close and mark the attempt; False if it was closed already, and then nothing changes.

    Time closes only what it has run out for: somebody may have paused or extended the attempt a moment earlier.
    """
    last_saved = (
        select(func.max(Response.saved_at)).where(Response.attempt_id == attempt_id).scalar_subquery()
    )
    statement = (
        update(Attempt)
        .where(Attempt.id == attempt_id, Attempt.closed_at.is_(None), *_run_out(by, now))
        .values(closed_at=now, closed_by=by, submitted_at=last_saved, paused_at=None)
        .returning(Attempt.id)
    )
    if connection.execute(statement).first() is None:
        return False
    mark(connection, attempt_id, now)
    return True


def mark(connection: Connection, attempt_id: int, now: datetime) -> None:
    """Mark every answer that changed since it was marked last, and the attempt as a whole."""
    facts = connection.execute(_FACTS.where(Attempt.id == attempt_id)).one()
    asked = sheet(facts.key)
    known = latest_marks(connection, [attempt_id]).get(attempt_id, {})
    answers = connection.execute(_ANSWERS.where(Response.attempt_id == attempt_id)).all()
    told = _told(connection, attempt_id, facts.feedback)
    fresh = {
        row.slot: Latest(_earned(asked.items[row.slot].question, row, facts, told), row.version, None)
        for row in answers
        if row.slot not in known or _is_another(known[row.slot], row.version, facts.feedback)
    }
    if fresh:
        connection.execute(insert(SlotMark), [_slot_mark(attempt_id, *one, now) for one in fresh.items()])
    add_total(connection, attempt_id, asked, known | fresh, facts.out_of, now)
    saved_at = max((row.saved_at for row in answers), default=None)
    changes = {"marked_at": now, "submitted_at": saved_at}
    connection.execute(update(Attempt).where(Attempt.id == attempt_id).values(**changes))


def share_of(question: Question, value: Any) -> Fraction | None:
    """What an answer earns, between 0 and 1; None if a person must decide."""
    try:
        return question.grade(question.parse(value)).fraction
    except InvalidResponse:
        return Fraction(0)


def _is_another(known: Latest, version: int, feedback: Feedback) -> bool:
    """Where answers are checked, a check weighs too, and it changes no answer."""
    return known.version != version or (feedback is not Feedback.DEFERRED and known.by_id is None)


def _told(connection: Connection, attempt_id: int, feedback: Feedback) -> dict[int, list[Any]]:
    if feedback is Feedback.DEFERRED:
        return {}
    statement = select(AnswerCheck.slot, AnswerCheck.version, AnswerCheck.certainty)
    found: dict[int, list[Any]] = {}
    for row in connection.execute(statement.where(AnswerCheck.attempt_id == attempt_id)):
        found.setdefault(row.slot, []).append(row)
    return found


def _earned(question: Question, answer: Any, facts: Any, told: dict[int, list[Any]]) -> Fraction | None:
    share = share_of(question, answer.value)
    if share is None or answer.value is None:
        return share
    return earned(facts.feedback, facts.tries, share, answer.version, told.get(answer.slot, []))


def add_total(
    connection: Connection,
    attempt_id: int,
    asked: Sheet,
    marks: dict[int, Latest],
    out_of: Decimal,
    now: datetime,
) -> None:
    """Append what the attempt earned, computed exactly and rounded once."""
    points = total(asked, marks, out_of)
    waiting = sum(1 for one in marks.values() if one.share is None)
    row = {"attempt_id": attempt_id, "points": points, "out_of": out_of, "waiting": waiting, "at": now}
    connection.execute(insert(AttemptMark), [row])


def total(asked: Sheet, marks: dict[int, Latest], out_of: Decimal) -> Decimal:
    """The mark on the quiz's scale, with two decimal places; false certainty may cost all, but no more."""
    got = sum(
        (one.share * Fraction(asked.items[slot].points) for slot, one in marks.items() if one.share),
        Fraction(0),
    )
    return max(Decimal(0), rounded(got / Fraction(asked.points) * Fraction(out_of)))


def latest_marks(connection: Connection, attempt_ids: Iterable[int]) -> dict[int, dict[int, Latest]]:
    """The marks that count now, by attempt and slot."""
    newest = (
        select(func.max(SlotMark.id))
        .where(SlotMark.attempt_id.in_(list(attempt_ids)))
        .group_by(SlotMark.attempt_id, SlotMark.slot)
    )
    found: dict[int, dict[int, Latest]] = {}
    columns = select(SlotMark.attempt_id, SlotMark.slot, SlotMark.share, SlotMark.version, SlotMark.by_id)
    for row in connection.execute(columns.where(SlotMark.id.in_(newest))):
        share = None if row.share is None else Fraction(row.share)
        found.setdefault(row.attempt_id, {})[row.slot] = Latest(share, row.version, row.by_id)
    return found


@every(15)
def sweep() -> int:
    """Close what ran out of time and mark what changed in the grace; a few attempts to a transaction."""
    return close_overdue(clock.now())


def close_overdue(now: datetime) -> int:
    """How many attempts were closed or marked again. Running it twice, or in two places at once, is harmless."""
    handled = 0
    for attempt_ids in _overdue(now):
        with database.writing_connection() as connection:
            for attempt_id in attempt_ids:
                handled += close(connection, attempt_id, ClosedBy.SWEEP, now)
    for attempt_ids in _unmarked():
        with database.writing_connection() as connection:
            for attempt_id in _still_unmarked(connection, attempt_ids):
                mark(connection, attempt_id, now)
                handled += 1
    return handled


_FACTS = (
    select(Attempt.id, Paper.key, Quiz.out_of, Quiz.feedback, Quiz.tries)
    .join(Paper, Paper.id == Attempt.paper_id)
    .join(Quiz, Quiz.id == Attempt.quiz_id)
)
_ANSWERS = select(Response.slot, Response.value, Response.version, Response.saved_at).order_by(Response.slot)
_UNMARKED = select(Attempt.id).where(Attempt.closed_at.is_not(None), Attempt.marked_at.is_(None))


def _overdue(now: datetime) -> list[list[int]]:
    return _batches(select(Attempt.id).where(Attempt.closed_at.is_(None), *_run_out(ClosedBy.SWEEP, now)))


def _run_out(by: ClosedBy, now: datetime) -> list[Any]:
    by_time = by in (ClosedBy.TIMER, ClosedBy.SWEEP)
    return [Attempt.ends_at <= now, Attempt.paused_at.is_(None)] if by_time else []


def _unmarked() -> list[list[int]]:
    return _batches(_UNMARKED)


def _still_unmarked(connection: Connection, attempt_ids: list[int]) -> list[int]:
    statement = _UNMARKED.where(Attempt.id.in_(attempt_ids)).order_by(Attempt.id).with_for_update()
    return list(connection.execute(statement).scalars())


def _batches(statement: Any) -> list[list[int]]:
    with database.reading_connection() as connection:
        ids = list(connection.execute(statement.order_by(Attempt.id)).scalars())
    return [ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE)]


def _slot_mark(attempt_id: int, slot: int, latest: Latest, now: datetime) -> dict[str, Any]:
    share = None if latest.share is None else str(latest.share)
    return {"attempt_id": attempt_id, "slot": slot, "share": share, "version": latest.version, "at": now}

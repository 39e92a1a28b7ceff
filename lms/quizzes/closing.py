"""Closing an attempt: one function, written once whoever comes first (click, timer, sweep, staff), then marked.

The last acknowledged answers count. What still arrives within the grace makes the attempt unmarked, and so does a
correction of a question; the sweep, or whoever looks next, marks what changed. Marks are appended; where a person
marked an answer, that mark stays.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from sqlalchemy import Connection, exists, func, insert, select, update

from lms import database
from lms.jobs.queue import every
from lms.quizzes.corrections import rules
from lms.quizzes.corrections.models import QuizCorrection
from lms.quizzes.corrections.queries import changes_of
from lms.quizzes.corrections.rules import NO_CHANGES, Changes, Hand
from lms.quizzes.feedback.queries import telling
from lms.quizzes.feedback.rules import SILENT, Telling
from lms.quizzes.models import Attempt, AttemptMark, Paper, Quiz, Response, SlotMark
from lms.quizzes.rules import ClosedBy
from lms.quizzes.sheets import Sheet, sheet
from lms.web import clock
from question_bank.grading import rounded

AT_ONCE = 20


@dataclass(frozen=True)
class Latest:
    """The mark of one answer that counts now."""

    share: Fraction | None
    version: int
    by_id: int | None
    id: int = 0
    correction_id: int | None = None
    comment: str = ""


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
    changes = changes_of(connection, facts.quiz_id) if facts.corrected else NO_CHANGES
    hands = hand_marks(connection, [attempt_id]).get(attempt_id, {}) if facts.corrected else {}
    told = telling(connection, attempt_id, facts.feedback, facts.tries)
    fresh = fresh_marks(asked, {row.slot: row for row in answers}, known, hands, changes, told)
    if fresh:
        connection.execute(insert(SlotMark), [_slot_mark(attempt_id, *one, now) for one in fresh.items()])
    add_total(connection, attempt_id, total(asked, known | fresh, facts.out_of, changes), now)
    saved_at = max((row.saved_at for row in answers), default=None)
    times = {"marked_at": now, "submitted_at": saved_at}
    connection.execute(update(Attempt).where(Attempt.id == attempt_id).values(**times))


def fresh_marks(
    asked: Sheet,
    answers: Mapping[int, Any],
    known: Mapping[int, Latest],
    hands: Mapping[tuple[int, int], Hand],
    changes: Changes,
    told: Telling = SILENT,
) -> dict[int, Latest]:
    """The marks to append: of answers that changed since, and of questions that were corrected since.

    `answers` are rows with value and version by slot; `hands` what a person decided, by slot and version. Where
    learners heard about answers, what they heard weighs too, and changes no answer.
    """
    fresh: dict[int, Latest] = {}
    for slot, item in asked.items.items():
        answer, mark, corrected = answers.get(slot), known.get(slot), changes.touched(item.version_id)
        version = answer.version if answer is not None else 0
        unmarked = answer is not None and (mark is None or mark.version != version)
        if not unmarked and corrected is None and not told.weighs:
            continue
        hand = hands.get((slot, version)) if answer is not None else None
        value = answer.value if answer is not None else None
        share = rules.share(item.question, value, changes.of(item.version_id), hand)
        if hand is None and value is not None and share is not None:
            share = told.earned(slot, share, version)
        if unmarked or share != (mark.share if mark else 0):
            fresh[slot] = Latest(share, version, None, correction_id=corrected)
    return fresh


@dataclass(frozen=True)
class Total:
    """What an attempt earned on the quiz's scale, with two decimal places; `waiting` answers are not in it yet."""

    points: Decimal
    out_of: Decimal
    waiting: int


def total(asked: Sheet, marks: Mapping[int, Latest], out_of: Decimal, changes: Changes = NO_CHANGES) -> Total:
    """Computed exactly and rounded once; false certainty may cost all, but no more."""
    shares = {slot: one.share for slot, one in marks.items()}
    counted = rules.weights(asked.items, shares, changes.standing)
    waiting = sum(1 for slot, share in shares.items() if share is None and counted[slot])
    earned = max(Fraction(0), rules.part(counted, shares))
    return Total(rounded(earned * Fraction(out_of)), out_of, waiting)


def add_total(connection: Connection, attempt_id: int, earned: Total, now: datetime) -> None:
    """Append what the attempt earned."""
    row = {"attempt_id": attempt_id, "at": now} | vars(earned)
    connection.execute(insert(AttemptMark), [row])


def latest_marks(connection: Connection, attempt_ids: Iterable[int]) -> dict[int, dict[int, Latest]]:
    """The marks that count now, by attempt and slot."""
    newest = (
        select(func.max(SlotMark.id))
        .where(SlotMark.attempt_id.in_(list(attempt_ids)))
        .group_by(SlotMark.attempt_id, SlotMark.slot)
    )
    return _by_place(connection, select(*_MARK).where(SlotMark.id.in_(newest)))


def hand_marks(connection: Connection, attempt_ids: Iterable[int]) -> dict[int, dict[tuple[int, int], Hand]]:
    """What a person decided last, by attempt, then by slot and version of the answer."""
    statement = select(*_MARK).where(SlotMark.attempt_id.in_(list(attempt_ids)), SlotMark.by_id.is_not(None))
    found: dict[int, dict[tuple[int, int], Hand]] = {}
    for row in connection.execute(statement.order_by(SlotMark.id)):
        decided = found.setdefault(row.attempt_id, {})
        decided.pop((row.slot, row.version), None)
        if row.share is not None:
            decided[row.slot, row.version] = Hand(Fraction(row.share), row.at)
    return found


def _by_place(connection: Connection, statement: Any) -> dict[int, dict[int, Latest]]:
    found: dict[int, dict[int, Latest]] = {}
    for row in connection.execute(statement):
        share = None if row.share is None else Fraction(row.share)
        mark = Latest(share, row.version, row.by_id, row.id, row.correction_id, row.comment)
        found.setdefault(row.attempt_id, {})[row.slot] = mark
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
        database.let_others_write()
    return handled + mark_unmarked(now)


def mark_unmarked(now: datetime, at_most: int | None = None) -> int:
    """Mark what is closed and not marked, or not since something changed; how many attempts that were."""
    handled = 0
    for attempt_ids in _batches(_UNMARKED, at_most):
        with database.writing_connection() as connection:
            for attempt_id in _still_unmarked(connection, attempt_ids):
                mark(connection, attempt_id, now)
                handled += 1
        database.let_others_write()
    return handled


_MARK = (
    SlotMark.id,
    SlotMark.attempt_id,
    SlotMark.slot,
    SlotMark.share,
    SlotMark.version,
    SlotMark.by_id,
    SlotMark.at,
    SlotMark.correction_id,
    SlotMark.comment,
)
_CORRECTED = exists().where(QuizCorrection.quiz_id == Quiz.id, QuizCorrection.approved_at.is_not(None))
_FACTS = (
    select(
        Attempt.id,
        Attempt.quiz_id,
        Paper.key,
        Quiz.out_of,
        Quiz.feedback,
        Quiz.tries,
        _CORRECTED.label("corrected"),
    )
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


def _still_unmarked(connection: Connection, attempt_ids: list[int]) -> list[int]:
    statement = _UNMARKED.where(Attempt.id.in_(attempt_ids)).order_by(Attempt.id).with_for_update()
    return list(connection.execute(statement).scalars())


def _batches(statement: Any, at_most: int | None = None) -> list[list[int]]:
    with database.reading_connection() as connection:
        ids = list(connection.execute(statement.order_by(Attempt.id).limit(at_most)).scalars())
    return [ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE)]


def _slot_mark(attempt_id: int, slot: int, latest: Latest, now: datetime) -> dict[str, Any]:
    return {
        "attempt_id": attempt_id,
        "slot": slot,
        "share": None if latest.share is None else str(latest.share),
        "version": latest.version,
        "correction_id": latest.correction_id,
        "at": now,
    }

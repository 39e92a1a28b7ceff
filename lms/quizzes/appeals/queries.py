"""Reading about re-marks: a learner's own, those that staff decide, and who may."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager, joinedload

from lms import database
from lms.quizzes.appeals.models import WHOLE, QuizAppeal
from lms.quizzes.appeals.rules import Stood
from lms.quizzes.corrections.models import QuizCorrection
from lms.quizzes.models import Attempt, AttemptMark, PaperSlot, SlotMark

OPEN = (QuizAppeal.decided_at.is_(None), QuizAppeal.withdrawn_at.is_(None))


def own(attempt_id: int) -> Sequence[QuizAppeal]:
    """What was asked about an attempt, the latest first."""
    statement = select(QuizAppeal).where(QuizAppeal.attempt_id == attempt_id)
    return database.session.scalars(statement.order_by(QuizAppeal.id.desc())).all()


def stood(attempt_id: int) -> list[Stood]:
    """The marks of an attempt in the order in which they were given."""
    statement = (
        select(AttemptMark.points, AttemptMark.waiting, AttemptMark.at)
        .where(AttemptMark.attempt_id == attempt_id)
        .order_by(AttemptMark.id)
    )
    return [Stood(row.points, row.waiting, row.at) for row in database.session.execute(statement)]


def of_quiz(quiz_id: int) -> Sequence[QuizAppeal]:
    """All of a quiz: the open ones first, as they are due; then the decided ones, the latest first."""
    statement = (
        select(QuizAppeal)
        .join(QuizAppeal.attempt)
        .options(
            contains_eager(QuizAppeal.attempt).options(joinedload(Attempt.person), joinedload(Attempt.paper)),
            joinedload(QuizAppeal.decided_by),
        )
        .where(Attempt.quiz_id == quiz_id)
        .order_by(QuizAppeal.due_at, QuizAppeal.id)
    )
    found = database.session.scalars(statement).unique().all()
    done = [appeal for appeal in found if not appeal.is_open]
    return [*(appeal for appeal in found if appeal.is_open), *reversed(done)]


def open_count(quiz_id: int) -> int:
    statement = select(func.count()).select_from(QuizAppeal).join(QuizAppeal.attempt)
    return database.session.scalar(statement.where(Attempt.quiz_id == quiz_id, *OPEN)) or 0


def markers(attempt_id: int) -> set[int]:
    """Who marked something of the attempt by hand, otherwise than for a re-mark."""
    statement = select(SlotMark.by_id).where(
        SlotMark.attempt_id == attempt_id, SlotMark.by_id.is_not(None), SlotMark.appeal_id.is_(None)
    )
    return set(database.session.scalars(statement))


def correctors(appeal: QuizAppeal) -> set[int]:
    """Who made or approved a correction of what is asked about."""
    asked = select(PaperSlot.question_version_id).where(PaperSlot.paper_id == appeal.attempt.paper_id)
    if appeal.slot != WHOLE:
        asked = asked.where(PaperSlot.number == appeal.slot)
    statement = select(QuizCorrection.made_by_id, QuizCorrection.approved_by_id).where(
        QuizCorrection.quiz_id == appeal.attempt.quiz_id,
        QuizCorrection.approved_at.is_not(None),
        QuizCorrection.question_version_id.in_(asked),
    )
    rows: Sequence[Any] = database.session.execute(statement).all()
    return {person for row in rows for person in row if person is not None}

"""Marks that a person gives: appended to those of the machine, and counted at once."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from sqlalchemy import insert, select

from lms import database
from lms.accounts.models import Person
from lms.audit.service import record
from lms.quizzes import closing
from lms.quizzes.models import Attempt, Response, SlotMark
from lms.quizzes.queries import sitting_facts
from lms.quizzes.sheets import sheet
from question_bank.grading import rounded


@dataclass(frozen=True)
class TooMany:
    """More points than the question is worth."""

    worth: Decimal


@dataclass(frozen=True)
class Given:
    """What a marker decided about one answer, in points of the quiz's scale."""

    slot: int
    points: Decimal
    comment: str


def give(actor: Person, attempt: Attempt, given: Given, now: datetime) -> TooMany | None:
    """Append the mark of one answer and the new total of the attempt."""
    connection = database.session.connection()
    asked = sheet(sitting_facts(connection, attempt.id).key)
    worth = Fraction(asked.items[given.slot].points) / Fraction(asked.points) * Fraction(attempt.quiz.out_of)
    full = rounded(worth)
    if not 0 <= given.points <= full:
        return TooMany(full)
    share = Fraction(1) if given.points == full else Fraction(given.points) / worth
    row = {
        "attempt_id": attempt.id,
        "slot": given.slot,
        "share": str(share),
        "version": _version(attempt.id, given.slot),
        "comment": given.comment,
        "by_id": actor.id,
        "at": now,
    }
    connection.execute(insert(SlotMark), [row])
    marks = closing.latest_marks(connection, [attempt.id]).get(attempt.id, {})
    closing.add_total(connection, attempt.id, asked, marks, attempt.quiz.out_of, now)
    facts = {"slot": given.slot, "points": str(given.points)}
    record(actor, "attempt.marked", attempt, now, new=facts, class_id=attempt.quiz.study_class_id)
    return None


def _version(attempt_id: int, slot: int) -> int:
    statement = select(Response.version).where(Response.attempt_id == attempt_id, Response.slot == slot)
    return database.session.scalar(statement) or 0

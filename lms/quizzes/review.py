"""One attempt as staff look back on it: answers, marks with their history, and what arrived but did not count."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from lms import database
from lms.accounts.models import Person
from lms.outbox.rules import ACKNOWLEDGED
from lms.quizzes import results
from lms.quizzes.models import Attempt, ResponseEdit, SlotMark
from lms.quizzes.queries import sitting_facts
from lms.quizzes.results import Line, Score
from lms.quizzes.rules import Review

EVERYTHING = Review(score=True, marks=True, key=True, explanation=True)


def lines(attempt: Attempt) -> list[Line]:
    """Every question with the answer, what it earned and what would have been right."""
    connection = database.session.connection()
    key = sitting_facts(connection, attempt.id).key
    return results.result(connection, attempt, attempt.quiz, key, EVERYTHING).lines


def score(attempt: Attempt) -> Score | None:
    """The mark of the attempt as it stands."""
    return results.score_of(database.session.connection(), attempt.id, attempt.quiz.pass_mark)


def history(attempt_id: int) -> dict[int, list[Any]]:
    """Every mark that was ever given, by slot, the latest first."""
    kind = (SlotMark.correction_id, SlotMark.appeal_id)
    statement = (
        select(SlotMark.slot, SlotMark.share, SlotMark.comment, SlotMark.at, Person.full_name, *kind)
        .outerjoin(Person, Person.id == SlotMark.by_id)
        .where(SlotMark.attempt_id == attempt_id)
        .order_by(SlotMark.id.desc())
    )
    found: dict[int, list[Any]] = {}
    for row in database.session.execute(statement):
        found.setdefault(row.slot, []).append(row)
    return found


def uncounted(attempt_id: int) -> Sequence[Any]:
    """Edits that arrived and are kept, but did not become the answer: conflicts, too late, not an answer."""
    statement = (
        select(ResponseEdit.slot, ResponseEdit.value, ResponseEdit.outcome, ResponseEdit.received_at)
        .where(ResponseEdit.attempt_id == attempt_id, ResponseEdit.outcome.not_in(ACKNOWLEDGED))
        .order_by(ResponseEdit.received_at, ResponseEdit.slot)
    )
    return database.session.execute(statement).all()

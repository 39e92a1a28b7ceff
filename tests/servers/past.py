"""What a province has kept of earlier days: people, closed attempts with every edit, check-ins."""

from datetime import timedelta
from typing import Any

from sqlalchemy import insert, select

from lms import database
from lms.attendance.models import CheckIn, Method
from lms.outbox.rules import Outcome
from lms.quizzes.models import Attempt, Response, ResponseEdit
from lms.quizzes.rules import ClosedBy
from lms.web import clock

DAY = timedelta(days=1)
EDITS = 2  # of each answer


def sat_before(people: list[int], *, quiz_id: int, paper_id: int, options: dict[int, list[str]]) -> None:
    """Each of `people` sat the quiz yesterday and answered all of it."""
    then = clock.now() - DAY
    attempts = [
        {
            "public_id": f"past{person_id}",
            "quiz_id": quiz_id,
            "paper_id": paper_id,
            "person_id": person_id,
            "started_at": then,
            "ends_at": then + timedelta(hours=1),
            "grace_minutes": 10,
            "closed_at": then + timedelta(hours=1),
            "closed_by": ClosedBy.CLICK,
            "marked_at": then + timedelta(hours=1),
            "locked": [],
        }
        for person_id in people
    ]
    _store({Attempt: attempts})
    answers: list[dict[str, Any]] = [
        {"attempt_id": number, "slot": slot, "value": ids[0], "tab": f"past{number}", "seq": slot * EDITS}
        for number in _attempts(quiz_id)
        for slot, ids in options.items()
    ]
    responses = [{**answer, "version": EDITS, "saved_at": then} for answer in answers]
    edits = [
        {
            **answer,
            "seq": answer["seq"] - EDITS + turn,
            "base": turn - 1,
            "elapsed_ms": 1000 * turn,
            "received_at": then,
            "outcome": Outcome.STORED,
            "version": turn,
        }
        for answer in answers
        for turn in range(1, EDITS + 1)
    ]
    _store({Response: responses, ResponseEdit: edits})


def _attempts(quiz_id: int) -> list[int]:
    with database.reading_connection() as connection:
        closed = select(Attempt.id).where(Attempt.quiz_id == quiz_id, Attempt.closed_at.is_not(None))
        return list(connection.scalars(closed))


def came_before(people: list[int], checkpoint_id: int) -> None:
    then = clock.now() - DAY
    rows = [
        {
            "checkpoint_id": checkpoint_id,
            "person_id": one,
            "at": then,
            "received_at": then,
            "method": Method.QR,
        }
        for one in people
    ]
    _store({CheckIn: rows})


def _store(rows: dict[Any, list[dict[str, Any]]]) -> None:
    with database.writing_connection() as connection:
        for model, every in rows.items():
            for first in range(0, len(every), 5000):
                connection.execute(insert(model), every[first : first + 5000])

"""What was keyed in so far, for the list below the field: a fixed number of statements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from lms import database
from lms.accounts.models import Person
from lms.audit.models import AuditEntry
from lms.quizzes.models import Attempt, Paper, Quiz, Response

ACTIONS = ("paper.keyed", "paper.corrected", "paper.same", "paper.different")


@dataclass(frozen=True)
class KeyedRow:
    """One learner's paper: how much of it was answered, who keyed it when, and whether a second keying agreed."""

    attempt_id: int
    person_id: int
    full_name: str
    code: str
    answered: int
    keyed_at: datetime
    keyed_by: str
    corrected: bool
    agreed: bool


def keyed(quiz: Quiz) -> list[KeyedRow]:
    """The papers that were keyed in, the latest first."""
    rows = database.session.execute(
        select(
            Attempt.id,
            Attempt.person_id,
            Attempt.started_at,
            Person.full_name,
            Paper.code,
            func.count(Response.value).label("answered"),
        )
        .join(Person, Person.id == Attempt.person_id)
        .join(Paper, Paper.id == Attempt.paper_id)
        .outerjoin(Response, Response.attempt_id == Attempt.id)
        .where(Attempt.quiz_id == quiz.id, Attempt.on_paper.is_(True))
        .group_by(Attempt.id, Attempt.person_id, Attempt.started_at, Person.full_name, Paper.code)
        .order_by(Attempt.started_at.desc(), Attempt.id.desc())
    ).all()
    told = _history(quiz)
    return [_row(row, told.get(row.id, [])) for row in rows]


def _history(quiz: Quiz) -> dict[int, list[Any]]:
    """What was noted of each attempt on paper, in the order in which it happened."""
    on_paper = select(Attempt.id).where(Attempt.quiz_id == quiz.id, Attempt.on_paper.is_(True))
    statement = (
        select(AuditEntry.subject_id, AuditEntry.action, Person.full_name)
        .outerjoin(Person, Person.id == AuditEntry.actor_id)
        .where(
            AuditEntry.class_id == quiz.study_class_id,
            AuditEntry.action.in_(ACTIONS),
            AuditEntry.subject_id.in_(on_paper),
        )
        .order_by(AuditEntry.id)
    )
    found: dict[int, list[Any]] = {}
    for row in database.session.execute(statement):
        found.setdefault(row.subject_id, []).append(row)
    return found


def _row(row: Any, told: Sequence[Any]) -> KeyedRow:
    actions = [one.action for one in told]
    return KeyedRow(
        attempt_id=row.id,
        person_id=row.person_id,
        full_name=row.full_name,
        code=row.code,
        answered=row.answered,
        keyed_at=row.started_at,
        keyed_by=next((one.full_name or "" for one in told if one.action == ACTIONS[0]), ""),
        corrected=ACTIONS[1] in actions,
        agreed=bool(actions) and actions[-1] == ACTIONS[2],
    )

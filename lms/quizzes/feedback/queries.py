"""Reading what was told about the answers of an attempt."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, select

from lms.quizzes.feedback.models import AnswerCheck
from lms.quizzes.feedback.rules import SILENT, Telling
from lms.quizzes.models import Response
from lms.quizzes.rules import Feedback

_CHECKS = select(
    AnswerCheck.slot, AnswerCheck.number, AnswerCheck.version, AnswerCheck.certainty, AnswerCheck.share
).order_by(AnswerCheck.slot, AnswerCheck.number)


def checks_of(connection: Connection, attempt_id: int, slot: int) -> list[Any]:
    """What was told about one answer, in the order in which it was."""
    statement = _CHECKS.where(AnswerCheck.attempt_id == attempt_id, AnswerCheck.slot == slot)
    return list(connection.execute(statement))


def checks_by_slot(connection: Connection, attempt_id: int) -> dict[int, list[Any]]:
    """The same for every answer."""
    found: dict[int, list[Any]] = {}
    for row in connection.execute(_CHECKS.where(AnswerCheck.attempt_id == attempt_id)):
        found.setdefault(row.slot, []).append(row)
    return found


def telling(connection: Connection, attempt_id: int, feedback: Feedback, tries: int) -> Telling:
    """What weighs in the marks of an attempt; no statement where a quiz tells nothing."""
    if feedback is Feedback.DEFERRED:
        return SILENT
    return Telling(feedback, tries, checks_by_slot(connection, attempt_id))


def tellings(
    connection: Connection, attempt_ids: Collection[int], feedback: Feedback, tries: int
) -> dict[int, Telling]:
    """The same for many attempts, in one statement."""
    if feedback is Feedback.DEFERRED:
        return {}
    checks: dict[int, dict[int, list[Any]]] = {attempt_id: {} for attempt_id in attempt_ids}
    statement = _CHECKS.add_columns(AnswerCheck.attempt_id)
    for row in connection.execute(statement.where(AnswerCheck.attempt_id.in_(attempt_ids))):
        checks[row.attempt_id].setdefault(row.slot, []).append(row)
    return {attempt_id: Telling(feedback, tries, found) for attempt_id, found in checks.items()}


def saved_version(connection: Connection, attempt_id: int, slot: int) -> int:
    """The version of the answer that is saved; 0 if there is none."""
    statement = select(Response.version).where(Response.attempt_id == attempt_id, Response.slot == slot)
    return connection.execute(statement).scalar() or 0

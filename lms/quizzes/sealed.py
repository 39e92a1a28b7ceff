"""The last resort: the outbox that a learner saved as a file and staff bring. It counts by the same rules."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from lms import database
from lms.accounts.models import Person
from lms.audit.service import record
from lms.outbox import token, wire
from lms.outbox.rules import COUNTED, Outcome
from lms.outbox.writer import Done
from lms.quizzes import evidence, receipts
from lms.quizzes.evidence import Evidence
from lms.quizzes.models import Attempt, Quiz
from lms.quizzes.saving import PURPOSE, writer
from lms.quizzes.sheets import sheet
from lms.web.errors import LmsError


@dataclass(frozen=True)
class Brought:
    """What a file held: whose attempt, how many edits counted, how many were known, how many are only kept, and what
    its receipts prove.
    """

    attempt_id: int
    person_id: int
    counted: int
    known: int
    kept: int
    evidence: Evidence


def bring(data: bytes, quiz: Quiz, staff: Person, now: datetime) -> Brought | None:
    """Store the edits of a file; None if it is not an outbox of this quiz.

    Raises:
        LmsError: the file is an outbox, but what it holds cannot be read, or its learner may not be written for.
    """
    content = wire.loads(data)
    facts = _facts(content)
    if facts is None:
        return None
    public_id, attempt_id, person_id, key = facts
    if not _belongs(public_id, attempt_id, quiz):
        return None
    saves = content.get("saves") if isinstance(content.get("saves"), list) else [content]
    done = [
        writer.save(wire.read_save(save, attempt_id, now, sheet(key).why_not, by_id=staff.id))
        for save in saves
    ]
    if any(each.owner is None for each in done):
        raise LmsError(
            _(
                "Suspended, or no longer in the class. Nothing was stored; keep the file and take them back first."
            )
        )
    proven = _examined(public_id, attempt_id, content.get("receipts"))
    brought = _summed(attempt_id, person_id, done, proven)
    _record(staff, quiz, brought, now)
    return brought


def _facts(content: Any) -> list[Any] | None:
    sealed = content.get("token") if isinstance(content, dict) else None
    facts = token.read(PURPOSE, sealed) if isinstance(sealed, str) else None
    return facts if facts is not None and len(facts) == 4 else None


def _belongs(public_id: str, attempt_id: int, quiz: Quiz) -> bool:
    statement = select(Attempt.id).where(
        Attempt.id == attempt_id, Attempt.public_id == public_id, Attempt.quiz_id == quiz.id
    )
    with database.reading_connection() as connection:
        return connection.execute(statement).first() is not None


def _examined(public_id: str, attempt_id: int, brought: Any) -> Evidence:
    with database.reading_connection() as connection:
        return evidence.examined(public_id, brought, receipts.counted(connection, attempt_id))


def _record(staff: Person, quiz: Quiz, brought: Brought, now: datetime) -> None:
    """The answers themselves say who brought them; here stands what the file as a whole came to."""
    found = brought.evidence
    differences = [[one.slot, one.verdict.value, one.code] for one in found.differences]
    counts = {"counted": brought.counted, "known": brought.known, "kept": brought.kept}
    proof = {"attempt": brought.attempt_id, "receipts": found.agreeing, "differences": differences}
    with database.transaction():
        record(staff, "quiz.outbox-brought", quiz, now, new=counts | proof, class_id=quiz.study_class_id)


def _summed(attempt_id: int, person_id: int, done: list[Done], proven: Evidence) -> Brought:
    decisions = [made for each in done for made in each.decisions]
    known = sum(made.repeated or made.outcome is Outcome.STALE for made in decisions)
    counted = sum(made.outcome in COUNTED and not made.repeated for made in decisions)
    return Brought(attempt_id, person_id, counted, known, len(decisions) - known - counted, proven)

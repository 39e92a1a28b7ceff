"""Starting and holding an attempt, in few statements that cost the same whatever the size of the bank."""

import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.dialects import postgresql, sqlite

from lms.outbox import token
from lms.quizzes import closing, results, rules
from lms.quizzes.models import Attempt, Paper, Quiz, QuizOverride, Response, public_id
from lms.quizzes.rules import Allowance, ClosedBy, End, Refusal, Window
from lms.quizzes.saving import PURPOSE, sitting
from lms.quizzes.sheets import Sheet


class WrongCode(StrEnum):
    """The access code of the hall was not the right one."""

    WRONG = "wrong-code"


@dataclass(frozen=True)
class Visitor:
    """Who starts, and from where."""

    person_id: int
    device: str
    address: str


@dataclass(frozen=True)
class Chance:
    """How a quiz stands for one person now: what may be done, why not, and until when it would last."""

    window: Window
    attempts: Sequence[Any]
    refusal: Refusal | None
    running: Any
    end: End | None

    @property
    def left(self) -> int:
        return max(0, self.window.attempts - len(self.attempts))


def chance(connection: Connection, quiz: Quiz, person_id: int, now: datetime) -> Chance:
    """Two statements: what the person was allowed, and what the person did so far."""
    window = rules.window_for(quiz.window, allowance(connection, quiz.id, person_id))
    taken = connection.execute(
        _MINE.where(Attempt.quiz_id == quiz.id, Attempt.person_id == person_id).order_by(Attempt.number)
    ).all()
    running = next((row for row in taken if not sitting(row).is_over(now)), None)
    refusal = rules.may_start(window, quiz.published_at, len(taken), now)
    starts_at = max(now, window.opens_at) if window.opens_at else now
    end = None if refusal not in (None, Refusal.NOT_YET) else rules.end_of(window, starts_at)
    return Chance(window, taken, refusal, running, end)


def start(
    connection: Connection, quiz: Quiz, visitor: Visitor, code: str, now: datetime
) -> str | Refusal | WrongCode:
    """The public id of the attempt that now runs: the one that ran already, or a new one."""
    found = chance(connection, quiz, visitor.person_id, now)
    if found.running is not None:
        return str(found.running.public_id)
    if found.refusal is not None:
        return found.refusal
    if quiz.access_code and not _same_code(code, quiz.access_code):
        return WrongCode.WRONG
    for row in found.attempts:
        if row.closed_at is None:
            closing.close(connection, row.id, ClosedBy.TIMER, now)
    return _insert(connection, quiz, visitor, found, now) or _running(connection, quiz.id, visitor.person_id)


def allowance(connection: Connection, quiz_id: int, person_id: int) -> Allowance | None:
    """What the person was given beyond the others."""
    row = connection.execute(
        _ALLOWED.where(QuizOverride.quiz_id == quiz_id, QuizOverride.person_id == person_id)
    ).one_or_none()
    return Allowance(**row._mapping) if row else None


def held_answers(connection: Connection, attempt_id: int) -> list[dict[str, Any]]:
    """What the server holds of an attempt, as the page needs it to go on from there."""
    rows = connection.execute(_HELD.where(Response.attempt_id == attempt_id)).all()
    return [row._asdict() | {"saved_at": row.saved_at.isoformat()} for row in rows]


def described(asked: Sheet, answers: Sequence[dict[str, Any]]) -> list[tuple[int, str]]:
    """The saved answers in plain words, for the page without script."""
    return [
        (answer["slot"], results.described(asked.items[answer["slot"]], answer["value"]))
        for answer in answers
        if answer["value"] is not None
    ]


def sign(attempt_id: int, attempt_public_id: str, person_id: int, paper_key: str) -> str:
    """The token that lets the page of this attempt save, and nothing else."""
    return token.sign(PURPOSE, [attempt_public_id, attempt_id, person_id, paper_key])


_ALLOWED = select(
    QuizOverride.extra_minutes,
    QuizOverride.extra_attempts,
    QuizOverride.opens_at,
    QuizOverride.last_start_at,
    QuizOverride.closes_at,
)
_MINE = select(
    Attempt.id,
    Attempt.public_id,
    Attempt.number,
    Attempt.paper_id,
    Attempt.started_at,
    Attempt.ends_at,
    Attempt.grace_minutes,
    Attempt.closed_at,
    Attempt.closed_by,
)
_HELD = select(
    Response.slot, Response.value, Response.version, Response.tab, Response.seq, Response.saved_at
).order_by(Response.slot)


def _same_code(typed: str, wanted: str) -> bool:
    return hmac.compare_digest(typed.strip().casefold().encode(), wanted.strip().casefold().encode())


def _insert(connection: Connection, quiz: Quiz, visitor: Visitor, found: Chance, now: datetime) -> str | None:
    """A new row; None if somebody (the same person, a second tap) was a moment earlier."""
    insert: Any = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    statement = (
        insert(Attempt)
        .values(
            public_id=public_id(),
            quiz_id=quiz.id,
            paper_id=_choose_paper(connection, quiz.id, found.attempts),
            person_id=visitor.person_id,
            number=max((row.number for row in found.attempts), default=0) + 1,
            started_at=now,
            ends_at=rules.end_of(found.window, now).at,
            grace_minutes=quiz.grace_minutes,
            device=visitor.device[:200],
            address=visitor.address[:64],
        )
        .on_conflict_do_nothing()
        .returning(Attempt.public_id)
    )
    return connection.execute(statement).scalar()


def _choose_paper(connection: Connection, quiz_id: int, attempts: Sequence[Any]) -> int:
    """By chance, and another one than last time as long as there is another."""
    papers = list(connection.execute(select(Paper.id).where(Paper.quiz_id == quiz_id)).scalars())
    used = {row.paper_id for row in attempts}
    return secrets.choice([paper for paper in papers if paper not in used] or papers)


def _running(connection: Connection, quiz_id: int, person_id: int) -> str | Refusal:
    statement = select(Attempt.public_id).where(
        Attempt.quiz_id == quiz_id, Attempt.person_id == person_id, Attempt.closed_at.is_(None)
    )
    found = connection.execute(statement).scalar()
    return str(found) if found else Refusal.NO_ATTEMPT_LEFT

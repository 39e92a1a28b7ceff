"""Starting and holding an attempt, in few statements that cost the same whatever the size of the bank."""

import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import Connection, and_, bindparam, select
from sqlalchemy.dialects import postgresql, sqlite

from lms import database
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
    """One statement: what the person was allowed, and what the person did so far."""
    rows = connection.execute(_STANDING, {"quiz_id": quiz.id, "person_id": person_id}).all()
    allowed = Allowance(*rows[0][: len(_ALLOWED)]) if rows[0].extra_minutes is not None else None
    window = rules.window_for(quiz.window, allowed)
    taken = [row for row in rows if row.id is not None]
    running = next((row for row in taken if not sitting(row).is_over(now)), None)
    refusal = rules.may_start(window, quiz.published_at, len(taken), now)
    starts_at = max(now, window.opens_at) if window.opens_at else now
    end = None if refusal not in (None, Refusal.NOT_YET) else rules.end_of(window, starts_at)
    return Chance(window, taken, refusal, running, end)


def start(quiz: Quiz, visitor: Visitor, code: str, now: datetime) -> str | Refusal | WrongCode:
    """The public id of the attempt that now runs: the one that ran already, or a new one.

    Reads first, so that the transaction that writes is one statement; of two starts at once a constraint lets one be.
    """
    with database.reading_connection() as connection:
        found = chance(connection, quiz, visitor.person_id, now)
        papers = papers_of(connection, quiz)
    if found.running is not None:
        return str(found.running.public_id)
    if found.refusal is not None:
        return found.refusal
    if quiz.access_code and not _same_code(code, quiz.access_code):
        return WrongCode.WRONG
    with database.writing_connection() as connection:
        for row in found.attempts:
            if row.closed_at is None:
                closing.close(connection, row.id, ClosedBy.TIMER, now)
        made = _insert(connection, quiz, papers, visitor, found, now)
    return made or start(quiz, visitor, code, now)


def papers_of(connection: Connection, quiz: Quiz) -> Sequence[int]:
    """The ids of the papers. They are drawn when the quiz is published, so a process reads them once."""
    drawn = (quiz.id, quiz.published_at)
    if drawn not in _papers:
        statement = select(Paper.id).where(Paper.quiz_id == quiz.id)
        _papers[drawn] = tuple(connection.execute(statement).scalars())
    return _papers[drawn]


def held(connection: Connection, attempt_id: int) -> tuple[Any, list[dict[str, Any]]]:
    """What the page of an attempt says of its quiz and paper, and the answers that the server holds; one statement."""
    rows = connection.execute(_HELD, {"attempt_id": attempt_id}).all()
    return rows[0], [_answer(row) for row in rows if row.slot is not None]


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


_papers: dict[tuple[int, datetime | None], tuple[int, ...]] = {}
_ALLOWED = (
    QuizOverride.extra_minutes,
    QuizOverride.extra_attempts,
    QuizOverride.opens_at,
    QuizOverride.last_start_at,
    QuizOverride.closes_at,
)
_TAKEN = (
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
_PERSON = bindparam("person_id")
_STANDING = (
    select(*_ALLOWED, *_TAKEN)
    .select_from(Quiz)
    .outerjoin(QuizOverride, and_(QuizOverride.quiz_id == Quiz.id, QuizOverride.person_id == _PERSON))
    .outerjoin(Attempt, and_(Attempt.quiz_id == Quiz.id, Attempt.person_id == _PERSON))
    .where(Quiz.id == bindparam("quiz_id"))
    .order_by(Attempt.number)
)
_FACTS = (Quiz.title, Quiz.minutes, Paper.key, Paper.code)
_ANSWER = (Response.slot, Response.value, Response.version, Response.tab, Response.seq, Response.saved_at)
_HELD = (
    select(*_FACTS, *_ANSWER)
    .select_from(Attempt)
    .join(Quiz, Quiz.id == Attempt.quiz_id)
    .join(Paper, Paper.id == Attempt.paper_id)
    .outerjoin(Response, Response.attempt_id == Attempt.id)
    .where(Attempt.id == bindparam("attempt_id"))
    .order_by(Response.slot)
)


def _answer(row: Any) -> dict[str, Any]:
    held = {column.key: getattr(row, column.key) for column in _ANSWER}
    return held | {"saved_at": row.saved_at.isoformat()}


def _same_code(typed: str, wanted: str) -> bool:
    return hmac.compare_digest(typed.strip().casefold().encode(), wanted.strip().casefold().encode())


def _insert(
    connection: Connection, quiz: Quiz, papers: Sequence[int], visitor: Visitor, found: Chance, now: datetime
) -> str | None:
    """A new row; None if a second tap of the same person was a moment earlier."""
    values = {
        "public_id": public_id(),
        "quiz_id": quiz.id,
        "paper_id": _choose(papers, found.attempts),
        "person_id": visitor.person_id,
        "number": max((row.number for row in found.attempts), default=0) + 1,
        "started_at": now,
        "ends_at": rules.end_of(found.window, now).at,
        "grace_minutes": quiz.grace_minutes,
        "device": visitor.device[:200],
        "address": visitor.address[:64],
    }
    return connection.execute(_insertion(connection.dialect.name), values).scalar()


@cache
def _insertion(dialect: str) -> Any:
    insert: Any = postgresql.insert if dialect == "postgresql" else sqlite.insert
    return insert(Attempt).on_conflict_do_nothing().returning(Attempt.public_id)


def _choose(papers: Sequence[int], attempts: Sequence[Any]) -> int:
    """By chance, and another one than last time as long as there is another."""
    used = {row.paper_id for row in attempts}
    return secrets.choice([paper for paper in papers if paper not in used] or papers)

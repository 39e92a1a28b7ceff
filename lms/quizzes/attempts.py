"""Starting and holding an attempt, in few statements that cost the same whatever the size of the bank."""

import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.dialects import postgresql, sqlite

from lms import database
from lms.outbox import token
from lms.quizzes import closing, results, rules
from lms.quizzes.models import Attempt, Paper, Quiz, public_id
from lms.quizzes.openings import Opening, opening
from lms.quizzes.rules import ClosedBy, End, Refusal, Window
from lms.quizzes.saving import PURPOSE, sitting
from lms.quizzes.sheets import Sheet


class NotGiven(StrEnum):
    """What the person has to bring to start: the code of the hall, the word of honour."""

    CODE = "wrong-code"
    HONOUR = "no-honour"


@dataclass(frozen=True)
class Ticket:
    """What was typed and ticked to start."""

    code: str = ""
    honour: bool = False


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
    again_at: datetime | None = None

    @property
    def left(self) -> int:
        return max(0, self.window.attempts - len(self.attempts))


def chance(found: Opening, now: datetime) -> Chance:
    """What the person may do with the quiz now."""
    window = rules.window_for(found.window, found.allowance)
    running = next((row for row in found.taken if not sitting(row).is_over(now)), None)
    last_ended = max((_ended(row) for row in found.taken), default=None)
    moment = found.row.quiz_paused_at or now  # while a quiz is paused its window waits too
    refusal = rules.may_start(window, found.row.published_at, len(found.taken), moment, last_ended)
    again_at = rules.may_start_again_at(window, last_ended) if refusal is Refusal.TOO_SOON else None
    starts_at = max(now, again_at or now, window.opens_at or now)
    ends = refusal in (None, Refusal.NOT_YET, Refusal.TOO_SOON)
    end = rules.end_for(found.window, found.allowance, starts_at) if ends and not found.held_back else None
    return Chance(window, found.taken, refusal or found.held_back, running, end, again_at)


def start(found: Opening, visitor: Visitor, ticket: Ticket, now: datetime) -> str | Refusal | NotGiven:
    """The public id of the attempt that now runs: the one that ran already, or a new one.

    What is read was read before, so that one statement writes; of two starts at once a constraint lets one be, and
    the other looks again.
    """
    had = chance(found, now)
    if had.running is not None:
        return str(had.running.public_id)
    if had.refusal is not None:
        return had.refusal
    if found.row.access_code and not _same_code(ticket.code, found.row.access_code):
        return NotGiven.CODE
    if found.row.has_honour and not ticket.honour:
        return NotGiven.HONOUR
    with database.reading_connection() as connection:
        papers = papers_of(connection, found.row.quiz_id, found.row.published_at)
    _close_what_is_over(found.taken, now)
    made = _insert(found.row, papers, visitor, had, now)
    if made is not None:
        return made
    with database.reading_connection() as connection:
        again = opening(connection, found.row.quiz_id, visitor.person_id)
    return start(again, visitor, ticket, now) if again else Refusal.CLOSED


def papers_of(connection: Connection, quiz_id: int, published_at: datetime | None) -> Sequence[int]:
    """The ids of the papers. They are drawn when the quiz is published, so a process reads them once."""
    drawn = (quiz_id, published_at)
    if drawn not in _papers:
        statement = select(Paper.id).where(Paper.quiz_id == quiz_id)
        _papers[drawn] = tuple(connection.execute(statement).scalars())
    return _papers[drawn]


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


def _ended(row: Any) -> datetime:
    return min(row.closed_at or row.ends_at, row.ends_at)


def _same_code(typed: str, wanted: str) -> bool:
    return hmac.compare_digest(typed.strip().casefold().encode(), wanted.strip().casefold().encode())


def _close_what_is_over(taken: Sequence[Any], now: datetime) -> None:
    left = [row.id for row in taken if row.closed_at is None]
    if left:
        with database.writing_connection() as connection:
            for attempt_id in left:
                closing.close(connection, attempt_id, ClosedBy.TIMER, now)


def _insert(quiz: Any, papers: Sequence[int], visitor: Visitor, found: Chance, now: datetime) -> str | None:
    """A new row; None if a second tap of the same person, or a pause of the quiz, was a moment earlier."""
    values = {
        "public_id": public_id(),
        "quiz_id": quiz.quiz_id,
        "paper_id": _choose(papers, found.attempts),
        "person_id": visitor.person_id,
        "number": max((row.number for row in found.attempts), default=0) + 1,
        "started_at": now,
        "ends_at": rules.end_of(found.window, now).at,
        "grace_minutes": quiz.grace,
        "device": visitor.device[:200],
        "address": visitor.address[:64],
    }
    made: str | None = database.write_alone(_insertion(database.engine().dialect.name), values)
    return made


_INSERTED = (
    Attempt.public_id,
    Attempt.quiz_id,
    Attempt.paper_id,
    Attempt.person_id,
    Attempt.number,
    Attempt.started_at,
    Attempt.ends_at,
    Attempt.grace_minutes,
    Attempt.device,
    Attempt.address,
)


@cache
def _insertion(dialect: str) -> Any:
    """Reads the quiz once more, so that nobody starts while it is paused: who pauses locks the quiz against this."""
    insert: Any = postgresql.insert if dialect == "postgresql" else sqlite.insert
    values = [bindparam(column.key, type_=column.type).label(column.key) for column in _INSERTED]
    unpaused = select(*values).where(Quiz.id == bindparam("quiz_id"), Quiz.paused_at.is_(None))
    rows = insert(Attempt).from_select(_INSERTED, unpaused.with_for_update(read=True, key_share=True))
    return rows.on_conflict_do_nothing().returning(Attempt.public_id)


def _choose(papers: Sequence[int], attempts: Sequence[Any]) -> int:
    """By chance, and another one than last time as long as there is another."""
    used = {row.paper_id for row in attempts}
    return secrets.choice([paper for paper in papers if paper not in used] or papers)

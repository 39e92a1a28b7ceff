"""Receipts of answers: what the page is given with each save, the slip of a whole attempt, and whether one is genuine.

Every code is made again from the history; nothing is stored for it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from lms.outbox import receipts
from lms.outbox.receipts import Kept
from lms.outbox.rules import COUNTED
from lms.outbox.writer import Done
from lms.quizzes.models import Attempt, Response, ResponseEdit
from lms.quizzes.saving import PURPOSE


@dataclass(frozen=True)
class Line:
    """The receipt of the answer that stands in one slot; `version` counts the changes of that answer."""

    slot: int
    version: int
    saved_at: datetime
    code: str


@dataclass(frozen=True)
class Slip:
    """What the learner takes along: one code for the whole attempt, one for each answer."""

    code: str
    lines: Sequence[Line]


@dataclass(frozen=True)
class Named:
    """What a code stands for: an answer (`slot`), or the attempt as it stood at `at` (`slot` is None).

    `stands`: nothing was saved over it since.
    """

    attempt: Attempt
    slot: int | None
    at: datetime
    value: Any
    stands: bool


def of_save(public_id: str, done: Done) -> dict[str, Any]:
    """What a reply to a save says beside its acknowledgements: their codes, and when they arrived."""
    codes = receipts.codes_of(PURPOSE, public_id, done.save.tab, done.decisions)
    return {"receipts": codes, "saved_at": done.save.received_at.isoformat()}


def with_codes(public_id: str, answers: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Answers as the page is given them, each with its code."""
    return [{**answer, "receipt": code(public_id, kept(answer))} for answer in answers]


def code(public_id: str, answer: Kept) -> str:
    """The code of one answer of the attempt of this public id."""
    return receipts.code(PURPOSE, public_id, answer)


def kept(row: Any) -> Kept:
    """An answer out of a row of either table, or as the page is given it."""
    return Kept(*(row[name] for name in ("slot", "version", "tab", "seq", "value")))


def slip(connection: Connection, attempt: Attempt) -> Slip:
    """The receipts of everything that stands in an attempt."""
    rows = connection.execute(_STANDING.where(Response.attempt_id == attempt.id)).mappings()
    lines = [
        Line(row["slot"], row["version"], row["saved_at"], code(attempt.public_id, kept(row))) for row in rows
    ]
    return Slip(_code_of_all(attempt.public_id, {line.slot: line.code for line in lines}), lines)


def named_by(connection: Connection, attempts: Iterable[Attempt], typed: str) -> Named | None:
    """What a code that somebody typed stands for in these attempts; None if they never gave it."""
    wanted = receipts.read(typed)
    found = (_named(connection, attempt, wanted) for attempt in attempts if wanted)
    return next((named for named in found if named), None)


def counted(connection: Connection, attempt_id: int) -> Sequence[Any]:
    """Every edit that became an answer, in the order in which they did."""
    return connection.execute(_COUNTED.where(ResponseEdit.attempt_id == attempt_id)).mappings().all()


_STANDING = select(
    Response.slot, Response.version, Response.tab, Response.seq, Response.value, Response.saved_at
).order_by(Response.slot)
_COUNTED = (
    select(
        ResponseEdit.slot,
        ResponseEdit.version,
        ResponseEdit.tab,
        ResponseEdit.seq,
        ResponseEdit.value,
        ResponseEdit.received_at,
    )
    .where(ResponseEdit.outcome.in_(COUNTED))
    .order_by(ResponseEdit.received_at, ResponseEdit.version, ResponseEdit.slot)
)


def _code_of_all(public_id: str, codes: Mapping[int, str]) -> str:
    return receipts.code_of_all(PURPOSE, public_id, codes.items())


def _named(connection: Connection, attempt: Attempt, wanted: str) -> Named | None:
    """Play the attempt again, answer by answer, until the code comes up."""
    rows = counted(connection, attempt.id)
    newest = {row["slot"]: row["version"] for row in rows}
    standing: dict[int, str] = {}
    for place, row in enumerate(rows, 1):
        standing[row["slot"]] = code(attempt.public_id, kept(row))
        if standing[row["slot"]] == wanted:
            stands = newest[row["slot"]] == row["version"]
            return Named(attempt, row["slot"], row["received_at"], row["value"], stands)
        if _code_of_all(attempt.public_id, standing) == wanted:
            return Named(attempt, None, row["received_at"], None, place == len(rows))
    return None

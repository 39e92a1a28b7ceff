"""Marks that a person gives: appended to those of the machine, counted at once, never over one that was not seen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import joinedload

from lms import database
from lms.accounts.models import Person
from lms.audit.service import record
from lms.quizzes import closing
from lms.quizzes.closing import Latest
from lms.quizzes.corrections.queries import changes_of
from lms.quizzes.models import Attempt, Quiz, Response, SlotMark
from lms.quizzes.sheets import Sheet, sheet
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


@dataclass(frozen=True)
class Decided:
    """One mark to append; `share` None gives the answer back to those who mark."""

    attempt_id: int
    slot: int
    share: Fraction | None
    comment: str = ""


def give(
    actor: Person, attempt: Attempt, given: Given, now: datetime, *, appeal_id: int | None = None
) -> TooMany | None:
    """Append the mark of one answer and the new total of the attempt."""
    hold([attempt.id])
    asked = sheet(attempt.paper.key)
    share = share_for(given.points, asked, given.slot, attempt.quiz.out_of)
    if isinstance(share, TooMany):
        return share
    decided = Decided(attempt.id, given.slot, share, given.comment)
    append(actor, attempt.quiz, [decided], now, appeal_id=appeal_id)
    return None


def full_mark(asked: Sheet, slot: int, out_of: Decimal) -> Decimal:
    """What the question was worth when it was asked; markers think in these points, whatever is corrected since."""
    return rounded(_worth(asked, slot, out_of))


def share_for(points: Decimal, asked: Sheet, slot: int, out_of: Decimal) -> Fraction | TooMany:
    """Points as the share that is stored; rounded points of a third of a paper are the whole third."""
    full = full_mark(asked, slot, out_of)
    if not 0 <= points <= full:
        return TooMany(full)
    return Fraction(1) if points == full else Fraction(points) / _worth(asked, slot, out_of)


def points_for(share: Fraction, asked: Sheet, slot: int, out_of: Decimal) -> Decimal:
    return rounded(share * _worth(asked, slot, out_of))


def hold(attempt_ids: Iterable[int]) -> dict[int, Attempt]:
    """Nobody else marks these attempts until the transaction ends; always in the same order, so that none waits for
    one who waits."""
    statement = (
        select(Attempt)
        .where(Attempt.id.in_(list(attempt_ids)))
        .options(joinedload(Attempt.paper))
        .order_by(Attempt.id)
        .with_for_update(of=Attempt)
        .execution_options(populate_existing=True)
    )
    return {attempt.id: attempt for attempt in database.session.scalars(statement)}


def append(
    actor: Person, quiz: Quiz, decided: Sequence[Decided], now: datetime, *, appeal_id: int | None = None
) -> None:
    """Append marks of attempts that are held, and what each attempt earns with them; each is on record."""
    connection = database.session.connection()
    attempts = {one.attempt_id: database.session.get_one(Attempt, one.attempt_id) for one in decided}
    before = closing.latest_marks(connection, attempts)
    versions = _versions(attempts)
    source = {"by_id": actor.id, "at": now, "appeal_id": appeal_id}
    connection.execute(
        insert(SlotMark),
        [_row(one, versions.get((one.attempt_id, one.slot), 0)) | source for one in decided],
    )
    changes = changes_of(connection, quiz.id)
    marks = closing.latest_marks(connection, attempts)
    for attempt in attempts.values():
        earned = closing.total(sheet(attempt.paper.key), marks[attempt.id], quiz.out_of, changes)
        closing.add_total(connection, attempt.id, earned, now)
    for one in decided:
        old = before.get(one.attempt_id, {}).get(one.slot)
        _record(actor, attempts[one.attempt_id], one, old, quiz, now)


def _worth(asked: Sheet, slot: int, out_of: Decimal) -> Fraction:
    return Fraction(asked.items[slot].points) / Fraction(asked.points) * Fraction(out_of)


def _versions(attempt_ids: Iterable[int]) -> dict[tuple[int, int], int]:
    statement = select(Response.attempt_id, Response.slot, Response.version)
    rows = database.session.execute(statement.where(Response.attempt_id.in_(list(attempt_ids))))
    return {(row.attempt_id, row.slot): row.version for row in rows}


def _row(one: Decided, version: int) -> dict[str, Any]:
    return {
        "attempt_id": one.attempt_id,
        "slot": one.slot,
        "share": None if one.share is None else str(one.share),
        "version": version,
        "comment": one.comment,
    }


def _record(
    actor: Person, attempt: Attempt, one: Decided, old: Latest | None, quiz: Quiz, now: datetime
) -> None:
    """Which answer, from what to what; never what was answered."""
    record(
        actor,
        "attempt.marked",
        attempt,
        now,
        old={"slot": one.slot, "share": _words(old.share if old else None)},
        new={"slot": one.slot, "share": _words(one.share)},
        class_id=quiz.study_class_id,
    )


def _words(share: Fraction | None) -> str | None:
    return None if share is None else str(share)

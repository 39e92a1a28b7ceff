"""Storing what was written on paper: an attempt of its own, closed at once, marked by the code that marks all others.

What is keyed are edits of the tab "paper", so that a correction appends and the history stays. Nobody's answers on the
screen are touched. Of two who key the same learner at once a constraint lets one be.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.exc import IntegrityError

from lms import database
from lms.accounts.models import Person
from lms.audit.service import record
from lms.outbox.rules import Edit, Standing
from lms.outbox.store import Save
from lms.outbox.writer import apply
from lms.quizzes import attempts, closing
from lms.quizzes.models import Attempt, Quiz, Response
from lms.quizzes.on_paper.reading import Entry, KeyedPaper, differences
from lms.quizzes.openings import opening
from lms.quizzes.rules import ClosedBy, Course
from lms.quizzes.saving import Attempts, Locked
from question_bank.question import Json

TAB = "paper"
ANY_TIME = timedelta(minutes=1)  # an attempt has a start before its end; on paper neither is known


class Kept(StrEnum):
    """What became of a line."""

    SAVED = "saved"
    CORRECTED = "corrected"
    SAME = "same"
    DIFFERENT = "different"
    RUNNING = "running"
    NONE_LEFT = "none-left"
    AT_ONCE = "at-once"
    NOT_KEYED = "not-keyed"


@dataclass(frozen=True)
class Outcome:
    """`differences` are (question, what stands, what this line says)."""

    kept: Kept
    attempt_id: int | None = None
    differences: Sequence[tuple[int, str, str]] = ()
    code: str = ""


class OnPaper(Attempts):
    """Attempts on paper as owners of answers: staff key them in, so no clock and no enrolment stands against it."""

    def lock(self, connection: Connection, owner_ids: Sequence[int]) -> Mapping[int, Any]:
        columns = [getattr(Attempt, name) for name in Locked._fields if name != "course"]
        statement = select(*columns).where(Attempt.id.in_(owner_ids)).order_by(Attempt.id)
        return {
            row.id: Locked._make([*row, Course(set())])
            for row in connection.execute(statement.with_for_update())
        }

    def standing(self, owner: Any, save: Save, edit: Edit) -> Standing:  # noqa: ARG002 - what every owner is asked
        return Standing.IN_TIME


def keep(actor: Person, quiz: Quiz, entry: Entry, now: datetime) -> Outcome:
    """Store a line as a new attempt. Nothing is overwritten: what stands in the way is told."""
    connection = database.session.connection()
    found = opening(connection, quiz.id, entry.person_id)
    had = attempts.chance(found, now) if found else None
    if had is None or had.running is not None:
        return Outcome(Kept.RUNNING)
    keyed = keyed_attempts(quiz.id, entry.person_id)
    for attempt in keyed:
        if attempt.paper_id == entry.paper.id:
            return compare(attempt, entry)
    if had.left == 0:
        return Outcome(
            Kept.NONE_LEFT, keyed[-1].id if keyed else None, code=keyed[-1].paper.code if keyed else ""
        )
    _close_what_is_over(connection, had.attempts, now)
    made = _new(quiz, entry.paper, entry.person_id, had.attempts, now)
    if made is None:
        return Outcome(Kept.AT_ONCE)
    _store(connection, actor, made.id, _edits(entry.given, {}, 1), now)
    closing.close(connection, made.id, ClosedBy.STAFF, now)
    facts = {"quiz_id": quiz.id, "code": entry.paper.code, "answers": len(entry.given)}
    record(actor, "paper.keyed", made, now, new=facts, class_id=quiz.study_class_id)
    database.session.refresh(made)
    return Outcome(Kept.SAVED, made.id)


def check(actor: Person, quiz: Quiz, entry: Entry, now: datetime) -> Outcome:
    """Compare a second keying with what stands; it is noted that somebody did, and nothing else is written."""
    keyed = keyed_attempts(quiz.id, entry.person_id)
    same_paper = [attempt for attempt in keyed if attempt.paper_id == entry.paper.id]
    if not same_paper:
        last = keyed[-1] if keyed else None
        return Outcome(Kept.NOT_KEYED, last.id if last else None, code=last.paper.code if last else "")
    outcome = compare(same_paper[-1], entry)
    facts = {"quiz_id": quiz.id, "questions": [slot for slot, _old, _new in outcome.differences]}
    record(actor, f"paper.{outcome.kept}", same_paper[-1], now, new=facts, class_id=quiz.study_class_id)
    return outcome


def correct(actor: Person, attempt: Attempt, entry: Entry, reason: str, now: datetime) -> Outcome:
    """Append what the line says instead, another mã đề included, and mark again what changed."""
    connection = database.session.connection()
    database.session.refresh(attempt, with_for_update={"of": Attempt})
    if attempt.closed_at is None:
        return Outcome(Kept.RUNNING)
    held = _held(attempt.id)
    old = {slot: row.value for slot, row in held.items() if row.value is not None}
    before, moved = attempt.paper, attempt.paper_id != entry.paper.id
    changed = [] if moved else differences(entry.paper, old, entry.given)
    if not moved and not changed:
        return Outcome(Kept.SAME, attempt.id)
    slots = sorted(old.keys() | entry.given.keys()) if moved else [slot for slot, _old, _new in changed]
    attempt.paper_id = entry.paper.id
    database.session.flush()
    versions = {slot: row.version for slot, row in held.items()}
    seq = 1 + max((row.seq for row in held.values()), default=0)
    values = {slot: entry.given.get(slot) for slot in slots}
    _store(connection, actor, attempt.id, _edits(values, versions, seq), now)
    closing.mark(connection, attempt.id, now)
    facts = {"code": before.code, "answers": _as_text(old)}
    new = {"code": entry.paper.code, "answers": _as_text(entry.given)}
    class_id = attempt.quiz.study_class_id
    record(actor, "paper.corrected", attempt, now, old=facts, new=new, reason=reason, class_id=class_id)
    database.session.refresh(attempt)
    return Outcome(Kept.CORRECTED, attempt.id, changed)


def compare(attempt: Attempt, entry: Entry) -> Outcome:
    """How a line stands to what was keyed before on the same paper."""
    found = differences(entry.paper, answers_of(attempt.id), entry.given)
    return Outcome(Kept.DIFFERENT if found else Kept.SAME, attempt.id, found, entry.paper.code)


def keyed_attempts(quiz_id: int, person_id: int) -> list[Attempt]:
    """What was keyed in for this person, the latest last."""
    statement = select(Attempt).where(
        Attempt.quiz_id == quiz_id, Attempt.person_id == person_id, Attempt.on_paper.is_(True)
    )
    return list(database.session.scalars(statement.order_by(Attempt.number)))


def answers_of(attempt_id: int) -> dict[int, Json]:
    """The answers that stand, by slot; blank ones are left out."""
    return {slot: row.value for slot, row in _held(attempt_id).items() if row.value is not None}


def _held(attempt_id: int) -> dict[int, Any]:
    columns = select(Response.slot, Response.value, Response.version, Response.seq)
    rows = database.session.execute(columns.where(Response.attempt_id == attempt_id))
    return {row.slot: row for row in rows}


def _close_what_is_over(connection: Connection, taken: Sequence[Any], now: datetime) -> None:
    for row in taken:
        if row.closed_at is None:
            closing.close(connection, row.id, ClosedBy.TIMER, now)


def _new(
    quiz: Quiz, paper: KeyedPaper, person_id: int, taken: Sequence[Any], now: datetime
) -> Attempt | None:
    """A new open attempt; None if somebody made one for this person a moment earlier."""
    attempt = Attempt(
        quiz_id=quiz.id,
        paper_id=paper.id,
        person_id=person_id,
        number=max((row.number for row in taken), default=0) + 1,
        started_at=now,
        ends_at=now + ANY_TIME,
        grace_minutes=0,
        on_paper=True,
    )
    try:
        with database.session.begin_nested():
            database.session.add(attempt)
    except IntegrityError:
        return None
    return attempt


def _store(
    connection: Connection, actor: Person, attempt_id: int, edits: tuple[Edit, ...], now: datetime
) -> None:
    apply(connection, OnPaper(), [Save(attempt_id, TAB, edits, now, by_id=actor.id)])


def _edits(values: Mapping[int, Json], versions: Mapping[int, int], seq: int) -> tuple[Edit, ...]:
    return tuple(
        Edit(slot, seq, versions.get(slot, 0), value, clear=value is None) for slot, value in values.items()
    )


def _as_text(answers: Mapping[int, Json]) -> dict[str, Any]:
    return {str(slot): value for slot, value in answers.items()}

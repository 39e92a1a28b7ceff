"""The list: one tap a person, corrections with a reason, many at once. What was recorded is never overwritten."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.dialects import postgresql, sqlite

from lms import database
from lms.accounts.models import Person
from lms.attendance.models import AttendanceCorrection, CheckIn, Checkpoint, Method
from lms.attendance.queries import book_of_session
from lms.attendance.rules import Entry, needs_reason
from lms.attendance.windows import Mark
from lms.audit.service import record


@dataclass(frozen=True)
class Wish:
    """What an organiser wants recorded. `seen` are the marks that stood on their screen, by person; {}: not told."""

    person_ids: Sequence[int]
    mark: Mark
    reason: str = ""
    seen: Mapping[int, Mark] = field(default_factory=dict)


@dataclass(frozen=True)
class Marked:
    """Who was changed; or, with nothing stored at all, who needs a reason, or how others marked people meanwhile."""

    changed: Sequence[int] = ()
    need_reason: Sequence[int] = ()
    conflicts: Mapping[int, Mark] = field(default_factory=dict)
    unknown: Sequence[int] = field(default=())


def mark(checkpoint: Checkpoint, wish: Wish, actor: Person, now: datetime) -> Marked:
    """Record the wish for all of its people or for none."""
    one_at_a_time(checkpoint)
    entries = _entries(checkpoint)
    unknown = [person for person in wish.person_ids if person not in entries]
    touched = {person: entries[person] for person in wish.person_ids if person in entries}
    touched = {person: entry for person, entry in touched.items() if entry.mark is not wish.mark}
    if unknown:
        return Marked(unknown=unknown)
    moved = {
        person: entry.mark
        for person, entry in touched.items()
        if wish.seen.get(person, entry.mark) is not entry.mark
    }
    if moved:
        return Marked(conflicts=moved)
    unexplained = [person for person, entry in touched.items() if needs_reason(entry, actor.id, now)]
    if unexplained and not wish.reason:
        return Marked(need_reason=unexplained)
    _store(checkpoint, wish, touched, actor, now)
    return Marked(changed=list(touched))


def history(class_session_id: int, person_id: int) -> list[Any]:
    """Every check-in and correction of one person in one session, oldest first, with the name of who did it."""
    check_in = (
        select(CheckIn, Checkpoint.phase, Person.full_name.label("by"))
        .join(Checkpoint, Checkpoint.id == CheckIn.checkpoint_id)
        .outerjoin(Person, Person.id == CheckIn.by_id)
        .where(Checkpoint.class_session_id == class_session_id, CheckIn.person_id == person_id)
    )
    correction = (
        select(AttendanceCorrection, Checkpoint.phase, Person.full_name.label("by"))
        .join(Checkpoint, Checkpoint.id == AttendanceCorrection.checkpoint_id)
        .outerjoin(Person, Person.id == AttendanceCorrection.by_id)
        .where(Checkpoint.class_session_id == class_session_id, AttendanceCorrection.person_id == person_id)
        .order_by(AttendanceCorrection.id)
    )
    rows = [*database.session.execute(check_in), *database.session.execute(correction)]
    return sorted(rows, key=lambda row: getattr(row[0], "received_at", row[0].at))


def one_at_a_time(checkpoint: Checkpoint) -> None:
    """Two organisers wait for each other; scans, which only point to the row, wait for nobody."""
    database.session.execute(
        select(Checkpoint.id).where(Checkpoint.id == checkpoint.id).with_for_update(key_share=True)
    )


def _entries(checkpoint: Checkpoint) -> dict[int, Entry]:
    book = book_of_session(checkpoint.class_session_id)
    return {
        learner.person_id: book.entry(checkpoint.class_session_id, checkpoint.phase, learner.person_id)
        for learner in book.learners
    }


def _store(
    checkpoint: Checkpoint, wish: Wish, touched: Mapping[int, Entry], actor: Person, now: datetime
) -> None:
    first = [person for person, entry in touched.items() if wish.mark.attended and _is_first(entry)]
    others = [person for person in touched if person not in set(first)]
    if first:
        _check_in(checkpoint, first, wish.mark, actor, now)
    if others:
        _correct(checkpoint, {person: touched[person] for person in others}, wish, actor, now)
    if touched:
        record(
            actor,
            "attendance.marked",
            checkpoint,
            now,
            old={str(person): entry.mark.value for person, entry in touched.items()},
            new={"mark": wish.mark.value},
            reason=wish.reason,
            class_id=checkpoint.class_session.study_class_id,
        )


def _is_first(entry: Entry) -> bool:
    """Nothing was recorded for this person before; an excuse is a word, not a record."""
    return entry.method in {"", "excuse"}


def _check_in(
    checkpoint: Checkpoint, people: Iterable[int], mark: Mark, actor: Person, now: datetime
) -> None:
    insert_once = postgresql.insert if database.is_postgresql() else sqlite.insert
    rows = [
        {
            "checkpoint_id": checkpoint.id,
            "person_id": person,
            "at": now,
            "received_at": now,
            "method": Method.LIST,
            "late": mark is Mark.LATE,
            "by_id": actor.id,
        }
        for person in people
    ]
    database.session.execute(insert_once(CheckIn).on_conflict_do_nothing(), rows)


def _correct(
    checkpoint: Checkpoint, entries: Mapping[int, Entry], wish: Wish, actor: Person, now: datetime
) -> None:
    rows = [
        {
            "checkpoint_id": checkpoint.id,
            "person_id": person,
            "old": entry.mark,
            "new": wish.mark,
            "at": now,
            "by_id": actor.id,
            "reason": wish.reason,
        }
        for person, entry in entries.items()
    ]
    database.session.execute(insert(AttendanceCorrection), rows)

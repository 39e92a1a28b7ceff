"""“Thiếu lượt ra”: who came, and was not recorded at the end although others were. Confirmed together, with a reason.

A confirmation is a correction like any other: the history keeps it, and it can be taken back as it was made.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select

from lms import database
from lms.accounts.models import Person
from lms.attendance import checkpoints
from lms.attendance.book import Book, Learner
from lms.attendance.models import AttendanceCorrection, Checkpoint
from lms.attendance.queries import book_of_session
from lms.attendance.roll import Wish, one_at_a_time
from lms.attendance.windows import Mark, Phase
from lms.audit.service import record
from lms.classes.models import ClassSession


@dataclass(frozen=True)
class Confirmation:
    """Several people confirmed at once. `standing` are those of whom nothing was said since."""

    id: int
    at: datetime
    by: str
    mark: Mark
    reason: str
    people: Sequence[int]
    standing: Sequence[int]


def missing(book: Book, now: datetime) -> list[Learner]:
    """Nobody is missing at an end at which nobody was recorded: it asks nothing of anybody."""
    session = book.sessions[0]
    ran = any(point.phase is Phase.AFTER and point.ran for point in book.points(session, now))
    if not ran or session.cancelled:
        return []
    return [
        learner
        for learner in book.learners
        if book.entry(session.id, Phase.BEFORE, learner.person_id).mark.attended
        and book.entry(session.id, Phase.AFTER, learner.person_id).mark is Mark.NONE
    ]


def confirm(
    class_session: ClassSession,
    person_ids: Sequence[int],
    mark: Mark,
    reason: str,
    actor: Person,
    *,
    now: datetime,
) -> list[int]:
    """Who of them was still missing and is recorded now. Who has checked out meanwhile is left alone."""
    checkpoint = checkpoints.prepare(class_session, Phase.AFTER)
    one_at_a_time(checkpoint)
    still = {learner.person_id for learner in missing(book_of_session(class_session.id), now)}
    people = [person for person in dict.fromkeys(person_ids) if person in still]
    _correct(checkpoint, people, (Mark.NONE, mark), reason, actor, now=now)
    if people:
        wish = Wish(people, mark, reason)
        _record(checkpoint, "attendance.check-outs-confirmed", wish, actor, now)
    return people


def confirmations(class_session_id: int) -> list[Confirmation]:
    """What was confirmed together, the latest first."""
    checkpoint = checkpoints.find(class_session_id, Phase.AFTER)
    rows = _corrections(checkpoint) if checkpoint else []
    latest = {row.person_id: row.id for row in rows}
    groups = defaultdict(list)
    for row in rows:
        if row.old is Mark.NONE and row.new.attended and row.reason and row.by_id != row.person_id:
            groups[row.at, row.by_id, row.new].append(row)
    names = _names({row.by_id for row in rows if row.by_id})
    made = [
        Confirmation(
            group[0].id,
            group[0].at,
            names.get(group[0].by_id or 0, ""),
            group[0].new,
            group[0].reason,
            [row.person_id for row in group],
            [row.person_id for row in group if latest[row.person_id] == row.id],
        )
        for group in groups.values()
    ]
    return sorted(made, key=lambda one: one.id, reverse=True)


def take_back(
    class_session: ClassSession, confirmation_id: int, reason: str, actor: Person, *, now: datetime
) -> list[int]:
    """Undo a confirmation for all of whom nothing was said since; taking it back twice is harmless."""
    checkpoint = checkpoints.prepare(class_session, Phase.AFTER)
    one_at_a_time(checkpoint)
    found = next((one for one in confirmations(class_session.id) if one.id == confirmation_id), None)
    people = list(found.standing) if found else []
    if found and people:
        _correct(checkpoint, people, (found.mark, Mark.NONE), reason, actor, now=now)
        wish = Wish(people, Mark.NONE, reason)
        _record(checkpoint, "attendance.check-outs-taken-back", wish, actor, now)
    return people


def _correct(
    checkpoint: Checkpoint,
    people: Sequence[int],
    marks: tuple[Mark, Mark],
    reason: str,
    actor: Person,
    *,
    now: datetime,
) -> None:
    said = {"checkpoint_id": checkpoint.id, "old": marks[0], "new": marks[1], "reason": reason}
    rows = [{"person_id": person, "at": now, "by_id": actor.id, **said} for person in people]
    if rows:
        database.session.execute(insert(AttendanceCorrection), rows)


def _record(checkpoint: Checkpoint, action: str, wish: Wish, actor: Person, now: datetime) -> None:
    record(
        actor,
        action,
        checkpoint,
        now,
        new={"people": list(wish.person_ids), "mark": wish.mark.value},
        reason=wish.reason,
        class_id=checkpoint.class_session.study_class_id,
    )


def _corrections(checkpoint: Checkpoint) -> Sequence[AttendanceCorrection]:
    statement = select(AttendanceCorrection).where(AttendanceCorrection.checkpoint_id == checkpoint.id)
    return database.session.scalars(statement.order_by(AttendanceCorrection.id)).all()


def _names(ids: set[int]) -> dict[int, str]:
    rows = database.session.execute(select(Person.id, Person.full_name).where(Person.id.in_(ids)))
    return {row.id: row.full_name for row in rows}

"""Telling in time: a learner for whom one more session missed can be one too many, or who can no longer qualify.

Each is told once, and follows corrections: what is no longer true ends, is taken back where nobody has read it, and
is put right in a notice of its own where somebody has.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import insert, select, update

from lms import database
from lms.attendance.queries import books_of_classes
from lms.attendance.regulation import telling
from lms.attendance.regulation.models import AttendanceWarning, WarningLevel
from lms.attendance.rules import Totals
from lms.classes.models import ClassSession, ClassState, StudyClass
from lms.jobs.queue import every
from lms.web import clock

AFTERWARDS = timedelta(days=31)  # corrections come in for a while after the last session
Key = tuple[int, int]  # class, person


@dataclass(frozen=True)
class Step:
    """What changes for one learner: a warning that ends, one that begins, or one for the other."""

    key: Key
    ended: AttendanceWarning | None
    begins: WarningLevel | None


@every(600)
def sweep() -> int:
    """Look at every class that runs, or ended lately."""
    now = clock.now()
    return follow(_running(now), now)


def follow(study_class_ids: Collection[int], now: datetime) -> int:
    """Bring what people were told up to date; how many warnings began or ended. Running it twice is harmless."""
    if not study_class_ids:
        return 0
    books = books_of_classes(study_class_ids)
    totals = {
        (study_class_id, learner.person_id): book.totals(learner.person_id, now)
        for study_class_id, book in books.items()
        for learner in book.learners
    }
    taken = steps({key: level_of(one) for key, one in totals.items()}, _current(study_class_ids))
    _store(taken, now)
    telling.tell(taken, totals, now)
    return len(taken)


def level_of(totals: Totals) -> WarningLevel | None:
    if totals.impossible:
        return WarningLevel.IMPOSSIBLE
    return WarningLevel.EDGE if totals.on_the_edge else None


def steps(wanted: Mapping[Key, WarningLevel | None], current: Mapping[Key, AttendanceWarning]) -> list[Step]:
    """What has to change so that what people were told is what is true. Pure."""
    pairs = [(key, current.get(key), wanted.get(key)) for key in sorted({*wanted, *current})]
    return [
        Step(key, held, level) for key, held, level in pairs if (held.level if held else None) is not level
    ]


def _store(taken: Collection[Step], now: datetime) -> None:
    ended = [step.ended.id for step in taken if step.ended]
    if ended:
        database.session.execute(
            update(AttendanceWarning).where(AttendanceWarning.id.in_(ended)).values(ended_at=now)
        )
    begun = [
        {"study_class_id": step.key[0], "person_id": step.key[1], "level": step.begins, "told_at": now}
        for step in taken
        if step.begins
    ]
    if begun:
        database.session.execute(insert(AttendanceWarning), begun)


def _current(study_class_ids: Collection[int]) -> dict[Key, AttendanceWarning]:
    statement = (
        select(AttendanceWarning)
        .where(AttendanceWarning.study_class_id.in_(study_class_ids), AttendanceWarning.ended_at.is_(None))
        .with_for_update()
    )
    return {(one.study_class_id, one.person_id): one for one in database.session.scalars(statement)}


def _running(now: datetime) -> list[int]:
    begun = select(ClassSession.study_class_id).where(ClassSession.starts_at < now)
    statement = select(StudyClass.id).where(
        StudyClass.state == ClassState.OPEN,
        StudyClass.closes_on >= (now - AFTERWARDS).date(),
        StudyClass.id.in_(begun),
    )
    return list(database.session.scalars(statement.order_by(StudyClass.id)))

"""Telling in time: a learner for whom one more session missed can be one too many, or who can no longer qualify.

Each is told once, and follows corrections: what is no longer true ends, is taken back where nobody has read it, and
is put right in a notice of its own where somebody has.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import insert, or_, select, update

from lms import database
from lms.attendance.models import AttendanceCorrection, CheckIn, Checkpoint, Excuse
from lms.attendance.queries import books_of_classes
from lms.attendance.regulation import telling
from lms.attendance.regulation.models import AttendanceWarning, WarningLevel
from lms.attendance.rules import Totals
from lms.classes.models import ClassSession, ClassState, StudyClass
from lms.jobs.queue import every
from lms.web import clock

LATELY = timedelta(days=3)  # so long may the worker be away
Key = tuple[int, int]  # class, person


@dataclass(frozen=True)
class Step:
    """What changes for one learner: a warning that ends, one that begins, or one for the other."""

    key: Key
    ended: AttendanceWarning | None
    begins: WarningLevel | None


@every(600)
def sweep() -> int:
    """Look at every open class in which something has happened lately; the others are as they were told."""
    now = clock.now()
    return follow(_stirring(now), now)


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


def _stirring(now: datetime) -> list[int]:
    """Classes with a session that ended, a mark that was made or corrected, an excuse that was answered since."""
    since = now - LATELY
    of_checkpoints = select(Checkpoint.class_session_id)
    marked = of_checkpoints.join(CheckIn, CheckIn.checkpoint_id == Checkpoint.id).where(
        CheckIn.received_at > since
    )
    corrected = of_checkpoints.join(
        AttendanceCorrection, AttendanceCorrection.checkpoint_id == Checkpoint.id
    ).where(AttendanceCorrection.at > since)
    answered = select(Excuse.class_session_id).where(Excuse.decided_at > since)
    statement = (
        select(StudyClass.id)
        .join(ClassSession, ClassSession.study_class_id == StudyClass.id)
        .where(
            StudyClass.state == ClassState.OPEN,
            or_(
                ClassSession.ends_at.between(since, now),
                ClassSession.id.in_(marked),
                ClassSession.id.in_(corrected),
                ClassSession.id.in_(answered),
            ),
        )
    )
    return list(database.session.scalars(statement.distinct().order_by(StudyClass.id)))

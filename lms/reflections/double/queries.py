"""Reading about double marking: the rule of a task, who reads what, what waits, how marks came about.

Before a script has its mark, nothing here tells what any reader found but to that reader.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, exists, func, select
from sqlalchemy.orm import joinedload, selectinload

from lms import database
from lms.accounts.models import Person
from lms.marking.models import Comment, Mark, RubricVersion, SubjectKind
from lms.programmes.models import Band
from lms.reflections.allocation.models import ScriptAllocation
from lms.reflections.double.models import (
    AgreedMark,
    AgreedPart,
    DoubleMarking,
    ReadingMark,
    ScriptReading,
)
from lms.reflections.double.rules import Scale, Waits, Why, decide
from lms.reflections.handed_in import current
from lms.reflections.models import Reflection, ReflectionTask, Submission


@dataclass(frozen=True)
class Seat:
    """One person before one script of a task that is marked twice; `reading` is None for who is not to mark it."""

    setting: DoubleMarking
    reading: ScriptReading | None


@dataclass(frozen=True)
class Load:
    """How many readings one person has, and how many are recorded."""

    person: Person
    given: int
    closed: int


@dataclass(frozen=True)
class Open:
    """A script of a task for which markers are sought."""

    submission_id: int
    script_no: int
    allocated_to: int | None


@dataclass(frozen=True)
class Waiting:
    """A script that needs one more person (the second or third `place`), with who may not be it."""

    submission_id: int
    public_id: str
    script_no: int
    place: int
    why: Why
    readers: frozenset[int]


def setting_of(task_id: int) -> DoubleMarking | None:
    return database.session.get(DoubleMarking, task_id)


def is_double(task_id: int) -> ColumnElement[bool]:
    """Whether a task is marked twice, for a statement."""
    return exists().where(DoubleMarking.task_id == task_id)


def seat_of(submission: Submission, marker_id: int) -> Seat | None:
    """None where the task is marked once, as it is mostly."""
    mine = and_(ScriptReading.submission_id == submission.id, ScriptReading.marker_id == marker_id)
    statement = (
        select(DoubleMarking, ScriptReading)
        .outerjoin(ScriptReading, mine)
        .where(DoubleMarking.task_id == submission.reflection.task_id)
    )
    row = database.session.execute(statement).one_or_none()
    return Seat(row.DoubleMarking, row.ScriptReading) if row else None


def readings_of(submission_id: int) -> Sequence[ScriptReading]:
    """All of a script in the order of their places."""
    statement = (
        select(ScriptReading)
        .where(ScriptReading.submission_id == submission_id)
        .options(joinedload(ScriptReading.marker))
        .order_by(ScriptReading.place)
    )
    return database.session.scalars(statement).all()


def readings_by(submission_ids: Select[int], marker_id: int) -> dict[int, ScriptReading]:
    """One marker's own, by submission; nothing of anybody else's."""
    statement = select(ScriptReading).where(
        ScriptReading.submission_id.in_(submission_ids), ScriptReading.marker_id == marker_id
    )
    return {reading.submission_id: reading for reading in database.session.scalars(statement)}


def scale_of(task: ReflectionTask, version: RubricVersion) -> Scale:
    limits = select(Band.minimum).where(Band.programme_id == task.study_class.programme_id)
    return Scale(version.points, tuple(sorted(database.session.scalars(limits))))


def has_begun(task_id: int) -> bool:
    """Whether anything of the task is marked already, by one or by two."""
    of_task = select(Submission.id).join(Submission.reflection).where(Reflection.task_id == task_id)
    marked = exists().where(Mark.subject_kind == SubjectKind.SUBMISSION, Mark.subject_id.in_(of_task))
    read = exists().where(ScriptReading.submission_id.in_(of_task), ScriptReading.closed_at.is_not(None))
    return bool(database.session.scalar(select(marked | read)))


def unread(task: ReflectionTask) -> list[Open]:
    """Scripts that nobody is to read yet."""
    standing = and_(ScriptAllocation.reflection_id == Reflection.id, ScriptAllocation.ended_at.is_(None))
    has_reader = exists().where(ScriptReading.submission_id == Submission.id)
    statement = (
        current([task.id])
        .where(~has_reader)
        .outerjoin(ScriptAllocation, standing)
        .with_only_columns(Submission.id, Reflection.script_no, ScriptAllocation.marker_id)
    )
    return [Open(row[0], row[1] or 0, row[2]) for row in database.session.execute(statement)]


def numbers(task: ReflectionTask) -> list[int]:
    """The numbers of all scripts that count."""
    statement = current([task.id]).with_only_columns(Reflection.script_no)
    return [number or 0 for number in database.session.scalars(statement)]


def loads_of(task: ReflectionTask) -> dict[int, tuple[int, int]]:
    """Readings given and recorded, by marker; of scripts that count."""
    statement = (
        select(ScriptReading.marker_id, func.count(), func.count(ScriptReading.closed_at))
        .where(ScriptReading.submission_id.in_(current([task.id]).with_only_columns(Submission.id)))
        .group_by(ScriptReading.marker_id)
    )
    return {marker: (given, closed) for marker, given, closed in database.session.execute(statement)}


def waiting(task: ReflectionTask, setting: DoubleMarking) -> list[Waiting]:
    """Scripts that need one more person, by number; without what was found in them so far."""
    scale = scale_of(task, task.rubric.current)
    found: list[Waiting] = []
    for submission, readings in _all_closed(task).items():
        totals = [reading.marks[0].total for reading in readings]
        next_one = decide(setting.rule, totals, scale, twice=True)
        if isinstance(next_one, Waits):
            readers = frozenset(one.marker_id for one in readings)
            found.append(Waiting(*submission, next_one.place, next_one.why, readers))
    return found


def waiting_count(task_id: int) -> int:
    """How many scripts need one more person who is not named yet."""
    return database.session.scalar(select(func.count()).select_from(_undecided(task_id).subquery())) or 0


def agreed_of(mark_ids: Collection[int]) -> dict[int, AgreedMark]:
    """How marks came about, by mark."""
    if not mark_ids:
        return {}
    read = selectinload(AgreedMark.parts).joinedload(AgreedPart.reading_mark).joinedload(ReadingMark.reading)
    statement = (
        select(AgreedMark)
        .where(AgreedMark.mark_id.in_(list(mark_ids)))
        .options(read.joinedload(ScriptReading.marker), read.lazyload(ScriptReading.marks))
    )
    return {found.mark_id: found for found in database.session.scalars(statement)}


def by_a_reader() -> ColumnElement[bool]:
    """Comments of those whose readings a mark was made of; for a statement over comments."""
    read = exists().where(
        *(ScriptReading.submission_id == Comment.subject_id, ScriptReading.marker_id == Comment.author_id),
        ScriptReading.closed_at.is_not(None),
    )
    made = exists().where(Mark.subject_kind == Comment.subject_kind, Mark.subject_id == Comment.subject_id)
    return and_(Comment.subject_kind == SubjectKind.SUBMISSION, read, made)


def _undecided(task_id: int) -> Select[int]:
    """Scripts all of whose readings are recorded, and which have no mark."""
    closed = func.count(ScriptReading.closed_at) == func.count(ScriptReading.id)
    has_mark = exists().where(Mark.subject_kind == SubjectKind.SUBMISSION, Mark.subject_id == Submission.id)
    return (
        current([task_id])
        .where(~has_mark)
        .join(ScriptReading, ScriptReading.submission_id == Submission.id)
        .group_by(Submission.id)
        .having(closed)
        .with_only_columns(Submission.id)
    )


def _all_closed(task: ReflectionTask) -> dict[tuple[int, str, int], list[ScriptReading]]:
    statement = (
        select(ScriptReading, Submission.public_id, Reflection.script_no)
        .join(Submission, Submission.id == ScriptReading.submission_id)
        .join(Reflection, Reflection.id == Submission.reflection_id)
        .where(ScriptReading.submission_id.in_(_undecided(task.id)))
        .order_by(Reflection.script_no, ScriptReading.place)
    )
    found: dict[tuple[int, str, int], list[ScriptReading]] = {}
    for reading, public_id, number in database.session.execute(statement):
        found.setdefault((reading.submission_id, public_id, number or 0), []).append(reading)
    return found

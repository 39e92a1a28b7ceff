"""What a comparison reads: the scripts that count, those that were compared before, and texts, a few at a time."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from sqlalchemy import Select, func, select

from lms import database
from lms.classes.models import StudyClass
from lms.reflections import handed_in
from lms.reflections.groups import queries as groups
from lms.reflections.models import Reflection, ReflectionTask, Submission
from lms.similarity import texts
from lms.similarity.models import ComparedScript, Comparison
from lms.similarity.rules import Handed

AT_ONCE = 200
TASKS_AT_ONCE = 10


def of_task(task_id: int) -> list[Handed]:
    """The scripts of a task that count."""
    return _handed(handed_in.current([task_id]))


def compared(task_id: int, official: str) -> set[int]:
    """Those of a task that were compared since its official texts changed last."""
    statement = select(ComparedScript.submission_id).where(
        ComparedScript.official == official,
        ComparedScript.submission_id.in_(handed_in.current_submission_ids([task_id])),
    )
    return set(database.session.scalars(statement))


def of_centre(task: ReflectionTask) -> list[Handed]:
    """Scripts that count and were compared, of all classes of the unit that runs this one; of no other unit."""
    ids = (
        select(ReflectionTask.id)
        .join(StudyClass, StudyClass.id == ReflectionTask.study_class_id)
        .where(StudyClass.unit_id == task.study_class.unit_id)
    )
    task_ids = list(database.session.scalars(ids))
    return _handed(
        handed_in.current(task_ids).join(ComparedScript, ComparedScript.submission_id == Submission.id)
    )


def prints(ids: Iterable[int]) -> Iterator[tuple[int, bytes]]:
    """What stands for these scripts."""
    for some in _few(ids):
        statement = select(ComparedScript.submission_id, ComparedScript.prints)
        for row in database.session.execute(statement.where(ComparedScript.submission_id.in_(some))):
            yield row.submission_id, row.prints


def texts_of(ids: Iterable[int]) -> Iterator[tuple[int, str]]:
    """The texts of these scripts."""
    for some in _few(ids):
        statement = select(Submission.id, Submission.parts).where(Submission.id.in_(some))
        for row in database.session.execute(statement.order_by(Submission.id)):
            yield row.id, texts.whole(row.parts)


def due_tasks(now: datetime) -> list[ReflectionTask]:
    """Tasks that are over and hold something that was not compared yet, the earliest first."""
    latest = (
        select(func.max(Submission.handed_in_at))
        .join(Reflection, Reflection.id == Submission.reflection_id)
        .where(Reflection.task_id == ReflectionTask.id)
        .scalar_subquery()
    )
    asked = (
        select(func.max(Comparison.asked_at)).where(Comparison.task_id == ReflectionTask.id).scalar_subquery()
    )
    ends = func.coalesce(ReflectionTask.late_until, ReflectionTask.due_at)
    statement = (
        select(ReflectionTask)
        .where(ends <= now, latest.is_not(None))
        .where(asked.is_(None) | (asked < latest) | (asked < ends))
        .order_by(ReflectionTask.due_at, ReflectionTask.id)
        .limit(TASKS_AT_ONCE)
    )
    return list(database.session.scalars(statement))


def _handed(submissions: Select[Submission]) -> list[Handed]:
    columns = (
        *(Submission.id, Reflection.task_id, Reflection.person_id, Submission.handed_in_at),
        Submission.reflection_id,
    )
    statement = submissions.with_only_columns(*columns).order_by(Submission.id)
    rows = database.session.execute(statement).all()
    of_groups = {row.reflection_id for row in rows if row.person_id is None}
    named = groups.named_ids(of_groups) if of_groups else {}
    return [
        Handed(
            *(row.id, row.task_id),
            frozenset({row.person_id} if row.person_id else named.get(row.reflection_id, ())),
            row.handed_in_at,
        )
        for row in rows
    ]


def _few(ids: Iterable[int]) -> Iterator[list[int]]:
    listed = list(ids)
    for start in range(0, len(listed), AT_ONCE):
        yield listed[start : start + AT_ONCE]

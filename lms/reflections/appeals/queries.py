"""Reading about re-marks of reflections: a learner's own, those of a task, and who may decide."""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, and_, exists, func, or_, select, union
from sqlalchemy.orm import contains_eager, joinedload

from lms import database
from lms.accounts.models import Grant, Person, PersonState
from lms.marking.models import Mark, SubjectKind
from lms.permissions import MATRIX, Permission
from lms.reflections.appeals.models import ReflectionAppeal
from lms.reflections.double.models import ScriptReading
from lms.reflections.models import Reflection, ReflectionTask, Submission

_OPEN = (ReflectionAppeal.decided_at.is_(None), ReflectionAppeal.withdrawn_at.is_(None))


def own(submission_id: int) -> Sequence[ReflectionAppeal]:
    """What was asked about a script, the latest first."""
    statement = select(ReflectionAppeal).where(ReflectionAppeal.submission_id == submission_id)
    return database.session.scalars(statement.order_by(ReflectionAppeal.id.desc())).all()


def of_task(task: ReflectionTask) -> list[ReflectionAppeal]:
    """All of a task: the open ones first, as they are due; then the others, the latest first."""
    statement = (
        select(ReflectionAppeal)
        .join(ReflectionAppeal.submission)
        .join(Submission.reflection)
        .options(
            contains_eager(ReflectionAppeal.submission)
            .contains_eager(Submission.reflection)
            .joinedload(Reflection.person),
            joinedload(ReflectionAppeal.decided_by),
        )
        .where(Reflection.task_id == task.id)
        .order_by(ReflectionAppeal.due_at, ReflectionAppeal.id)
    )
    found = database.session.scalars(statement).unique().all()
    done = [appeal for appeal in found if not appeal.is_open]
    return [*(appeal for appeal in found if appeal.is_open), *reversed(done)]


def open_count(task: ReflectionTask) -> int:
    """How many of a task wait to be decided."""
    statement = (
        select(func.count())
        .select_from(ReflectionAppeal)
        .join(Submission, Submission.id == ReflectionAppeal.submission_id)
        .join(Reflection, Reflection.id == Submission.reflection_id)
        .where(Reflection.task_id == task.id, *_OPEN)
    )
    return database.session.scalar(statement) or 0


def waiting(classes: ColumnElement[bool], person_id: int) -> list[tuple[ReflectionTask, int]]:
    """Tasks of the classes that `classes` on StudyClass lets through, with open re-marks that this person may decide
    as far as the mark asked about tells."""
    counted = (
        select(Reflection.task_id, func.count().label("found"))
        .select_from(ReflectionAppeal)
        .join(Submission, Submission.id == ReflectionAppeal.submission_id)
        .join(Reflection, Reflection.id == Submission.reflection_id)
        .where(*_OPEN, ReflectionAppeal.marker_id.is_distinct_from(person_id), ~_read_by(person_id))
        .group_by(Reflection.task_id)
        .subquery()
    )
    statement = (
        select(ReflectionTask, counted.c.found)
        .join(counted, counted.c.task_id == ReflectionTask.id)
        .join(ReflectionTask.study_class)
        .where(classes)
        .order_by(ReflectionTask.due_at, ReflectionTask.id)
    )
    return [(row.ReflectionTask, row.found) for row in database.session.execute(statement).unique()]


def _read_by(person_id: int) -> ColumnElement[bool]:
    return exists().where(
        *(ScriptReading.submission_id == Submission.id, ScriptReading.marker_id == person_id),
    )


def markers(submission_id: int) -> set[int]:
    """Everybody who ever gave this script a mark, also as one of two whose marks became one."""
    gave = select(Mark.marker_id).where(
        Mark.subject_kind == SubjectKind.SUBMISSION, Mark.subject_id == submission_id
    )
    read = select(ScriptReading.marker_id).where(ScriptReading.submission_id == submission_id)
    return {found for found in database.session.scalars(union(gave, read)) if found is not None}


def judges(task: ReflectionTask, but: Collection[int]) -> list[Person]:
    """Who marks in the class of the task, without those named; sorted by given name."""
    scope = task.scope
    reach = or_(
        Grant.class_id == scope.class_id,
        and_(Grant.class_id.is_(None), Grant.unit_id.is_(None)),
        Grant.unit_id.in_(scope.unit_ids),
    )
    holders = select(Grant.person_id).where(
        Grant.ended_at.is_(None), Grant.role.in_(MATRIX[Permission.REFLECTION_MARK]), reach
    )
    statement = select(Person).where(
        Person.id.in_(holders), Person.id.not_in(list(but)), Person.state == PersonState.ACTIVE
    )
    return list(database.session.scalars(statement.order_by(Person.sort_key, Person.id)))

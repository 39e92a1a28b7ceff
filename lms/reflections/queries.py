"""Reading reflections of a class: its tasks, who has handed in, and the marks for the results."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import contains_eager

from lms import database
from lms.accounts.models import Person
from lms.classes import queries as classes
from lms.classes.models import Enrolment, EnrolmentState
from lms.marking import queries as marking
from lms.marking.models import Mark, SubjectKind
from lms.reflections import allowances
from lms.reflections.allowance_models import Exemption
from lms.reflections.handed_in import current, current_submission_ids
from lms.reflections.models import Reflection, ReflectionState, ReflectionTask, Submission
from lms.reflections.rules import More


@dataclass(frozen=True)
class Entry:
    """One learner in the list of a task."""

    person: Person
    reflection: Reflection | None
    submission: Submission | None
    more: More | None
    exemption: Exemption | None
    mark: Mark | None = None

    @property
    def state(self) -> str:
        if self.submission:
            return "late" if self.submission.late else "handed-in"
        if self.exemption:
            return "exempt"
        if self.reflection and self.reflection.state is ReflectionState.RETURNED:
            return "returned"
        return "writing" if self.reflection else "none"


@dataclass(frozen=True)
class TaskCounts:
    """How far a task has come."""

    learners: int
    handed_in: int
    marked: int


@dataclass(frozen=True)
class TaskMark:
    """What one task gave one person. `total` is the mark that counts; `released_total` what the person may know."""

    task_id: int
    title: str
    due_at: datetime
    handed_in_at: datetime | None
    late: bool
    out_of: Decimal
    total: Decimal | None
    released_total: Decimal | None
    exempt_reason: str | None

    @property
    def is_released(self) -> bool:
        return self.released_total is not None


def tasks_of(study_class_id: int, *, published_only: bool) -> Sequence[ReflectionTask]:
    statement = (
        select(ReflectionTask)
        .where(ReflectionTask.study_class_id == study_class_id)
        .order_by(ReflectionTask.due_at, ReflectionTask.id)
    )
    if published_only:
        statement = statement.where(ReflectionTask.published_at.is_not(None))
    return database.session.scalars(statement).all()


def counts_of(tasks: Sequence[ReflectionTask]) -> dict[int, TaskCounts]:
    """How far tasks have come, in three queries however many there are."""
    learners = classes.learner_counts({task.study_class_id for task in tasks})
    ids = [task.id for task in tasks]
    handed_in = _counted(current(ids).with_only_columns(Reflection.task_id, func.count()))
    marked_ids = select(Mark.subject_id).where(Mark.subject_kind == SubjectKind.SUBMISSION)
    marked = _counted(
        current(ids).where(Submission.id.in_(marked_ids)).with_only_columns(Reflection.task_id, func.count())
    )
    return {
        task.id: TaskCounts(
            learners.get(task.study_class_id, 0), handed_in.get(task.id, 0), marked.get(task.id, 0)
        )
        for task in tasks
    }


def entries_of(task: ReflectionTask) -> list[Entry]:
    """Every learner of the class with what they handed in, by name as Vietnamese lists are sorted."""
    people = database.session.scalars(
        select(Person)
        .join(Enrolment, Enrolment.person_id == Person.id)
        .where(Enrolment.study_class_id == task.study_class_id, Enrolment.state == EnrolmentState.ENROLLED)
        .order_by(Person.sort_key, Person.id)
    ).all()
    statement = current([task.id]).options(contains_eager(Submission.reflection))
    submissions = {found.reflection.person_id: found for found in database.session.scalars(statement)}
    started = {
        found.person_id: found
        for found in database.session.scalars(select(Reflection).where(Reflection.task_id == task.id))
    }
    more, exempt = allowances.longest_of(task), _exemptions(task)
    marks = marking.latest_marks(SubjectKind.SUBMISSION, current_submission_ids([task.id]))
    return [
        Entry(
            person,
            started.get(person.id),
            submission := submissions.get(person.id),
            more.get(person.id),
            exempt.get(person.id),
            marks.get(submission.id) if submission else None,
        )
        for person in people
    ]


def tasks_to_mark(condition: ColumnElement[bool]) -> Sequence[ReflectionTask]:
    """Published tasks of the classes that `condition` on StudyClass lets through, the next due first."""
    statement = (
        select(ReflectionTask)
        .join(ReflectionTask.study_class)
        .where(condition, ReflectionTask.published_at.is_not(None))
        .order_by(ReflectionTask.due_at.desc(), ReflectionTask.id)
    )
    return database.session.scalars(statement).all()


def marks_of(study_class_id: int) -> dict[int, list[TaskMark]]:
    """For each person of the class, what each published task gave, in the order in which tasks are due."""
    tasks = tasks_of(study_class_id, published_only=True)
    by_task = {task.id: _marks_by_person(task) for task in tasks}
    people = database.session.scalars(
        select(Enrolment.person_id).where(Enrolment.study_class_id == study_class_id)
    )
    return {
        person_id: [by_task[task.id].get(person_id) or _nothing(task) for task in tasks]
        for person_id in people
    }


def _marks_by_person(task: ReflectionTask) -> dict[int, TaskMark]:
    subjects = current_submission_ids([task.id])
    latest = marking.latest_marks(SubjectKind.SUBMISSION, subjects)
    released = marking.released_marks(SubjectKind.SUBMISSION, subjects)
    statement = current([task.id]).options(contains_eager(Submission.reflection))
    found = {entry.reflection.person_id: entry for entry in database.session.scalars(statement)}
    exempt = _exemptions(task)
    out_of = task.rubric.current.points
    made: dict[int, TaskMark] = {}
    for person_id in found.keys() | exempt.keys():
        submission = found.get(person_id)
        mark = latest.get(submission.id) if submission else None
        shown = released.get(submission.id) if submission else None
        made[person_id] = TaskMark(
            task_id=task.id,
            title=task.title,
            due_at=task.due_at,
            handed_in_at=submission.handed_in_at if submission else None,
            late=bool(submission and submission.late),
            out_of=mark.version.points if mark else out_of,
            total=mark.total if mark else None,
            released_total=shown.total if shown else None,
            exempt_reason=exempt[person_id].reason if person_id in exempt else None,
        )
    return made


def _nothing(task: ReflectionTask) -> TaskMark:
    out_of = task.rubric.current.points
    return TaskMark(task.id, task.title, task.due_at, None, False, out_of, None, None, None)


def _exemptions(task: ReflectionTask) -> dict[int, Exemption]:
    standing = select(Exemption).where(Exemption.task_id == task.id, Exemption.ended_at.is_(None))
    return {exemption.person_id: exemption for exemption in database.session.scalars(standing)}


def _counted(statement: Select[int, int]) -> dict[int, int]:
    rows = database.session.execute(statement.group_by(Reflection.task_id))
    return {row[0]: row[1] for row in rows}

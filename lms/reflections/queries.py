"""Reading reflections of a class: its tasks, who has handed in, and the marks for the results."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
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
from lms.reflections.group_models import MemberMark
from lms.reflections.groups import queries as groups
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
    group: str = ""
    own: MemberMark | None = None

    @property
    def total(self) -> Decimal | None:
        """What counts for this person: their own mark, else that of what was handed in."""
        return self.own.points if self.own else self.mark.total if self.mark else None

    @property
    def state(self) -> str:
        if self.submission:
            return "late" if self.submission.late else "handed-in"
        if self.exemption:
            return "exempt"
        if self.reflection and self.reflection.state is ReflectionState.HANDED_IN:
            return "left-out"
        if self.reflection and self.reflection.state is ReflectionState.RETURNED:
            return "returned"
        return "writing" if self.reflection else "none"


@dataclass(frozen=True)
class TaskCounts:
    """How far a task has come: by learners, or where groups write by groups that have members."""

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
    grouped = groups.counts({task.study_class_id for task in tasks if task.by_group})
    return {
        task.id: TaskCounts(
            (grouped if task.by_group else learners).get(task.study_class_id, 0),
            handed_in.get(task.id, 0),
            marked.get(task.id, 0),
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
    started = _started(task)
    submissions = _handed_in(task)
    together = groups.groups_by_person(task.study_class_id) if task.by_group else {}
    own = groups.own_marks({one.id for one in started.values()}) if task.by_group else {}
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
            together.get(person.id, ""),
            own.get((submission.reflection_id, person.id)) if submission else None,
        )
        for person in people
    ]


def _handed_in(task: ReflectionTask) -> dict[int, Submission]:
    """What counts, by person; of a group's by everybody whom it names."""
    statement = current([task.id]).options(contains_eager(Submission.reflection))
    found = list(database.session.scalars(statement))
    if not task.by_group:
        return {one.reflection.person_id: one for one in found if one.reflection.person_id}
    named = groups.named_ids(one.reflection_id for one in found)
    return {person_id: one for one in found for person_id in named.get(one.reflection_id, ())}


def _started(task: ReflectionTask) -> dict[int, Reflection]:
    """What was begun, by person; of a group's by whom it names, and by who is in it and named nowhere."""
    found = database.session.scalars(select(Reflection).where(Reflection.task_id == task.id)).all()
    if not task.by_group:
        return {one.person_id: one for one in found if one.person_id}
    named = groups.named_ids(one.id for one in found)
    by_group = {one.group_id: one for one in found if one.group_id}
    members = groups.members_of_class(task.study_class_id)
    started = {person: by_group[group] for person, group in members.items() if group in by_group}
    return started | {person: one for one in found for person in named.get(one.id, ())}


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
    found, exempt = _handed_in(task), _exemptions(task)
    own = groups.own_marks({one.reflection_id for one in found.values()}) if task.by_group else {}
    out_of = task.rubric.current.points
    made: dict[int, TaskMark] = {}
    for person_id in found.keys() | exempt.keys():
        submission = found.get(person_id)
        mark = latest.get(submission.id) if submission else None
        shown = released.get(submission.id) if submission else None
        whole = TaskMark(
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
        apart = own.get((submission.reflection_id, person_id)) if submission else None
        made[person_id] = _apart(whole, apart) if apart else whole
    return made


def _apart(whole: TaskMark, own: MemberMark) -> TaskMark:
    """A member's own mark in place of the group's. Who was to get none has, once it is shown, handed in nothing."""
    if not whole.is_released:
        return replace(whole, total=own.points, out_of=own.out_of)
    if own.points is None:
        return replace(whole, total=None, released_total=None, handed_in_at=None)
    return replace(whole, total=own.points, released_total=own.points, out_of=own.out_of)


def _nothing(task: ReflectionTask) -> TaskMark:
    out_of = task.rubric.current.points
    return TaskMark(task.id, task.title, task.due_at, None, False, out_of, None, None, None)


def _exemptions(task: ReflectionTask) -> dict[int, Exemption]:
    standing = select(Exemption).where(Exemption.task_id == task.id, Exemption.ended_at.is_(None))
    return {exemption.person_id: exemption for exemption in database.session.scalars(standing)}


def _counted(statement: Select[int, int]) -> dict[int, int]:
    rows = database.session.execute(statement.group_by(Reflection.task_id))
    return {row[0]: row[1] for row in rows}

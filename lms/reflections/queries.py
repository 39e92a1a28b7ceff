"""Reading reflections: tasks of a class, who has handed in, scripts to mark, and the marks for the results."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from lms import database
from lms.accounts.models import Person
from lms.classes.models import Enrolment, EnrolmentState
from lms.marking import queries as marking
from lms.marking.models import Mark, SubjectKind
from lms.reflections import rules
from lms.reflections.models import (
    Exemption,
    Extension,
    Reflection,
    ReflectionState,
    ReflectionTask,
    ReflectionText,
    Submission,
    SubmissionFile,
)
from lms.reflections.rules import Part, Window


@dataclass(frozen=True)
class Entry:
    """One learner in the list of a task."""

    person: Person
    reflection: Reflection | None
    submission: Submission | None
    extended_to: datetime | None
    exemption: Exemption | None
    mark: Mark | None = None

    @property
    def state(self) -> str:
        if self.submission:
            return "late" if self.submission.late else "handed-in"
        if self.exemption:
            return "exempt"
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
    """The counts of tasks of one class, in three queries however many there are."""
    if not tasks:
        return {}
    learners = _learners(tasks[0].study_class_id)
    ids = [task.id for task in tasks]
    handed_in = _counted(_current(ids).with_only_columns(Reflection.task_id, func.count()))
    marked_ids = select(Mark.subject_id).where(Mark.subject_kind == SubjectKind.SUBMISSION)
    marked = _counted(
        _current(ids).where(Submission.id.in_(marked_ids)).with_only_columns(Reflection.task_id, func.count())
    )
    return {id_: TaskCounts(learners, handed_in.get(id_, 0), marked.get(id_, 0)) for id_ in ids}


def reflections_of(person_id: int, tasks: Sequence[ReflectionTask]) -> dict[int, Reflection]:
    """One person's reflections by task, with what was handed in."""
    statement = (
        select(Reflection)
        .where(Reflection.person_id == person_id, Reflection.task_id.in_([task.id for task in tasks]))
        .options(selectinload(Reflection.submissions))
    )
    return {reflection.task_id: reflection for reflection in database.session.scalars(statement)}


def reflection_of(task: ReflectionTask, person_id: int) -> Reflection | None:
    return reflections_of(person_id, [task]).get(task.id)


def windows_for(person_id: int, tasks: Sequence[ReflectionTask]) -> dict[int, Window]:
    """From when to when this person may hand in, by task."""
    ids = [task.id for task in tasks]
    statement = (
        select(Extension)
        .where(Extension.person_id == person_id, Extension.task_id.in_(ids))
        .order_by(Extension.id)
    )
    extended = {extension.task_id: extension.due_at for extension in database.session.scalars(statement)}
    return {
        task.id: rules.window(task.opens_at, task.due_at, task.late_until, extended.get(task.id))
        for task in tasks
    }


def window_of(reflection: Reflection) -> Window:
    return windows_for(reflection.person_id, [reflection.task])[reflection.task_id]


def texts_of(reflection: Reflection) -> dict[int, ReflectionText]:
    """What stands in each section now, by slot."""
    statement = select(ReflectionText).where(ReflectionText.reflection_id == reflection.id)
    return {text.slot: text for text in database.session.scalars(statement)}


def parts_of(reflection: Reflection) -> list[Part]:
    """The reflection as it stands now, section by section."""
    texts = texts_of(reflection)
    parts = []
    for section in reflection.task.sections:
        value = texts[section.slot].value if section.slot in texts else None
        text, rows = (value, ()) if isinstance(value, str) else ("", tuple(value or ()))
        parts.append(Part(section.slot, section.title, section.prompt, text, rows))
    return parts


def entries_of(task: ReflectionTask) -> list[Entry]:
    """Every learner of the class with what they handed in, by name as Vietnamese lists are sorted."""
    people = database.session.scalars(
        select(Person)
        .join(Enrolment, Enrolment.person_id == Person.id)
        .where(Enrolment.study_class_id == task.study_class_id, Enrolment.state == EnrolmentState.ENROLLED)
        .order_by(Person.sort_key, Person.id)
    ).all()
    current = _current([task.id]).options(contains_eager(Submission.reflection))
    submissions = {found.reflection.person_id: found for found in database.session.scalars(current)}
    started = {
        found.person_id: found
        for found in database.session.scalars(select(Reflection).where(Reflection.task_id == task.id))
    }
    extended, exempt = _allowances(task)
    marks = marking.latest_marks(SubjectKind.SUBMISSION, current_submission_ids([task.id]))
    return [
        Entry(
            person,
            started.get(person.id),
            submission := submissions.get(person.id),
            extended.get(person.id),
            exempt.get(person.id),
            marks.get(submission.id) if submission else None,
        )
        for person in people
    ]


def current_submission_ids(task_ids: Sequence[int]) -> Select[tuple[int]]:
    """Selects the ids of what counts of each reflection: the last that was handed in."""
    return _current(task_ids).with_only_columns(Submission.id)


def submission_with_all(submission_id: int) -> Submission:
    """One submission with its files and proposals."""
    statement = (
        select(Submission)
        .where(Submission.id == submission_id)
        .options(
            selectinload(Submission.files).joinedload(SubmissionFile.upload), selectinload(Submission.proposals)
        )
    )
    return database.session.scalars(statement).one()


def marks_of(study_class_id: int) -> dict[int, list[TaskMark]]:
    """For each person of the class, what each published task gave, in the order in which tasks are due."""
    tasks = tasks_of(study_class_id, published_only=True)
    by_task = {task.id: _marks_by_person(task) for task in tasks}
    people = database.session.scalars(
        select(Enrolment.person_id).where(Enrolment.study_class_id == study_class_id)
    )
    return {
        person_id: [by_task[task.id].get(person_id) or _nothing(task) for task in tasks] for person_id in people
    }


def _marks_by_person(task: ReflectionTask) -> dict[int, TaskMark]:
    subjects = current_submission_ids([task.id])
    latest = marking.latest_marks(SubjectKind.SUBMISSION, subjects)
    released = marking.released_marks(SubjectKind.SUBMISSION, subjects)
    statement = _current([task.id]).options(contains_eager(Submission.reflection))
    found = {entry.reflection.person_id: entry for entry in database.session.scalars(statement)}
    _extended, exempt = _allowances(task)
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


def _allowances(task: ReflectionTask) -> tuple[dict[int, datetime], dict[int, Exemption]]:
    extensions = select(Extension).where(Extension.task_id == task.id).order_by(Extension.id)
    exemptions = select(Exemption).where(Exemption.task_id == task.id, Exemption.ended_at.is_(None))
    return (
        {extension.person_id: extension.due_at for extension in database.session.scalars(extensions)},
        {exemption.person_id: exemption for exemption in database.session.scalars(exemptions)},
    )


def _current(task_ids: Sequence[int]) -> Select[tuple[Submission]]:
    """The submission that counts of each reflection handed in for these tasks."""
    return (
        select(Submission)
        .join(
            Reflection,
            and_(
                Reflection.id == Submission.reflection_id, Reflection.submission_number == Submission.number
            ),
        )
        .where(Reflection.task_id.in_(list(task_ids)), Reflection.state == ReflectionState.HANDED_IN)
    )


def _counted(statement: Select[tuple[int, int]]) -> dict[int, int]:
    rows = database.session.execute(statement.group_by(Reflection.task_id))
    return {task_id: count for task_id, count in rows}


def _learners(study_class_id: int) -> int:
    statement = select(func.count()).where(
        Enrolment.study_class_id == study_class_id, Enrolment.state == EnrolmentState.ENROLLED
    )
    return database.session.scalar(statement) or 0

"""What one person sees of their own: tasks, windows, what they are writing."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from lms import database
from lms.marking import queries as marking
from lms.marking.models import SubjectKind
from lms.reflections import allowances, rules
from lms.reflections.allowance_models import Exemption
from lms.reflections.groups import queries as groups, standing
from lms.reflections.groups.standing import Side
from lms.reflections.models import (
    Reflection,
    ReflectionTask,
    ReflectionText,
    Submission,
)
from lms.reflections.queries import tasks_of
from lms.reflections.rules import Part, Window


@dataclass(frozen=True)
class OwnTask:
    """One task as its learner sees it in the list. `total` only once it is released."""

    task: ReflectionTask
    window: Window
    reflection: Reflection | None
    exempt_reason: str | None
    total: Decimal | None
    out_of: Decimal | None
    side: Side | None = None
    side_known: bool = False  # whether this person may know of a mark of their own

    @property
    def submission(self) -> Submission | None:
        """What was handed in; of a group that left this person out, nothing."""
        if self.side and self.side.left_out:
            return None
        return self.reflection.submissions[-1] if self.reflection and self.reflection.submissions else None

    @property
    def is_without_group(self) -> bool:
        """Whether it is a group's task and this person is in no group."""
        return self.side is not None and not self.side.group


def own_tasks(person_id: int, study_class_id: int) -> list[OwnTask]:
    """The published tasks of a class as one learner sees them."""
    tasks = tasks_of(study_class_id, published_only=True)
    if not tasks:
        return []
    reflections, windows = reflections_of(person_id, tasks), windows_for(person_id, tasks)
    sent_ids = [sent.id for reflection in reflections.values() for sent in reflection.submissions]
    ids = select(Submission.id).where(Submission.id.in_(sent_ids))
    released = marking.released_marks(SubjectKind.SUBMISSION, ids) if sent_ids else {}
    statement = select(Exemption).where(Exemption.person_id == person_id, Exemption.ended_at.is_(None))
    exempt = {exemption.task_id: exemption.reason for exemption in database.session.scalars(statement)}
    sides = standing.sides(person_id, study_class_id, tasks, reflections)
    rows = []
    for task in tasks:
        reflection = reflections.get(task.id)
        marks = (
            [released[sent.id] for sent in reflection.submissions if sent.id in released]
            if reflection
            else []
        )
        side = sides.get(task.id)
        total, out_of = standing.points(marks[-1] if marks else None, side) or (None, None)
        window, reason = windows[task.id], exempt.get(task.id)
        rows.append(OwnTask(task, window, reflection, reason, total, out_of, side, bool(marks)))
    return rows


def reflections_of(person_id: int, tasks: Sequence[ReflectionTask]) -> dict[int, Reflection]:
    """One person's reflections by task, with what was handed in."""
    of_groups = groups.reflections_of(person_id, [task for task in tasks if task.by_group])
    if all(task.by_group for task in tasks):
        return of_groups
    statement = (
        select(Reflection)
        .where(Reflection.person_id == person_id, Reflection.task_id.in_([task.id for task in tasks]))
        .options(selectinload(Reflection.submissions))
    )
    alone = {reflection.task_id: reflection for reflection in database.session.scalars(statement)}
    return alone | of_groups


def reflection_of(task: ReflectionTask, person_id: int) -> Reflection | None:
    return reflections_of(person_id, [task]).get(task.id)


def windows_for(person_id: int, tasks: Sequence[ReflectionTask]) -> dict[int, Window]:
    """From when to when this person may hand in, by task."""
    ids = [task.id for task in tasks]
    given = allowances.given_to(person_id, ids)
    return {
        task.id: rules.window(task.opens_at, task.due_at, task.late_until, given.get(task.id, ()))
        for task in tasks
    }


def window_of(reflection: Reflection) -> Window:
    task = reflection.task
    if reflection.person_id is not None:
        return windows_for(reflection.person_id, [task])[task.id]
    given = allowances.given_to_group(reflection.group_id, task.id)
    return rules.window(task.opens_at, task.due_at, task.late_until, given)


def texts_of(reflection: Reflection) -> dict[int, ReflectionText]:
    """What stands in each section now, by slot."""
    statement = select(ReflectionText).where(ReflectionText.reflection_id == reflection.id)
    fresh = statement.execution_options(populate_existing=True)  # the outbox writes past the session
    return {text.slot: text for text in database.session.scalars(fresh)}


def parts_of(reflection: Reflection) -> list[Part]:
    """The reflection as it stands now, section by section."""
    texts = texts_of(reflection)
    parts = []
    for section in reflection.task.sections:
        value = texts[section.slot].value if section.slot in texts else None
        text, rows = (value, []) if isinstance(value, str) else ("", value or [])
        tidy = rules.tidy_text(text) or "", tuple(rules.tidy_rows(rows) or ())
        parts.append(Part(section.slot, section.title, section.prompt, *tidy))
    return parts

"""More time as it was given, to a person or to a group of the class: for one learner, for a whole list."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import select

from lms import database
from lms.classes.models import Enrolment, EnrolmentState
from lms.reflections.allowance_models import GroupExtension
from lms.reflections.models import Extension, ReflectionTask
from lms.reflections.rules import More, latest


def given_to(person_id: int, task_ids: Sequence[int]) -> dict[int, list[More]]:
    """All the time given to one person, by task."""
    given: dict[int, list[More]] = defaultdict(list)
    own = select(Extension).where(Extension.person_id == person_id, Extension.task_id.in_(task_ids))
    for extension in database.session.scalars(own.order_by(Extension.id)):
        given[extension.task_id].append(More(extension.due_at, extension.reason))
    of_groups = (
        select(GroupExtension)
        .join(Enrolment, Enrolment.group_id == GroupExtension.group_id)
        .where(Enrolment.person_id == person_id, Enrolment.state == EnrolmentState.ENROLLED)
        .where(GroupExtension.task_id.in_(task_ids))
        .order_by(GroupExtension.id)
    )
    for longer in database.session.scalars(of_groups):
        given[longer.task_id].append(_of_group(longer))
    return given


def given_to_group(group_id: int | None, task_id: int) -> list[More]:
    """All the time given to one group."""
    statement = (
        select(GroupExtension)
        .where(GroupExtension.group_id == group_id, GroupExtension.task_id == task_id)
        .order_by(GroupExtension.id)
    )
    return [_of_group(longer) for longer in database.session.scalars(statement)]


def longest_of(task: ReflectionTask) -> dict[int, More]:
    """By person, the time that counts of all that was given for a task."""
    given: dict[int, list[More]] = defaultdict(list)
    own = select(Extension).where(Extension.task_id == task.id).order_by(Extension.id)
    for extension in database.session.scalars(own):
        given[extension.person_id].append(More(extension.due_at, extension.reason))
    of_groups = (
        select(GroupExtension, Enrolment.person_id)
        .join(Enrolment, Enrolment.group_id == GroupExtension.group_id)
        .where(GroupExtension.task_id == task.id, Enrolment.state == EnrolmentState.ENROLLED)
        .order_by(GroupExtension.id)
    )
    for longer, person_id in database.session.execute(of_groups):
        given[person_id].append(_of_group(longer))
    return {person_id: more for person_id, times in given.items() if (more := latest(times))}


def _of_group(extension: GroupExtension) -> More:
    return More(extension.due_at, extension.reason, extension.group.name)

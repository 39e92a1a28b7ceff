"""The one gate for identity: while a task is marked blind, no page knows whose script it is, nor when it came.

Names come back when the marks are released; where the codes of a task are sealed, when two people opened them.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import func, literal, select

from lms import database
from lms.accounts.models import Person
from lms.marking.models import BatchKind, Release
from lms.reflections.codes.models import CodeSeal
from lms.reflections.models import Reflection, ReflectionTask, Submission


def is_blind(task: ReflectionTask) -> bool:
    """Whether markers see numbers."""
    return bool(blind_ids([task]))


def blind_ids(tasks: Iterable[ReflectionTask]) -> set[int]:
    """The ids of those tasks whose markers see numbers, in two statements for any number of them."""
    blind = {task.id: task.blind for task in tasks}
    if not blind:
        return set()
    seals = select(CodeSeal.task_id, CodeSeal.opened_at).where(CodeSeal.task_id.in_(blind))
    sealed = {task_id: opened_at is None for task_id, opened_at in database.session.execute(seals)}
    standing = select(Release.batch_id).where(
        *(Release.batch_kind == BatchKind.REFLECTION_TASK, Release.batch_id.in_(blind)),
        Release.withdrawn_at.is_(None),
    )
    released = set(database.session.scalars(standing))
    return {
        task_id
        for task_id, by_rule in blind.items()
        if sealed.get(task_id, by_rule and task_id not in released)
    }


def name_on(submission: Submission, *, blind: bool) -> str:
    """The name of the person or group, or nothing."""
    return "" if blind else submission.reflection.writer


def name_column(*, blind: bool) -> Any:
    """The same for a list: where marking is blind, no name is even read. Groups have no row in the people."""
    return literal("") if blind else func.coalesce(Person.full_name, Reflection.group_name)

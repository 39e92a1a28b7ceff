"""The one gate for identity: while a task is marked blind and not released, no page of the workbench knows whose
script it is, nor when it came."""

from typing import Any

from sqlalchemy import literal

from lms.accounts.models import Person
from lms.marking import queries as marking
from lms.marking.models import BatchKind
from lms.reflections.models import ReflectionTask, Submission


def is_blind(task: ReflectionTask) -> bool:
    """Whether markers see numbers: until the marks are released, where the task says so."""
    return task.blind and not marking.standing_releases(BatchKind.REFLECTION_TASK, task.id)


def name_on(submission: Submission, *, blind: bool) -> str:
    """The name, or nothing."""
    return "" if blind else submission.reflection.person.full_name


def name_column(*, blind: bool) -> Any:
    """The same for a list: where marking is blind, no name is even read."""
    return literal("") if blind else Person.full_name

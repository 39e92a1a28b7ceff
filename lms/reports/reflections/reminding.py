"""Reminding those who have not handed in: only who still can, and nobody more than once a day."""

from collections.abc import Collection, Sequence
from datetime import datetime

from flask_babel import gettext as _

from lms.notices import service as notices
from lms.notices.service import Message
from lms.reflections import rules
from lms.reflections.models import ReflectionTask
from lms.reflections.queries import Entry
from lms.web.clock import local
from lms.web.filters import as_datetime

OWED = {"none", "writing", "returned", "left-out"}


def who_can(task: ReflectionTask, entries: Sequence[Entry], now: datetime) -> set[int]:
    """Whose time is not over, and who has not handed in and is not exempt."""
    if task.published_at is None or task.scope.in_preparation:
        return set()
    return {entry.person.id for entry in entries if entry.state in OWED and _in_time(task, entry, now)}


def remind(task: ReflectionTask, people: Collection[int], now: datetime) -> int:
    """How many were told for the first time today, however often it is asked."""
    message = Message(
        key=f"reflection-due:{task.id}:{local(now).date().isoformat()}",
        title=_("Please hand in: %(title)s", title=task.title),
        body=_("The time for the class ends at %(time)s.", time=as_datetime(task.due_at)),
        path=f"/classes/{task.study_class_id}/reflections",
        class_id=task.study_class_id,
    )
    return notices.send(people, message, now)


def _in_time(task: ReflectionTask, entry: Entry, now: datetime) -> bool:
    given = [entry.more] if entry.more else []
    return rules.window(task.opens_at, task.due_at, task.late_until, given).at(now).takes

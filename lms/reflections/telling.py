"""What learners are told about reflections: only what they may already see, and never a mark in the message itself."""

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select

from lms import database
from lms.classes.models import Enrolment, EnrolmentState
from lms.marking.models import Mark, Release
from lms.notices import service as notices
from lms.notices.service import Message
from lms.reflections.models import Reflection, ReflectionTask, Submission
from lms.web.filters import as_datetime


def published(task: ReflectionTask, now: datetime) -> None:
    """Tell the class that there is a reflection to write; not while learners do not know of the class yet."""
    if task.scope.in_preparation:
        return
    people = select(Enrolment.person_id).where(
        Enrolment.study_class_id == task.study_class_id, Enrolment.state == EnrolmentState.ENROLLED
    )
    title = _("A reflection to write: %(title)s", title=task.title)
    body = _("Hand in before %(time)s", time=as_datetime(task.due_at))
    notices.send(database.session.scalars(people), _message(task, "published", title, body), now)


def released(task: ReflectionTask, release: Release, now: datetime) -> None:
    """Tell those whose marks stand in the release that they can be read."""
    people = (
        select(Reflection.person_id)
        .join(Submission, Submission.reflection_id == Reflection.id)
        .join(Mark, Mark.subject_id == Submission.id)
        .where(Mark.release_id == release.id, Reflection.task_id == task.id)
    )
    title = _("Marks and comments are there: %(title)s", title=task.title)
    notices.send(database.session.scalars(people), _message(task, f"release:{release.id}", title), now)


def withdrawn(task: ReflectionTask, release: Release) -> None:
    """Who has not read of the release need not come and find nothing."""
    notices.take_back(_key(task, f"release:{release.id}"))


def _key(task: ReflectionTask, occasion: str) -> str:
    return f"reflection-task:{task.id}:{occasion}"


def _message(task: ReflectionTask, occasion: str, title: str, body: str = "") -> Message:
    return Message(
        key=_key(task, occasion),
        title=title,
        body=body,
        path=f"/classes/{task.study_class_id}/reflections",
        class_id=task.study_class_id,
    )

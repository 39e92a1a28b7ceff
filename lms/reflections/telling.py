"""What learners are told about reflections: only what they may already see, and never a mark in the message itself."""

from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Select, and_, select

from lms import database
from lms.accounts.models import Person
from lms.classes.models import Enrolment, EnrolmentState
from lms.marking.models import Mark, Release
from lms.notices import service as notices
from lms.notices.service import Message
from lms.reflections.group_models import MemberMark, Participant
from lms.reflections.groups import queries as groups
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
    people = _named() if task.by_group else _alone()
    people = people.join(Mark, Mark.subject_id == Submission.id).where(
        Mark.release_id == release.id, Reflection.task_id == task.id
    )
    title = _("Marks and comments are there: %(title)s", title=task.title)
    notices.send(database.session.scalars(people), _message(task, f"release:{release.id}", title), now)


def handed_in_together(submission: Submission, by: Person, now: datetime) -> None:
    """Tell everybody of the group but who did it; whoever was left out should know it too."""
    reflection = submission.reflection
    message = Message(
        key=f"reflection-together:{submission.id}",
        title=_("Your group has handed in: %(title)s", title=reflection.task.title),
        body=_(
            "%(name)s handed it in at %(time)s. The receipt shows who is named as taking part.",
            name=by.full_name,
            time=as_datetime(submission.handed_in_at),
        ),
        path=f"/reflections/{reflection.public_id}",
        class_id=reflection.task.study_class_id,
    )
    notices.send(groups.people_of(reflection) - {by.id}, message, now)


def marked_apart(reflection: Reflection, mark: MemberMark, now: datetime) -> None:
    """Tell one member that their mark is not that of the group any more; only where marks can be read."""
    message = Message(
        key=f"reflection-member-mark:{mark.id}",
        title=_("Your own mark has changed: %(title)s", title=reflection.task.title),
        path=f"/reflections/{reflection.public_id}#mark",
        class_id=reflection.task.study_class_id,
    )
    notices.send([mark.person_id], message, now)


def withdrawn(task: ReflectionTask, release: Release) -> None:
    """Who has not read of the release need not come and find nothing."""
    notices.take_back(_key(task, f"release:{release.id}"))


def _alone() -> Select[Any]:
    """Whose each version is."""
    return select(Reflection.person_id).join(Submission, Submission.reflection_id == Reflection.id)


def _named() -> Select[Any]:
    """Whom each version of a group names."""
    version = and_(
        Submission.reflection_id == Participant.reflection_id, Submission.number == Participant.number
    )
    return (
        select(Participant.person_id)
        .join(Submission, version)
        .join(Reflection, Reflection.id == Submission.reflection_id)
    )


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

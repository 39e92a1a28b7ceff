"""Who is told of a re-mark: those who may decide that somebody asks, the learner that it is answered."""

from datetime import datetime

from flask_babel import gettext as _

from lms.notices import service as notices
from lms.notices.service import Message
from lms.reflections.appeals import queries, service
from lms.reflections.appeals.models import ReflectionAppeal
from lms.reflections.groups import queries as groups


def the_judges(appeal: ReflectionAppeal, now: datetime) -> None:
    """Without the name of who asks."""
    task = appeal.submission.reflection.task
    message = Message(
        key=f"reflection-appeal-asked:{appeal.id}",
        title=_("A re-mark is asked for: %(title)s", title=task.title),
        path=f"/reflection-appeals/{appeal.id}",
        class_id=task.study_class_id,
    )
    people = [person.id for person in queries.judges(task, service.barred(appeal))]
    notices.send(people, message, now)


def the_learner(appeal: ReflectionAppeal, now: datetime) -> None:
    """That it is decided; what was decided stands with the reflection."""
    reflection = appeal.submission.reflection
    message = Message(
        key=f"reflection-appeal-decided:{appeal.id}",
        title=_("Your request for a re-mark is answered: %(title)s", title=reflection.task.title),
        path=f"/reflections/{reflection.public_id}#appeal",
        class_id=reflection.task.study_class_id,
    )
    notices.send(groups.people_of(reflection) | {appeal.person_id}, message, now)

"""Tell the people of a class what became of their timetable.

Learners are told of an open class only: before, they do not know of it. A lecturer is told of their own sessions in
any class. Nobody is told of what is over.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from flask_babel import gettext as _

from lms.accounts.models import Person
from lms.classes import queries
from lms.classes.models import ClassSession, ClassState, StudyClass
from lms.notices import service as notices
from lms.notices.service import Message
from lms.web.filters import as_datetime, as_time

MOST_LINES = 30


def tell(
    class_session: ClassSession,
    title: str,
    actor: Person,
    now: datetime,
    *,
    also: Iterable[int | None] = (),
    was: datetime | None = None,
) -> None:
    """One session changed. `also` are ids of people besides, `was` the moment at which it would have ended before."""
    if max(class_session.ends_at, was or class_session.ends_at) <= now:
        return
    study_class = class_session.study_class
    _send(
        study_class,
        Message(
            key=f"session:{class_session.id}:{class_session.sequence}",
            title=title[:200],
            body=f"{study_class.title}\n{line(class_session)}",
            path=_path(study_class),
            class_id=study_class.id,
        ),
        {class_session.lecturer_id, *also},
        actor,
        now,
    )


def tell_together(sessions: Sequence[ClassSession], title: str, actor: Person, now: datetime) -> None:
    """Many sessions changed at once: one notice with all of them."""
    coming = [one for one in sessions if one.ends_at > now]
    if not coming:
        return
    study_class, first = coming[0].study_class, coming[0]
    lines = [line(one) for one in coming[:MOST_LINES]]
    _send(
        study_class,
        Message(
            key=f"timetable:{first.id}:{first.sequence}",
            title=title[:200],
            body="\n".join([study_class.title, *lines]),
            path=_path(study_class),
            class_id=study_class.id,
        ),
        {one.lecturer_id for one in coming},
        actor,
        now,
    )


def line(class_session: ClassSession) -> str:
    """A session in one line: `Buổi 3: 07:30, 24/11/2026 – 11:00, Hội trường A. Title`."""
    when = f"{as_datetime(class_session.starts_at)} – {as_time(class_session.ends_at)}"
    room = class_session.room or class_session.study_class.place
    head = _("Session %(number)s", number=class_session.number)
    return f"{head}: {', '.join(filter(None, [when, room]))}. {class_session.title}"


def _send(
    study_class: StudyClass, message: Message, staff: Collection[int | None], actor: Person, now: datetime
) -> None:
    people = {person_id for person_id in staff if person_id is not None}
    if study_class.state is ClassState.OPEN:
        people |= queries.enrolled_ids(study_class.id)
        people |= {person.id for person in queries.lecturers_of(study_class)}
    notices.send(people - {actor.id}, message, now)


def _path(study_class: StudyClass) -> str:
    return f"/classes/{study_class.id}/timetable"

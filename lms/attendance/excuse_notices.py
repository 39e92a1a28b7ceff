"""Organisers are told who asks to stay away: one line a class, however many ask, until somebody has read it.

What is unread is brought up to date in place, so that it costs no second mail; it goes when nothing waits any more.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask_babel import gettext as _, ngettext
from sqlalchemy import delete, func, select, update

from lms import database
from lms.accounts.models import Person
from lms.attendance.models import Excuse, ExcuseState
from lms.attendance.organisers import organisers_of
from lms.classes.models import ClassSession, StudyClass
from lms.notices import service as notices
from lms.notices.models import Notice
from lms.notices.service import Message
from lms.web.filters import as_date

NAMED = 10
PREFIX = "excuses-asked"


def asked(study_class: StudyClass, now: datetime) -> None:
    """Somebody has asked: whoever organises the class and has no unread line gets one, all tell the same."""
    for person_id, read in _read_before(study_class).items():
        key = f"{PREFIX}:{study_class.id}:{read}"  # the constraint makes one of two that are written at once
        notices.send([person_id], Message(key=key, title=study_class.title, class_id=study_class.id), now)
    follow(study_class, now)


def follow(study_class: StudyClass, now: datetime) -> None:
    """Somebody has asked, took it back or was answered: what nobody has read yet says how it stands now."""
    unread = [
        Notice.class_id == study_class.id,
        Notice.key.startswith(f"{PREFIX}:"),
        Notice.read_at.is_(None),
    ]
    locked = list(database.session.scalars(select(Notice.id).where(*unread).with_for_update()))
    if not locked:
        return
    waiting = _waiting(study_class.id)
    if waiting:
        told = _told(study_class, waiting) | {"sent_at": now}
        database.session.execute(update(Notice).where(Notice.id.in_(locked)).values(told))
    else:
        database.session.execute(delete(Notice).where(Notice.id.in_(locked)))


def _read_before(study_class: StudyClass) -> dict[int, int]:
    """How many such lines of the class each organiser has read."""
    people = organisers_of(study_class)
    statement = (
        select(Notice.person_id, func.count())
        .where(
            Notice.person_id.in_(people),
            Notice.class_id == study_class.id,
            Notice.key.startswith(f"{PREFIX}:"),
            Notice.read_at.is_not(None),
        )
        .group_by(Notice.person_id)
    )
    found = {row[0]: row[1] for row in database.session.execute(statement)}
    return {person_id: found.get(person_id, 0) for person_id in people}


def _waiting(study_class_id: int) -> Sequence[Any]:
    """Everybody of the class who waits for an answer, the nearest session first."""
    statement = (
        select(Person.full_name, ClassSession.id, ClassSession.number, ClassSession.starts_at)
        .select_from(Excuse)
        .join(Person, Person.id == Excuse.person_id)
        .join(ClassSession, ClassSession.id == Excuse.class_session_id)
        .where(
            ClassSession.study_class_id == study_class_id,
            Excuse.state == ExcuseState.ASKED,
            Excuse.withdrawn_at.is_(None),
        )
        .order_by(ClassSession.starts_at, Person.sort_key, Person.id)
    )
    return database.session.execute(statement).all()


def _told(study_class: StudyClass, waiting: Sequence[Any]) -> dict[str, str]:
    count = len(waiting)
    title = ngettext(
        "%(num)s person asks to be excused: %(title)s",
        "%(num)s people ask to be excused: %(title)s",
        count,
        title=study_class.title,
    )
    lines = [
        _(
            "Session %(number)s, %(date)s: %(name)s",
            number=row.number,
            date=as_date(row.starts_at),
            name=row.full_name,
        )
        for row in waiting[:NAMED]
    ]
    more = [_("and %(n)s more", n=count - NAMED)] if count > NAMED else []
    path = f"/sessions/{waiting[0].id}/attendance"
    return {"title": title[:200], "body": "\n".join([*lines, *more]), "path": path}

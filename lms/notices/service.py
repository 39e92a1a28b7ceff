"""Tell people something: in their inbox at once, by mail once the change is stored.

What is told must already be open to the one who is told: callers send after a release, never before.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import current_app
from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from lms import database
from lms.accounts.models import Person
from lms.notices import mail
from lms.notices.models import Mail, Notice


@dataclass(frozen=True, kw_only=True)
class Message:
    """`key` names the occasion; `path` is a path of this site; texts are plain."""

    key: str
    title: str
    body: str = ""
    path: str = ""
    class_id: int | None = None


def send(people: Iterable[int], message: Message, now: datetime) -> int:
    """Put the message into the inbox of each person (by id); returns how many had not got it before."""
    rows = [{"person_id": person_id, "sent_at": now, **vars(message)} for person_id in sorted(set(people))]
    if not rows:
        return 0
    new = [found for start in range(0, len(rows), 500) for found in _insert(rows[start : start + 500])]
    if current_app.config["SEN"].mail_url:
        _queue_mails(new, now)
    return len(new)


def take_back(key: str) -> None:
    """Remove what was told under `key` and nobody has read yet; a mail that still waits goes with it."""
    database.session.execute(delete(Notice).where(Notice.key == key, Notice.read_at.is_(None)))


def inbox(person_id: int) -> Any:
    """Statement of the person's notices, newest first."""
    return (
        select(Notice).where(Notice.person_id == person_id).order_by(Notice.sent_at.desc(), Notice.id.desc())
    )


def unread(person_id: int) -> int:
    statement = select(func.count()).where(Notice.person_id == person_id, Notice.read_at.is_(None))
    return database.session.scalar(statement) or 0


def mark_read(person_id: int, now: datetime) -> None:
    """All that lies in the inbox is read."""
    unread_ones = (Notice.person_id == person_id, Notice.read_at.is_(None))
    database.session.execute(update(Notice).where(*unread_ones).values(read_at=now))


def _insert(rows: list[dict[str, Any]]) -> list[tuple[int, int]]:
    build = postgresql.insert if database.is_postgresql() else sqlite.insert
    statement = build(Notice).values(rows).on_conflict_do_nothing().returning(Notice.id, Notice.person_id)
    return [(row.id, row.person_id) for row in database.session.execute(statement)]


def _queue_mails(new: list[tuple[int, int]], now: datetime) -> None:
    people = select(Person.id, Person.email).where(Person.id.in_([person_id for _id, person_id in new]))
    addresses = {row.id: row.email for row in database.session.execute(people) if row.email}
    mails = [
        {"notice_id": notice_id, "address": addresses[person_id], "due_at": now}
        for notice_id, person_id in new
        if person_id in addresses
    ]
    if mails:
        database.session.execute(insert(Mail), mails)
        mail.send_due.later()

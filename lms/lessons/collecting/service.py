"""Putting into one's notebook, changing, taking out. No history is written: it would show others what is private."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from lms import database
from lms.accounts.models import Person
from lms.lessons.collecting import queries
from lms.lessons.collecting.models import CollectedItem, CollectedKind
from lms.lessons.collecting.rules import MOST
from lms.lessons.collecting.things import SAVINGS


class Refused(StrEnum):
    ALREADY_THERE = "already-there"
    FULL = "full"


@dataclass(frozen=True)
class Entry:
    """An entry of one's own: a link, a note or both."""

    title: str
    url: str = ""
    note: str = ""
    study_class_id: int | None = None


def save(person: Person, kind: CollectedKind, thing: Any, now: datetime) -> CollectedItem | Refused:
    """Save a thing under the title that it has now."""
    saving = SAVINGS[kind]
    item = CollectedItem(
        person_id=person.id,
        kind=kind,
        title=saving.title(thing),
        study_class_id=getattr(thing, "study_class_id", None),
        added_at=now,
    )
    setattr(item, saving.column.key, thing.id)
    return _put(person, item)


def write(person: Person, entry: Entry, now: datetime) -> CollectedItem | Refused:
    return _put(
        person, CollectedItem(person_id=person.id, kind=CollectedKind.OWN, added_at=now, **vars(entry))
    )


def change(item: CollectedItem, entry: Entry) -> None:
    """Other words for an entry of one's own."""
    for name, value in vars(entry).items():
        setattr(item, name, value)


def annotate(item: CollectedItem, note: str) -> None:
    """What a person writes beside a thing that they saved."""
    item.note = note


def remove(item: CollectedItem) -> None:
    database.session.delete(item)


def _put(person: Person, item: CollectedItem) -> CollectedItem | Refused:
    """The person's row is held, so that two at once do not both take the last place."""
    database.session.execute(select(Person.id).where(Person.id == person.id).with_for_update())
    if queries.count(person.id) >= MOST:
        return Refused.FULL
    try:
        with database.session.begin_nested():
            database.session.add(item)
    except IntegrityError:
        return Refused.ALREADY_THERE
    return item

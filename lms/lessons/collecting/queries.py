"""Reads of a notebook, always with the id of the person whose it is."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import func, select

from lms import database
from lms.accounts.models import Grant
from lms.classes.models import StudyClass
from lms.classes.queries import seen_by
from lms.lessons.collecting.models import CollectedItem, CollectedKind
from lms.lessons.collecting.things import SAVINGS
from lms.permissions import Permission


def items(person_id: int) -> Sequence[CollectedItem]:
    """Everything that the person put there, the newest first; their own entries are bounded by `rules.MOST`."""
    mine = select(CollectedItem).where(CollectedItem.person_id == person_id)
    return database.session.scalars(mine.order_by(CollectedItem.id.desc())).all()


def count(person_id: int) -> int:
    mine = select(func.count()).select_from(CollectedItem).where(CollectedItem.person_id == person_id)
    return database.session.scalar(mine) or 0


def saved(person_id: int, kind: CollectedKind) -> dict[int, CollectedItem]:
    """What the person saved of one kind, by the id of the thing; one statement."""
    column = SAVINGS[kind].column
    mine = select(CollectedItem).where(CollectedItem.person_id == person_id, column.is_not(None))
    return {getattr(one, column.key): one for one in database.session.scalars(mine)}


def things(saved_items: Iterable[CollectedItem]) -> dict[int, Any]:
    """What was saved, by the id of the line, as far as it still is; a statement a kind."""
    found: dict[int, Any] = {}
    saved_items = list(saved_items)
    for kind, saving in SAVINGS.items():
        ids = {one.id: getattr(one, saving.column.key) for one in saved_items if one.kind is kind}
        wanted = {thing_id for thing_id in ids.values() if thing_id is not None}
        if wanted:
            statement = select(saving.model).where(saving.model.id.in_(wanted)).options(*saving.options)
            there = {thing.id: thing for thing in database.session.scalars(statement)}
            found |= {line: there[thing_id] for line, thing_id in ids.items() if thing_id in there}
    return found


def own_classes(grants: Iterable[Grant]) -> Sequence[StudyClass]:
    """The classes in which these grants let one learn, the latest first."""
    learns = select(StudyClass).where(seen_by(grants, Permission.LESSON_READ))
    return database.session.scalars(learns.order_by(StudyClass.opens_on.desc(), StudyClass.id.desc())).all()

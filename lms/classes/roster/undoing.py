"""Take an applied roster back: who entered the class by it leaves, whom it made goes, what it changed is restored.

What happened since stays: nobody is removed whom anything else speaks of, no correction is lost.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, delete, select, update

from lms import columns, database
from lms.accounts.models import Grant, Person
from lms.audit.service import record
from lms.classes.models import Enrolment, EnrolmentState, RosterImport, RosterRow, StudyGroup
from lms.classes.roster import service, writing
from lms.classes.roster.matching import IDENTIFIERS
from lms.permissions import Role

AT_ONCE = 5_000


@dataclass(frozen=True)
class Undone:
    """How many left the class, were removed from the register, got their former data back; how many could not."""

    withdrawn: int
    removed: int
    restored: int
    kept: int


def undo(actor: Person | None, begun: RosterImport, reason: str, now: datetime) -> Undone | None:
    """None if there is nothing to undo, or it was done before."""
    service.hold(begun)
    if begun.applied_at is None or begun.undone_at is not None:
        return None
    done = begun.done
    withdrawn = _withdraw(begun, done, reason, now)
    restored, left = _restore(done["changed"])
    removable = sorted(set(done["added"]) - _spoken_of(done["added"], begun.study_class_id))
    _remove(removable)
    _remove_empty(done["groups"])
    begun.undone_at = now
    outcome = Undone(withdrawn, len(removable), restored, len(done["added"]) - len(removable) + left)
    begun.outcome = begun.outcome | {"undone": vars(outcome)}
    record(actor, "roster.undone", begun, now, new=vars(outcome), class_id=begun.study_class_id)
    database.session.flush()
    database.session.expire_all()
    return outcome


def _withdraw(begun: RosterImport, done: dict[str, Any], reason: str, now: datetime) -> int:
    """End the enrolments that the roster made; of those who had left before, with the reason of that time."""
    count = 0
    for ids in _chunks(done["enrolled"]):
        left = (
            update(Enrolment)
            .where(
                Enrolment.study_class_id == begun.study_class_id,
                Enrolment.person_id.in_(ids),
                Enrolment.state == EnrolmentState.ENROLLED,
            )
            .values(state=EnrolmentState.WITHDRAWN, left_at=now, note=reason, group_id=None)
        )
        count += database.session.execute(left).rowcount  # type: ignore[attr-defined]
        ended = (
            update(Grant)
            .where(
                Grant.class_id == begun.study_class_id,
                Grant.person_id.in_(ids),
                Grant.role == Role.LEARNER,
                Grant.ended_at.is_(None),
            )
            .values(ended_at=now)
        )
        database.session.execute(ended)
    for number, (left_at, why) in done["returned"].items():
        database.session.execute(
            update(Enrolment)
            .where(Enrolment.study_class_id == begun.study_class_id, Enrolment.person_id == int(number))
            .values(left_at=datetime.fromisoformat(left_at), note=why)
        )
    return count


def _restore(changed: dict[str, dict[str, list[Any]]]) -> tuple[int, int]:
    """Put former values back where the new ones still stand; how many people, and how many values had to stay."""
    wanted: dict[int, dict[str, Any]] = {}
    left = 0
    for ids in _chunks(int(number) for number in changed):
        for person in database.session.scalars(select(Person).where(Person.id.in_(ids))):
            for name, (old, new) in changed[str(person.id)].items():
                if _plain(getattr(person, name)) == new and not _taken(name, old, person):
                    wanted.setdefault(person.id, {})[name] = old
                else:
                    left += 1
    if wanted:
        writing.write_values(wanted)
    return len(wanted), left


def _taken(name: str, value: Any, person: Person) -> bool:
    """Whether an identifier that is to be given back is somebody else's by now."""
    if name not in IDENTIFIERS or value is None:
        return False
    holder = database.session.scalar(select(Person.id).where(getattr(Person, name) == value))
    return holder not in (None, person.id)


def _spoken_of(ids: list[int], class_id: int) -> set[int]:
    """Those of the ids to whom any other row of any table refers."""
    found: set[int] = set()
    for chunk in _chunks(ids):
        other_classes = select(Enrolment.person_id).where(
            Enrolment.person_id.in_(chunk), Enrolment.study_class_id != class_id
        )
        other_roles = select(Grant.person_id).where(
            Grant.person_id.in_(chunk), (Grant.class_id.is_(None)) | (Grant.class_id != class_id)
        )
        for statement in (other_classes, other_roles):
            found |= set(database.session.scalars(statement))
        for column in _references("people"):
            found |= set(database.session.scalars(select(column).where(column.in_(chunk)).distinct()))
        for column in _references("enrolments"):
            named = select(Enrolment.person_id).join(column.table, column == Enrolment.id)
            found |= set(database.session.scalars(named.where(Enrolment.person_id.in_(chunk)).distinct()))
    return found


def _references(target: str) -> Iterator[Column[Any]]:
    """All columns that point to the table, but for those that the roster itself wrote."""
    own = {"grants.person_id", "enrolments.person_id", f"{RosterRow.__tablename__}.person_id"}
    for table in columns.Base.metadata.sorted_tables:
        for key in table.foreign_keys:
            column = key.parent
            if key.column.table.name == target and f"{table.name}.{column.name}" not in own:
                yield column


def _remove(ids: list[int]) -> None:
    for chunk in _chunks(ids):
        for model in (Enrolment, Grant):
            database.session.execute(delete(model).where(model.person_id.in_(chunk)))
        database.session.execute(delete(Person).where(Person.id.in_(chunk)))


def _remove_empty(groups: list[int]) -> None:
    """Groups that the roster made and that nobody is in."""
    used = select(Enrolment.group_id).where(Enrolment.group_id.in_(groups))
    empty = delete(StudyGroup).where(StudyGroup.id.in_(groups), StudyGroup.id.not_in(used))
    if groups:
        database.session.execute(empty)


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else getattr(value, "value", value)


def _chunks(ids: Iterable[int]) -> Iterator[list[int]]:
    ordered = sorted(ids)
    for start in range(0, len(ordered), AT_ONCE):
        yield ordered[start : start + AT_ONCE]

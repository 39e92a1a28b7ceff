"""The groups (tổ) of a class and who is in which."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import update

from lms import database
from lms.accounts.models import Person
from lms.audit.service import record
from lms.classes import grouping, queries
from lms.classes.grouping import Spread
from lms.classes.models import Enrolment, StudyClass, StudyGroup

MOST = 50


def divide(study_class: StudyClass, names: Sequence[str], how: Spread, actor: Person, now: datetime) -> None:
    """As many groups as there are names, and everybody in one of them. Groups beyond are dissolved."""
    groups = _groups(study_class, names)
    enrolments = queries.enrolled(study_class.id)
    parts = grouping.spread([(one.id, one.unit_id) for one in enrolments], len(groups), how)
    for group, ids in zip(groups, parts, strict=True):
        database.session.execute(update(Enrolment).where(Enrolment.id.in_(ids)).values(group_id=group.id))
    record(
        actor,
        "class.divided",
        study_class,
        now,
        new={"groups": len(groups), "how": how.value},
        class_id=study_class.id,
    )


def move(enrolment: Enrolment, group: StudyGroup | None, actor: Person, now: datetime) -> None:
    """Put one person into another group, or into none."""
    old = enrolment.group_id
    enrolment.group_id = group.id if group else None
    record(
        actor,
        "person.moved",
        enrolment,
        now,
        old={"group_id": old},
        new={"group_id": enrolment.group_id},
        class_id=enrolment.study_class_id,
    )


def group_of_class(study_class_id: int, group_id: int) -> StudyGroup | None:
    """The group, if it belongs to this class."""
    group = database.session.get(StudyGroup, group_id) if 0 < group_id < 2**31 else None
    return group if group and group.study_class_id == study_class_id else None


def _groups(study_class: StudyClass, names: Sequence[str]) -> list[StudyGroup]:
    """The present groups by their new names; what is missing is added, what is too many goes."""
    present = queries.groups_of(study_class)
    for extra in present[len(names) :]:
        database.session.delete(extra)
    database.session.flush()
    kept = present[: len(names)]
    added = [StudyGroup(study_class_id=study_class.id, name=name) for name in names[len(kept) :]]
    database.session.add_all(added)
    database.session.flush()
    return kept + added

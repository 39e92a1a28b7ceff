"""Within whose reach topics lie: members of the councils that have them, everybody where no council has."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import joinedload

from lms import database
from lms.accounts.models import Grant, Person, PersonState
from lms.permissions import MATRIX, Permission
from lms.questions.councils.models import CouncilMember, CouncilTopic, ReviewCouncil
from lms.questions.councils.queries import stands_on


def councils_of(lineages: Collection[str], day: date) -> Sequence[str]:
    """The names of the councils that have one of these topics on this day."""
    statement = _covering(lineages, day).with_only_columns(ReviewCouncil.name).distinct()
    return database.session.scalars(statement.order_by(ReviewCouncil.name)).all()


def in_reach(person_id: int, lineages: Collection[str], day: date) -> bool:
    """No council has any of the topics, or this person sits on one that does."""
    seats = select(CouncilMember.council_id).where(CouncilMember.person_id == person_id)
    ids = set(database.session.scalars(_covering(lineages, day)))
    return not ids or bool(ids & set(database.session.scalars(seats)))


def appraisers_for(permission: Permission, lineages: Collection[str], day: date) -> set[int]:
    """Everybody who may do it with these topics, whoever wrote about them."""
    held = select(Grant.person_id).where(Grant.role.in_(MATRIX[permission]), Grant.ended_at.is_(None))
    statement = select(Person.id).where(Person.id.in_(held), Person.state == PersonState.ACTIVE)
    if ids := set(database.session.scalars(_covering(lineages, day))):
        seats = select(CouncilMember.person_id).where(CouncilMember.council_id.in_(ids))
        statement = statement.where(Person.id.in_(seats))
    return set(database.session.scalars(statement))


def sheets_about(model: Any, about: ColumnElement[bool]) -> Select[Any]:
    """The sheets of a kind, the first handed in first, with who filled them in and who replied."""
    named = (joinedload(model.appraiser), joinedload(model.replied_by))
    return select(model).where(about).options(*named).order_by(model.at, model.id)


def _covering(lineages: Collection[str], day: date) -> Select[Any]:
    return (
        select(CouncilTopic.council_id)
        .join(ReviewCouncil, ReviewCouncil.id == CouncilTopic.council_id)
        .where(CouncilTopic.lineage.in_(lineages), stands_on(day))
    )

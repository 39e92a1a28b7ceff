"""Reads of the register, always within what the reader's grants open."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, and_, false, or_, select
from sqlalchemy.orm import selectinload

from lms.accounts import names
from lms.accounts.models import Grant, Person
from lms.database import session
from lms.organisations.models import OrgUnit
from lms.permissions import GrantLike, Permission, allowed


def search(grants: Sequence[GrantLike], text: str = "", unit: OrgUnit | None = None) -> Select[Any]:
    """People the grants open, by name (with or without marks), phone, code or user name; in the order of lists."""
    statement = select(Person).where(_open_to(grants)).order_by(Person.sort_key, Person.id)
    if unit is not None:
        statement = statement.where(Person.unit_id.in_(_units_below(unit.path)))
    key = names.normal_phone(text) or text.strip()
    exact = or_(Person.phone == key, Person.member_code == key.upper(), Person.username == key.lower())
    words = names.search_key(text).split()
    if not words:
        return statement
    every_word = [Person.search_key.contains(word, autoescape=True) for word in words]
    return statement.where(or_(exact, and_(*every_word)))


def grants_of(person: Person) -> Sequence[Grant]:
    """All roles the person has held, present ones first."""
    statement = select(Grant).where(Grant.person_id == person.id)
    return session.scalars(statement.order_by(Grant.ended_at.isnot(None), Grant.granted_at.desc())).all()


def with_grants(statement: Select[Any]) -> Select[Any]:
    return statement.options(selectinload(Person.grants))


def unit_names(ids: set[int]) -> dict[int, str]:
    rows = session.execute(select(OrgUnit.id, OrgUnit.name).where(OrgUnit.id.in_(ids)))
    return {row.id: row.name for row in rows}


def _open_to(grants: Sequence[GrantLike]) -> Any:
    reaching = [grant for grant in grants if allowed([grant], Permission.PERSON_SEE)]
    if any(grant.class_id is None and grant.unit_id is None for grant in reaching):
        return Person.id.isnot(None)
    paths = [f"/{grant.unit_id}/" for grant in reaching if grant.unit_id is not None]
    if not paths:
        return false()
    return or_(*(Person.unit_id.in_(_units_below(path)) for path in paths))


def _units_below(path: str) -> Any:
    return select(OrgUnit.id).where(OrgUnit.path.contains(path, autoescape=True)).scalar_subquery()

"""Reads of the unit tree."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, func, or_, select

from lms.accounts import names
from lms.accounts.models import Person
from lms.database import session
from lms.organisations.models import OrgUnit, UnitKind, UnitPlacement
from lms.permissions import GrantLike, Permission, allowed


def kinds() -> Sequence[UnitKind]:
    return session.scalars(select(UnitKind).order_by(UnitKind.position)).all()


def visible(grants: Sequence[GrantLike], permission: Permission = Permission.UNIT_SEE) -> Select[Any]:
    """Statement of the units that the grants open: everything, or the subtrees they name."""
    statement = select(OrgUnit)
    reaching = [grant for grant in grants if allowed([grant], permission)]
    if any(grant.class_id is None and grant.unit_id is None for grant in reaching):
        return statement
    roots = [f"/{grant.unit_id}/" for grant in reaching if grant.unit_id is not None]
    return statement.where(or_(False, *(OrgUnit.path.contains(root, autoescape=True) for root in roots)))


def tops(grants: Sequence[GrantLike]) -> Sequence[OrgUnit]:
    """Where a person's view of the tree begins: the root, or the units of their grants."""
    own = {grant.unit_id for grant in grants if grant.unit_id is not None}
    statement = visible(grants)
    everywhere = any(grant.class_id is None and grant.unit_id is None for grant in grants)
    statement = statement.where(OrgUnit.parent_id.is_(None) if everywhere else OrgUnit.id.in_(own))
    return session.scalars(statement.order_by(OrgUnit.sort_key)).all()


def children(unit: OrgUnit) -> Sequence[OrgUnit]:
    below = select(OrgUnit).where(OrgUnit.parent_id == unit.id, OrgUnit.closed_on.is_(None))
    return session.scalars(below.order_by(OrgUnit.kind_code, OrgUnit.sort_key)).all()


def ancestors(unit: OrgUnit) -> Sequence[OrgUnit]:
    above = select(OrgUnit).where(OrgUnit.id.in_(unit.unit_ids[:-1]))
    return session.scalars(above.order_by(func.length(OrgUnit.path))).all()


def history(unit: OrgUnit) -> Sequence[UnitPlacement]:
    placements = select(UnitPlacement).where(UnitPlacement.unit_id == unit.id)
    return session.scalars(placements.order_by(UnitPlacement.started_on.desc())).all()


def search(grants: Sequence[GrantLike], text: str) -> Select[Any]:
    """Units whose name holds every word, with or without marks; % and _ are letters like others."""
    statement = visible(grants)
    for word in names.search_key(text).split():
        statement = statement.where(OrgUnit.search_key.contains(word, autoescape=True))
    return statement.order_by(OrgUnit.sort_key)


def counts_below(unit: OrgUnit) -> dict[str, int]:
    """Open units below by kind, as labels of the kind."""
    statement = (
        select(UnitKind.code, func.count())
        .join(OrgUnit, OrgUnit.kind_code == UnitKind.code)
        .where(
            OrgUnit.path.startswith(unit.path, autoescape=True),
            OrgUnit.id != unit.id,
            OrgUnit.closed_on.is_(None),
        )
        .group_by(UnitKind.code)
    )
    return {code: count for code, count in session.execute(statement)}  # noqa: C416 - rows are not pairs to the checker


def people_of(unit: OrgUnit) -> int:
    """How many people belong to the unit or to one below it."""
    here = select(OrgUnit.id).where(OrgUnit.path.startswith(unit.path, autoescape=True))
    return session.scalar(select(func.count()).where(Person.unit_id.in_(here))) or 0

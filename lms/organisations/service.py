"""Found, rename, move, merge and close units. What a unit was called and stood under on any day stays known."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, literal, select, update

from lms.accounts import names
from lms.accounts.models import Person
from lms.audit.service import record
from lms.database import session
from lms.organisations.models import OrgUnit, UnitPlacement


def found(*, name: str, kind_code: str, parent: OrgUnit | None, on: date, code: str | None = None) -> OrgUnit:
    """A new unit under `parent` from the day `on`."""
    unit = OrgUnit(
        kind_code=kind_code,
        name=names.tidy_name(name),
        sort_key=names.sort_key_of_title(name),
        search_key=names.search_key(name),
        parent_id=parent.id if parent else None,
        code=code or None,
        founded_on=on,
    )
    session.add(unit)
    session.flush()
    unit.path = (parent.path if parent else "/") + f"{unit.id}/"
    session.add(UnitPlacement(unit_id=unit.id, parent_id=unit.parent_id, name=unit.name, started_on=on))
    session.flush()
    return unit


@dataclass(frozen=True, kw_only=True)
class Place:
    """How a unit is called and what it stands under from the day `on`, by which decision."""

    name: str
    parent: OrgUnit | None
    on: date
    decision: str = ""


def change(actor: Person, unit: OrgUnit, place: Place, now: datetime) -> bool:
    """Another name or another place; False where that would put a unit under itself."""
    if place.parent is not None and place.parent.path.startswith(unit.path):
        return False
    old = {"name": unit.name, "parent_id": unit.parent_id}
    _place(unit, place)
    new = {"name": unit.name, "parent_id": unit.parent_id}
    record(actor, "unit.changed", unit, now, old=old, new=new, reason=place.decision)
    return True


def merge(actor: Person, unit: OrgUnit, into: OrgUnit, now: datetime, *, on: date, decision: str) -> bool:
    """End `unit` on the day `on`; its people and the units below it go to `into`. Its own past stays its own."""
    if into.path.startswith(unit.path) or unit.closed_on is not None:
        return False
    for child in session.scalars(
        select(OrgUnit).where(OrgUnit.parent_id == unit.id, OrgUnit.closed_on.is_(None))
    ):
        _place(child, Place(name=child.name, parent=into, on=on, decision=decision))
    session.execute(
        update(Person).where(Person.unit_id == unit.id).values(unit_id=into.id, unit_ids=list(into.unit_ids))
    )
    unit.closed_on, unit.merged_into_id = on, into.id
    _end_placement(unit, on)
    record(actor, "unit.merged", unit, now, new={"into": into.id}, reason=decision)
    return True


def assign(person: Person, unit: OrgUnit | None) -> None:
    """Let the person belong to the unit; what was recorded under the former unit stays there."""
    person.unit_id = unit.id if unit else None
    person.unit_ids = list(unit.unit_ids) if unit else []


def name_on(unit: OrgUnit, day: date) -> str:
    """What the unit was called on that day."""
    statement = (
        select(UnitPlacement.name)
        .where(UnitPlacement.unit_id == unit.id, UnitPlacement.started_on <= day)
        .order_by(UnitPlacement.started_on.desc())
        .limit(1)
    )
    return session.scalar(statement) or unit.name


def _place(unit: OrgUnit, place: Place) -> None:
    """Write the new placement and carry the path down to every unit and person below."""
    _end_placement(unit, place.on)
    name, parent_id = names.tidy_name(place.name), place.parent.id if place.parent else None
    session.add(
        UnitPlacement(
            unit_id=unit.id, parent_id=parent_id, name=name, started_on=place.on, decision=place.decision
        )
    )
    unit.name, unit.sort_key, unit.search_key = name, names.sort_key_of_title(name), names.search_key(name)
    old_path, new_path = unit.path, (place.parent.path if place.parent else "/") + f"{unit.id}/"
    unit.parent_id = parent_id
    session.flush()
    if old_path != new_path:
        _carry_path(old_path, new_path)


def _end_placement(unit: OrgUnit, on: date) -> None:
    """The present placement ends on the day `on`; one that began that very day is replaced."""
    present = (UnitPlacement.unit_id == unit.id, UnitPlacement.ended_on.is_(None))
    placement = session.scalars(select(UnitPlacement).where(*present)).one_or_none()
    if placement is not None and placement.started_on >= on:
        session.delete(placement)
    elif placement is not None:
        placement.ended_on = on
    session.flush()


def _carry_path(old: str, new: str) -> None:
    below = OrgUnit.path.startswith(old, autoescape=True)
    moved = func.substr(OrgUnit.path, len(old) + 1)
    session.execute(
        update(OrgUnit).where(below).values(path=literal(new) + moved),
        execution_options={"synchronize_session": False},
    )
    session.expire_all()
    with_people = OrgUnit.id.in_(select(Person.unit_id).where(Person.unit_id.is_not(None)))
    here = OrgUnit.path.startswith(new, autoescape=True)
    for unit in session.scalars(select(OrgUnit).where(here, with_people)):
        session.execute(update(Person).where(Person.unit_id == unit.id).values(unit_ids=list(unit.unit_ids)))

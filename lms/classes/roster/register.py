"""Reads of the register for a whole roster at once: who may be meant, and units; a few statements for any size."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, select

from lms import database
from lms.accounts.models import Person
from lms.classes import queries
from lms.classes.models import StudyClass
from lms.classes.roster.cells import folded
from lms.classes.roster.matching import IDENTIFIERS, People
from lms.classes.roster.people import Known
from lms.classes.roster.understanding import Understood
from lms.classes.roster.units import KnownUnit, Units
from lms.organisations.models import OrgUnit
from lms.permissions import MATRIX, GrantLike, Permission

AT_ONCE = 5_000
KNOWN = [name for name in Known.__dataclass_fields__ if name not in {"in_class", "visible", "editable"}]


def units_for(study_class: StudyClass) -> Units:
    """All open units; those under the one that holds the class are meant before others."""
    rows = database.session.execute(
        select(OrgUnit.id, OrgUnit.name, OrgUnit.path).where(OrgUnit.closed_on.is_(None))
    )
    return Units((KnownUnit(*row) for row in rows), study_class.unit.path)


def people_for(
    rows: Sequence[Understood], study_class: StudyClass, grants: Sequence[GrantLike] | None
) -> People:
    """Everybody whom a row may mean. Without `grants` (a command) everybody may be seen and corrected."""
    present = queries.enrolled_ids(study_class.id)
    see, edit = _Reach(grants, Permission.PERSON_SEE), _Reach(grants, Permission.PERSON_EDIT)
    return People(
        Known(
            **{name: _plain(values[name]) for name in KNOWN},
            in_class=values["id"] in present,
            visible=values["id"] in present or see.covers(values["unit_ids"]),
            editable=edit.covers(values["unit_ids"]),
        )
        for values in _possible(rows)
    )


def people_by_id(ids: Iterable[int]) -> dict[int, Person]:
    """People for a page, in one statement."""
    wanted = set(ids)
    if not wanted:
        return {}
    return {one.id: one for one in database.session.scalars(select(Person).where(Person.id.in_(wanted)))}


def _possible(rows: Sequence[Understood]) -> Iterable[dict[str, Any]]:
    """People by name, then those by identifier who are not among them, each once."""
    named = {folded(row.values["full_name"])[:160] for row in rows if row.values.get("full_name")}
    found = {values["id"]: values for values in _with(Person.search_key, named)}
    for name in IDENTIFIERS:
        wanted = {row.values[name] for row in rows if row.values.get(name)}
        wanted -= {values[name] for values in found.values()}
        found |= {values["id"]: values for values in _with(getattr(Person, name), wanted)}
    return found.values()


def _with(column: Any, values: set[str]) -> Iterator[dict[str, Any]]:
    ordered = sorted(values)
    for start in range(0, len(ordered), AT_ONCE):
        yield from _read(column.in_(ordered[start : start + AT_ONCE]))


def _read(condition: ColumnElement[bool]) -> Iterator[dict[str, Any]]:
    columns = [getattr(Person, name) for name in KNOWN]
    for row in database.session.execute(select(*columns, Person.unit_ids).where(condition)):
        yield dict(row._mapping)


def _plain(value: Any) -> Any:
    """As JSON has it."""
    return value.isoformat() if hasattr(value, "isoformat") else getattr(value, "value", value)


class _Reach:
    """Whether grants reach people by their units."""

    def __init__(self, grants: Sequence[GrantLike] | None, permission: Permission) -> None:
        giving = [grant for grant in grants or () if grant.role in MATRIX[permission]]
        self.everywhere = grants is None or any(
            grant.class_id is None and grant.unit_id is None for grant in giving
        )
        self.units = {grant.unit_id for grant in giving if grant.unit_id is not None}

    def covers(self, unit_ids: Iterable[int]) -> bool:
        return self.everywhere or not self.units.isdisjoint(unit_ids)

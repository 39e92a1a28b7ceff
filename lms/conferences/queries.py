"""Reads of conferences: the matrix of a year in two statements, and the rows behind each of its figures."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, or_, select

from lms.accounts.models import Grant
from lms.conferences.matrix import Entry, Matrix, Unit, matrix
from lms.conferences.models import Conference, ConferenceKind
from lms.conferences.quarters import Quarter, quarters_of
from lms.database import session
from lms.organisations.models import OrgUnit, UnitKind
from lms.organisations.queries import visible
from lms.permissions import GrantLike, Permission, Role


@dataclass(frozen=True)
class Asked:
    """What a page asks for: a year, and one kind of conference or all."""

    year: int
    kind: ConferenceKind | None = None

    @property
    def named(self) -> str:
        """The kind as an address says it."""
        return self.kind.value if self.kind else "all"

    @property
    def within(self) -> list[ColumnElement[bool]]:
        """The condition on Conference."""
        first, *_rest, last = quarters_of(self.year)
        found = [Conference.starts_at >= first.starts_at, Conference.starts_at < last.ends_at]
        return found + ([Conference.kind == self.kind] if self.kind else [])


def matrix_of(
    grants: Sequence[GrantLike],
    asked: Asked,
    today: date,
    permission: Permission = Permission.CONFERENCE_SEE,
) -> Matrix:
    """Grassroots units that these grants show, those that they name, and whoever held something."""
    seen = visible(grants, permission).with_only_columns(OrgUnit.id)
    units = _units(seen, {grant.unit_id for grant in grants if grant.unit_id is not None}, asked)
    rows = session.execute(
        select(Conference.unit_id, Conference.starts_at, Conference.state).where(
            *asked.within, Conference.unit_id.in_(seen)
        )
    )
    entries = [Entry(row.unit_id, row.starts_at, row.state) for row in rows]
    return matrix(units, entries, quarters_of(asked.year), today)


def rows_of(grants: Sequence[GrantLike], asked: Asked) -> list[Conference]:
    """Every conference that the matrix counts, in the order of time."""
    seen = visible(grants, Permission.CONFERENCE_SEE).with_only_columns(OrgUnit.id)
    statement = select(Conference).where(*asked.within, Conference.unit_id.in_(seen))
    return list(session.scalars(statement.order_by(Conference.starts_at, Conference.id)).unique())


def of_unit(unit: OrgUnit, asked: Asked, quarter: Quarter | None = None) -> list[Conference]:
    """The unit's own conferences of a year or a quarter."""
    statement = select(Conference).where(Conference.unit_id == unit.id, *asked.within)
    if quarter is not None:
        statement = statement.where(
            Conference.starts_at >= quarter.starts_at, Conference.starts_at < quarter.ends_at
        )
    return list(session.scalars(statement.order_by(Conference.starts_at, Conference.id)).unique())


def own_units(grants: Sequence[GrantLike]) -> Sequence[OrgUnit]:
    """The units that the grants name and for which they let one enter conferences."""
    named = {grant.unit_id for grant in grants if grant.unit_id is not None}
    if not named:
        return []
    statement = visible(grants, Permission.CONFERENCE_EDIT).where(OrgUnit.id.in_(named))
    return session.scalars(statement.order_by(OrgUnit.sort_key)).unique().all()


def officers_of(unit_ids: Collection[int]) -> dict[int, list[int]]:
    """Unit → ids of the officers of that very unit; units without one are left out."""
    statement = select(Grant.person_id, Grant.unit_id).where(
        Grant.role == Role.UNIT_OFFICER, Grant.unit_id.in_(unit_ids), Grant.ended_at.is_(None)
    )
    found: dict[int, list[int]] = defaultdict(list)
    for row in session.execute(statement):
        found[row.unit_id].append(row.person_id)
    return dict(found)


def first_year(now: datetime) -> int:
    """The year of the first conference there is."""
    first = session.scalar(select(Conference.starts_at).order_by(Conference.starts_at).limit(1))
    return min(first or now, now).year


def _units(seen: Select[int], named: Collection[int], asked: Asked) -> list[Unit]:
    year_begins, year_ends = date(asked.year, 1, 1), date(asked.year + 1, 1, 1)
    held = select(Conference.unit_id).where(*asked.within)
    statement = (
        select(
            OrgUnit.id,
            OrgUnit.name,
            OrgUnit.search_key,
            UnitKind.label,
            OrgUnit.founded_on,
            OrgUnit.closed_on,
        )
        .join(UnitKind, UnitKind.code == OrgUnit.kind_code)
        .where(
            OrgUnit.id.in_(seen),
            or_(UnitKind.is_grassroots, OrgUnit.id.in_(named), OrgUnit.id.in_(held)),
            or_(OrgUnit.founded_on.is_(None), OrgUnit.founded_on < year_ends),
            or_(OrgUnit.closed_on.is_(None), OrgUnit.closed_on > year_begins),
        )
        .order_by(UnitKind.position, OrgUnit.sort_key)
    )
    return [Unit(*row) for row in session.execute(statement)]

"""The figures of the founding documents, and what changed in 2025."""

from datetime import date
from random import Random

from sqlalchemy import func, select

from lms.database import session
from lms.demo import units
from lms.organisations import queries
from lms.organisations.models import MemberFigure, OrgUnit, UnitKind
from lms.organisations.service import name_on
from tests.lms.demo.conftest import Made


def counts() -> dict[str, int]:
    root = session.scalars(select(OrgUnit).where(OrgUnit.parent_id.is_(None))).one()
    return queries.counts_below(root)


def test_177_grassroots_units_are_121_committees_and_56_cells(demo: Made) -> None:
    found = counts()
    grassroots = session.scalars(select(UnitKind.code).where(UnitKind.is_grassroots)).all()
    assert (found["base_committee"], found["base_cell"]) == (121, 56)
    assert sum(found[code] for code in grassroots) == 177


def test_23_sectional_committees_and_1274_cells_stand_below_them(demo: Made) -> None:
    found = counts()
    assert (found["section_committee"], found["sub_cell"]) == (23, 1274)


def test_the_members_of_the_snapshot_add_up_at_every_level(demo: Made) -> None:
    statement = (
        select(OrgUnit.kind_code, func.sum(MemberFigure.members))
        .join(OrgUnit, OrgUnit.id == MemberFigure.unit_id)
        .where(MemberFigure.counted_on == date(2020, 12, 31))
        .group_by(OrgUnit.kind_code)
    )
    found = {kind: int(members) for kind, members in session.execute(statement)}
    assert found["province_committee"] == found["bloc_committee"] == 15_463
    assert found["base_committee"] + found["base_cell"] == 15_463
    assert found["base_committee"] == found["sub_cell"]


def test_a_base_committee_has_thirty_members_at_least_and_every_cell_three(demo: Made) -> None:
    smallest: dict[str, int] = dict(
        session.execute(
            select(OrgUnit.kind_code, func.min(OrgUnit.members)).group_by(OrgUnit.kind_code)
        ).all()  # type: ignore[arg-type]
    )
    assert smallest["base_committee"] >= 30
    assert min(smallest["base_cell"], smallest["sub_cell"]) >= 3


def test_a_unit_tells_what_it_was_called_before(demo: Made) -> None:
    unit = session.scalars(select(OrgUnit).where(OrgUnit.name == units.RENAMED_TO)).one()
    assert name_on(unit, date(2025, 2, 28)) == units.RENAMED
    assert name_on(unit, date(2025, 3, 1)) == units.RENAMED_TO
    assert any(placement.decision for placement in queries.history(unit))


def test_the_bloc_that_was_merged_says_into_which(demo: Made) -> None:
    closed = session.scalars(select(OrgUnit).where(OrgUnit.closed_on.is_not(None))).one()
    into = session.get_one(OrgUnit, closed.merged_into_id)
    assert closed.closed_on == units.CHANGED_ON
    assert not queries.children(closed)
    assert into.closed_on is None


def test_shares_add_up_and_keep_their_bounds() -> None:
    rng = Random(4)
    for total, places, least, most in ((1274, 121, 5, 15), (742, 56, 5, 27), (14_721, 1274, 7, 24)):
        found = units.shares(rng, total, places, least, most)
        assert sum(found) == total
        assert least <= min(found) < max(found) <= most

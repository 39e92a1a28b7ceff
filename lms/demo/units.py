"""The unit tree of an invented province, with the figures of a real size: 177 = 121 + 56, 23, 1,274, 15,463 members.

Until 2025 two blocs stood side by side; then one was merged into the other, and a unit was renamed.
"""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, datetime
from random import Random
from typing import Any

from sqlalchemy import func, insert, select, update

from lms.accounts import names
from lms.accounts.models import Person
from lms.database import session
from lms.demo import unit_names
from lms.organisations import service
from lms.organisations.models import MemberFigure, OrgUnit, UnitKind, UnitPlacement
from lms.organisations.service import Place

KINDS = (
    ("province_committee", "Đảng bộ tỉnh", "Provincial committee", False),
    ("bloc_committee", "Đảng bộ cấp trên cơ sở", "Committee above the grassroots", False),
    ("training_centre", "Cơ sở đào tạo", "Training centre", False),
    ("base_committee", "Đảng bộ cơ sở", "Base committee", True),
    ("base_cell", "Chi bộ cơ sở", "Base cell", True),
    ("section_committee", "Đảng bộ bộ phận", "Sectional committee", False),
    ("sub_cell", "Chi bộ trực thuộc", "Subordinate cell", False),
)
SECTIONS, SUB_CELLS, MEMBERS, IN_BASE_CELLS = 23, 1274, 15_463, 742
FOUNDED, COUNTED_ON, CHANGED_ON = date(2010, 1, 1), date(2020, 12, 31), date(2025, 3, 1)
DECISION = "Quyết định số 1847-QĐ/TU ngày 18/02/2025"
RENAMED = "Đảng bộ Sở Nông nghiệp và Phát triển nông thôn"
RENAMED_TO = "Đảng bộ Sở Nông nghiệp và Môi trường"


@dataclass(frozen=True)
class Plan:
    """A unit before it is stored: known by its code, standing under another code."""

    code: str
    name: str
    kind: str
    above: str | None = None
    house: str = ""
    members: int = 0


@dataclass(frozen=True)
class Tree:
    """What others need of the tree."""

    root: OrgUnit
    centre: OrgUnit
    officers_unit: OrgUnit
    leaves: list[OrgUnit]


def make(rng: Random) -> None:
    """Store all units as they stood in 2020."""
    session.execute(
        insert(UnitKind),
        [
            {"code": code, "label": label, "label_en": english, "is_grassroots": base, "position": place}
            for place, (code, label, english, base) in enumerate(KINDS, 1)
        ],
    )
    plans = planned(rng)
    for level in _levels(plans):
        _store(level)
    _count_members(plans)


def reorganise(actor: Person, now: datetime) -> Tree:
    """What was decided in 2025: two blocs became one, and a unit got another name. The tree as it stands since."""
    root, offices, companies = _by_code("LG"), _by_code("LG-CQ"), _by_code("LG-DN")
    whole = Place(
        name="Đảng bộ Khối Cơ quan và Doanh nghiệp tỉnh Lam Giang",
        parent=root,
        on=CHANGED_ON,
        decision=DECISION,
    )
    service.change(actor, offices, whole, now)
    service.merge(actor, companies, offices, now, on=CHANGED_ON, decision=DECISION)
    offices.members = MEMBERS
    renamed = session.scalars(select(OrgUnit).where(OrgUnit.name == RENAMED)).one()
    named = Place(name=RENAMED_TO, parent=offices, on=CHANGED_ON, decision=DECISION)
    service.change(actor, renamed, named, now)
    session.flush()
    leaves = select(OrgUnit).where(OrgUnit.kind_code.in_(["base_cell", "sub_cell"])).order_by(OrgUnit.id)
    fresh = leaves.execution_options(populate_existing=True)
    return Tree(root, _by_code("LG-TCT"), renamed, list(session.scalars(fresh)))


def planned(rng: Random) -> list[Plan]:
    """Every unit, parents before children."""
    top = [
        Plan("LG", "Đảng bộ tỉnh Lam Giang", "province_committee"),
        Plan("LG-TCT", "Trường Chính trị tỉnh Lam Giang", "training_centre", "LG"),
        Plan("LG-CQ", "Đảng bộ Khối Cơ quan tỉnh Lam Giang", "bloc_committee", "LG"),
        Plan("LG-DN", "Đảng bộ Khối Doanh nghiệp tỉnh Lam Giang", "bloc_committee", "LG"),
    ]
    committees = [
        Plan(
            f"DB{number:03}",
            f"Đảng bộ {name}",
            "base_committee",
            "LG-DN" if house == "company" else "LG-CQ",
            house,
        )
        for number, (name, house) in enumerate(unit_names.committees(), 1)
    ]
    cells = [
        Plan(f"CB{number:03}", f"Chi bộ {name}", "base_cell", "LG-CQ" if number <= 22 else "LG-DN")
        for number, name in enumerate(unit_names.cells(), 1)
    ]
    below = _below(rng, committees)
    return _with_members(rng, [*top, *committees, *cells, *below])


def shares(rng: Random, total: int, places: int, least: int, most: int) -> list[int]:
    """A total over so many places, uneven as life is, each between least and most."""
    each, more = divmod(total, places)
    found = [each + (place < more) for place in range(places)]
    for _ in range(places * 6):
        giver, taker = rng.randrange(places), rng.randrange(places)
        if found[giver] > least and found[taker] < most:
            found[giver] -= 1
            found[taker] += 1
    return found


def _below(rng: Random, committees: list[Plan]) -> list[Plan]:
    """Sectional committees and cells; in a committee with a section, some cells stand under the section."""
    sizes = shares(rng, SUB_CELLS, len(committees), 5, 15)
    large = sorted(range(len(committees)), key=lambda place: -sizes[place])[:SECTIONS]
    found: list[Plan] = []
    for place, committee in enumerate(committees):
        section = None
        if place in large:
            name = rng.choice(unit_names.SECTIONS[committee.house])
            section = Plan(
                f"{committee.code}-BP", f"Đảng bộ bộ phận {name}", "section_committee", committee.code
            )
            found.append(section)
        names_here = rng.sample(unit_names.CELLS[committee.house], sizes[place])
        for number, name in enumerate(names_here, 1):
            above = section.code if section and number > sizes[place] // 2 else committee.code
            found.append(Plan(f"{committee.code}-{number:02}", f"Chi bộ {name}", "sub_cell", above))
    return found


def _with_members(rng: Random, plans: list[Plan]) -> list[Plan]:
    """Members belong to cells; who stands above counts those below."""
    kinds = Counter(plan.kind for plan in plans)
    base = iter(shares(rng, IN_BASE_CELLS, kinds["base_cell"], 5, 27))
    sub = iter(shares(rng, MEMBERS - IN_BASE_CELLS, kinds["sub_cell"], 7, 24))
    own = {"base_cell": base, "sub_cell": sub}
    sums = Counter({plan.code: next(own[plan.kind]) for plan in plans if plan.kind in own})
    above = {plan.code: plan.above for plan in plans}
    for code, members in list(sums.items()):
        while (code := above[code] or "") != "":
            sums[code] += members
    return [replace(plan, members=sums[plan.code]) for plan in plans]


def _levels(plans: list[Plan]) -> list[list[Plan]]:
    """Parents first: each level stands under the one before."""
    levels: list[list[Plan]] = []
    known: set[str | None] = {None}
    while plans:
        level = [plan for plan in plans if plan.above in known]
        plans = [plan for plan in plans if plan.above not in known]
        known = {plan.code for plan in level}
        levels.append(level)
    return levels


def _store(level: list[Plan]) -> None:
    above = {
        row.code: row
        for row in session.execute(
            select(OrgUnit.code, OrgUnit.id, OrgUnit.path).where(OrgUnit.code.is_not(None))
        )
    }
    session.execute(insert(OrgUnit), [_row(plan, above.get(plan.above)) for plan in level])
    ids = _ids([plan.code for plan in level])
    paths = [
        {"id": ids[plan.code], "path": f"{above[plan.above].path if plan.above else '/'}{ids[plan.code]}/"}
        for plan in level
    ]
    session.execute(update(OrgUnit), paths)
    session.execute(
        insert(UnitPlacement),
        [
            {
                "unit_id": ids[plan.code],
                "parent_id": above[plan.above].id if plan.above else None,
                "name": plan.name,
                "started_on": FOUNDED,
            }
            for plan in level
        ],
    )


def _row(plan: Plan, parent: Any) -> dict[str, Any]:
    return {
        "code": plan.code,
        "kind_code": plan.kind,
        "parent_id": parent.id if parent else None,
        "name": plan.name,
        "sort_key": names.sort_key_of_title(plan.name),
        "search_key": names.search_key(plan.name),
        "founded_on": FOUNDED,
        "members": plan.members,
    }


def _count_members(plans: list[Plan]) -> None:
    ids = _ids(None)
    rows = [
        {"unit_id": ids[plan.code], "counted_on": COUNTED_ON, "members": plan.members}
        for plan in plans
        if plan.members
    ]
    session.execute(insert(MemberFigure), rows)
    if session.scalar(select(func.count()).select_from(OrgUnit)) != len(plans):
        raise RuntimeError("a unit of the plan was not stored")


def _ids(codes: list[str] | None) -> dict[str, int]:
    statement = select(OrgUnit.code, OrgUnit.id)
    if codes is not None:
        statement = statement.where(OrgUnit.code.in_(codes))
    return {str(row.code): row.id for row in session.execute(statement)}


def _by_code(code: str) -> OrgUnit:
    return session.scalars(select(OrgUnit).where(OrgUnit.code == code)).one()

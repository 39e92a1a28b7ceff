"""What the page of an import shows of each row: cells, their former value, remarks, and the choice to make."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Select, select

from lms import database
from lms.accounts.models import Person
from lms.classes.models import RosterImport, RosterRow, RowDecision, RowOutcome
from lms.classes.roster import register
from lms.classes.roster.columns import Field
from lms.classes.roster.words import field_name, said
from lms.organisations.models import OrgUnit
from lms.permissions import GrantLike, Permission, allowed
from lms.web.filters import as_date

# Which remarks belong to which of the columns that are shown.
SHOWN: dict[str, tuple[str, ...]] = {
    "full_name": (Field.NAME, Field.FAMILY, Field.GIVEN),
    "birth_date": (Field.BIRTH, Field.BIRTH_MALE, Field.BIRTH_FEMALE),
    "sex": (Field.SEX,),
    "position": (Field.POSITION, Field.WORKPLACE),
    "unit_id": (Field.UNIT, Field.UNIT_ABOVE),
    "phone": (Field.PHONE,),
    "email": (Field.EMAIL,),
    "citizen_id": (Field.CITIZEN_ID,),
    "card_no": (Field.CARD_NO,),
    "member_code": (Field.MEMBER_CODE,),
    "group": (Field.GROUP,),
    "note": (Field.NOTE,),
}
LOOKED_AT = (RowOutcome.CONFLICT, RowOutcome.ERROR)


@dataclass
class Cell:
    """One value: `was` is what the register says, `raw` what stands in the file where it could not be read."""

    name: str
    text: str = ""
    was: str = ""
    changed: bool = False
    raw: str = ""
    problems: list[dict[str, str]] = field(default_factory=list)


@dataclass
class Shown:
    """One row with its cells, remarks on the whole, and the people among whom to choose."""

    row: RosterRow
    cells: list[Cell]
    remarks: list[str]
    candidates: list[tuple[int, str]]
    chosen: str = ""


def columns_of(begun: RosterImport) -> list[tuple[str, str]]:
    """The columns that this file fills, by name and heading."""
    given = {column["field"] for column in begun.mapping.get("columns", [])}
    return [(name, field_name(name)) for name, fields in SHOWN.items() if given & set(fields)]


def rows_of(begun: RosterImport, which: str) -> Select[RosterRow]:
    """The rows of one outcome, of those that are in the class already, or all."""
    statement = select(RosterRow).where(RosterRow.import_id == begun.id).order_by(RosterRow.number)
    if which == "present":
        return statement.where(RosterRow.in_class)
    if which == "unsettled":
        return statement.where(
            RosterRow.outcome == RowOutcome.CONFLICT, RosterRow.decision == RowDecision.AUTO
        )
    return statement.where(RosterRow.outcome == RowOutcome(which)) if which in list(RowOutcome) else statement


def shown(
    rows: Sequence[RosterRow], columns: Sequence[tuple[str, str]], grants: Sequence[GrantLike]
) -> list[Shown]:
    """All that the page draws, in two more statements for people and units."""
    people = register.people_by_id(number for row in rows for number in row.candidates)
    units = _unit_names(rows, people)
    return [
        Shown(
            row,
            [_cell(row, name, units) for name, _heading in columns],
            [said(problem) for problem in row.problems if not problem["field"]],
            [
                (number, _described(people[number], units, grants))
                for number in row.candidates
                if number in people
            ],
            people[row.chosen_id].full_name if row.chosen_id in people else "",
        )
        for row in rows
    ]


def _cell(row: RosterRow, name: str, units: dict[int, str]) -> Cell:
    about = [problem for problem in row.problems if problem["field"] in (*SHOWN[name], name)]
    value = row.values.get(name)
    if name == "birth_date":
        value = value or row.values.get("birth_year")
    changes = row.changes.get(name) or (row.changes.get("birth_year") if name == "birth_date" else None)
    cell = Cell(name, _text(name, value, units), changed=changes is not None)
    if changes is not None:
        cell.was = _text(name, changes[0], units)
    if not cell.text:
        raw = [row.raw[one] for one in SHOWN[name] if row.raw.get(one)]
        cell.raw = " ".join(raw)[:200] if about or name == "unit_id" else ""
    cell.problems = [{"text": said(problem), "severity": problem["severity"]} for problem in about]
    return cell


def _text(name: str, value: Any, units: dict[int, str]) -> str:
    if value in (None, ""):
        return ""
    if name == "unit_id":
        return units.get(value, "")
    if name == "sex":
        return _("female") if value == "female" else _("male")
    if name == "citizen_id":
        return "•" * (len(value) - 4) + value[-4:]
    return as_date(date.fromisoformat(value)) if name == "birth_date" and "-" in str(value) else str(value)


def _described(person: Person, units: dict[int, str], grants: Sequence[GrantLike]) -> str:
    """Enough to tell people of one name apart, for who may see it."""
    if not allowed(grants, Permission.PERSON_SEE, person.scope):
        return person.full_name
    born = as_date(person.birth_date) if person.birth_date else str(person.birth_year or "")
    parts = [person.full_name, born, person.position, units.get(person.unit_id or 0, "")]
    return " · ".join(part for part in parts if part)


def _unit_names(rows: Sequence[RosterRow], people: dict[int, Person]) -> dict[int, str]:
    wanted = {row.values.get("unit_id") for row in rows} | {person.unit_id for person in people.values()}
    wanted |= {old for row in rows for old in row.changes.get("unit_id", [])}
    found = select(OrgUnit.id, OrgUnit.name).where(OrgUnit.id.in_([number for number in wanted if number]))
    return {number: name for number, name in database.session.execute(found)}  # noqa: C416 - rows are not pairs to the checker

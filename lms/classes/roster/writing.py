"""The bulk statements that bring a roster into the tables: a few, however many rows."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from lms import database
from lms.accounts import names
from lms.accounts.models import Grant, Person, PersonState, Sex
from lms.classes import queries
from lms.classes.models import Enrolment, EnrolmentState, StudyClass, StudyGroup
from lms.classes.roster.understanding import Understood
from lms.organisations.models import OrgUnit
from lms.permissions import Role
from lms.web.errors import LmsError

PERSONAL = ("position", "phone", "email", "citizen_id", "card_no", "member_code", "birth_year")


class Writer:
    """Writes people and enrolments of one class."""

    def __init__(self, study_class: StudyClass, actor_id: int | None, now: datetime) -> None:
        self.study_class, self.actor_id, self.now = study_class, actor_id, now
        self.made_groups: list[int] = []

    def add(self, rows: Sequence[Understood]) -> list[int]:
        """New people without passwords; their ids in the order of the rows."""
        if not rows:
            return []
        paths = _unit_ids(row.values.get("unit_id") for row in rows)
        before = database.session.scalar(select(func.max(Person.id))) or 0
        people = [self._person(row.values, paths) for row in rows]
        # One statement for all; asking each for its number would send them one by one.
        database.session.connection().execute(insert(Person), people)
        made = database.session.execute(
            select(Person.id, Person.full_name)
            .where(Person.id > before, Person.created_at == self.now)
            .order_by(Person.id)
        ).all()
        if [name for _number, name in made] != [one["full_name"] for one in people]:
            raise LmsError("", 503)
        return [number for number, _name in made]

    def change(self, changes: dict[int, dict[str, list[Any]]]) -> None:
        """Correct people; one statement for each set of columns that change together."""
        write_values(
            {number: {name: both[1] for name, both in one.items()} for number, one in changes.items()}
        )

    def enrol(self, members: Sequence[tuple[Understood, int]]) -> tuple[list[int], dict[str, Any]]:
        """Put people into the class; who was not in it, and what is to be known of those who had left it before."""
        present = queries.enrolled_ids(self.study_class.id)
        missing = {number: row for row, number in members if number not in present}
        if not missing:
            return [], {}
        returned = self._left_before(missing)
        units = _own_units(missing)
        groups = self._groups(missing.values())
        rows = [
            {
                "study_class_id": self.study_class.id,
                "person_id": number,
                "unit_id": row.values.get("unit_id") or units.get(number),
                "group_id": groups.get(row.values.get("group", "")),
                "state": EnrolmentState.ENROLLED,
                "enrolled_at": self.now,
                "note": row.values.get("note", ""),
            }
            for number, row in missing.items()
        ]
        changed = {"state": EnrolmentState.ENROLLED, "left_at": None, "note": ""}
        _insert(Enrolment, rows, index_elements=["study_class_id", "person_id"], set_=changed)
        _insert(Grant, [self._grant(number) for number in missing])
        return list(missing), returned

    def _person(self, values: dict[str, Any], paths: dict[int, list[int]]) -> dict[str, Any]:
        name, born = values["full_name"], values.get("birth_date")
        return {
            **{column: values.get(column) for column in PERSONAL},
            "position": values.get("position", ""),
            "full_name": name,
            "sort_key": names.sort_key(name),
            "search_key": names.search_key(name)[:160],
            "birth_date": date.fromisoformat(born) if born else None,
            "sex": Sex(values["sex"]) if values.get("sex") else None,
            "unit_id": values.get("unit_id"),
            "unit_ids": paths.get(values.get("unit_id", 0), []),
            "state": PersonState.ACTIVE,
            "created_at": self.now,
        }

    def _left_before(self, missing: Iterable[int]) -> dict[str, Any]:
        """When and why those left who had been in the class once, so that it can be restored."""
        wanted = set(missing)
        rows = database.session.execute(
            select(Enrolment.person_id, Enrolment.left_at, Enrolment.note).where(
                Enrolment.study_class_id == self.study_class.id, Enrolment.state == EnrolmentState.WITHDRAWN
            )
        )
        return {
            str(number): [left_at.isoformat(), why]
            for number, left_at, why in rows
            if number in wanted and left_at
        }

    def _groups(self, rows: Iterable[Understood]) -> dict[str, int]:
        """Groups by name; those that the class does not have yet are made."""
        wanted = dict.fromkeys(row.values["group"] for row in rows if row.values.get("group"))
        known = {group.name: group.id for group in queries.groups_of(self.study_class)}
        for name in wanted:
            if name not in known:
                group = StudyGroup(study_class_id=self.study_class.id, name=name)
                database.session.add(group)
                database.session.flush()
                known[name] = group.id
                self.made_groups.append(group.id)
        return known

    def _grant(self, number: int) -> dict[str, Any]:
        return {
            "person_id": number,
            "role": Role.LEARNER,
            "class_id": self.study_class.id,
            "granted_at": self.now,
            "granted_by_id": self.actor_id,
        }


def write_values(wanted: dict[int, dict[str, Any]]) -> None:
    """Set columns of people, given as JSON values."""
    paths = _unit_ids(values.get("unit_id") for values in wanted.values())
    alike: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for number, values in wanted.items():
        columns = _as_columns(values, paths)
        alike[tuple(sorted(columns))].append(
            {"person_number": number} | {f"new_{k}": v for k, v in columns.items()}
        )
    table: Any = Person.__table__
    for columns_set, rows in alike.items():
        statement = update(table).where(table.c.id == bindparam("person_number"))
        fresh: dict[str, Any] = {name: bindparam(f"new_{name}") for name in columns_set}
        database.session.connection().execute(statement.values(**fresh), rows)


def _as_columns(values: dict[str, Any], paths: dict[int, list[int]]) -> dict[str, Any]:
    columns = dict(values)
    if columns.get("birth_date"):
        columns["birth_date"] = date.fromisoformat(columns["birth_date"])
    if columns.get("sex"):
        columns["sex"] = Sex(columns["sex"])
    if "unit_id" in columns:
        columns["unit_ids"] = paths.get(columns["unit_id"], [])
    if "full_name" in columns:
        name = columns["full_name"]
        columns |= {"sort_key": names.sort_key(name), "search_key": names.search_key(name)[:160]}
    return columns


def _insert(model: Any, rows: list[dict[str, Any]], **on_conflict: Any) -> None:
    """What is there already is left alone, or updated as `on_conflict` says."""
    statement: Any = (postgresql.insert if database.is_postgresql() else sqlite.insert)(model)
    settle = statement.on_conflict_do_update if on_conflict else statement.on_conflict_do_nothing
    database.session.execute(settle(**on_conflict), rows)


def _unit_ids(wanted: Iterable[int | None]) -> dict[int, list[int]]:
    """The units from the root down, by unit."""
    ids = {number for number in wanted if number}
    if not ids:
        return {}
    rows = database.session.execute(select(OrgUnit.id, OrgUnit.path).where(OrgUnit.id.in_(ids)))
    return {number: [int(part) for part in path.strip("/").split("/") if part] for number, path in rows}


def _own_units(people: Iterable[int]) -> dict[int, int]:
    """To which unit people belong; chunks, since databases bind only so many values."""
    ordered, found = sorted(people), dict[int, int]()
    for start in range(0, len(ordered), 5_000):
        chunk = ordered[start : start + 5_000]
        rows = database.session.execute(
            select(Person.id, Person.unit_id).where(Person.id.in_(chunk), Person.unit_id.isnot(None))
        )
        found |= {number: unit_id for number, unit_id in rows if unit_id is not None}
    return found

"""The people and places that tests are played with, and the one way to make more of them.

Two classes, K1 and K2, under two units below one root. `Cast` holds who does what:

| name | who |
|---|---|
| an | learner of K1 |
| binh | learner of K2 |
| chi | lecturer of K1 |
| dung | lecturer of K2 |
| em | organiser of the whole centre |
| giang | unit officer of unit 1 |
| hanh | reviewer |
| khanh | administrator |
| lan | learner of K1, suspended |
| minh | approver |
| nga | inspector |
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import insert, select

from lms import database
from lms.accounts import passwords, service as accounts
from lms.accounts.models import Grant, Person, PersonState
from lms.classes.models import ClassSession, ClassState, Enrolment, StudyClass
from lms.organisations import service as organisations
from lms.organisations.models import OrgUnit, UnitKind
from lms.permissions import Role
from lms.programmes.models import Band, Programme, Topic

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)  # 08:00 in Hà Nội
PASSWORD = "hoa sen 2026"
_hash: list[str] = []


@dataclass
class Cast:
    """Everybody by name (`cast.chi`), the classes `k1`, `k2`, the units `root`, `unit1`, `unit2`."""

    people: dict[str, Person] = field(default_factory=dict)
    k1: StudyClass = None  # type: ignore[assignment]
    k2: StudyClass = None  # type: ignore[assignment]
    root: OrgUnit = None  # type: ignore[assignment]
    unit1: OrgUnit = None  # type: ignore[assignment]
    unit2: OrgUnit = None  # type: ignore[assignment]
    programme: Programme = None  # type: ignore[assignment]

    def __getattr__(self, name: str) -> Person:
        try:
            return self.__dict__["people"][name]
        except KeyError:
            raise AttributeError(name) from None


def make_cast() -> Cast:
    """Add the whole cast to the present session and flush; the caller owns the transaction."""
    cast = Cast()
    database.session.add(
        UnitKind(code="base_committee", label="Đảng bộ cơ sở", label_en="Base committee", is_grassroots=True)
    )
    database.session.flush()
    cast.root = make_unit("Đảng bộ tỉnh Lam Giang")
    cast.unit1 = make_unit("Đảng bộ phường Tân Lâm", cast.root)
    cast.unit2 = make_unit("Đảng bộ xã Hòa Bình", cast.root)
    cast.programme = make_programme()
    cast.k1 = make_class("K1", cast.unit1, cast.programme)
    cast.k2 = make_class("K2", cast.unit2, cast.programme)
    _make_people(cast)
    database.session.flush()
    return cast


@dataclass(frozen=True)
class Ids:
    """A cast that lies in a database: the ids of the people, and those of the classes, units and the programme."""

    people: dict[str, int]
    things: dict[str, int]


KINDS: dict[str, type[Any]] = {
    "k1": StudyClass,
    "k2": StudyClass,
    "root": OrgUnit,
    "unit1": OrgUnit,
    "unit2": OrgUnit,
    "programme": Programme,
}


def ids_of(cast: Cast) -> Ids:
    return Ids(
        {name: person.id for name, person in cast.people.items()},
        {name: getattr(cast, name).id for name in KINDS},
    )


def found(ids: Ids) -> Cast:
    """The cast as it lies in the database of the present session."""
    people = {person.id: person for person in database.session.scalars(select(Person))}
    things = {name: database.session.get_one(KINDS[name], key) for name, key in ids.things.items()}
    return Cast({name: people[key] for name, key in ids.people.items()}, **things)


def _make_people(cast: Cast) -> None:
    names = {
        "an": "Nguyễn Văn An",
        "binh": "Lê Thị Bình",
        "chi": "Trần Thị Mai Chi",
        "dung": "Phạm Đức Dũng",
        "em": "Hoàng Văn Em",
        "giang": "Đỗ Hương Giang",
        "hanh": "Vũ Thị Hạnh",
        "khanh": "Bùi Quốc Khánh",
        "lan": "Đặng Thị Lan",
        "minh": "Ngô Quang Minh",
        "nga": "Dương Thúy Nga",
    }
    for login, name in names.items():
        unit = cast.unit2 if login in {"binh", "dung"} else cast.unit1
        cast.people[login] = make_person(login, name, unit)
    enrol(cast.an, cast.k1)
    enrol(cast.lan, cast.k1)
    enrol(cast.binh, cast.k2)
    cast.lan.state = PersonState.SUSPENDED
    appoint(cast.chi, Role.LECTURER, class_id=cast.k1.id)
    appoint(cast.dung, Role.LECTURER, class_id=cast.k2.id)
    appoint(cast.em, Role.ORGANISER)
    appoint(cast.giang, Role.UNIT_OFFICER, unit_id=cast.unit1.id)
    appoint(cast.hanh, Role.REVIEWER)
    appoint(cast.khanh, Role.ADMINISTRATOR)
    appoint(cast.minh, Role.APPROVER)
    appoint(cast.nga, Role.INSPECTOR)


def make_unit(name: str, parent: OrgUnit | None = None) -> OrgUnit:
    return organisations.found(name=name, kind_code="base_committee", parent=parent, on=date(2020, 1, 1))


def make_programme() -> Programme:
    programme = Programme(code="NT", title="Bồi dưỡng nhận thức về Đảng")
    database.session.add(programme)
    database.session.flush()
    for place, title in enumerate(("Khái quát lịch sử Đảng", "Cương lĩnh", "Điều lệ Đảng"), 1):
        database.session.add(Topic(programme_id=programme.id, position=place, title=title))
    for label, minimum in (("Giỏi", 8), ("Khá", 7), ("Trung bình", 5)):
        database.session.add(Band(programme_id=programme.id, label=label, minimum=minimum))
    database.session.flush()
    return programme


def make_class(code: str, unit: OrgUnit, programme: Programme, sessions: int = 2) -> StudyClass:
    """An open class with `sessions` morning sessions from the day of NOW on."""
    study_class = StudyClass(
        code=code,
        title=f"Lớp nhận thức về Đảng {code}",
        programme_id=programme.id,
        unit_id=unit.id,
        opens_on=NOW.date(),
        closes_on=NOW.date() + timedelta(days=10),
        place="Hội trường A",
        state=ClassState.OPEN,
    )
    database.session.add(study_class)
    database.session.flush()
    for number in range(1, sessions + 1):
        starts = NOW + timedelta(days=number - 1)
        database.session.add(
            ClassSession(
                study_class_id=study_class.id,
                number=number,
                title=f"Bài {number}",
                starts_at=starts,
                ends_at=starts + timedelta(hours=4),
                room="Hội trường A",
            )
        )
    database.session.flush()
    return study_class


def make_person(login: str, name: str, unit: OrgUnit | None = None, **values: Any) -> Person:
    """A person who can sign in as `login` with PASSWORD (hashed once per run)."""
    return make_people({login: name}, unit, **values)[0]


def make_people(names: Mapping[str, str], unit: OrgUnit | None = None, **values: Any) -> list[Person]:
    """Many at once, by what they sign in with: a few statements for any number."""
    if not _hash:
        _hash.append(passwords.hashed(PASSWORD))
    people = [
        Person(
            username=login,
            full_name=name,
            unit_id=unit.id if unit else None,
            unit_ids=list(unit.unit_ids) if unit else [],
            password_hash=_hash[0],
            created_at=NOW,
            **values,
        )
        for login, name in names.items()
    ]
    database.session.add_all(people)
    database.session.flush()
    return people


def learners(study_class: StudyClass, names: Mapping[str, str], unit: OrgUnit) -> list[Person]:
    """Many in a class at once, as `enrol` does with one."""
    people = make_people(names, unit)
    where = {"study_class_id": study_class.id, "unit_id": unit.id, "enrolled_at": NOW - timedelta(days=7)}
    given = {"role": Role.LEARNER, "class_id": study_class.id, "granted_at": NOW - timedelta(days=30)}
    for model, values in ((Enrolment, where), (Grant, given)):
        database.session.execute(insert(model), [{"person_id": one.id, **values} for one in people])
    return people


def enrol(person: Person, study_class: StudyClass) -> Enrolment:
    enrolment = Enrolment(
        study_class_id=study_class.id,
        person_id=person.id,
        unit_id=person.unit_id,
        enrolled_at=NOW - timedelta(days=7),
    )
    database.session.add(enrolment)
    appoint(person, Role.LEARNER, class_id=study_class.id)
    return enrolment


def appoint(person: Person, role: Role, **where: Any) -> None:
    accounts.grant(person.id, role, NOW - timedelta(days=30), **where)

"""The people of the demo: eight accounts to sign in with, three more lecturers, and as many learners as wanted."""

from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import insert, select

from lms.accounts import names as spelling, service as accounts
from lms.accounts.models import Person
from lms.database import session
from lms.demo import names
from lms.demo.scene import Scene
from lms.organisations import service as organisations
from lms.organisations.models import OrgUnit
from lms.permissions import Role

ACCOUNTS = {
    Role.LEARNER: ("hocvien", "Nguyễn Thị Hoài An", "Chuyên viên"),
    Role.LECTURER: ("giangvien", "Trần Đức Minh", "Giảng viên chính"),
    Role.ORGANISER: ("tochuc", "Đỗ Minh Tâm", "Trưởng phòng Đào tạo"),
    Role.UNIT_OFFICER: ("donvi", "Lê Văn Hòa", "Phó Bí thư Đảng ủy"),
    Role.REVIEWER: ("hoidong", "Phạm Thị Thanh Vân", "Ủy viên Hội đồng giảng viên kiêm chức"),
    Role.APPROVER: ("pheduyet", "Hoàng Quốc Việt", "Ủy viên Ban Thường vụ"),
    Role.INSPECTOR: ("kiemtra", "Vũ Thị Nga", "Ủy viên Ủy ban Kiểm tra"),
    Role.ADMINISTRATOR: ("quantri", "Bùi Anh Tuấn", "Quản trị hệ thống"),
}
MORE_LECTURERS = ("Lương Thị Bích Ngọc", "Nông Văn Khải", "Huỳnh Ngọc Diễm Thảo")
POSITIONS = (
    "Chuyên viên", "Chuyên viên", "Chuyên viên chính", "Giáo viên", "Giáo viên", "Giảng viên", "Điều dưỡng", "Bác sĩ",
    "Kế toán", "Nhân viên kỹ thuật", "Công nhân", "Công nhân", "Tổ trưởng sản xuất", "Thủ quỹ", "Văn thư", "Kỹ sư",
    "Phó Trưởng phòng", "Bí thư Chi đoàn", "Cán bộ hưu trí", "Lái xe",
)  # fmt: skip
OLDEST, YOUNGEST = 1946, 2008
IN_OFFICERS_UNIT = 0.12
SIGNED_UP = timedelta(days=120)


def make_accounts(password_hash: str, now: datetime) -> dict[Role, Person]:
    """The eight ways in. Lecturers and learners get their roles in their classes, the officer in the unit."""
    found = {}
    for role, (username, name, position) in ACCOUNTS.items():
        person = Person(
            username=username,
            full_name=name,
            position=position,
            password_hash=password_hash,
            created_at=now - SIGNED_UP,
        )
        session.add(person)
        session.flush()
        if role not in {Role.LEARNER, Role.LECTURER, Role.UNIT_OFFICER}:
            accounts.grant(person.id, role, now - SIGNED_UP)
        found[role] = person
    return found


def place_accounts(scene: Scene) -> None:
    """Everybody into a unit; the officer's role reaches that unit and all below it."""
    officer, unit = scene.staff[Role.UNIT_OFFICER], scene.tree.officers_unit
    accounts.grant(officer.id, Role.UNIT_OFFICER, scene.now - SIGNED_UP, unit_id=unit.id)
    organisations.assign(officer, unit)
    organisations.assign(scene.learner, _cells_of(scene, unit)[0])
    scene.learner.birth_date, scene.learner.birth_year = date(1994, 8, 17), 1994
    scene.learner.member_code = "HV0000"
    for role, person in scene.staff.items():
        if role not in {Role.UNIT_OFFICER, Role.LEARNER}:
            organisations.assign(person, scene.tree.centre)
    for name in MORE_LECTURERS:
        person = Person(full_name=name, position="Giảng viên kiêm chức", created_at=scene.now - SIGNED_UP)
        organisations.assign(person, scene.tree.centre)
        session.add(person)
        scene.lecturers.append(person)
    session.flush()


def make_learners(scene: Scene, how_many: int, password_hash: str) -> None:
    """Learners in one statement; they sign in with their member code and the password of the demo."""
    near = _cells_of(scene, scene.tree.officers_unit)
    invented = names.people(scene.rng, how_many)
    rows = []
    for number, (name, sex) in enumerate(invented, 1):
        unit = scene.rng.choice(near if scene.rng.random() < IN_OFFICERS_UNIT else scene.tree.leaves)
        row = _row(scene.rng, number, name, unit)
        rows.append(row | {"sex": sex, "password_hash": password_hash, "created_at": scene.now - SIGNED_UP})
    if rows:
        session.execute(insert(Person), rows)
    invented_ones = select(Person).where(Person.member_code > scene.learner.member_code)
    scene.learners = list(session.scalars(invented_ones.order_by(Person.member_code)))


def _row(rng: Random, number: int, name: str, unit: OrgUnit) -> dict[str, Any]:
    born = _birthday(rng)
    return {
        "full_name": name,
        "sort_key": spelling.sort_key(name),
        "search_key": spelling.search_key(name),
        "member_code": f"HV{number:04}",
        "phone": f"0900{(number * 7919 + 104_729) % 1_000_000:06}",
        "birth_date": None if rng.random() < 0.1 else born,  # some lists give only the year
        "birth_year": born.year,
        "position": "Cán bộ hưu trí" if born.year < 1964 else rng.choice(POSITIONS),
        "unit_id": unit.id,
        "unit_ids": list(unit.unit_ids),
    }


def _birthday(rng: Random) -> date:
    """Most are between 25 and 45; some are 18, some 80."""
    year = int(rng.triangular(OLDEST, YOUNGEST, 1996)) if rng.random() < 0.2 else int(rng.gauss(1993, 7))
    return date(min(max(year, OLDEST), YOUNGEST - 1), rng.randint(1, 12), rng.randint(1, 28))


def _cells_of(scene: Scene, unit: OrgUnit) -> list[OrgUnit]:
    return [leaf for leaf in scene.tree.leaves if leaf.path.startswith(unit.path)]

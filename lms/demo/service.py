"""Make the demo: accounts for every role first, then what each feature shows."""

from dataclasses import dataclass
from datetime import datetime

from lms import database
from lms.accounts import passwords, service as people
from lms.accounts.models import Person
from lms.app import create_app
from lms.config import Config
from lms.permissions import Role

PASSWORD = "hoasen2026"  # noqa: S105 - the demo's, printed on the screen


@dataclass(frozen=True)
class Account:
    """One way into the demo."""

    role: str
    username: str
    password: str


NAMES = {
    Role.LEARNER: ("hocvien", "Nguyễn Thị Hoài An"),
    Role.LECTURER: ("giangvien", "Trần Đức Minh"),
    Role.ORGANISER: ("tochuc", "Đỗ Minh Tâm"),
    Role.UNIT_OFFICER: ("donvi", "Lê Văn Hòa"),
    Role.REVIEWER: ("hoidong", "Phạm Thị Thanh Vân"),
    Role.APPROVER: ("pheduyet", "Hoàng Quốc Việt"),
    Role.INSPECTOR: ("kiemtra", "Vũ Thị Nga"),
    Role.ADMINISTRATOR: ("quantri", "Bùi Anh Tuấn"),
}


def accounts() -> list[Account]:
    """The same every time."""
    return [Account(role.value, username, PASSWORD) for role, (username, _name) in NAMES.items()]


def make(config: Config, people_wanted: int, now: datetime) -> list[Account]:
    """Fill an empty database."""
    app = create_app(config)
    password = passwords.hashed(PASSWORD)
    with app.app_context(), database.transaction():
        for role, (username, name) in NAMES.items():
            person = Person(username=username, full_name=name, password_hash=password, created_at=now)
            database.session.add(person)
            database.session.flush()
            if role is not Role.LEARNER:
                people.grant(person.id, role, now)
    return accounts()

"""People, the roles they hold and where, and the devices they are signed in on."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from lms.accounts import names
from lms.columns import Base, SortKey, only_one
from lms.permissions import Permission, Role, Scope


class PersonState(StrEnum):
    ACTIVE = "active"
    SUSPENDED = "suspended"


class Sex(StrEnum):
    FEMALE = "female"
    MALE = "male"


class Person(Base):
    """Somebody who learns, teaches, organises or administers. Identifiers are text: they have leading zeros."""

    __tablename__ = "people"
    __table_args__ = (
        CheckConstraint("full_name <> ''", name="named"),
        CheckConstraint("username = lower(username)", name="username_lower"),
    )
    see_permission = Permission.PERSON_SEE

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str | None] = mapped_column(String(60), unique=True)
    phone: Mapped[str | None] = mapped_column(String(20), unique=True)
    member_code: Mapped[str | None] = mapped_column(String(30), unique=True)
    email: Mapped[str | None] = mapped_column(String(254))
    full_name: Mapped[str] = mapped_column(String(120))
    sort_key: Mapped[str] = mapped_column(SortKey, index=True)
    search_key: Mapped[str] = mapped_column(String(160), index=True)
    birth_date: Mapped[date | None]
    birth_year: Mapped[int | None]
    sex: Mapped[Sex | None]
    position: Mapped[str] = mapped_column(String(160), default="")
    citizen_id: Mapped[str | None] = mapped_column(String(12), unique=True)
    card_no: Mapped[str | None] = mapped_column(String(20))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("org_units.id", ondelete="RESTRICT"), index=True)
    unit_ids: Mapped[list[Any]] = mapped_column(default=list)
    password_hash: Mapped[str | None] = mapped_column(String(200))
    must_change_password: Mapped[bool] = mapped_column(default=False)
    state: Mapped[PersonState] = mapped_column(default=PersonState.ACTIVE)
    language: Mapped[str] = mapped_column(String(5), default="vi")
    theme: Mapped[str] = mapped_column(String(5), default="auto")
    text_size: Mapped[str] = mapped_column(String(7), default="")
    created_at: Mapped[datetime]

    grants: Mapped[list["Grant"]] = relationship(
        primaryjoin="and_(Person.id == Grant.person_id, Grant.ended_at.is_(None))",
        viewonly=True,
        order_by="Grant.id",
    )

    @validates("full_name")
    def _keep_keys(self, _key: str, value: str) -> str:
        value = names.tidy_name(value)
        self.sort_key, self.search_key = names.sort_key(value), names.search_key(value)
        return value

    @property
    def initials(self) -> str:
        return names.initials(self.full_name)

    @property
    def is_active_account(self) -> bool:
        return self.state is PersonState.ACTIVE

    @property
    def is_staff(self) -> bool:
        """Holds any role besides learner; staff change a first password at once."""
        return any(grant.role is not Role.LEARNER for grant in self.grants)

    @property
    def scope(self) -> Scope:
        """Where the person belongs: the unit and all above it, root first (kept by `organisations`)."""
        return Scope(unit_ids=tuple(self.unit_ids))

    def holds(self, role: Role) -> bool:
        return any(grant.role is role for grant in self.grants)


def _held_once(place: str, condition: str, *columns: str) -> Index:
    """A role is held once in one place, as long as it is held."""
    where = text(f"ended_at IS NULL AND {condition}")
    name = f"uq_grants_held_once_{place}"
    return only_one(name, "person_id", "role", *columns, where=where)


class Grant(Base):
    """A role held from one moment to another: everywhere, in one class, or in a unit and all below it."""

    __tablename__ = "grants"
    __table_args__ = (
        CheckConstraint("class_id IS NULL OR unit_id IS NULL", name="one_place"),
        _held_once("everywhere", "class_id IS NULL AND unit_id IS NULL"),
        _held_once("class", "class_id IS NOT NULL", "class_id"),
        _held_once("unit", "unit_id IS NOT NULL", "unit_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    role: Mapped[Role]
    class_id: Mapped[int | None] = mapped_column(
        ForeignKey("study_classes.id", ondelete="CASCADE"), index=True
    )
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("org_units.id", ondelete="CASCADE"), index=True)
    granted_at: Mapped[datetime]
    granted_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id", ondelete="SET NULL"), index=True
    )
    ended_at: Mapped[datetime | None]


class SignIn(Base):
    """One device signed in. The cookie holds the token, this row only its hash; ending the row ends the session."""

    __tablename__ = "sign_ins"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    started_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    remembered: Mapped[bool] = mapped_column(default=False)
    address: Mapped[str] = mapped_column(String(64), default="")
    device: Mapped[str] = mapped_column(String(200), default="")

    person: Mapped[Person] = relationship()


class Consent(Base):
    """What a person agreed to, in which wording, and when; withdrawing is a date, not a deletion."""

    __tablename__ = "consents"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    purpose: Mapped[str] = mapped_column(String(60))
    wording: Mapped[str] = mapped_column(String(60))
    given_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]

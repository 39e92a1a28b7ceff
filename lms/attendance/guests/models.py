"""Guests of one session, and when they came and left."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from lms.accounts import names
from lms.accounts.models import Person
from lms.attendance.windows import Phase
from lms.classes.models import ClassSession
from lms.columns import Base, SortKey
from lms.permissions import Permission, Scope


class GuestState(StrEnum):
    """WAITING for a decision; then a guest, the same as somebody in the register, or entered by mistake."""

    WAITING = "waiting"
    GUEST = "guest"
    MERGED = "merged"
    REFUSED = "refused"


class Guest(Base):
    """What somebody said at the door. `merge` keeps what merging changed, so that it can be undone."""

    __tablename__ = "door_guests"
    __table_args__ = (
        CheckConstraint("full_name <> ''", name="named"),
        CheckConstraint("(state = 'waiting') = (decided_at IS NULL)", name="decided_once_answered"),
        CheckConstraint("(state = 'merged') = (person_id IS NOT NULL)", name="merged_with_somebody"),
    )
    see_permission = Permission.ATTENDANCE_SEE

    id: Mapped[int] = mapped_column(primary_key=True)
    class_session_id: Mapped[int] = mapped_column(
        ForeignKey("class_sessions.id", ondelete="CASCADE"), index=True
    )
    full_name: Mapped[str] = mapped_column(String(120))
    sort_key: Mapped[str] = mapped_column(SortKey)
    search_key: Mapped[str] = mapped_column(String(160))
    unit: Mapped[str] = mapped_column(String(200), default="")
    phone: Mapped[str | None] = mapped_column(String(20))
    birth_date: Mapped[date | None]
    state: Mapped[GuestState] = mapped_column(default=GuestState.WAITING)
    entered_at: Mapped[datetime]
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="RESTRICT"), index=True)
    merge: Mapped[dict[str, Any] | None]

    class_session: Mapped[ClassSession] = relationship(lazy="joined")
    person: Mapped[Person | None] = relationship(foreign_keys=person_id)
    arrivals: Mapped[list["GuestArrival"]] = relationship(order_by="GuestArrival.at", lazy="selectin")

    @validates("full_name")
    def _keep_keys(self, _key: str, value: str) -> str:
        value = names.tidy_name(value)
        self.sort_key, self.search_key = names.sort_key(value), names.search_key(value)
        return value

    @property
    def scope(self) -> Scope:
        return self.class_session.scope

    def came(self, phase: Phase) -> datetime | None:
        return next((arrival.at for arrival in self.arrivals if arrival.phase is phase), None)


class GuestArrival(Base):
    """A guest was there at the start or at the end."""

    __tablename__ = "door_guest_arrivals"

    guest_id: Mapped[int] = mapped_column(ForeignKey("door_guests.id", ondelete="CASCADE"), primary_key=True)
    phase: Mapped[Phase] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))

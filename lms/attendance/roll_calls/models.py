"""Roll-calls and who answered them. Answers only grow; attendance is judged without them."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.classes.models import ClassSession
from lms.columns import Base
from lms.permissions import Permission, Scope


class RollCall(Base):
    """Open for a few minutes; its code is made like that of a checkpoint, from a secret of its own."""

    __tablename__ = "roll_calls"
    __table_args__ = (CheckConstraint("opened_at < closes_at", name="opened_before_it_closes"),)
    see_permission = Permission.CLASS_SEE

    id: Mapped[int] = mapped_column(primary_key=True)
    class_session_id: Mapped[int] = mapped_column(
        ForeignKey("class_sessions.id", ondelete="CASCADE"), index=True
    )
    secret: Mapped[str] = mapped_column(String(64))
    opened_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    opened_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))

    class_session: Mapped[ClassSession] = relationship(lazy="joined")

    @property
    def scope(self) -> Scope:
        return self.class_session.scope

    def is_open(self, moment: datetime) -> bool:
        return self.opened_at <= moment <= self.closes_at


class RollCallAnswer(Base):
    """One person was there, at the time of the scan."""

    __tablename__ = "roll_call_answers"

    roll_call_id: Mapped[int] = mapped_column(
        ForeignKey("roll_calls.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id", ondelete="RESTRICT"), primary_key=True, index=True
    )
    at: Mapped[datetime]

"""Codes of a task that two people open together."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import Person
from lms.columns import Base


class CodeSeal(Base):
    """Sealed: no name is known to who marks until two people, one after the other, say that codes are opened.

    The first writes down where and who is present; when the second confirms, all codes of the task are open.
    """

    __tablename__ = "code_seals"
    __table_args__ = (
        CheckConstraint("(asked_at IS NULL) = (first_id IS NULL)", name="asked_by_the_first"),
        CheckConstraint("(first_id IS NULL) = (second_id IS NULL)", name="two_are_named"),
        CheckConstraint("first_id <> second_id", name="two_different_people"),
        CheckConstraint("opened_at IS NULL OR asked_at IS NOT NULL", name="opened_after_it_was_asked"),
    )

    task_id: Mapped[int] = mapped_column(
        ForeignKey("reflection_tasks.id", ondelete="CASCADE"), primary_key=True
    )
    sealed_at: Mapped[datetime]
    sealed_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    asked_at: Mapped[datetime | None]
    first_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="RESTRICT"))
    second_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="RESTRICT"))
    place: Mapped[str] = mapped_column(String(200), default="")
    present: Mapped[str] = mapped_column(String(1000), default="")
    opened_at: Mapped[datetime | None]

    first: Mapped[Person | None] = relationship(foreign_keys=[first_id])
    second: Mapped[Person | None] = relationship(foreign_keys=[second_id])

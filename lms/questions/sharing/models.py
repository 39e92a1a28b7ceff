"""To whom a question is kept, and to whom it is given besides; both as rows with a beginning and an end."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import Person
from lms.columns import Base, only_one
from lms.organisations.models import OrgUnit
from lms.permissions import SHARED, Permission, Scope
from lms.questions.sharing.rules import Given, Right

if TYPE_CHECKING:
    from lms.questions.models import Question

_STANDS = text("ended_at IS NULL")


def _one_standing(name: str, *columns: str) -> Index:
    return only_one(name, *columns, where=_STANDS)


class QuestionHolding(Base):
    """From when to when a question was kept to a unit, or to its author alone where no unit is named.

    While none stands, the question belongs to the bank that all who teach its programme use.
    """

    __tablename__ = "question_holdings"
    __table_args__ = (
        _one_standing("uq_question_holdings_standing", "question_id"),
        CheckConstraint("ended_by_id IS NULL OR ended_at IS NOT NULL", name="ended_by_when_ended"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("questions.id", ondelete="CASCADE"), index=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("org_units.id", ondelete="RESTRICT"), index=True)
    began_at: Mapped[datetime]
    began_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))

    unit: Mapped[OrgUnit | None] = relationship()
    began_by: Mapped[Person | None] = relationship(foreign_keys=[began_by_id])
    ended_by: Mapped[Person | None] = relationship(foreign_keys=[ended_by_id])

    @property
    def path(self) -> str | None:
        return self.unit.path if self.unit else None


class QuestionShare(Base):
    """A right to a question that somebody was given, or all who work at a unit; `until` is its last day, if any.

    A right that is changed is ended and given anew, so that the rows are its history.
    """

    __tablename__ = "question_shares"
    __table_args__ = (
        CheckConstraint("(person_id IS NULL) <> (unit_id IS NULL)", name="to_a_person_or_a_unit"),
        CheckConstraint("ended_by_id IS NULL OR ended_at IS NOT NULL", name="ended_by_when_ended"),
        _one_standing("uq_question_shares_person", "person_id", "question_id"),
        _one_standing("uq_question_shares_unit", "unit_id", "question_id"),
    )
    see_permission = Permission.QUESTION_SHARE

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("questions.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("org_units.id", ondelete="RESTRICT"))
    allows: Mapped[Right]
    until: Mapped[date | None]
    given_at: Mapped[datetime]
    given_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))

    question: Mapped["Question"] = relationship(back_populates="shares")
    person: Mapped[Person | None] = relationship(foreign_keys=[person_id])
    unit: Mapped[OrgUnit | None] = relationship()
    given_by: Mapped[Person | None] = relationship(foreign_keys=[given_by_id])
    ended_by: Mapped[Person | None] = relationship(foreign_keys=[ended_by_id])

    @property
    def scope(self) -> Scope:
        return SHARED

    @property
    def given(self) -> Given:
        """The share as the rules know it."""
        return Given(self.allows, self.person_id, self.unit.path if self.unit else None, self.until)

    def holds_on(self, day: date) -> bool:
        return self.ended_at is None and (self.until is None or self.until >= day)

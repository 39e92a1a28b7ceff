"""What was set for many questions at once, and what each was before."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from lms.columns import Base
from lms.permissions import SHARED, Permission, Scope
from question_bank.question import Level


class Placing(Base):
    """One time that somebody set many questions."""

    __tablename__ = "question_placings"
    see_permission = Permission.QUESTION_EDIT

    id: Mapped[int] = mapped_column(primary_key=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"), index=True)
    at: Mapped[datetime]
    undone_at: Mapped[datetime | None]

    @property
    def scope(self) -> Scope:
        return SHARED

    def belongs_to(self, person_id: int) -> bool:
        return self.by_id == person_id


class Placed(Base):
    """One question of it: where it stood, and where it was put. Ids of programmes and topics, as history keeps them."""

    __tablename__ = "questions_placed"

    placing_id: Mapped[int] = mapped_column(
        ForeignKey("question_placings.id", ondelete="CASCADE"), primary_key=True
    )
    question_id: Mapped[int] = mapped_column(
        ForeignKey("questions.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    old_programme_id: Mapped[int | None]
    old_topic_id: Mapped[int | None]
    old_level: Mapped[Level | None]
    new_programme_id: Mapped[int | None]
    new_topic_id: Mapped[int | None]
    new_level: Mapped[Level | None]

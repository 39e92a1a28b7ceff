"""What a learner asks to have looked at again, and what somebody else decided."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import Person
from lms.columns import Base, index_of_some, only_one
from lms.permissions import Permission, Scope
from lms.quizzes.models import Attempt

_OPEN = text("decided_at IS NULL AND withdrawn_at IS NULL")
WHOLE = 0


class Verdict(StrEnum):
    STANDS = "stands"
    CHANGED = "changed"


class QuizAppeal(Base):
    """One question (`slot`) of an attempt, or the whole of it (WHOLE). `reply` is the answer in words."""

    __tablename__ = "quiz_appeals"
    __table_args__ = (
        only_one("uq_quiz_appeals_open", "attempt_id", "slot", where=_OPEN),
        index_of_some("ix_quiz_appeals_due", "due_at", where=_OPEN),
        CheckConstraint("slot >= 0", name="slot_counts_from_0"),
        CheckConstraint("(decided_at IS NULL) = (verdict IS NULL)", name="decided_with_a_verdict"),
        CheckConstraint("decided_at IS NULL OR withdrawn_at IS NULL", name="decided_or_withdrawn"),
    )
    see_permission = Permission.QUIZ_JUDGE

    id: Mapped[int] = mapped_column(primary_key=True)
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempts.id", ondelete="RESTRICT"), index=True)
    slot: Mapped[int]
    reason: Mapped[str] = mapped_column(Text)
    asked_at: Mapped[datetime]
    due_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    verdict: Mapped[Verdict | None]
    reply: Mapped[str] = mapped_column(String(2000), default="")

    attempt: Mapped[Attempt] = relationship()
    decided_by: Mapped[Person | None] = relationship()

    @property
    def scope(self) -> Scope:
        return self.attempt.scope

    @property
    def is_open(self) -> bool:
        return self.decided_at is None and self.withdrawn_at is None

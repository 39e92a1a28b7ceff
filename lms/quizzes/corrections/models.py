"""Corrections as rows: proposed by one person, approved by another, never changed, taken back by a row of their own."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import Person
from lms.columns import Base, only_one
from lms.permissions import Permission, Scope
from lms.questions.models import QuestionVersion
from lms.quizzes.corrections.rules import Action, Change
from lms.quizzes.models import Quiz

_WAITING = text("approved_at IS NULL AND refused_at IS NULL")
_REVERSING = text("reverses_id IS NOT NULL AND refused_at IS NULL")


class QuizCorrection(Base):
    """One correction of one question of a quiz. `answer` holds {"value": the right response} where there is one.

    It counts from `approved_at` on; `effect` is what it changed, counted when it was approved. A correction that
    takes another back names it in `reverses_id`.
    """

    __tablename__ = "quiz_corrections"
    __table_args__ = (
        only_one("uq_quiz_corrections_waiting", "quiz_id", "question_version_id", where=_WAITING),
        only_one("uq_quiz_corrections_reverses", "reverses_id", where=_REVERSING),
        CheckConstraint("approved_by_id <> made_by_id", name="approved_by_another"),
        CheckConstraint("approved_at IS NULL OR refused_at IS NULL", name="approved_or_refused"),
        CheckConstraint("(action = 'undo') = (reverses_id IS NOT NULL)", name="undo_names_what"),
        CheckConstraint("(action = 'weight') = (points IS NOT NULL)", name="weight_has_points"),
        CheckConstraint("points > 0", name="points_positive"),
    )
    see_permission = Permission.QUIZ_JUDGE

    id: Mapped[int] = mapped_column(primary_key=True)
    quiz_id: Mapped[int] = mapped_column(ForeignKey("quizzes.id", ondelete="CASCADE"), index=True)
    question_version_id: Mapped[int] = mapped_column(ForeignKey("question_versions.id", ondelete="RESTRICT"))
    action: Mapped[Action]
    answer: Mapped[dict[str, Any]] = mapped_column(default=dict)
    points: Mapped[Decimal | None]
    only_up: Mapped[bool] = mapped_column(default=False)
    explanation: Mapped[str] = mapped_column(Text, default="")
    reason: Mapped[str] = mapped_column(String(500))
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    reverses_id: Mapped[int | None] = mapped_column(ForeignKey("quiz_corrections.id", ondelete="RESTRICT"))
    approved_at: Mapped[datetime | None]
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    refused_at: Mapped[datetime | None]
    refused_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    effect: Mapped[dict[str, Any]] = mapped_column(default=dict)

    quiz: Mapped[Quiz] = relationship()
    version: Mapped[QuestionVersion] = relationship()
    reverses: Mapped["QuizCorrection | None"] = relationship(remote_side=[id])
    made_by: Mapped[Person | None] = relationship(foreign_keys=[made_by_id])
    approved_by: Mapped[Person | None] = relationship(foreign_keys=[approved_by_id])
    refused_by: Mapped[Person | None] = relationship(foreign_keys=[refused_by_id])

    @property
    def scope(self) -> Scope:
        return self.quiz.scope

    @property
    def waits(self) -> bool:
        return self.approved_at is None and self.refused_at is None

    def as_change(self, at: datetime) -> Change:
        """What it does, in force from `at` on."""
        return Change(
            id=self.id,
            version_id=self.question_version_id,
            action=self.action,
            at=at,
            answer=self.answer.get("value"),
            points=self.points,
            only_up=self.only_up,
            reason=self.reason,
            explanation=self.explanation,
        )

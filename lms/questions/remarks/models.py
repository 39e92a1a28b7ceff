"""Remarks of reviewers and the answers to them; both are only ever added."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import Person
from lms.columns import Base
from lms.permissions import SHARED, Permission, Scope
from lms.questions.models import QuestionVersion


class ReviewRemark(Base):
    """What a reviewer remarks on one part of a version; `part` is the key of `parts.Part`."""

    __tablename__ = "review_remarks"
    see_permission = Permission.QUESTION_SEE

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(
        ForeignKey("question_versions.id", ondelete="CASCADE"), index=True
    )
    part: Mapped[str] = mapped_column(String(40))
    text: Mapped[str] = mapped_column(String(2000))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    at: Mapped[datetime]

    version: Mapped[QuestionVersion] = relationship()
    by: Mapped[Person | None] = relationship()
    answers: Mapped[list["RemarkAnswer"]] = relationship(order_by="RemarkAnswer.id", passive_deletes=True)

    @property
    def scope(self) -> Scope:
        return SHARED

    @property
    def resolved(self) -> bool:
        """The latest answer counts."""
        return bool(self.answers) and self.answers[-1].resolved


class RemarkAnswer(Base):
    """What was said to a remark, and whether it is settled with that."""

    __tablename__ = "review_remark_answers"
    __table_args__ = (CheckConstraint("resolved OR text <> ''", name="says_or_resolves"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    remark_id: Mapped[int] = mapped_column(ForeignKey("review_remarks.id", ondelete="CASCADE"), index=True)
    text: Mapped[str] = mapped_column(String(2000), default="")
    resolved: Mapped[bool] = mapped_column(default=False)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    at: Mapped[datetime]

    by: Mapped[Person | None] = relationship()

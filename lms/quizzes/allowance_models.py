"""What one person or a group was allowed beyond the others in a quiz."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import Person
from lms.classes.models import StudyGroup
from lms.columns import Base

_ONLY_MORE = "extra_minutes >= 0 AND extra_attempts >= 0"


class Allowed:
    """What somebody was allowed beyond the others: more minutes, another window, more attempts; by whom and why."""

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-2)
    quiz_id: Mapped[int] = mapped_column(ForeignKey("quizzes.id", ondelete="CASCADE"), sort_order=-1)
    extra_minutes: Mapped[int] = mapped_column(default=0, sort_order=1)
    extra_attempts: Mapped[int] = mapped_column(default=0, sort_order=2)
    opens_at: Mapped[datetime | None] = mapped_column(sort_order=3)
    last_start_at: Mapped[datetime | None] = mapped_column(sort_order=4)
    closes_at: Mapped[datetime | None] = mapped_column(sort_order=5)
    reason: Mapped[str] = mapped_column(String(500), sort_order=6)
    given_at: Mapped[datetime] = mapped_column(sort_order=7)
    given_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id", ondelete="SET NULL"), sort_order=8
    )


class QuizOverride(Allowed, Base):
    """What one person was allowed beyond the others."""

    __tablename__ = "quiz_overrides"
    __table_args__ = (
        UniqueConstraint("quiz_id", "person_id"),
        CheckConstraint(_ONLY_MORE, name="only_more"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)

    person: Mapped[Person] = relationship(foreign_keys=[person_id])


class GroupOverride(Allowed, Base):
    """What a whole group was allowed beyond the others; what a person was allowed goes before."""

    __tablename__ = "quiz_group_overrides"
    __table_args__ = (
        UniqueConstraint("quiz_id", "group_id"),
        CheckConstraint(_ONLY_MORE, name="only_more"),
    )

    group_id: Mapped[int] = mapped_column(ForeignKey("study_groups.id", ondelete="CASCADE"), index=True)

    group: Mapped[StudyGroup] = relationship()

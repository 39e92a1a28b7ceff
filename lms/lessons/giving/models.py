"""Which version of which lesson a class was given. It refers to an approval: without one there is no such row."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.classes.models import StudyClass
from lms.columns import Base, only_one
from lms.lessons.bank.models import Lesson, LessonVersion
from lms.permissions import Permission, Scope

_GIVEN = text("withdrawn_at IS NULL")


class Condition(StrEnum):
    """What comes before a lesson; `after_id` names which session, test, or other lesson of the class."""

    SESSION = "session"
    LESSON = "lesson"
    QUIZ = "quiz"


class LessonGiving(Base):
    """A lesson in a class. A later version is another giving, so that what was read stays what was read."""

    __tablename__ = "lesson_givings"
    __table_args__ = (
        only_one("uq_lesson_givings_given", "study_class_id", "lesson_id", where=_GIVEN),
        CheckConstraint("(after_kind IS NULL) = (after_id IS NULL)", name="condition_is_whole"),
    )
    see_permission = Permission.CLASS_SEE

    id: Mapped[int] = mapped_column(primary_key=True)
    study_class_id: Mapped[int] = mapped_column(
        ForeignKey("study_classes.id", ondelete="CASCADE"), index=True
    )
    lesson_id: Mapped[int] = mapped_column(ForeignKey("lessons.id", ondelete="RESTRICT"), index=True)
    version_id: Mapped[int] = mapped_column(
        ForeignKey("lesson_approvals.version_id", ondelete="RESTRICT"), index=True
    )
    opens_at: Mapped[datetime | None]
    after_kind: Mapped[Condition | None]
    after_id: Mapped[int | None]
    given_at: Mapped[datetime]
    given_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    withdrawn_at: Mapped[datetime | None]

    study_class: Mapped[StudyClass] = relationship(lazy="joined")
    lesson: Mapped[Lesson] = relationship()
    version: Mapped[LessonVersion] = relationship(
        primaryjoin="LessonGiving.version_id == LessonVersion.id", foreign_keys=[version_id], viewonly=True
    )

    @property
    def scope(self) -> Scope:
        return self.study_class.scope

"""Which questions stand below which page."""

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.columns import Base


class LessonQuestion(Base):
    """A question below a page. It is asked as long as it is open for practice, in the version that is in use then."""

    __tablename__ = "lesson_questions"
    __table_args__ = (UniqueConstraint("page_id", "question_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    page_id: Mapped[int] = mapped_column(ForeignKey("lesson_pages.id", ondelete="CASCADE"))
    question_id: Mapped[int] = mapped_column(ForeignKey("questions.id", ondelete="RESTRICT"), index=True)
    position: Mapped[int]

"""A version that went back to its writer."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from lms.columns import Base


class ReflectionReturn(Base):
    """A version that goes back to its writer, who is told what to change and until when; taking that back is a date."""

    __tablename__ = "reflection_returns"
    __table_args__ = (
        CheckConstraint("words <> ''", name="returned_with_words"),
        Index(
            "uq_reflection_returns_standing",
            "submission_id",
            unique=True,
            sqlite_where=text("taken_back_at IS NULL"),
            postgresql_where=text("taken_back_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("reflection_submissions.id", ondelete="CASCADE"))
    words: Mapped[str] = mapped_column(String(2000))
    due_at: Mapped[datetime]
    returned_at: Mapped[datetime]
    returned_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    taken_back_at: Mapped[datetime | None]

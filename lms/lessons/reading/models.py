"""What is kept of somebody's reading. Notes, bookmarks and answers are shown to that person alone."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.columns import Base, Json
from lms.lessons.giving.models import LessonGiving
from lms.outbox.models import LONGEST_TAB

LONGEST_NOTE = 4000


class LessonReading(Base):
    """One person reads one lesson of a class; `place` is the page they were on last."""

    __tablename__ = "lesson_readings"
    __table_args__ = (UniqueConstraint("giving_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    giving_id: Mapped[int] = mapped_column(ForeignKey("lesson_givings.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    begun_at: Mapped[datetime]
    last_at: Mapped[datetime]
    place_id: Mapped[int | None] = mapped_column(ForeignKey("lesson_pages.id", ondelete="SET NULL"))
    completed_at: Mapped[datetime | None]

    giving: Mapped[LessonGiving] = relationship()


class LessonPageTime(Base):
    """How long a page was open in one tab of one device. It only grows, so that sending it again changes nothing."""

    __tablename__ = "lesson_page_times"
    __table_args__ = (CheckConstraint("seconds >= 0", name="seconds_not_negative"),)

    reading_id: Mapped[int] = mapped_column(
        ForeignKey("lesson_readings.id", ondelete="CASCADE"), primary_key=True
    )
    page_id: Mapped[int] = mapped_column(ForeignKey("lesson_pages.id", ondelete="CASCADE"), primary_key=True)
    tab: Mapped[str] = mapped_column(String(LONGEST_TAB), primary_key=True)
    seconds: Mapped[int]


class LessonNote(Base):
    """A person's note on a page. `version` counts its changes, `tab` and `seq` name the last of them."""

    __tablename__ = "lesson_notes"

    reading_id: Mapped[int] = mapped_column(
        ForeignKey("lesson_readings.id", ondelete="CASCADE"), primary_key=True
    )
    page_id: Mapped[int] = mapped_column(ForeignKey("lesson_pages.id", ondelete="CASCADE"), primary_key=True)
    text: Mapped[str] = mapped_column(String(2 * LONGEST_NOTE), default="")
    version: Mapped[int] = mapped_column(default=0)
    tab: Mapped[str] = mapped_column(String(LONGEST_TAB), default="")
    seq: Mapped[int] = mapped_column(BigInteger, default=0)
    saved_at: Mapped[datetime]


class LessonBookmark(Base):
    """A person marked the page."""

    __tablename__ = "lesson_bookmarks"

    reading_id: Mapped[int] = mapped_column(
        ForeignKey("lesson_readings.id", ondelete="CASCADE"), primary_key=True
    )
    page_id: Mapped[int] = mapped_column(ForeignKey("lesson_pages.id", ondelete="CASCADE"), primary_key=True)


class LessonAnswer(Base):
    """What somebody answered to a question below a page, and what it was worth; only ever added, never a mark."""

    __tablename__ = "lesson_answers"
    __table_args__ = (UniqueConstraint("reading_id", "check_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reading_id: Mapped[int] = mapped_column(ForeignKey("lesson_readings.id", ondelete="CASCADE"))
    check_id: Mapped[int] = mapped_column(ForeignKey("lesson_questions.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    version_id: Mapped[int] = mapped_column(
        ForeignKey("question_versions.id", ondelete="RESTRICT"), index=True
    )
    value: Mapped[Any | None] = mapped_column(Json)
    share: Mapped[str] = mapped_column(String(60))
    at: Mapped[datetime]

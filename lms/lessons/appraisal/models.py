"""Sheets, remarks and approvals. The database itself knows no approval without two sheets of two other people."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import Person
from lms.columns import Base
from lms.lessons.appraisal.criteria import Conclusion
from lms.lessons.bank.models import LessonPage, LessonVersion
from lms.permissions import SHARED, Permission, Scope


class LessonAppraisal(Base):
    """The sheet of one appraiser about one version; `author_id` is who wrote it, never the same person."""

    __tablename__ = "lesson_appraisals"
    __table_args__ = (
        UniqueConstraint("version_id", "appraiser_id"),
        UniqueConstraint("id", "appraiser_id"),
        CheckConstraint("appraiser_id <> author_id", name="by_another"),
    )
    see_permission = Permission.LESSON_SEE

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("lesson_versions.id", ondelete="CASCADE"))
    appraiser_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="RESTRICT"), index=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    marks: Mapped[list[Any]] = mapped_column(default=list)
    comment: Mapped[str] = mapped_column(String(4000), default="")
    conclusion: Mapped[Conclusion]
    at: Mapped[datetime]
    reply: Mapped[str] = mapped_column(String(4000), default="")
    replied_at: Mapped[datetime | None]
    replied_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))

    version: Mapped[LessonVersion] = relationship()
    appraiser: Mapped[Person] = relationship(foreign_keys=[appraiser_id])
    replied_by: Mapped[Person | None] = relationship(foreign_keys=[replied_by_id])

    @property
    def scope(self) -> Scope:
        return SHARED


class LessonApproval(Base):
    """A version may be taught. It rests on two sheets, which are those of two people; classes refer to this row."""

    __tablename__ = "lesson_approvals"
    __table_args__ = (
        ForeignKeyConstraint(
            ["first_id", "first_by_id"],
            ["lesson_appraisals.id", "lesson_appraisals.appraiser_id"],
            ondelete="RESTRICT",
        ),
        ForeignKeyConstraint(
            ["second_id", "second_by_id"],
            ["lesson_appraisals.id", "lesson_appraisals.appraiser_id"],
            ondelete="RESTRICT",
        ),
        CheckConstraint("first_by_id <> second_by_id", name="two_people"),
        CheckConstraint("decided_by_id <> author_id", name="decided_by_another"),
    )

    version_id: Mapped[int] = mapped_column(
        ForeignKey("lesson_versions.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    first_id: Mapped[int]
    first_by_id: Mapped[int]
    second_id: Mapped[int]
    second_by_id: Mapped[int]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    decided_at: Mapped[datetime]

    decided_by: Mapped[Person | None] = relationship(foreign_keys=[decided_by_id])


class LessonRemark(Base):
    """What an appraiser says of a place: a page, and the words on it."""

    __tablename__ = "lesson_remarks"
    __table_args__ = (CheckConstraint("text <> ''", name="says_something"),)
    see_permission = Permission.LESSON_SEE

    id: Mapped[int] = mapped_column(primary_key=True)
    page_id: Mapped[int] = mapped_column(ForeignKey("lesson_pages.id", ondelete="CASCADE"), index=True)
    quote: Mapped[str] = mapped_column(String(300), default="")
    text: Mapped[str] = mapped_column(String(2000))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    at: Mapped[datetime]

    page: Mapped[LessonPage] = relationship()
    by: Mapped[Person | None] = relationship()
    replies: Mapped[list["LessonRemarkReply"]] = relationship(
        order_by="LessonRemarkReply.id", passive_deletes=True
    )

    @property
    def scope(self) -> Scope:
        return SHARED


class LessonRemarkReply(Base):
    """What was said to a remark."""

    __tablename__ = "lesson_remark_replies"
    __table_args__ = (CheckConstraint("text <> ''", name="says_something"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    remark_id: Mapped[int] = mapped_column(ForeignKey("lesson_remarks.id", ondelete="CASCADE"), index=True)
    text: Mapped[str] = mapped_column(String(2000))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    at: Mapped[datetime]

    by: Mapped[Person | None] = relationship()

"""Sheets, remarks and approvals of lessons, and by which form each version is appraised."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import Person
from lms.appraisals.columns import ApprovalColumns, SheetColumns, approval_rules, sheet_rules
from lms.columns import Base
from lms.lessons.bank.models import LessonPage, LessonVersion
from lms.permissions import SHARED, Permission, Scope


class LessonAppraisal(SheetColumns, Base):
    """The sheet of one appraiser about one version."""

    __tablename__ = "lesson_appraisals"
    __table_args__ = sheet_rules("version_id")
    see_permission = Permission.LESSON_SEE

    version_id: Mapped[int] = mapped_column(ForeignKey("lesson_versions.id", ondelete="CASCADE"))

    version: Mapped[LessonVersion] = relationship()

    @property
    def scope(self) -> Scope:
        return SHARED


class LessonApproval(ApprovalColumns, Base):
    """A version may be taught; classes refer to this row."""

    __tablename__ = "lesson_approvals"
    __table_args__ = approval_rules("lesson_appraisals")

    version_id: Mapped[int] = mapped_column(
        ForeignKey("lesson_versions.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )


class LessonVersionForm(Base):
    """By which form a version is appraised, from its handing in on; without one by what is shipped."""

    __tablename__ = "lesson_version_forms"

    version_id: Mapped[int] = mapped_column(
        ForeignKey("lesson_versions.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    form_id: Mapped[int] = mapped_column(ForeignKey("appraisal_forms.id", ondelete="RESTRICT"), index=True)


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

"""A programme as it was handed in, who had written it, the sheets about it, and the approval that rests on them."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import Person
from lms.appraisals.columns import ApprovalColumns, SheetColumns, approval_rules, sheet_rules
from lms.columns import Base
from lms.permissions import SHARED, Permission, Scope
from lms.programmes.models import Programme

_WAITING = text("state = 'submitted'")


class SubmissionState(StrEnum):
    SUBMITTED = "submitted"
    WITHDRAWN = "withdrawn"
    PASSED = "passed"
    TO_CORRECT = "to-correct"
    FAILED = "failed"


class ProgrammeSubmission(Base):
    """What was handed in never changes, whatever becomes of the programme; `number` counts within it.

    It ended when it was taken back or concluded. `councils` are those of that day, with names.
    """

    __tablename__ = "programme_submissions"
    __table_args__ = (
        UniqueConstraint("programme_id", "number"),
        CheckConstraint("(ended_at IS NULL) = (state = 'submitted')", name="waits_or_ended"),
        Index(
            "uq_programme_submissions_waiting",
            "programme_id",
            unique=True,
            sqlite_where=_WAITING,
            postgresql_where=_WAITING,
        ),
    )
    see_permission = Permission.PROGRAMME_SEE

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programmes.id", ondelete="CASCADE"))
    number: Mapped[int]
    content: Mapped[dict[str, Any]]
    digest: Mapped[str] = mapped_column(String(64))
    state: Mapped[SubmissionState] = mapped_column(default=SubmissionState.SUBMITTED, index=True)
    form_id: Mapped[int | None] = mapped_column(
        ForeignKey("programme_forms.id", ondelete="RESTRICT"), index=True
    )
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    at: Mapped[datetime]
    said: Mapped[str] = mapped_column(String(2000), default="")
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    ended_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(String(2000), default="")
    councils: Mapped[list[Any]] = mapped_column(default=list)

    programme: Mapped[Programme] = relationship(lazy="joined")
    by: Mapped[Person | None] = relationship(foreign_keys=[by_id])
    ended_by: Mapped[Person | None] = relationship(foreign_keys=[ended_by_id])

    @property
    def scope(self) -> Scope:
        return SHARED

    @property
    def lineages(self) -> list[str]:
        return [topic["lineage"] for topic in self.content["topics"]]


class ProgrammeWriter(Base):
    """Who wrote any part of what was handed in, or handed it in: they do not appraise it."""

    __tablename__ = "programme_writers"

    submission_id: Mapped[int] = mapped_column(
        ForeignKey("programme_submissions.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class ProgrammeAppraisal(SheetColumns, Base):
    """The sheet of one appraiser about what was handed in; `author_id` is who handed it in."""

    __tablename__ = "programme_appraisals"
    __table_args__ = sheet_rules("submission_id")
    see_permission = Permission.PROGRAMME_SEE

    submission_id: Mapped[int] = mapped_column(ForeignKey("programme_submissions.id", ondelete="CASCADE"))

    submission: Mapped[ProgrammeSubmission] = relationship()

    @property
    def scope(self) -> Scope:
        return SHARED


class ProgrammeApproval(ApprovalColumns, Base):
    """Classes may be taught by what was handed in."""

    __tablename__ = "programme_approvals"
    __table_args__ = approval_rules("programme_appraisals")

    submission_id: Mapped[int] = mapped_column(
        ForeignKey("programme_submissions.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )

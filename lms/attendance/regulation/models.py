"""Rules that a class keeps although its programme has changed them, and what people were warned of."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, text
from sqlalchemy.orm import Mapped, mapped_column

from lms.columns import Base, only_one
from lms.programmes.models import AttendanceBasis, CheckIns, ExcusedAs


class ClassRules(Base):
    """The rules under which a class was held, kept when those of its programme were changed for other classes."""

    __tablename__ = "class_attendance_rules"
    __table_args__ = (
        CheckConstraint("attendance_percent BETWEEN 0 AND 100", name="attendance_percent_0_100"),
        CheckConstraint("minimum_minutes BETWEEN 1 AND 720", name="minimum_minutes_bounded"),
        CheckConstraint("early_leave_minutes BETWEEN 0 AND 720", name="early_leave_minutes_bounded"),
    )

    study_class_id: Mapped[int] = mapped_column(
        ForeignKey("study_classes.id", ondelete="CASCADE"), primary_key=True
    )
    programme_id: Mapped[int] = mapped_column(
        ForeignKey("programmes.id", ondelete="CASCADE"), primary_key=True
    )
    attendance_percent: Mapped[int]
    attendance_basis: Mapped[AttendanceBasis]
    check_ins_needed: Mapped[CheckIns]
    minimum_minutes: Mapped[int | None]
    early_leave_minutes: Mapped[int | None]
    early_leave_counts: Mapped[bool]
    excused_as: Mapped[ExcusedAs]
    kept_at: Mapped[datetime]
    kept_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))


class WarningLevel(StrEnum):
    """EDGE: one more session missed can be one too many. IMPOSSIBLE: enough can no longer be reached."""

    EDGE = "edge"
    IMPOSSIBLE = "impossible"


class AttendanceWarning(Base):
    """A learner was told how they stand; ended once it is no longer true. At most one holds at a time."""

    __tablename__ = "attendance_warnings"
    __table_args__ = (
        only_one(
            "uq_attendance_warnings_current", "study_class_id", "person_id", where=text("ended_at IS NULL")
        ),
        CheckConstraint("ended_at >= told_at", name="ended_after_it_was_told"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    study_class_id: Mapped[int] = mapped_column(ForeignKey("study_classes.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    level: Mapped[WarningLevel]
    told_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

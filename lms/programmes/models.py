"""A programme with its topics and rules. Regulations are settings with defaults, never constants (see domain notes)."""

import secrets
from datetime import date
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.columns import Base
from lms.permissions import SHARED, Permission, Scope


class AttendanceBasis(StrEnum):
    PERIODS = "periods"
    SESSIONS = "sessions"


class CheckIns(StrEnum):
    """Which check-ins of a session a person needs to have attended it."""

    BOTH = "both"
    EITHER = "either"


class ExcusedAs(StrEnum):
    """What a session missed with leave is for the share: missed all the same, attended, or not counted at all."""

    MISSED = "missed"
    ATTENDED = "attended"
    LEFT_OUT = "left-out"


class TopicKind(StrEnum):
    LESSON = "lesson"
    SUPPLEMENT = "supplement"
    DISCUSSION = "discussion"
    VISIT = "visit"
    ACTIVITY = "activity"
    REVIEW = "review"
    REFLECTION = "reflection"


class Programme(Base):
    """What is taught and what is required; a re-issued programme is a new version.

    The start of a session is open for check-in from so many minutes before it to so many after it, its end likewise.
    """

    __tablename__ = "programmes"
    __table_args__ = (
        UniqueConstraint("code", "version"),
        CheckConstraint("attendance_percent BETWEEN 0 AND 100", name="attendance_percent_0_100"),
        CheckConstraint("version > 0", name="version_positive"),
        CheckConstraint("certificate_months > 0", name="certificate_months_positive"),
        CheckConstraint(
            "start_opens_minutes BETWEEN 0 AND 720 AND start_closes_minutes BETWEEN 1 AND 720",
            name="start_window_bounded",
        ),
        CheckConstraint(
            "end_opens_minutes BETWEEN 0 AND 720 AND end_closes_minutes BETWEEN 1 AND 720",
            name="end_window_bounded",
        ),
        CheckConstraint(
            "late_after_minutes BETWEEN 0 AND start_closes_minutes", name="late_within_the_window"
        ),
        CheckConstraint("minimum_minutes BETWEEN 1 AND 720", name="minimum_minutes_bounded"),
        CheckConstraint("early_leave_minutes BETWEEN 0 AND 720", name="early_leave_minutes_bounded"),
        CheckConstraint("evidence_days BETWEEN 1 AND 365", name="evidence_days_bounded"),
        CheckConstraint("device_people BETWEEN 2 AND 100", name="device_people_bounded"),
        CheckConstraint("scans_in_ten_seconds BETWEEN 5 AND 2000", name="scans_in_ten_seconds_bounded"),
        CheckConstraint("discussion_minutes BETWEEN 0 AND 240", name="discussion_minutes_bounded"),
    )
    see_permission = Permission.PROGRAMME_SEE

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(30))
    version: Mapped[int] = mapped_column(default=1)
    title: Mapped[str] = mapped_column(String(200))
    basis: Mapped[str] = mapped_column(String(200), default="")
    valid_from: Mapped[date | None]
    attendance_percent: Mapped[int] = mapped_column(default=80)
    attendance_basis: Mapped[AttendanceBasis] = mapped_column(default=AttendanceBasis.PERIODS)
    check_ins_needed: Mapped[CheckIns] = mapped_column(default=CheckIns.BOTH)
    start_opens_minutes: Mapped[int] = mapped_column(default=45)
    late_after_minutes: Mapped[int] = mapped_column(default=5)
    start_closes_minutes: Mapped[int] = mapped_column(default=15)
    end_opens_minutes: Mapped[int] = mapped_column(default=15)
    end_closes_minutes: Mapped[int] = mapped_column(default=45)
    # Nobody leaves early as long as check-out is open where `early_leave_minutes` is None; likewise `minimum_minutes`.
    minimum_minutes: Mapped[int | None]
    early_leave_minutes: Mapped[int | None]
    early_leave_counts: Mapped[bool] = mapped_column(default=True)
    excused_as: Mapped[ExcusedAs] = mapped_column(default=ExcusedAs.MISSED)
    # What is kept beside a check-in, how long, and from when on it is shown to a person as worth a look.
    evidence_days: Mapped[int] = mapped_column(default=30)
    device_people: Mapped[int] = mapped_column(default=3)
    scans_in_ten_seconds: Mapped[int] = mapped_column(default=120)
    pass_mark: Mapped[Decimal] = mapped_column(default=Decimal(5))
    quiz_required: Mapped[bool] = mapped_column(default=True)
    reflection_required: Mapped[bool] = mapped_column(default=True)
    certificate_months: Mapped[int | None]
    discussion_minutes: Mapped[int] = mapped_column(default=15)
    discussion_required: Mapped[bool] = mapped_column(default=False)

    topics: Mapped[list["Topic"]] = relationship(order_by="Topic.position", back_populates="programme")
    bands: Mapped[list["Band"]] = relationship(order_by="Band.minimum.desc()")

    @property
    def scope(self) -> Scope:
        return SHARED

    @property
    def periods(self) -> int:
        return sum(topic.periods for topic in self.topics)

    @property
    def sessions(self) -> int:
        return sum(topic.sessions for topic in self.topics)


def lineage() -> str:
    """A name that no other topic has."""
    return secrets.token_hex(8)


class Topic(Base):
    """One row of the programme: a lesson, or discussion, visit, review, the writing of the reflection.

    It keeps its `lineage` in every version of the programme, so that what was written for it goes on to serve.
    `position` is its place in the whole programme, read from the top; those below it follow it.
    """

    __tablename__ = "topics"
    __table_args__ = (
        UniqueConstraint("programme_id", "position"),
        UniqueConstraint("programme_id", "lineage"),
        CheckConstraint("periods > 0", name="periods_positive"),
        CheckConstraint("sessions > 0", name="sessions_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programmes.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    lineage: Mapped[str] = mapped_column(String(16), default=lineage, index=True)
    title: Mapped[str] = mapped_column(String(250))
    kind: Mapped[TopicKind] = mapped_column(default=TopicKind.LESSON)
    periods: Mapped[int] = mapped_column(default=5)
    sessions: Mapped[int] = mapped_column(default=1)

    programme: Mapped[Programme] = relationship(back_populates="topics")


class TopicNesting(Base):
    """A topic that stands below another of its programme; one without a row stands at the top."""

    __tablename__ = "topic_nestings"
    __table_args__ = (CheckConstraint("parent_id <> topic_id", name="not_below_itself"),)

    topic_id: Mapped[int] = mapped_column(ForeignKey("topics.id", ondelete="CASCADE"), primary_key=True)
    parent_id: Mapped[int] = mapped_column(ForeignKey("topics.id", ondelete="CASCADE"), index=True)


class Band(Base):
    """A class of result from a mark upwards, e.g. giỏi from 8."""

    __tablename__ = "bands"

    programme_id: Mapped[int] = mapped_column(
        ForeignKey("programmes.id", ondelete="CASCADE"), primary_key=True
    )
    label: Mapped[str] = mapped_column(String(40), primary_key=True)
    minimum: Mapped[Decimal]

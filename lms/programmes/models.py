"""A programme with its topics and rules. Regulations are settings with defaults, never constants (see domain notes)."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.database import Base
from lms.permissions import SHARED, Permission, Scope


class AttendanceBasis(StrEnum):
    PERIODS = "periods"
    SESSIONS = "sessions"


class TopicKind(StrEnum):
    LESSON = "lesson"
    SUPPLEMENT = "supplement"
    DISCUSSION = "discussion"
    VISIT = "visit"
    ACTIVITY = "activity"
    REVIEW = "review"
    REFLECTION = "reflection"


class Programme(Base):
    """What is taught and what is required; a re-issued programme is a new version."""

    __tablename__ = "programmes"
    __table_args__ = (
        UniqueConstraint("code", "version"),
        CheckConstraint("attendance_percent BETWEEN 0 AND 100", name="attendance_percent_0_100"),
        CheckConstraint("version > 0", name="version_positive"),
        CheckConstraint("certificate_months > 0", name="certificate_months_positive"),
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
    pass_mark: Mapped[Decimal] = mapped_column(default=Decimal(5))
    quiz_required: Mapped[bool] = mapped_column(default=True)
    reflection_required: Mapped[bool] = mapped_column(default=True)
    certificate_months: Mapped[int | None]

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


class Topic(Base):
    """One row of the programme: a lesson, or discussion, visit, review, the writing of the reflection."""

    __tablename__ = "topics"
    __table_args__ = (
        UniqueConstraint("programme_id", "position"),
        CheckConstraint("periods > 0", name="periods_positive"),
        CheckConstraint("sessions > 0", name="sessions_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programmes.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(250))
    kind: Mapped[TopicKind] = mapped_column(default=TopicKind.LESSON)
    periods: Mapped[int] = mapped_column(default=5)
    sessions: Mapped[int] = mapped_column(default=1)

    programme: Mapped[Programme] = relationship(back_populates="topics")


class Band(Base):
    """A class of result from a mark upwards, e.g. giỏi from 8."""

    __tablename__ = "bands"

    programme_id: Mapped[int] = mapped_column(
        ForeignKey("programmes.id", ondelete="CASCADE"), primary_key=True
    )
    label: Mapped[str] = mapped_column(String(40), primary_key=True)
    minimum: Mapped[Decimal]

"""Traces beside check-ins, kept apart from them for a limited time; what an organiser has looked at and put aside;
where a hall lies, for classes that ask.
"""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.columns import Base


class TraceKind(StrEnum):
    """SCAN: a check-in, or somebody at the door. EXPIRED: a genuine code that had run out. PLACE: in or out."""

    SCAN = "scan"
    EXPIRED = "expired"
    PLACE = "place"


class Trace(Base):
    """One trace: never changed, deleted after the days that the programme sets.

    `device` is a hash of a random id in a cookie, `network` of the coarse address (/24 or /48). `age` is how many
    seconds the code had been shown when it was first opened. `inside` is all that is kept of a location.
    """

    __tablename__ = "check_in_traces"
    __table_args__ = (
        Index("ix_check_in_traces_checkpoint", "checkpoint_id", "id"),
        CheckConstraint("(kind = 'place') = (inside IS NOT NULL)", name="only_a_place_is_in_or_out"),
        CheckConstraint("age >= 0", name="age_not_negative"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    checkpoint_id: Mapped[int] = mapped_column(ForeignKey("checkpoints.id", ondelete="CASCADE"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    kind: Mapped[TraceKind]
    at: Mapped[datetime] = mapped_column(index=True)
    device: Mapped[str] = mapped_column(String(32), default="")
    network: Mapped[str] = mapped_column(String(16), default="")
    age: Mapped[int | None]
    inside: Mapped[bool | None]


class SignalDismissal(Base):
    """Somebody has looked at a signal and put it aside: who, when, why, and what it said."""

    __tablename__ = "signal_dismissals"
    __table_args__ = (UniqueConstraint("class_session_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    class_session_id: Mapped[int] = mapped_column(ForeignKey("class_sessions.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(120))
    told: Mapped[str] = mapped_column(String(1000))
    reason: Mapped[str] = mapped_column(String(300), default="")
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))


class HallPlace(Base):
    """Where the hall of a class lies. Only where this is set are learners asked, and only who wants to answers."""

    __tablename__ = "hall_places"
    __table_args__ = (
        CheckConstraint("latitude BETWEEN -900000 AND 900000", name="latitude_on_earth"),
        CheckConstraint("longitude BETWEEN -1800000 AND 1800000", name="longitude_on_earth"),
        CheckConstraint("radius_metres BETWEEN 50 AND 5000", name="radius_bounded"),
    )

    study_class_id: Mapped[int] = mapped_column(
        ForeignKey("study_classes.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    latitude: Mapped[Decimal]
    longitude: Mapped[Decimal]
    radius_metres: Mapped[int]

"""Checkpoints of a session and what happened at them. Check-ins and corrections only grow; the latest counts."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import Person
from lms.attendance.windows import Mark, Phase, Window
from lms.classes.models import ClassSession
from lms.columns import Base, only_one
from lms.permissions import Permission, Scope
from lms.programmes.models import Programme

# What a programme says of windows, beside a checkpoint in one statement: see windows.WindowRules.
WINDOW_RULES = (
    Programme.start_opens_minutes,
    Programme.late_after_minutes,
    Programme.start_closes_minutes,
    Programme.end_opens_minutes,
    Programme.end_closes_minutes,
)


class Method(StrEnum):
    """How a person was checked in."""

    QR = "qr"
    CODE = "code"
    LIST = "list"
    SCANNER = "scanner"


class WalkInState(StrEnum):
    WAITING = "waiting"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class ExcuseState(StrEnum):
    ASKED = "asked"
    APPROVED = "approved"
    REFUSED = "refused"


class Checkpoint(Base):
    """Before or after a session: its secret, and its window in minutes from the start or the end of the session.

    `late_minutes` is None where nobody can be late. `opened_at` and `closed_at` are set by hand and win.
    """

    __tablename__ = "checkpoints"
    __table_args__ = (
        UniqueConstraint("class_session_id", "phase"),
        CheckConstraint("opens_minutes < closes_minutes", name="opens_before_it_closes"),
        CheckConstraint(
            "late_minutes IS NULL OR (opens_minutes <= late_minutes AND late_minutes <= closes_minutes)",
            name="late_within_the_window",
        ),
    )
    see_permission = Permission.CLASS_SEE

    id: Mapped[int] = mapped_column(primary_key=True)
    class_session_id: Mapped[int] = mapped_column(ForeignKey("class_sessions.id", ondelete="CASCADE"))
    phase: Mapped[Phase]
    secret: Mapped[str] = mapped_column(String(64))
    opens_minutes: Mapped[int]
    late_minutes: Mapped[int | None]
    closes_minutes: Mapped[int]
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]

    class_session: Mapped[ClassSession] = relationship(lazy="joined")

    @property
    def scope(self) -> Scope:
        return self.class_session.scope

    @property
    def window(self) -> Window:
        return Window(
            phase=self.phase,
            starts_at=self.class_session.starts_at,
            ends_at=self.class_session.ends_at,
            opens_minutes=self.opens_minutes,
            late_minutes=self.late_minutes,
            closes_minutes=self.closes_minutes,
            opened_at=self.opened_at,
            closed_at=self.closed_at,
        )


class CheckIn(Base):
    """A person at a checkpoint, at the time of the scan. Never changed: see AttendanceCorrection."""

    __tablename__ = "check_ins"
    __table_args__ = (
        UniqueConstraint("checkpoint_id", "person_id"),
        UniqueConstraint("checkpoint_id", "nonce"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    checkpoint_id: Mapped[int] = mapped_column(ForeignKey("checkpoints.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="RESTRICT"), index=True)
    at: Mapped[datetime]
    received_at: Mapped[datetime]
    method: Mapped[Method]
    late: Mapped[bool] = mapped_column(default=False)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    nonce: Mapped[str | None] = mapped_column(String(64))


class AttendanceCorrection(Base):
    """What a person's mark at a checkpoint became, who decided it, when and why. The latest counts."""

    __tablename__ = "attendance_corrections"
    __table_args__ = (Index("ix_attendance_corrections_latest", "checkpoint_id", "person_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    checkpoint_id: Mapped[int] = mapped_column(ForeignKey("checkpoints.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="RESTRICT"), index=True)
    old: Mapped[Mark]
    new: Mapped[Mark]
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    reason: Mapped[str] = mapped_column(String(300), default="")


class Excuse(Base):
    """A person asks, or an organiser notes, that somebody may stay away from a session.

    `answer` is the organiser's word to the person. What was not answered yet can be withdrawn.
    """

    __tablename__ = "excuses"
    __table_args__ = (
        UniqueConstraint("class_session_id", "person_id"),
        CheckConstraint("(state = 'asked') = (decided_at IS NULL)", name="decided_once_answered"),
        CheckConstraint("withdrawn_at IS NULL OR state = 'asked'", name="withdrawn_before_an_answer"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    class_session_id: Mapped[int] = mapped_column(ForeignKey("class_sessions.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="RESTRICT"), index=True)
    reason: Mapped[str] = mapped_column(String(500))
    state: Mapped[ExcuseState] = mapped_column(default=ExcuseState.ASKED)
    asked_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    answer: Mapped[str] = mapped_column(String(300), default="")
    withdrawn_at: Mapped[datetime | None]
    see_permission = Permission.ATTENDANCE_SEE

    person: Mapped[Person] = relationship(foreign_keys=person_id)
    class_session: Mapped[ClassSession] = relationship(lazy="joined")

    @property
    def scope(self) -> Scope:
        return self.class_session.scope


class WalkIn(Base):
    """Somebody who scanned without being on the list; waits for the organiser, with the time of the scan."""

    __tablename__ = "walk_ins"
    __table_args__ = (
        UniqueConstraint("checkpoint_id", "person_id"),
        CheckConstraint(
            "(state IN ('waiting', 'withdrawn')) = (decided_at IS NULL)", name="decided_once_answered"
        ),
    )
    see_permission = Permission.ATTENDANCE_SEE

    id: Mapped[int] = mapped_column(primary_key=True)
    checkpoint_id: Mapped[int] = mapped_column(ForeignKey("checkpoints.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="RESTRICT"), index=True)
    at: Mapped[datetime]
    received_at: Mapped[datetime]
    method: Mapped[Method]
    state: Mapped[WalkInState] = mapped_column(default=WalkInState.WAITING)
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))

    checkpoint: Mapped[Checkpoint] = relationship(lazy="joined")
    person: Mapped[Person] = relationship(foreign_keys=person_id)

    @property
    def scope(self) -> Scope:
        return self.checkpoint.scope


class PersonalCode(Base):
    """What a badge or a phone shows to the organiser's scanner: random, and says nothing about the person."""

    __tablename__ = "personal_codes"
    __table_args__ = (only_one("uq_personal_codes_current", "person_id", where=text("ended_at IS NULL")),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    issued_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class ScannerRead(Base):
    """What a scanner sent and was answered. The same nonce gets the same answer, however often it is sent.

    `reported_at` is the time as the device said it, `scanned_at` the same by the server's clock; `text` is kept only of
    what is nobody's code. A read that did not become a check-in waits for a person, who takes it or not: `settled_at`.
    """

    __tablename__ = "scanner_reads"
    __table_args__ = (UniqueConstraint("checkpoint_id", "nonce"),)
    see_permission = Permission.ATTENDANCE_SEE

    id: Mapped[int] = mapped_column(primary_key=True)
    checkpoint_id: Mapped[int] = mapped_column(ForeignKey("checkpoints.id", ondelete="CASCADE"))
    nonce: Mapped[str] = mapped_column(String(64))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"), index=True)
    scanned_at: Mapped[datetime]
    received_at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    outcome: Mapped[str] = mapped_column(String(20))
    device_id: Mapped[int | None] = mapped_column(index=True)
    reported_at: Mapped[datetime | None]
    text: Mapped[str] = mapped_column(String(80), default="")
    settled_at: Mapped[datetime | None]
    settled_by_id: Mapped[int | None]
    taken: Mapped[bool | None]

    checkpoint: Mapped[Checkpoint] = relationship(lazy="joined")
    person: Mapped[Person | None] = relationship(foreign_keys=person_id)

    @property
    def scope(self) -> Scope:
        return self.checkpoint.scope

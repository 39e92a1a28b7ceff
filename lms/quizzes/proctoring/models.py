"""Who was let in, from which devices an attempt was seen, what happened to it, and passes to another device.

Rows of other features are named by their tables only, so that the rules of starting may read these.
"""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.columns import Base
from lms.outbox.models import CLUSTERED, LONGEST_TAB
from lms.quizzes.proctoring.kinds import Kind, Source


class Admission(Base):
    """Somebody asked to be let in to a quiz, or was let in, or both."""

    __tablename__ = "quiz_admissions"
    __table_args__ = (
        CheckConstraint("asked_at IS NOT NULL OR admitted_at IS NOT NULL", name="asked_or_admitted"),
        CLUSTERED,
    )

    quiz_id: Mapped[int] = mapped_column(ForeignKey("quizzes.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    asked_at: Mapped[datetime | None]
    admitted_at: Mapped[datetime | None]
    admitted_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))


class Presence(Base):
    """One browser in which an attempt is open, as it reported last; the moments are the server's.

    `tab` is the name of the browser's outbox, which all its tabs share. `uncounted` are reports of events beyond
    those that are kept.
    """

    __tablename__ = "attempt_presences"
    __table_args__ = (CLUSTERED,)

    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempts.id", ondelete="CASCADE"), primary_key=True)
    tab: Mapped[str] = mapped_column(String(LONGEST_TAB), primary_key=True)
    first_seen_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    hidden: Mapped[bool]
    unsaved: Mapped[int]
    slot: Mapped[int]
    device: Mapped[str] = mapped_column(String(200))
    address: Mapped[str] = mapped_column(String(64))
    uncounted: Mapped[int] = mapped_column(default=0)


class AttemptEvent(Base):
    """Something that happened to an attempt; only ever added.

    What a browser reports has its `tab` and `elapsed_ms` since the start; the same report twice is one row. What
    staff did has who and why, and where it moved the end to.
    """

    __tablename__ = "attempt_events"
    __table_args__ = (
        UniqueConstraint("attempt_id", "tab", "kind", "elapsed_ms"),
        Index("ix_attempt_events_attempt", "attempt_id", "id"),
        CheckConstraint("(source = 'browser') = (elapsed_ms IS NOT NULL)", name="browsers_count_the_time"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempts.id", ondelete="RESTRICT"))
    kind: Mapped[Kind]
    source: Mapped[Source]
    at: Mapped[datetime]
    tab: Mapped[str] = mapped_column(String(LONGEST_TAB), default="")
    elapsed_ms: Mapped[int | None] = mapped_column(BigInteger)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    reason: Mapped[str] = mapped_column(String(500), default="")
    ends_at: Mapped[datetime | None]


class ResumePass(Base):
    """Lets the person of an attempt go on with it on another device: once, for a few minutes, by a short code."""

    __tablename__ = "resume_passes"
    __table_args__ = (CheckConstraint("made_at < expires_at", name="made_before_it_expires"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempts.id", ondelete="CASCADE"), index=True)
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

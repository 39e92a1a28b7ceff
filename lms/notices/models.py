"""A notice to one person, and the mail that carries it, sent after the commit and tried again when it fails."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from lms.columns import Base, index_of_some


class Notice(Base):
    """What one person is told. `key` makes telling it twice impossible, e.g. `reflection-released:7`."""

    __tablename__ = "notices"
    __table_args__ = (
        UniqueConstraint("person_id", "key"),
        index_of_some("ix_notices_unread", "person_id", where=text("read_at IS NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    key: Mapped[str] = mapped_column(String(120))
    title: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text, default="")
    path: Mapped[str] = mapped_column(String(300), default="")
    class_id: Mapped[int | None] = mapped_column(ForeignKey("study_classes.id", ondelete="CASCADE"))
    sent_at: Mapped[datetime]
    read_at: Mapped[datetime | None]

    def belongs_to(self, person_id: int) -> bool:
        return self.person_id == person_id


class MailState(StrEnum):
    WAITING = "waiting"
    SENT = "sent"
    GIVEN_UP = "given-up"


class Mail(Base):
    """One mail in the queue; `tries` so far, next at `due_at`."""

    __tablename__ = "mails"
    __table_args__ = (CheckConstraint("(state = 'sent') = (sent_at IS NOT NULL)", name="sent_has_a_time"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    notice_id: Mapped[int] = mapped_column(ForeignKey("notices.id", ondelete="CASCADE"), unique=True)
    address: Mapped[str] = mapped_column(String(254))
    state: Mapped[MailState] = mapped_column(default=MailState.WAITING)
    tries: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime] = mapped_column(index=True)
    sent_at: Mapped[datetime | None]
